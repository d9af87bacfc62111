"""Sealed texts: what opens them, what does not, and what they give away."""

import base64
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.crypto import blind, keyring, tokens
from supervision.crypto.ciphers import CIPHERS, CryptoError

PLACE = "people.person.id_number"
SECRET = "530102199003071234"


@pytest.fixture(params=sorted(CIPHERS))
def cipher(request, settings, own_ring):
    settings.CRYPTO_CIPHER = request.param
    return request.param


@given(text=st.text(min_size=1))
def test_any_text_comes_back(text):
    assert tokens.decrypt(tokens.encrypt(text, context=PLACE), context=PLACE) == text


def test_both_ciphers_open_whatever_the_setting_says(settings, own_ring):
    sealed = {}
    for name in CIPHERS:
        settings.CRYPTO_CIPHER = name
        sealed[name] = tokens.encrypt(SECRET, context=PLACE)
    for name in CIPHERS:
        settings.CRYPTO_CIPHER = name
        assert {tokens.decrypt(token, context=PLACE) for token in sealed.values()} == {SECRET}
    assert {token[0] for token in sealed.values()} == {"A", "S"}


def test_an_empty_text_stays_empty(cipher):
    assert tokens.encrypt("", context=PLACE) == tokens.decrypt("", context=PLACE) == ""


def test_the_same_text_never_looks_the_same(cipher):
    assert len({tokens.encrypt(SECRET, context=PLACE) for _ in range(50)}) == 50


def test_a_token_moved_to_another_column_does_not_open(cipher):
    token = tokens.encrypt(SECRET, context=PLACE)
    with pytest.raises(CryptoError):
        tokens.decrypt(token, context="people.person.phone")


def test_every_changed_byte_is_noticed(cipher):
    head, key, body = tokens.encrypt(SECRET, context=PLACE).split(".")
    sealed = base64.urlsafe_b64decode(body)
    for at in range(len(sealed)):
        changed = bytearray(sealed)
        changed[at] ^= 1
        token = f"{head}.{key}.{base64.urlsafe_b64encode(changed).decode()}"
        with pytest.raises(CryptoError):
            tokens.decrypt(token, context=PLACE)


@pytest.mark.parametrize("token", ["plain text", "A1.k1", "B1.k1.AAAA", "A2.k1.AAAA", "A1.k9.AAAA"])
def test_what_is_no_token_is_refused(own_ring, token):
    with pytest.raises(CryptoError):
        tokens.decrypt(token, context=PLACE)


def test_short_texts_are_all_of_one_length(own_ring):
    assert len({len(tokens.encrypt("9" * n, context=PLACE)) for n in range(1, 32)}) == 1


def test_a_stranger_with_another_ring_reads_nothing(own_ring, settings, tmp_path):
    token = tokens.encrypt(SECRET, context=PLACE)
    digest = blind.index(SECRET, purpose="id_number")
    settings.CRYPTO_KEYRING = str(tmp_path / "stranger.json")
    with pytest.raises(CryptoError):
        tokens.decrypt(token, context=PLACE)
    assert blind.index(SECRET, purpose="id_number") != digest


# ------------------------------------------------------------------------------- blind indexes


@pytest.mark.parametrize(
    "typed", ["53010219900307123x", " 530102 19900307 123X", "５３０１０２１９９００３０７１２３Ｘ"]
)
def test_an_index_meets_every_way_of_typing(own_ring, typed):
    assert blind.index(typed, purpose="id_number") == blind.index(
        "53010219900307123X", purpose="id_number"
    )


def test_an_index_differs_by_purpose_and_says_nothing(own_ring):
    found = blind.index(SECRET, purpose="id_number")
    assert found != blind.index(SECRET, purpose="account")
    assert len(found) == blind.LENGTH and set(found) <= set(string.hexdigits.lower())
    assert blind.index(" - ", purpose="id_number") == ""
    assert blind.candidates("", purpose="id_number") == []


def test_a_digest_under_the_last_index_key_is_still_found(own_ring):
    before = blind.index(SECRET, purpose="id_number")
    keyring.write(keyring.ring().with_new_key(for_index=True))
    assert blind.index(SECRET, purpose="id_number") != before
    assert before in blind.candidates(SECRET, purpose="id_number")
