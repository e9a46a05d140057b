"""Drafts that fit the sample types."""

from dataclasses import replace

from parley.scheduling.draft import Draft, Place, Step, missing

ANSWERS = {
    "Your company": "Reed & Sons",
    "Your phone number": "+49 30 901820",
    "How far along are you?": "A draft",
    "What do you want to talk about?": "Color\nStructure",
    "What are you working on?": "A studio",
}


def complete(event_type, start, **changes):
    """Return a draft in which nothing is missing."""
    draft = Draft(
        event_type=event_type.uri,
        start=start,
        name="Ben Invited",
        email="ben.invited@example.com",
        zone="America/New_York",
        guests=(),
    )
    draft = replace(draft, **changes)
    while ask := missing(draft, event_type):
        if ask.step is Step.QUESTION:
            draft = replace(draft, answers={**draft.answers, ask.question.name: ANSWERS.get(ask.question.name, "")})
        elif ask.step is Step.PLACE:
            draft = replace(draft, place=ask.places[0])
        elif ask.step is Step.PLACE_WORDS:
            draft = replace(draft, place=Place(ask.places[0].kind, "+49 30 901820"))
        else:
            raise AssertionError(ask)
    return draft
