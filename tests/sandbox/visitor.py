"""Somebody who books on the pages behind the links, and what is announced meanwhile."""

import re
from html import unescape
from urllib.parse import urlsplit

SCOPE = "users:read event_types:read availability:read scheduled_events:write scheduling_links:write"
LENA = {"name": "Lena Brandt", "email": "lena.brandt@example.org"}
ALL = {"name": "Lena Brandt", "first_name": "Lena", "last_name": "Brandt", "email": "lena.brandt@example.org"}


class Told:
    """Notes what is announced, beside passing it on."""

    def __init__(self, announcements):
        self.events = []
        self._announce = announcements.announce

    def announce(self, event, invitee, at):
        self.events.append((event, invitee))
        self._announce(event, invitee, at)


class Visitor:
    """Somebody with a browser, and the host's own view through the API."""

    def __init__(self, browser, oauth, person="ana"):
        self.browser = browser
        self.host = oauth.signed_in(person, SCOPE)
        self.headers = {"authorization": f"Bearer {self.host.tokens['access_token']}"}

    def type(self, name="Intro Call"):
        types = self.host.get("/event_types", user=self.host.tokens["owner"], count=100).json()["collection"]
        return next(one for one in types if one["name"] == name)

    def see(self, path, **params):
        answer = self.browser.get(path, params=params or None)
        return unescape(answer.text)

    def times(self, path, **params):
        """The addresses of the times on a page."""
        return [found for found in re.findall(r'<li><a href="([^"]+)"', self.see(path, **params)) if "Z?" in found]

    def fill(self, address, **fields):
        return self.browser.post(address, data=LENA | fields)

    def book(self, address, **fields):
        """The path of the confirmation."""
        answer = self.fill(address, **fields)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    def invitees(self):
        """Lena's bookings as the host sees them, the earliest first."""
        events = self.host.events(invitee_email=LENA["email"])
        return [self.host.invitees(event, email=LENA["email"])[0] for event in events]

    def post(self, path, **body):
        answer = self.browser.post(path, json=body, headers=self.headers)
        assert answer.status_code == 201, answer.text
        return answer.json()["resource"]


def path_of(url):
    return urlsplit(url).path
