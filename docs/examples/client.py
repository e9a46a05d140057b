"""A whole client of Parley's REST channel in the standard library: it says what it is told, and picks up what waits.

PARLEY_URL=https://bot.example.com PARLEY_KEY=parley_… python client.py ana "what's on my calendar?"
"""

import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

URL, KEY = os.environ["PARLEY_URL"], os.environ["PARLEY_KEY"]


def call(path, body=None):
    """Return the answer; asks again when the bot says so, and after a broken connection."""
    request = urllib.request.Request(
        URL + path,
        json.dumps(body).encode() if body else None,
        {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"},
    )
    for _ in range(5):
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as problem:
            if problem.code not in (429, 503):
                sys.exit(f"{problem.code}: {json.load(problem)['detail']}")
            time.sleep(int(problem.headers.get("Retry-After", 1)))
        except urllib.error.URLError:
            time.sleep(1)
    sys.exit("Parley is not answering.")


def say(sender, message):
    """Say something for somebody. The id makes it safe to say it again."""
    metadata = {"time_zone": "Europe/Berlin", "locale": "en-GB"}
    body = {"sender": sender, "message": message, "message_id": uuid.uuid4().hex, "metadata": metadata}
    return call("/webhooks/rest/webhook", body)


def pick_up(after=None):
    """Return what waits for anybody, and where to go on from."""
    query = urllib.parse.urlencode({"after": after} if after else {})
    waiting = call(f"/webhooks/rest/messages?{query}")
    return waiting["messages"], waiting["next"]


def show(message):
    print(f"to {message['recipient_id']}: {message.get('text', '')}")
    for button in message.get("buttons", []):
        print(f"  [{button['title']}] {button.get('url') or button.get('payload')}")


for one in say(sys.argv[1], sys.argv[2]):
    show(one)
waiting, place = pick_up()
for one in waiting:
    show(one)
pick_up(place)  # They have arrived. A real client goes on asking every few seconds.
