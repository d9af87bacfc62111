"""The key ring: made once, read by its owner alone, never lost by a careless command."""

import io
import json
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from supervision.crypto import keyring
from supervision.crypto.ciphers import CryptoError


def test_a_ring_is_made_once_even_when_many_ask(own_ring):
    with ThreadPoolExecutor(8) as pool:
        rings = list(pool.map(lambda _n: keyring.ring().get("k1").secret, range(32)))
    assert len(set(rings)) == 1
    assert stat.S_IMODE(own_ring.stat().st_mode) == 0o600
    assert [path.name for path in own_ring.parent.iterdir()] == [own_ring.name]


def test_production_makes_no_ring_by_itself(own_ring, settings):
    settings.PRODUCTION = True
    with pytest.raises(ImproperlyConfigured, match="make_keyring"):
        keyring.ring()
    call_command("make_keyring", stdout=io.StringIO())
    assert keyring.ring().current == "k1"


def test_a_ring_is_never_overwritten(own_ring):
    secret = keyring.ring().get("k1").secret
    with pytest.raises(CommandError, match="exists"):
        call_command("make_keyring")
    assert keyring.ring().get("k1").secret == secret


def test_a_ring_that_a_stranger_can_read_is_refused(own_ring):
    keyring.ring()
    own_ring.chmod(0o604)
    own_ring.write_text(own_ring.read_text())
    with pytest.raises(ImproperlyConfigured, match="every user"):
        keyring.ring()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda ring: "not json",
        lambda ring: json.dumps({**ring, "current": "k7"}),
        lambda ring: json.dumps({**ring, "keys": {"k1": {"secret": "c2hvcnQ="}}}),
        lambda ring: json.dumps({**ring, "keys": {"../k1": ring["keys"]["k1"]}}),
        lambda ring: json.dumps({"keys": ring["keys"]}),
    ],
)
def test_a_broken_ring_is_refused_by_name(own_ring, spoil):
    keyring.ring()
    own_ring.write_text(spoil(json.loads(own_ring.read_text())))
    with pytest.raises(ImproperlyConfigured, match="cannot be read"):
        keyring.ring()


def test_a_running_process_sees_a_new_key(own_ring):
    assert keyring.ring().current == "k1"
    keyring.write(keyring.ring().with_new_key())
    assert (keyring.ring().current, keyring.ring().index) == ("k2", "k1")


def test_a_key_in_use_stays(own_ring):
    ring = keyring.ring().with_new_key()
    for name in ("k1", "k2"):
        with pytest.raises(CryptoError, match="in use"):
            ring.without(name)
    assert set(ring.with_new_key(for_index=True).without("k1").keys) == {"k2", "k3"}


def test_secrets_are_in_no_text_about_them(own_ring):
    ring = keyring.ring()
    assert "secret" not in repr(ring) and "secret" not in repr(ring.get("k1"))
