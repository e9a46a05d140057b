"""Where each named attack is tried: some beside the thing attacked, the rest in this folder."""

from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
PROVEN = {
    "forwarded link": ["gateway/test_linking_elsewhere.py::a_link_sent_to_somebody_else", "attacks::forwarded_link"],
    "replayed state": ["gateway/test_callback.py::a_replayed_callback", "attacks::replayed_state"],
    "fixed state": ["attacks::fixed_state"],
    "swapped cookies": ["attacks::swapped_cookies"],
    "code guessing": ["accounts/test_codes.py::threads_guessing_at_once", "attacks::code_guessing"],
    "open redirect": ["attacks::open_redirect"],
    "PKCE stripped": ["attacks::pkce_stripped", "accounts/test_linking.py::the_consent_page_is_asked_for_with"],
    "callback without a start": ["gateway/test_callback.py::an_unknown_state", "attacks::callback_without_a_start"],
    "a second browser": ["gateway/test_callback.py::a_state_of_another_browser", "attacks::second_browser"],
    "ticket reuse": ["accounts/test_linking.py::of_twenty_threads_with_one_ticket", "attacks::ticket_reuse"],
    "another principal's conversation id": [
        "gateway/test_web_identity.py::a_foreign_session_id",
        "gateway/test_rest_turns.py::a_sender_cannot_name_itself",
        "attacks::another_principals_conversation_id",
    ],
    "row copied between persons": ["attacks::a_row_copied_between_persons"],
    "tampered ciphertext": ["accounts/test_vault.py::one_changed_byte", "attacks::tampered_ciphertext"],
}


@pytest.mark.parametrize("attack", PROVEN)
def test_each_named_attack_has_its_tests(attack: str) -> None:
    for place in PROVEN[attack]:
        where, _, name = place.partition("::")
        files = [TESTS / where] if where.endswith(".py") else sorted((TESTS / where).glob("test_*.py"))
        text = "\n".join(file.read_text(encoding="utf-8") for file in files if file != Path(__file__))
        assert f"def test_{name}" in text, place
