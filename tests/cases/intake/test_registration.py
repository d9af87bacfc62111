"""A clue is entered once, whole, by whoever may; its number, clocks and access come with it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from cases.entries import ClueEntry
from cases.enums import REPORTS, ClueStatus, Naming, PersonStanding, Source
from cases.models import Access, Clock, Clue, Reporter
from cases.selectors.registrar import draft_key
from cases.selectors.visibility import clues_visible_to
from cases.services.intake import register_clue
from supervision import clock
from supervision.attachments.services import store
from supervision.audit.models import AuditEvent
from supervision.notifications.models import Notice
from tests.cases.intake.conftest import REPORTER, TEXT, person
from tests.people.conftest import number

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def codes(clue: Clue) -> set[str]:
    return set(Clock.objects.filter(clue=clue).values_list("term_code", flat=True))


def test_a_clue_gets_a_number_and_lies_with_case_supervision(
    enter: Callable[..., Clue], petition: Any, casesup: Any
) -> None:
    first, second = enter(), enter()
    assert first.number == "XS-2026-0001"
    assert second.number == "XS-2026-0002"
    assert first.status == ClueStatus.REGISTERED
    assert first.registering_office == petition.home_unit
    assert Access.objects.filter(clue=first, user=petition).count() == 1
    assert Notice.objects.filter(recipient=casesup, kind="cases.clue_registered").count() == 2


@pytest.mark.parametrize("source", Source.values)
def test_every_source_is_taken_and_carried(enter: Callable[..., Clue], source: str) -> None:
    naming = Naming.ANONYMOUS if source in REPORTS else Naming.NONE
    clue = enter(source=source, naming=naming, source_number="交办〔2026〕3号")
    assert clue.source == source
    assert clue.source_number == "交办〔2026〕3号"
    assert codes(clue) == ({"assigned_report"} if source == Source.SUPERIOR_ASSIGNED else set())


def test_nothing_of_the_text_stands_readable_in_the_database(named: Callable[..., Clue]) -> None:
    clue = named()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM cases_clue WHERE id = %s", [clue.pk])
        row = repr(cursor.fetchone())
        cursor.execute("SELECT * FROM cases_reporter WHERE clue_id = %s", [clue.pk])
        reporter = repr(cursor.fetchone())
        cursor.execute("SELECT * FROM cases_contentprint WHERE clue_id = %s", [clue.pk])
        prints = repr(cursor.fetchall())
    assert "河道" not in row + prints
    for word in (REPORTER.name, REPORTER.phone, REPORTER.id_number, REPORTER.address):
        assert word not in reporter
    said = repr(list(AuditEvent.objects.values_list("object_label", "details")))
    said += repr(list(Notice.objects.values_list("title", "body")))
    for word in (REPORTER.name, REPORTER.phone, "高建军", "河道"):
        assert word not in said


def test_a_registered_person_brings_post_standing_and_membership(
    enter: Callable[..., Clue], cadre: Callable[..., Any], units: Any
) -> None:
    joined = {"joined_on": dt.date(2005, 7, 1), "full_on": dt.date(2006, 7, 1)}
    known = cadre(is_member=True, party_branch="机关党支部", party_post="组织委员", **joined)
    clue = enter(respondents=[person(person=known, standing="")])
    one = clue.respondents.get()
    assert (one.person, one.unit, one.standing) == (
        known,
        units.water,
        PersonStanding.CIVIL_SERVANT,
    )
    assert one.is_member
    assert one.holds_party_post


def test_an_id_number_ties_a_name_to_the_register_where_both_agree(
    enter: Callable[..., Clue], cadre: Callable[..., Any]
) -> None:
    known = cadre("高建军")
    same = enter(respondents=[person(id_number=known.id_number)])
    assert same.respondents.get().person == known
    other = enter(respondents=[person("高建国", id_number=known.id_number)])
    assert other.respondents.get().person is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"summary": "好"}, "summary"),
        ({"content": "太短"}, "content"),
        ({"violations": []}, "violations"),
        ({"naming": Naming.NONE}, "naming"),
        ({"naming": Naming.NAMED}, "reporter_name"),
        ({"source": "rumour"}, "source"),
        ({"respondents": [person("")]}, "respondents"),
        ({"respondents": [person(holds_party_post=True)]}, "respondents"),
        ({"respondents": [person(id_number="530102199001011234")]}, "respondents"),
    ],
)
def test_what_is_missing_is_refused_by_field(
    enter: Callable[..., Clue], changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        enter(**changes)
    assert field in refusal.value.message_dict
    assert not Clue.objects.exists()


def test_a_clue_is_not_received_tomorrow(enter: Callable[..., Clue]) -> None:
    with pytest.raises(ValidationError) as refusal:
        enter(received_at=clock.end_of(clock.today()))
    assert "received_on" in refusal.value.message_dict


def test_nobody_is_entered_twice(enter: Callable[..., Clue], cadre: Callable[..., Any]) -> None:
    known = cadre()
    with pytest.raises(ValidationError) as refusal:
        enter(respondents=[person(person=known), person(person=known)])
    assert "respondents" in refusal.value.message_dict


def test_who_is_concerned_does_not_enter_the_clue(
    enter: Callable[..., Clue], cadre: Callable[..., Any], petition: Any
) -> None:
    known = cadre("罗清如", account=petition)
    with pytest.raises(ValidationError):
        enter(respondents=[person(person=known)])
    assert not Clue.objects.exists()


def test_only_the_petition_office_enters_a_reporter(
    named: Callable[..., Clue], entry: Callable[..., ClueEntry], handler1: Any, casesup: Any
) -> None:
    named()
    for actor in (handler1, casesup):
        with pytest.raises(PermissionDenied):
            register_clue(actor=actor, entry=entry(naming=Naming.NAMED, reporter=REPORTER))
    assert Reporter.objects.count() == 1


def test_a_named_report_starts_the_clock_of_its_acknowledgement(
    named: Callable[..., Clue], petition: Any
) -> None:
    clock_of = Clock.objects.get(clue=named())
    assert clock_of.term_code == "named_ack"
    # Fifteen working days from Tuesday, 3 November.
    assert clock.local(clock_of.ends_at).date().isoformat() == "2026-11-24"


def test_outsiders_enter_nothing_and_see_nothing(
    enter: Callable[..., Clue],
    entry: Callable[..., ClueEntry],
    other_handler: Any,
    clerk: Any,
    office: Any,
    stranger: Any,
) -> None:
    enter()
    assert clues_visible_to(other_handler).count() == 0
    for actor in (clerk, office, stranger):
        with pytest.raises(PermissionDenied):
            register_clue(actor=actor, entry=entry())
        assert clues_visible_to(actor).count() == 0


def test_files_are_given_to_the_chain_alone(
    petition: Any,
    entry: Callable[..., ClueEntry],
    casesup: Any,
    other_handler: Any,
    stranger: Any,
    as_user: Callable[..., Any],
) -> None:
    upload = SimpleUploadedFile("来信.pdf", PDF, content_type="application/pdf")
    file = store(actor=petition, upload=upload, draft=draft_key())
    register_clue(actor=petition, entry=entry(), attachments=[file])
    file.refresh_from_db()
    assert file.owner_type == "cases.clue"
    assert not hasattr(file, "reading") or file.reading is None
    for user, status in ((petition, 200), (casesup, 200), (other_handler, 404), (stranger, 404)):
        assert as_user(user).get(file.url).status_code == status, user.username


def form(units: Any, **more: Any) -> dict[str, Any]:
    """Return what a browser sends."""
    return {
        "source": "letter",
        "received_on": "2026-11-02",
        "naming": "named",
        "reporter_name": "钱报春",
        "unit": units.water.pk,
        "summary": "反映副局长在工程发包中收受礼金",
        "content": TEXT,
        "violations": ["integrity"],
        "people-TOTAL_FORMS": "1",
        "people-INITIAL_FORMS": "0",
        "people-0-name": "高建军",
        "people-0-role": "main",
        "people-0-unit": units.water.pk,
        "people-0-standing": "civil_servant",
    } | more


def test_the_form_asks_first_to_whom_a_report_belongs(
    petition: Any, handler1: Any, as_user: Callable[..., Any]
) -> None:
    page = as_user(petition).get("/cases/clues/new/")
    assert b'name="content"' not in page.content
    assert b"/cases/upper-reports/new/" in page.content
    page = as_user(petition).get("/cases/clues/new/?belongs=here")
    assert b'name="reporter_name"' in page.content
    page = as_user(handler1).get("/cases/clues/new/")
    assert b'name="content"' in page.content
    assert b"reporter_name" not in page.content


def test_a_clue_is_entered_in_the_browser(
    petition: Any, casesup: Any, units: Any, as_user: Callable[..., Any]
) -> None:
    answer = as_user(petition).post("/cases/clues/new/", form(units))
    assert answer.status_code == 302, answer.content.decode()
    clue = Clue.objects.get()
    assert answer.headers["Location"] == f"/cases/clues/{clue.number}/"
    assert clue.respondents.get().name == "高建军"
    assert clue.reporter.name == "钱报春"


def test_a_refused_form_keeps_what_was_typed(
    petition: Any, units: Any, as_user: Callable[..., Any]
) -> None:
    answer = as_user(petition).post(
        "/cases/clues/new/", form(units, summary="", received_on="2026-11-03")
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "高建军" in page
    assert "河道整治" in page
    assert not Clue.objects.exists()


def test_one_more_respondent_loses_nothing(
    petition: Any, units: Any, as_user: Callable[..., Any]
) -> None:
    answer = as_user(petition).post("/cases/clues/new/", form(units, more="1"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="people-1-name"' in page
    assert "河道整治" in page
    assert "钱报春" in page
    both = form(units, **{"people-TOTAL_FORMS": "2", "people-1-role": "main"})
    assert as_user(petition).post("/cases/clues/new/", both).status_code == 302


def test_of_namesakes_the_form_asks_who_is_meant(
    petition: Any, units: Any, cadre: Callable[..., Any], as_user: Callable[..., Any]
) -> None:
    first, second = cadre(), cadre()
    browser = as_user(petition)
    answer = browser.post("/cases/clues/new/", form(units))
    assert answer.status_code == 422
    assert f'value="{second.pk}"' in answer.content.decode()
    answer = browser.post("/cases/clues/new/", form(units, **{"people-0-person": str(first.pk)}))
    assert answer.status_code == 302
    assert Clue.objects.get().respondents.get().person == first


def test_whom_the_register_does_not_know_is_described(
    petition: Any, units: Any, cadre: Callable[..., Any], as_user: Callable[..., Any]
) -> None:
    browser = as_user(petition)
    strange = {"people-0-name": "gaojian", "people-0-standing": ""}
    page = browser.post("/cases/clues/new/", form(units, **strange))
    assert page.status_code == 422
    assert {"name", "standing"} <= set(page.context["people"].errors[0])
    known = cadre()
    chosen = strange | {"people-0-person": str(known.pk)}
    again = browser.post("/cases/clues/new/", form(units, more="1", **chosen)).content.decode()
    assert f'value="{known.pk}"' in again
    assert browser.post("/cases/clues/new/", form(units, **chosen)).status_code == 302
    assert Clue.objects.get().respondents.get().name == "高建军"


def test_the_register_is_asked_by_name_while_one_types(
    petition: Any, stranger: Any, cadre: Callable[..., Any], as_user: Callable[..., Any]
) -> None:
    known = cadre("高建军", id_number=number(401))
    address = "/cases/clues/new/people/?row=people-0&people-0-name="
    browser = as_user(petition)
    assert f'value="{known.pk}"' in browser.get(f"{address}gaojianjun").content.decode()
    assert f'value="{known.pk}"' in browser.get(f"{address}高建").content.decode()
    for text in ("高", known.id_number, "13912348888"):
        assert "value=" not in browser.get(f"{address}{text}").content.decode()
    assert as_user(stranger).get(f"{address}高建军").status_code == 403


def test_a_second_click_enters_nothing(
    petition: Any, units: Any, entry: Callable[..., ClueEntry], as_user: Callable[..., Any]
) -> None:
    browser = as_user(petition)
    page = browser.get("/cases/clues/new/?belongs=here")
    token = str(page.context["form"].initial["token"])
    assert token in page.content.decode()
    sent = form(units, token=token)
    first = browser.post("/cases/clues/new/", sent)
    second = browser.post("/cases/clues/new/", sent)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.headers["Location"] == second.headers["Location"]
    clue = Clue.objects.get()
    assert register_clue(actor=petition, entry=entry()).number == "XS-2026-0002"
    assert clue.number == "XS-2026-0001"
