"""Letters: one to each unit, numbered by a second person, refused once the unit has filed."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from accountability.models import Duty, Letter
from accountability.selectors import letters as selectors
from accountability.selectors.duties import duties_visible_to
from accountability.services import letters
from supervision.documents.content import Table, from_json
from supervision.documents.enums import DocumentStatus
from supervision.documents.models import OfficialDocument
from supervision.documents.services import receipts, replies, signing
from tests.accountability.letters.conftest import words


def test_one_letter_to_each_unit_with_its_own_table(draft: Any, late: list[Duty]) -> None:
    found = draft(late)
    assert [letter.unit.short_name for letter in found] == ["水务局", "财政局"]
    document = found[0].document
    assert document.status == DocumentStatus.SUBMITTED
    assert document.number == ""
    (table,) = [b for b in from_json(document.content).blocks if isinstance(b, Table)]
    assert [row[2] for row in table.rows] == ["河道采砂专项自查", "防汛物资检查"]
    assert table.rows[0][4] == "14"


def test_ten_letters_get_ten_numbers(office: Any, draft: Any, late: list[Duty]) -> None:
    documents = [letter.document for letter in draft(late)]
    result = signing.sign_many(actor=office, documents=documents)
    assert not result.refused
    serials = [document.serial for document in result.signed]
    assert serials == [1, 2]
    assert all("督函〔2026〕" in document.number for document in result.signed)


def test_whoever_drafted_does_not_sign(office: Any, late: list[Duty]) -> None:
    (letter,) = letters.draft_letters(actor=office, duties=late[:1], words=words())
    with pytest.raises(PermissionDenied):
        signing.sign(actor=office, document=letter.document)


def test_a_unit_that_has_filed_gets_no_letter(
    clerk: Any, draft: Any, late: list[Duty], conclude: Any
) -> None:
    for duty in late[:2]:
        conclude(clerk, duty)
    with pytest.raises(ValidationError) as refused:
        draft(late)
    assert len(refused.value.messages) == 1
    assert "水务局" in refused.value.messages[0]
    assert not Letter.objects.exists()
    assert not OfficialDocument.objects.exists()


def test_what_is_filed_before_the_signature_stops_the_letter(
    office: Any, clerk: Any, draft: Any, late: list[Duty], conclude: Any
) -> None:
    whole, other = draft(late)
    conclude(clerk, late[0])
    result = signing.sign_many(actor=office, documents=[whole.document, other.document])
    assert [document.pk for document in result.signed] == [other.document_id]
    ((_document, reason),) = result.refused
    assert "1" in reason and "2" in reason
    conclude(clerk, late[1])
    with pytest.raises(ValidationError, match="水务局"):
        signing.sign(actor=office, document=whole.document)


def test_a_letter_is_drafted_anew_for_the_rest(
    officer: Any, office: Any, clerk: Any, draft: Any, late: list[Duty], conclude: Any
) -> None:
    (letter,) = draft(late[:2])
    conclude(clerk, late[0])
    new = letters.redraft(actor=officer, letter=letter, words=words())
    letter.document.refresh_from_db()
    assert letter.document.status == DocumentStatus.DISCARDED
    assert [row.duty_id for row in new.named.all()] == [late[1].pk]
    signing.sign(actor=office, document=new.document)
    with pytest.raises(ValidationError):
        letters.redraft(actor=officer, letter=new, words=words())


def test_a_task_stands_in_one_open_letter_of_a_kind(draft: Any, late: list[Duty]) -> None:
    draft(late[:1])
    with pytest.raises(ValidationError, match="河道采砂"):
        draft(late[:2])
    assert len(draft(late[:1], kind="work_reminder")) == 1


def test_a_reminder_may_go_before_the_day(draft: Any, give_task: Any, units: Any, at: Any) -> None:
    duty = give_task(units.water)
    with pytest.raises(ValidationError):
        draft([duty], kind="work_reminder")
    at("2026-11-19T09:00:00")
    with pytest.raises(ValidationError):
        draft([duty])
    assert len(draft([duty], kind="work_reminder")) == 1


def test_the_list_shows_the_light_of_the_reply(
    office: Any, draft: Any, late: list[Duty], stranger: Any, as_user: Any, at: Any
) -> None:
    letter = draft(late)[0]
    assert selectors.light_of(letter) is None
    signing.sign_many(actor=office, documents=[letter.document])
    signed = selectors.letters_visible_to(office).get(pk=letter.pk)
    assert selectors.light_of(signed) in ("neutral", "yellow")
    at("2027-03-01T09:00:00")
    assert selectors.light_of(signed) == "red"
    page = as_user(office).get("/accountability/letters/").content.decode()
    assert 'class="p-light is-red"' in page
    assert not selectors.letters_visible_to(stranger).exists()


def test_an_accepted_reply_settles_the_letter(
    officer: Any, clerk: Any, issue: Any, late: list[Duty]
) -> None:
    (letter,) = issue(late[:2])
    delivery = letter.document.deliveries.get()
    receipts.receive(actor=clerk, delivery=delivery)
    replies.reply(actor=clerk, delivery=delivery, text="两项任务已于今日补报，责任人已批评教育。")
    letter.refresh_from_db()
    assert letter.closed_at is None
    replies.accept(actor=officer, delivery=delivery)
    letter.refresh_from_db()
    assert (letter.closed_by, letter.closed_at is not None) == (officer, True)
    assert str(selectors.state_of(letter))


def test_late_units_are_grouped_and_marked(office: Any, draft: Any, late: list[Duty]) -> None:
    draft(late[2:])
    rows = selectors.late_units(duties_visible_to(office))
    found = {row.unit.short_name: (row.count, row.days, row.has_letter) for row in rows}
    assert found == {"水务局": (2, 14, False), "财政局": (1, 14, True)}


def test_a_letter_is_never_deleted_nor_redirected(draft: Any, late: list[Duty], units: Any) -> None:
    (letter,) = draft(late[:1])
    rows = Letter.objects.filter(pk=letter.pk)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        rows.update(unit=units.finance)
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
        rows._raw_delete(rows.db)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        letter.named.update(days_late=1)


def test_only_the_office_drafts(
    request: pytest.FixtureRequest, late: list[Duty], as_user: Any
) -> None:
    for who in ("clerk", "head", "leader", "internal", "stranger", "sysadmin"):
        user = request.getfixturevalue(who)
        with pytest.raises(PermissionDenied):
            letters.draft_letters(actor=user, duties=late[:1], words=words())
        assert as_user(user).get("/accountability/letters/new/").status_code == 403
        assert as_user(user).get("/accountability/letters/late/").status_code == 403
    assert not Letter.objects.exists()


def test_the_office_goes_from_the_red_tasks_to_the_drafts(
    officer: Any, late: list[Duty], units: Any, as_user: Any
) -> None:
    browser = as_user(officer)
    page = browser.get("/accountability/letters/late/", {"light": "red"}).content.decode()
    assert "水务局" in page and "财政局" in page
    narrowed = browser.get("/accountability/letters/late/", {"unit": units.water.pk})
    assert [row.unit for row in narrowed.context["rows"]] == [units.water]
    url = f"/accountability/letters/new/?unit={units.water.pk}&unit={units.finance.pk}"
    assert browser.get(url).content.decode().count('name="duty"') == 3
    given = {
        "duty": [duty.pk for duty in late],
        "kind": "supervision_letter",
        "requirement": "请立即补报。",
        "basis": "年度清单",
        "reply_by": "2026-12-11",
        "contact": "陈以宁",
    }
    kept = browser.post(url, {**given, "reply_by": "2026-12-01"})
    assert kept.status_code == 422
    assert "请立即补报。" in kept.content.decode()
    sent = browser.post(url, given)
    assert sent.url == "/accountability/letters/?state=unsigned"
    assert len(browser.get(sent.url).context["page"]) == 2


def test_a_unit_reads_its_letter_once_it_is_issued(
    office: Any, clerk: Any, other_clerk: Any, stranger: Any, draft: Any, late: list[Duty],
    as_user: Any,
) -> None:  # fmt: skip
    (letter,) = draft(late[:1])
    url = f"/accountability/letters/{letter.pk}/"
    assert as_user(clerk).get(url).status_code == 404
    signing.sign(actor=office, document=letter.document)
    assert as_user(clerk).get(url).status_code == 200
    assert as_user(other_clerk).get(url).status_code == 404
    assert as_user(stranger).get(url).status_code == 403
    assert as_user(office).get(url).status_code == 200
    duty_page = as_user(clerk).get(f"/accountability/duties/{late[0].pk}/").content.decode()
    assert OfficialDocument.objects.get(pk=letter.document_id).number in duty_page
