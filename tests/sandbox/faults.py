"""Faults that are about to happen, armed from a test."""

FAULTS = "/_sandbox/faults"


def arm(browser, kind, **more):
    answer = browser.post(FAULTS, json={"kind": kind, **more})
    assert answer.status_code == 201, answer.text
    return answer.json()


def armed(browser):
    return [one["fault"]["kind"] for one in browser.get(FAULTS).json()["faults"]]
