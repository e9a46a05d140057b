"""Secrets at rest."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from parley.accounts.vault import CannotOpen, Vault

OLD, NEW = b"a" * 32, b"b" * 32
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=80)  # lone surrogates, too
TEXT = st.text(max_size=200)
KINDS = st.sampled_from(["ticket", "state", "code", "visitor cookie", "visitor token"])
vault = Vault((OLD,))


@given(TEXT, TEXT)
def test_what_was_sealed_opens_in_its_place(value, place):
    assert vault.open(vault.seal(value, place), place) == value


@given(TEXT, TEXT, TEXT)
def test_a_sealed_value_stays_shut_in_another_place(value, place, elsewhere):
    if place != elsewhere:
        with pytest.raises(CannotOpen):
            vault.open(vault.seal(value, place), elsewhere)


@given(TEXT, st.data())
def test_one_changed_byte_keeps_a_sealed_value_shut(value, data):
    sealed = bytearray(vault.seal(value, "here"))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(CannotOpen):
        vault.open(bytes(sealed), "here")


@pytest.mark.parametrize("length", range(len(vault.seal("a token", "here"))))
def test_a_sealed_value_that_was_cut_short_stays_shut(length):
    with pytest.raises(CannotOpen):
        vault.open(vault.seal("a token", "here")[:length], "here")


def test_a_sealed_value_does_not_show_what_it_holds():
    sealed = vault.seal("canary-token", "here")
    assert b"canary" not in sealed


def test_the_same_value_is_never_sealed_alike_twice():
    assert vault.seal("a token", "here") != vault.seal("a token", "here")


def test_after_rotation_the_second_key_opens_what_it_once_sealed():
    assert Vault((NEW, OLD)).open(Vault((OLD,)).seal("a token", "here"), "here") == "a token"


def test_after_rotation_the_first_key_seals():
    sealed = Vault((NEW, OLD)).seal("a token", "here")
    assert Vault((NEW,)).open(sealed, "here") == "a token"
    with pytest.raises(CannotOpen):
        Vault((OLD,)).open(sealed, "here")


def test_a_value_whose_key_is_gone_names_the_setting_to_mend():
    with pytest.raises(CannotOpen, match="PARLEY_KEYS"):
        Vault((NEW,)).open(Vault((OLD,)).seal("canary-token", "here"), "here")


def test_no_refusal_to_open_tells_the_value_or_a_key():
    with pytest.raises(CannotOpen) as refused:
        vault.open(vault.seal("canary-token", "here"), "there")
    assert "canary" not in str(refused.value)
    assert OLD.decode() not in str(refused.value)


@given(KINDS, TEXT)
def test_a_digest_is_found_again_under_every_key_newest_first(kind, value):
    rotated = Vault((NEW, OLD))
    assert rotated.digests(kind, value) == [Vault((NEW,)).digest(kind, value), Vault((OLD,)).digest(kind, value)]
    assert rotated.digest(kind, value) == rotated.digests(kind, value)[0]


def test_a_digest_is_64_hex_digits_and_differs_by_kind_and_key():
    digests = {vault.digest("ticket", "x"), vault.digest("state", "x"), Vault((NEW,)).digest("ticket", "x")}
    assert len(digests) == 3
    assert all(len(digest) == 64 and int(digest, 16) >= 0 for digest in digests)


@given(KINDS, st.text(min_size=1, max_size=80))
def test_a_signed_value_comes_back(kind, value):
    assert vault.unsign(kind, vault.sign(kind, value)) == value


@given(KINDS, KINDS, st.text(min_size=1, max_size=80))
def test_a_value_signed_as_one_kind_is_not_another(kind, other, value):
    if kind != other:
        assert vault.unsign(other, vault.sign(kind, value)) is None


@given(ANY_TEXT)
@example("\ud800")
@example("\ud800." + "0" * 64)
def test_whatever_a_browser_makes_up_is_not_signed(text):
    assert vault.unsign("visitor cookie", text) is None


@given(st.text(min_size=1, max_size=40), st.data())
def test_a_signed_value_with_one_character_changed_is_forged(value, data):
    signed = vault.sign("visitor cookie", value)
    place = data.draw(st.integers(0, len(signed) - 1))
    other = data.draw(st.characters().filter(lambda one: one != signed[place]))
    assert vault.unsign("visitor cookie", signed[:place] + other + signed[place + 1 :]) is None


def test_a_signature_of_an_older_key_still_counts_until_the_key_is_gone():
    signed = Vault((OLD,)).sign("visitor cookie", "ana")
    assert Vault((NEW, OLD)).unsign("visitor cookie", signed) == "ana"
    assert Vault((NEW,)).unsign("visitor cookie", signed) is None


def test_nothing_signed_is_nobody():
    assert vault.unsign("visitor cookie", vault.sign("visitor cookie", "")) is None


def test_a_digest_of_a_value_is_no_signature_of_it():
    for kind in ("visitor cookie", "visitor token", "state"):
        assert vault.unsign(kind, f"ana.{vault.digest(kind, 'ana')}") is None


def test_whatever_is_sealed_now_begins_with_the_name_of_the_key_that_seals():
    rotated = Vault((NEW, OLD))
    assert rotated.seal("a token", "here").startswith(rotated.sealing_name)
    assert rotated.sealing_name == Vault((NEW,)).sealing_name != vault.sealing_name
