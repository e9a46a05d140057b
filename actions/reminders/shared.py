"""What reminders and digests have in common: being listed, and stopped."""

from dataclasses import replace

from actions.attendances import candidate_of
from actions.forms.which import Way, ask_which
from actions.reminders.following import following
from actions.reminders.ours import in_hand, take_in_hand, take_listed
from actions.reminders.wording import Plan, event_of, plan_words
from actions.turn import Events, Turn, button
from parley.reminders.digest import Digest
from parley.reminders.digest_words import fits
from parley.reminders.reminder import Reminder
from parley.reminders.words import is_about_every, is_for_a_while, speaks_of_digests, speaks_of_reminders
from parley.scheduling.mentions import Mention, Why, resolve
from parley.scheduling.places import bare_place
from parley.scheduling.words import folded

STOP, CHANGE, ALL = "stop", "change", "all"
MOST_LISTED = 12
_OF = ("for", "about", "with", "before", "of")
_IT = ("it", "that", "this", "them")


def plans_of(turn: Turn) -> list[Plan]:
    """Return the person's reminders, then their digests."""
    who, plans = turn.clocks.principal_id, turn.services.plans
    return [*plans.reminders.of(who), *plans.digests.of(who)]


def plan_named(turn: Turn, plan_id: str | None) -> Plan | None:
    """Return the one with this id, if it is the person's and still there."""
    return next((one for one in plans_of(turn) if one.id == plan_id), None)


def tell_plans(turn: Turn) -> Events:
    """List all there is, each with a way to stop it."""
    plans = plans_of(turn)
    if not plans:
        turn.say("utter_no_plans")
        return []
    shown = list(enumerate(plans[:MOST_LISTED], start=1))
    buttons = [_stop_button(turn, one, "utter_line_stop_number", number=place) for place, one in shown]
    lines = [turn.part("utter_line_numbered", number=place, text=plan_words(turn, one)) for place, one in shown]
    turn.say("utter_plans", events="\n".join(lines), count=len(plans), buttons=buttons)
    return take_listed(plans)


def stop(turn: Turn) -> Events:
    """Stop what is meant, or ask which."""
    plans = _of_kind(turn, plans_of(turn))
    if not plans:
        turn.say("utter_no_plans")
        return []
    goes_on = following(turn)
    meant = [] if goes_on and goes_on.is_open else meant_of(turn, plans)
    if is_for_a_while(turn.asked.text):
        return ask_which_plan(turn, meant or plans, "utter_cannot_skip", stops=True)
    if not meant:
        return ask_which_plan(turn, plans, "utter_which_to_stop", stops=True)
    return stopped(turn, meant)


def stopped(turn: Turn, plans: list[Plan]) -> Events:
    """Stop these, and say so; a meeting stays as it is."""
    words = "\n".join(turn.part("utter_line_point", text=plan_words(turn, one)) for one in plans)
    ids, who = [one.id for one in plans], turn.clocks.principal_id
    turn.services.plans.reminders.remove(ids, who)
    turn.services.plans.digests.remove(ids, who)
    about_one = any(isinstance(one, Reminder) and one.event_id for one in plans)
    turn.say("utter_plans_stopped" if not about_one else "utter_reminder_stopped", events=words)
    return take_in_hand(None)


def ask_which_plan(turn: Turn, plans: list[Plan], response: str, *, stops: bool) -> Events:
    """Ask which of several is meant."""
    verb = STOP if stops else CHANGE
    ways = [Way(plan_words(turn, one), {verb: [one.id]}) for one in plans[:MOST_LISTED]]
    if stops and len(plans) > 1:
        ways.append(Way(turn.part("utter_line_all_of_them"), {verb: [one.id for one in plans]}, (ALL, "both")))
    return ask_which(turn, response, ways)


def change_buttons(turn: Turn, plan: Plan) -> list[dict[str, str]]:
    """Return the buttons that change a plan, and stop it."""
    change = button(turn.part("utter_line_change_it"), _intent(plan), plan=plan.id, choice=CHANGE)
    return [change, _stop_button(turn, plan, "utter_line_stop_it")]


def _stop_button(turn: Turn, plan: Plan, title: str, **values: object) -> dict[str, str]:
    return button(turn.part(title, **values), _intent(plan), plan=plan.id, choice=STOP)


def _intent(plan: Plan) -> str:
    return "digest" if isinstance(plan, Digest) else "set_reminder"


def _of_kind(turn: Turn, plans: list[Plan]) -> list[Plan]:
    """Return the plans of the kind that the words name, all where they name both or neither."""
    goes_on = following(turn)
    if goes_on and goes_on.plan:
        return plans
    reminders, digests = speaks_of_reminders(turn.asked.text), speaks_of_digests(turn.asked.text)
    if turn.asked.intent == "digest":
        digests = True
    if reminders == digests:
        return plans
    return [one for one in plans if isinstance(one, Digest) == digests]


def meant_of(turn: Turn, plans: list[Plan]) -> list[Plan]:
    """Return which of the plans words mean: the only one, the one in hand, by place, or by its event."""
    said = folded(turn.asked.text)
    goes_on = following(turn)
    if goes_on and goes_on.plan:
        return [one for one in plans if one.id == goes_on.plan]
    place = turn.asked.place if turn.asked.place is not None else bare_place(said)
    if place is not None and not _names_something(turn):
        every = plans_of(turn)
        chosen = every[place - 1 : place] if place > 0 else every[place:][:1]
        return [one for one in chosen if one in plans]
    words = set(said.split())
    hand = [one for one in plans if one.id == in_hand(turn)]
    if hand and words & {*_IT}:
        return hand
    if ALL in words or "everything" in words:
        return plans
    if told := _by_event(turn, plans) or _by_rule(turn, plans):
        return told
    if len(plans) == 1 and not _names_something(turn):
        return plans
    every = [one for one in plans if isinstance(one, Reminder) and one.kind == "every"]
    if is_about_every(turn.asked.text) and len(every) == 1 and len(plans) > 1:
        return every
    return hand if hand and not _names_something(turn) else []


def _names_something(turn: Turn) -> bool:
    """Return whether words name an event: `the reminder for the demo`."""
    said = folded(turn.asked.text)
    return not is_about_every(said) and any(f" {word} " in f" {said} " for word in _OF)


def _by_rule(turn: Turn, plans: list[Plan]) -> list[Plan]:
    """Return the digests that the words tell from others: "the weekly one"."""
    return [one for one in plans if isinstance(one, Digest) and fits(turn.asked.text, one.rule)]


def _by_event(turn: Turn, plans: list[Plan]) -> list[Plan]:
    """Return the reminders whose event the words name."""
    if not _names_something(turn):
        return []
    known = [(one, event) for one in plans if isinstance(one, Reminder) and (event := event_of(turn, one))]
    shown = [replace(candidate_of(event), id=plan.id) for plan, event in known]
    spans = [one for one in turn.times(turn.asked.text, None, asked=False) if one.start and one.end]
    span = (spans[0].start, spans[0].end) if spans else None
    meant = resolve(shown, Mention(turn.asked.text, span=span), turn.now)  # type: ignore[arg-type]
    fits = meant.ids if meant.why is Why.FOUND or (meant.why is Why.SEVERAL and len(meant.ids) < len(shown)) else ()
    return [plan for plan, _ in known if plan.id in fits]
