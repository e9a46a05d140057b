"""The action server: rasa-sdk's own, on loopback, behind a shared secret."""

import hmac
import warnings
from pathlib import Path
from typing import Any

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import HTTPResponse, Request, Sanic
from sanic.exceptions import SanicException
from sanic.response import json

from actions.account.agreeing import AgreeForm, AskAgreement, NameAccount
from actions.account.connecting import ConnectAccount, LinkNotMade, ReconnectNotice
from actions.account.linked import AccountLinked
from actions.account.status import AccountStatus
from actions.account.switching import SwitchAccount
from actions.account.waiting import DropRequest, TryAgain
from actions.acquaintances import TellOfSomebody
from actions.agenda import ListEvents
from actions.availability import CheckAvailability
from actions.base import ThreadedAction
from actions.booking.book import Book
from actions.booking.form import BookingForm
from actions.cancelling.cancel import Cancel
from actions.cancelling.form import CancelForm
from actions.elsewhere.tell import TellElsewhere
from actions.event_answers import EventDetails, EventInvitees
from actions.event_types import ListEventTypes
from actions.feedback.give import GiveFeedback
from actions.forgetting.forget import Forget
from actions.forgetting.form import ForgetForm
from actions.forms.asking import AskQuestion
from actions.forms.which import WhichForm
from actions.further import ListFurther, ShowFurther
from actions.handoff.form import HandoffForm
from actions.handoff.hand_over import HandoffFailed, HandOver
from actions.in_calendly import TellInCalendly
from actions.late import TellWhomToWrite
from actions.no_shows.form import NoShowForm
from actions.no_shows.mark import MarkNoShow
from actions.no_shows.tell import TellNoShows
from actions.notices.changed import TellChanges
from actions.notices.wanting import SetNotifications
from actions.openings import ListOpenings
from actions.operations.done import OperationDone
from actions.reminders.digest import Digest
from actions.reminders.due import TellDigest, TellReminder
from actions.reminders.remind import Remind
from actions.rescheduling.form import RescheduleForm
from actions.rescheduling.reschedule import Reschedule
from actions.sentences import Sentences
from actions.services import Services, make_services
from actions.settings import SetClock, SetTimeZone
from actions.share_link import ShareLink
from actions.talk import GoBack, NotUnderstood, OutOfScope, Repeat
from actions.unlinking.form import UnlinkForm
from actions.unlinking.unlink import Unlink
from actions.visiting.code import SendVisitorCode, VisitorCodeNotRight, VisitorKnown
from actions.visiting.form import FindBookingForm
from actions.visiting.reception import AnswerOfHouse
from actions.visiting.talk import Greet, Help
from parley.clock import system_clock
from parley.settings import Settings
from parley.when.zones import check_zone_data

ACTIONS: tuple[type[ThreadedAction], ...] = (
    ListEvents,
    ListFurther,
    ShowFurther,
    EventDetails,
    EventInvitees,
    TellWhomToWrite,
    TellOfSomebody,
    ListEventTypes,
    ShareLink,
    CheckAvailability,
    ListOpenings,
    SetTimeZone,
    SetClock,
    TellElsewhere,
    AnswerOfHouse,
    TellInCalendly,
    Remind,
    Digest,
    TellReminder,
    TellDigest,
    SetNotifications,
    TellChanges,
    WhichForm,
    ConnectAccount,
    AccountLinked,
    NameAccount,
    AgreeForm,
    AskAgreement,
    TryAgain,
    DropRequest,
    LinkNotMade,
    ReconnectNotice,
    AccountStatus,
    SwitchAccount,
    UnlinkForm,
    Unlink,
    NotUnderstood,
    GoBack,
    Repeat,
    AskQuestion,
    BookingForm,
    Book,
    CancelForm,
    Cancel,
    RescheduleForm,
    Reschedule,
    NoShowForm,
    MarkNoShow,
    TellNoShows,
    OperationDone,
    Greet,
    Help,
    FindBookingForm,
    SendVisitorCode,
    VisitorKnown,
    VisitorCodeNotRight,
    HandoffForm,
    HandOver,
    HandoffFailed,
    GiveFeedback,
    OutOfScope,
    ForgetForm,
    Forget,
)
MOST_BYTES = 1_000_000


class DomainlessExecutor(ActionExecutor):
    """Runs actions that never look at the domain, which Rasa therefore does not send (`enable_selective_domain`)."""

    def update_and_return_domain(self, payload: dict[str, Any], action_name: str) -> dict[str, Any]:
        """Return an empty domain where rasa-sdk would ask Rasa to send it."""
        return {}


def make_app(services: Services, secret: str) -> Sanic[Any, Any]:
    """Return the server. It answers 401, and runs nothing, unless the request carries the secret."""
    executor = DomainlessExecutor()
    for action in ACTIONS:
        executor.register_action(action(services))
    app = create_app(executor, cors_origins=[])
    app.config.REQUEST_MAX_SIZE = MOST_BYTES
    wanted = f"Bearer {secret}".encode()

    @app.on_request
    async def check_secret(request: Request) -> HTTPResponse | None:
        given = request.headers.get("Authorization", "").encode(errors="surrogateescape")
        if request.path == "/health" or hmac.compare_digest(given, wanted):
            return None
        return json({"error": "The shared secret is missing or wrong; see PARLEY_ACTIONS_SECRET."}, status=401)

    @app.on_request
    async def refuse_packed_bodies(request: Request) -> HTTPResponse | None:
        # rasa-sdk unpacks them without a limit; Rasa sends them only when it is told to.
        if request.headers.get("Content-Encoding"):
            return json({"error": "Send the body unpacked."}, status=415)
        return None

    @app.exception(SanicException)
    async def refuse(request: Request, problem: SanicException) -> HTTPResponse:
        # rasa-sdk answers whatever goes wrong with 500 and the request's body.
        return json({"error": str(problem)}, status=problem.status_code)

    return app


def serve(settings: Settings, root: Path = Path()) -> None:
    """Serve the actions until told to stop."""
    # rasa-sdk compares its version with Rasa's at every call; that this pair works together is tested.
    warnings.filterwarnings("ignore", message="Your versions of rasa and rasa_sdk", category=UserWarning)
    check_zone_data()
    services = make_services(settings, system_clock, Sentences.of_domain(root / "domain.yml"))
    app = make_app(services, settings.actions_secret.get_secret_value())
    app.run(host=settings.host, port=settings.actions_port, single_process=True, access_log=False, motd=False)
