"""The register of prying and pleading: changed by nobody, kept from whoever is named."""

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.http import QueryDict
from openpyxl import load_workbook

from cases.models import Clue, Interference, InterferenceNote
from cases.selectors.interference import entries_visible_to
from cases.services.interference import Attempt, add_note, enter_interference
from supervision import clock
from supervision.audit.models import AuditEvent
from supervision.exchange import exporters, services
from supervision.exchange.safe_workbook import Stamp
from supervision.notifications.models import Notice
from tests.cast import enter as sign_in


def attempt(**changes: Any) -> Attempt:
    given: dict[str, Any] = {
        "kind": "prying",
        "way": "telephone",
        "name": "贺知章",
        "organ": "区住建局",
        "post": "局长",
        "happened_at": clock.now() - dt.timedelta(hours=1),
        "words": "打电话询问高建军的事查到哪一步了。",
        "answer": "答复无可奉告，并告知要登记。",
        "matter": "水务局工程发包一事",
    }
    return Attempt(**given | changes)


def test_an_entry_is_read_by_internal_supervision_and_by_whoever_entered_it(
    handler1: Any, handler2: Any, internal: Any, principal: Any, casesup: Any, stranger: Any
) -> None:
    entry = enter_interference(actor=handler1, attempt=attempt())
    assert entry.number == "GY-2026-0001"
    for user in (handler1, internal, principal):
        assert entries_visible_to(user).get() == entry
    for user in (handler2, casesup, stranger):
        assert not entries_visible_to(user).exists()
    told = set(Notice.objects.filter(kind="cases.interference").values_list("recipient", flat=True))
    assert told == {internal.pk, principal.pk}
    said = repr(list(AuditEvent.objects.values_list("object_label", "details")))
    said += repr(list(Notice.objects.values_list("title", "body")))
    for word in ("贺知章", "高建军"):
        assert word not in said


def test_the_person_named_never_sees_it(
    handler1: Any, internal: Any, principal: Any, cadre: Callable[..., Any], units: Any
) -> None:
    by_name = enter_interference(actor=handler1, attempt=attempt(name=internal.name))
    assert [row.pk for row in entries_visible_to(principal)] == [by_name.pk]
    assert not entries_visible_to(internal).exists()
    assert not Notice.objects.filter(recipient=internal, kind="cases.interference").exists()
    own = cadre("程书记", account=principal)
    by_person = enter_interference(actor=handler1, attempt=attempt(name=own.name, unit=units.water))
    assert by_person.person == own
    assert by_person.pk not in entries_visible_to(principal).values_list("pk", flat=True)
    assert by_person.pk in entries_visible_to(internal).values_list("pk", flat=True)


def test_whoever_entered_does_not_read_an_entry_about_themselves(
    handler1: Any, handler2: Any
) -> None:
    enter_interference(actor=handler1, attempt=attempt(name=handler1.name))
    assert not entries_visible_to(handler1).exists()


def test_nobody_changes_or_deletes_an_entry(handler1: Any, internal: Any) -> None:
    entry = enter_interference(actor=handler1, attempt=attempt())
    add_note(actor=internal, entry=entry, words="已约谈提醒。", is_handling=True)
    with connection.cursor() as cursor:
        for table in ("cases_interference", "cases_interferencenote"):
            for statement in (
                f"UPDATE {table} SET id = id",
                f"DELETE FROM {table}",
                f"TRUNCATE {table} CASCADE",
                f"SELECT set_config('pgtrigger.ignore', '{{{table}:append_only}}', true);"
                f" DELETE FROM {table}",
            ):
                with pytest.raises(DatabaseError), transaction.atomic():
                    cursor.execute(statement)
    assert Interference.objects.count() == 1
    assert InterferenceNote.objects.count() == 1


def test_a_note_is_added_by_readers_and_by_whoever_entered(
    handler1: Any, handler2: Any, internal: Any
) -> None:
    entry = enter_interference(actor=handler1, attempt=attempt())
    add_note(actor=handler1, entry=entry, words="次日又来电一次。")
    with pytest.raises(PermissionDenied):
        add_note(actor=handler1, entry=entry, words="处理完毕。", is_handling=True)
    with pytest.raises(PermissionDenied):
        add_note(actor=handler2, entry=entry, words="我也听说了。")
    with pytest.raises(ValidationError):
        add_note(actor=internal, entry=entry, words=" ")
    assert entry.notes.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "chat"}, "kind"),
        ({"way": "pigeon"}, "way"),
        ({"name": " "}, "name"),
        ({"matter": ""}, "matter"),
        ({"words": ""}, "words"),
        ({"answer": ""}, "answer"),
    ],
)
def test_what_is_missing_is_refused(handler1: Any, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        enter_interference(actor=handler1, attempt=attempt(**changes))
    assert field in refusal.value.message_dict


def test_a_moment_to_come_is_refused(handler1: Any) -> None:
    later = clock.now() + dt.timedelta(minutes=5)
    with pytest.raises(ValidationError):
        enter_interference(actor=handler1, attempt=attempt(happened_at=later))


def test_the_form_gives_no_hint_whether_a_clue_exists(
    enter: Callable[..., Clue], petition: Any, other_handler: Any, handler1: Any
) -> None:
    clue = enter()
    known = enter_interference(actor=petition, attempt=attempt(clue_number=clue.number, matter=""))
    assert known.clue == clue
    for number in (clue.number, "XS-2026-9999"):
        entry = enter_interference(
            actor=other_handler, attempt=attempt(clue_number=number, matter="")
        )
        assert (entry.clue, entry.matter) == (None, number)


def test_the_pages(
    enter: Callable[..., Clue],
    petition: Any,
    handler2: Any,
    internal: Any,
    stranger: Any,
    clerk: Any,
    as_user: Callable[..., Any],
) -> None:
    clue = enter()
    browser = as_user(petition)
    page = browser.get(f"/cases/interference/new/?clue={clue.number}").content.decode()
    assert f'value="{clue.number}"' in page
    sent = {
        "kind": "pleading",
        "way": "in_person",
        "name": "贺知章",
        "happened_on": "2026-11-02",
        "happened_time": "08:30",
        "clue_number": clue.number,
        "words": "当面请求从轻处理。",
        "answer": "当场拒绝并说明将登记。",
    }
    sent["token"] = "0b1f7d1e-6f0a-4b7c-9a50-0a3f3c3b9a11"
    assert browser.post("/cases/interference/new/", sent | {"words": ""}).status_code == 422
    answer = browser.post("/cases/interference/new/", sent)
    again = browser.post("/cases/interference/new/", sent)
    assert again.headers["Location"] == answer.headers["Location"]
    assert answer.status_code == 302
    entry = Interference.objects.get()
    assert clock.local(entry.happened_at).hour == 8
    address = answer.headers["Location"]
    for user, status in ((petition, 200), (internal, 200), (handler2, 404), (stranger, 403)):
        assert as_user(user).get(address).status_code == status, user.username
        listed = 403 if user is stranger else 200
        assert as_user(user).get("/cases/interference/").status_code == listed
    assert as_user(clerk).get("/cases/interference/new/").status_code == 403
    noted = {"words": "已向室主任报告。", "is_handling": "on"}
    assert as_user(internal).post(address, noted).status_code == 302
    assert entry.notes.get().is_handling
    assert AuditEvent.objects.filter(verb="cases.interference_read").count() == 2


def export(user: Any) -> Any:
    """Take the register out by the service."""
    return services.export(
        actor=user,
        exporter=exporters.get("case-interference"),
        params=QueryDict(),
        purpose="半年登记备案情况报告",
    )


def taken_out(user: Any, query: str = "") -> str:
    """Return the cells of the register as the account takes it out."""
    stamp, stream = Stamp("1", user.name, "", clock.now(), "核对"), io.BytesIO()
    exporter = exporters.get("case-interference")
    exporters.write(exporter, user, QueryDict(query), stream, stamp=stamp)
    book = load_workbook(io.BytesIO(stream.getvalue()))
    return str([line for sheet in book for line in sheet.iter_rows(values_only=True)])


def test_the_register_is_taken_out_without_a_sealed_word(
    handler1: Any, internal: Any, principal: Any
) -> None:
    entry = enter_interference(actor=handler1, attempt=attempt())
    pleaded = enter_interference(actor=handler1, attempt=attempt(kind="pleading"))
    add_note(actor=internal, entry=entry, words="已向主要负责人报告并谈话。", is_handling=True)
    for user in (internal, principal):
        said = taken_out(user)
        assert entry.number in said and pleaded.number in said
        assert "区住建局 · 局长" in said
        for word in ("贺知章", "查到哪一步", "无可奉告", "已向主要负责人报告"):
            assert word not in said
    assert entry.number not in taken_out(internal, "kind=pleading")
    export(internal)
    assert AuditEvent.objects.filter(verb__startswith="exchange.", actor_id=internal.pk).exists()


def test_the_person_named_does_not_find_the_entry_in_the_workbook(
    handler1: Any, internal: Any, principal: Any
) -> None:
    entry = enter_interference(actor=handler1, attempt=attempt(name=internal.name))
    assert entry.number not in taken_out(internal)
    assert entry.number in taken_out(principal)


def test_only_readers_of_the_register_take_it_out(
    client: Any, handler1: Any, internal: Any, casesup: Any, stranger: Any
) -> None:
    enter_interference(actor=handler1, attempt=attempt())
    for user in (handler1, casesup, stranger):
        with pytest.raises(PermissionDenied):
            export(user)
        sign_in(client, user)
        assert client.get("/exchange/export/case-interference/").status_code in (403, 404)
    sign_in(client, handler1)
    assert "interference/export" not in client.get("/cases/interference/").content.decode()
    sign_in(client, internal)
    assert "interference/export" in client.get("/cases/interference/").content.decode()
    assert client.get("/cases/interference/export/", follow=True).status_code == 200
