"""Sealed columns: what the database holds, refuses and finds; and keys that change."""

import io

import pytest
from django.core.exceptions import FieldError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from supervision.audit.models import AuditEvent
from supervision.crypto import keyring, rotation
from supervision.crypto.ciphers import CryptoError
from supervision.notifications.models import SmsMessage

pytestmark = pytest.mark.django_db
PHONE = "13912345678"


def stored() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM notifications_smsmessage ORDER BY id")
        return [phone for (phone,) in cursor.fetchall()]


@pytest.fixture
def message(own_ring, clerk):
    return SmsMessage.objects.create(
        recipient=clerk, phone=PHONE, text="[Portal] one item", dedupe_key="a"
    )


def test_a_stranger_in_the_database_reads_nothing(message):
    assert PHONE not in stored()[0]
    assert SmsMessage.objects.get().phone == PHONE
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(s::text, ' ') FROM notifications_smsmessage s")
        assert PHONE not in cursor.fetchone()[0]


def test_update_and_bulk_writes_are_sealed(message):
    SmsMessage.objects.update(phone="13800000000")
    message.phone = "13700000000"
    SmsMessage.objects.bulk_update([message], ["phone"])
    assert "137" not in stored()[0]
    assert SmsMessage.objects.get().phone == "13700000000"


def test_the_database_refuses_a_readable_value(message):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE notifications_smsmessage SET phone = %s", [PHONE])


@pytest.mark.parametrize("lookup", ["phone", "phone__in", "phone__contains", "phone__startswith"])
def test_a_search_that_could_find_nothing_is_refused(message, lookup):
    with pytest.raises(FieldError):
        list(SmsMessage.objects.filter(**{lookup: PHONE}))


def test_empty_and_null_can_be_asked_for(message):
    assert SmsMessage.objects.exclude(phone="").count() == 1
    assert SmsMessage.objects.filter(phone__isnull=True).count() == 0


def test_every_sealed_column_is_classed_as_a_secret_matter():
    for column in rotation.sealed_columns():
        assert column.model.DATA_CLASSES[column.field.name] in {"personal", "sensitive", "secret"}


# ----------------------------------------------------------------------------------- rotation


def rotate(*options: str) -> str:
    out = io.StringIO()
    call_command("rotate_keys", *options, stdout=out, stderr=out)
    return out.getvalue()


def test_rotation_seals_everything_under_the_new_key(message, clerk, monkeypatch):
    monkeypatch.setattr(rotation, "PORTION", 2)
    for n in range(5):
        SmsMessage.objects.create(recipient=clerk, phone=PHONE, text="t", dedupe_key=f"b{n}")
    before = stored()
    told = rotate()
    assert "Key k2 seals from now on" in told
    assert "notifications.smsmessage.phone: 6 sealed anew" in told
    assert {token.split(".")[1] for token in stored()} == {"k2"}
    assert {row.phone for row in SmsMessage.objects.all()} == {PHONE}
    assert not set(before) & set(stored())
    event = AuditEvent.objects.get(verb="project.keys_rotated")
    assert (event.details["key"], event.details["complete"]) == ("k2", True)
    # The index key is still the first one, so it stays.
    rotate("--resume", "--retire")
    assert set(keyring.ring().keys) == {"k1", "k2"}


def test_rotation_with_the_index_lets_the_old_key_go(message):
    with pytest.raises(CommandError, match="later run"):
        rotate("--index", "--retire")
    assert set(keyring.ring().keys) == {"k1"}
    rotate("--index")
    assert "Key k1 is dropped" in rotate("--resume", "--retire")
    assert set(keyring.ring().keys) == {"k2"}
    assert SmsMessage.objects.get().phone == PHONE


def test_an_interrupted_rotation_goes_on(message, clerk):
    keyring.write(keyring.ring().with_new_key())
    SmsMessage.objects.create(recipient=clerk, phone=PHONE, text="t", dedupe_key="new")
    assert rotation.keys_in_use() == {"k1": 1, "k2": 1}
    assert "1 sealed anew" in rotate("--resume")
    assert rotation.keys_in_use() == {"k2": 2}
    assert "0 sealed anew" in rotate("--resume")


def test_a_key_that_something_needs_is_kept(message):
    keyring.write(keyring.ring().with_new_key(for_index=True).with_new_key())
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION pg_temp.refuse() RETURNS trigger LANGUAGE plpgsql"
            " AS $$ BEGIN RAISE EXCEPTION 'append-only'; END $$"
        )
        cursor.execute(
            "CREATE TRIGGER no_update BEFORE UPDATE ON notifications_smsmessage"
            " FOR EACH ROW EXECUTE FUNCTION pg_temp.refuse()"
        )
    with pytest.raises(CommandError, match="old key"):
        rotate("--resume", "--retire")
    assert "k1" in keyring.ring().keys
    assert SmsMessage.objects.get().phone == PHONE


def test_a_changed_token_is_noticed_when_it_is_read(message):
    token = stored()[0]
    other = token[:-2] + ("A" if token[-2] != "A" else "B") + token[-1]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE notifications_smsmessage SET phone = %s", [other])
    with pytest.raises(CryptoError):
        SmsMessage.objects.get()
