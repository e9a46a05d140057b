"""What the actions stand on, put together once when their server starts."""

from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass

from actions.sentences import Sentences
from parley.accounts.access import Access
from parley.accounts.parts import Accounts, make_accounts
from parley.accounts.vault import Vault
from parley.calendly.oauth import OAuth, OAuthApp
from parley.calendly.transport import Transport, make_session
from parley.clock import Clock
from parley.db.engine import connect
from parley.helpdesk.parts import Helpdesk, make_helpdesk
from parley.jobs.asking import Asking
from parley.mail import Mail
from parley.notices.parts import Ears, Newsdesk, make_newsdesk
from parley.operations.desk import Desk
from parley.operations.store import Operations
from parley.reminders.parts import Plans, make_plans
from parley.rights.erasing import Erasures
from parley.settings import Settings
from parley.visits.calendars import Calendars
from parley.visits.parts import Visits, make_visits
from parley.when import Words, open_words

TURNS_AT_ONCE = 64


@dataclass(frozen=True)
class Services:
    """The services that actions call."""

    accounts: Accounts
    clock: Clock
    sentences: Sentences
    words: Words
    # Two pools: a turn waits for its own calls, and must never wait for a thread that another turn holds.
    turns: Executor
    calls: Executor
    visits: Visits
    helpdesk: Helpdesk
    erasures: Erasures
    # Takes what people say yes to.
    operations: Desk
    plans: Plans
    newsdesk: Newsdesk
    # None where the operator has set up no mail.
    mail: Mail | None = None

    @property
    def calendars(self) -> Calendars:
        """Return what decides whose calendar a person works on."""
        return self.visits.calendars

    @property
    def access(self) -> Access:
        """Return the way to a person's Calendly."""
        return self.accounts.access


def make_services(settings: Settings, clock: Clock, sentences: Sentences) -> Services:
    """Return the services of one action server."""
    database = connect(settings.database_url)
    vault = Vault(settings.key_ring)
    accounts = make_accounts(
        database,
        vault,
        OAuth(OAuthApp.of(settings), clock),
        Transport(make_session(), settings.calendly_api_url, clock),
        clock,
        settings.house_token.get_secret_value(),
    )
    turns = ThreadPoolExecutor(TURNS_AT_ONCE, thread_name_prefix="turn")
    calls = ThreadPoolExecutor(TURNS_AT_ONCE, thread_name_prefix="call")
    visits = make_visits(database, vault, accounts, clock, settings.mode)
    plans = make_plans(database, accounts, visits.calendars, clock)
    words, smtp = open_words(settings.duckling_url), settings.smtp_url.get_secret_value()
    mail = Mail(smtp, settings.mail_from) if smtp else None
    helpdesk = make_helpdesk(
        database,
        clock,
        settings.handoff_contact,
        has_webhook=bool(settings.handoff_webhook.get_secret_value()),
        feedback_days=settings.feedback_days,
    )
    erasures = Erasures(database, accounts.grants, clock)
    operations = Desk(Operations(database, vault, clock), accounts.people, Asking(settings.database_url))
    newsdesk = make_newsdesk(database, vault, accounts, clock, Ears.of(settings))
    more = (helpdesk, erasures, operations, plans, newsdesk, mail)
    return Services(accounts, clock, sentences, words, turns, calls, visits, *more)
