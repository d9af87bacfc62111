"""What met is proposed; a person decides; a repeat is closed through the table of steps."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from cases.entries import ReporterEntry
from cases.enums import Act, ClueStatus, Naming, Source
from cases.models import Clock, Clue, ClueMatch
from cases.rules.likeness import likeness, print_of
from cases.selectors import matches as matching
from cases.selectors.matches import proposals
from cases.services import matches, steps
from cases.services.intake import correct_respondent, name_respondent
from supervision.accounts.models import User
from supervision.audit.models import AuditEvent
from tests.cases.intake.conftest import REPORTER, TEXT, over, person

REASON = "两件反映同一笔礼金，时间地点一致。"
OTHER = "来电反映：财务科报销培训费时重复列支住宿费，票据由同一人经手，数额不大但多次发生。"
KEY = b"k" * 32


def met(clue: Clue) -> dict[str, list[str]]:
    return {row.earlier.number: row.fields for row in clue.matches.all()}


def test_likeness_needs_the_key_and_measures_shared_runs() -> None:
    one, other = print_of(TEXT, KEY), print_of(TEXT + "望查处。", KEY)
    assert one is not None
    assert other is not None
    assert likeness(one.values, one.values) == 100
    assert likeness(one.values, other.values) > 80
    far = print_of(OTHER, KEY)
    assert far is not None
    assert likeness(one.values, far.values) < 15
    secret = print_of(TEXT, b"x" * 32)
    assert secret is not None
    assert likeness(one.values, secret.values) < 15
    assert print_of("太短", KEY) is None


def test_the_same_person_number_name_and_words_are_found(
    enter: Callable[..., Clue], cadre: Callable[..., Any], units: Any
) -> None:
    known = cadre()
    by_person = enter(respondents=[person(person=known)], content=OTHER, violations=["work"])
    by_number = enter(
        respondents=[person("高建国", id_number=known.id_number)],
        unit=units.finance,
        content=OTHER,
        violations=["life"],
    )
    later = enter(respondents=[person(person=known)], content=TEXT * 2, violations=["masses"])
    assert met(later) == {
        by_person.number: ["person", "name_unit"],
        by_number.number: ["id_number"],
    }
    again = enter(respondents=[], content=TEXT, violations=["organisational"])
    assert met(again) == {later.number: ["content"]}
    assert again.matches.get().likeness > 60


def test_unit_and_kind_count_within_a_year_alone(
    enter: Callable[..., Clue], at: Callable[..., None], units: Any
) -> None:
    first = enter(respondents=[person("甲")], content=OTHER)
    at("2027-10-25T09:00:00")
    within = enter(respondents=[person("乙")], content="另外反映办公用房超标准配备且长期不整改。")
    assert met(within) == {first.number: ["unit_violation"]}
    at("2027-11-08T09:00:00")
    beyond = enter(respondents=[person("丙")], content="反映公务接待费用转嫁给下属单位承担。")
    assert first.number not in met(beyond)
    assert within.number in met(beyond)


def test_the_same_reporter_is_found_without_being_shown(
    named: Callable[..., Clue], units: Any, casesup: Any, as_user: Callable[..., Any]
) -> None:
    named(respondents=[], content=OTHER)
    phone_alone = ReporterEntry(name="钱先生", phone="138 0000 1111")
    again = named(phone_alone, unit=units.finance, violations=["work"], respondents=[])
    assert list(met(again).values()) == [["reporter"]]
    page = as_user(casesup).get(f"/cases/clues/{again.number}/matches/").content.decode()
    assert "检举控告人相同" in page or "the same reporter" in page
    for word in (REPORTER.name, "钱先生", "13800001111"):
        assert word not in page


def test_a_reader_is_not_shown_an_earlier_clue_about_themselves(
    enter: Callable[..., Clue], cadre: Callable[..., Any], petition: Any, casesup: Any
) -> None:
    own = cadre("罗清如", account=petition)
    earlier = enter(
        casesup, respondents=[person(person=own)], source=Source.AUDIT, naming=Naming.NONE
    )
    later = enter(respondents=[person("某人")])
    assert earlier.number in met(later)
    assert [one.match.earlier for one in proposals(casesup, later)] == [earlier]
    assert proposals(petition, later) == []


def test_a_decision_has_a_reason_and_stands(
    enter: Callable[..., Clue], petition: Any, casesup: Any, handler1: Any, stranger: Any
) -> None:
    enter()
    match = enter().matches.get()
    for actor in (handler1, stranger):
        with pytest.raises(PermissionDenied):
            matches.decide_match(actor=actor, match=match, is_duplicate=True, reason=REASON)
    with pytest.raises(ValidationError):
        matches.decide_match(actor=petition, match=match, is_duplicate=True, reason="同")
    matches.decide_match(actor=petition, match=match, is_duplicate=False, reason=REASON)
    with pytest.raises(ValidationError):
        matches.decide_match(actor=casesup, match=match, is_duplicate=True, reason=REASON)
    with pytest.raises(DatabaseError), transaction.atomic():
        ClueMatch.objects.filter(pk=match.pk).update(is_duplicate=True)


def test_a_repeat_is_closed_by_the_principal_and_points_to_the_first(
    enter: Callable[..., Clue], petition: Any, casesup: Any, principal: Any
) -> None:
    first, later = enter(), enter()
    with pytest.raises(ValidationError):
        matches.propose_closing(
            actor=casesup, clue=later, opinion="属重复件，拟合并办理。", version=later.version
        )
    with pytest.raises(ValidationError):
        steps.propose(
            actor=casesup,
            clue=later,
            act=Act.CLOSE_REPEAT,
            facts={"repeat_of": first.number, "reason": REASON},
            opinion="属重复件，拟合并办理。",
            version=later.version,
        )
    matches.decide_match(
        actor=petition, match=later.matches.get(), is_duplicate=True, reason=REASON
    )
    with pytest.raises(PermissionDenied):
        matches.propose_closing(
            actor=petition, clue=later, opinion="属重复件，拟合并办理。", version=later.version
        )
    step = matches.propose_closing(
        actor=casesup, clue=later, opinion="属重复件，拟合并办理。", version=later.version
    )
    steps.sign(actor=principal, step=step, approves=True, opinion="同意")
    later.refresh_from_db()
    assert (later.status, later.repeat_of) == (ClueStatus.CLOSED, first)
    assert later.concluded_at is not None
    assert Clue.objects.count() == 2


def test_the_same_reporter_is_not_told_of_a_repeat(
    named: Callable[..., Clue], petition: Any
) -> None:
    named()
    later = named()
    running = Clock.objects.filter(clue=later, closed_at__isnull=True)
    assert [one.term_code for one in running] == ["named_ack"]
    match = later.matches.get()
    assert "reporter" in match.fields
    matches.decide_match(actor=petition, match=match, is_duplicate=True, reason=REASON)
    assert not running.all().exists()


def test_the_pages_of_a_repeat(
    enter: Callable[..., Clue],
    petition: Any,
    casesup: Any,
    other_handler: Any,
    stranger: Any,
    as_user: Callable[..., Any],
) -> None:
    enter()
    later = enter()
    match = later.matches.get()
    address = f"/cases/clues/{later.number}/matches/"
    assert as_user(other_handler).get(address).status_code == 404
    assert as_user(stranger).get(address).status_code == 403
    assert as_user(other_handler).post(f"{address}{match.pk}/", {}).status_code == 404
    browser = as_user(petition)
    assert browser.get(address).status_code == 200
    assert browser.get(f"{address}{match.pk}/").status_code == 200
    assert browser.post(f"{address}{match.pk}/", {"is_duplicate": "yes"}).status_code == 422
    sent = {"is_duplicate": "yes", "reason": REASON}
    assert browser.post(f"{address}{match.pk}/", sent).status_code == 302
    browser = as_user(casesup)
    assert "version" in browser.get(address).content.decode()
    later.refresh_from_db()
    closes: dict[str, Any] = {"opinion": "属重复件，拟合并办理。", "version": later.version}
    closing = f"/cases/clues/{later.number}/repeat/"
    assert browser.post(closing, closes | {"version": later.version + 1}).status_code == 422
    assert browser.post(closing, closes).status_code == 302
    assert later.steps.get().act == Act.CLOSE_REPEAT


def test_a_respondent_named_later_brings_further_proposals(
    enter: Callable[..., Clue],
    cadre: Callable[..., Any],
    petition: Any,
    casesup: Any,
    handler1: Any,
    stranger: Any,
    units: Any,
    as_user: Callable[..., Any],
) -> None:
    known = cadre()
    first = enter(respondents=[person(person=known)], content=OTHER, violations=["work"])
    later = enter(respondents=[], violations=["life"])
    assert met(later) == {}
    for actor in (handler1, stranger):
        with pytest.raises(PermissionDenied):
            name_respondent(actor=actor, clue=later, entry=person(person=known))
    name_respondent(actor=petition, clue=later, entry=person(person=known))
    assert met(later) == {first.number: ["person", "name_unit"]}
    with pytest.raises(ValidationError):
        name_respondent(actor=casesup, clue=later, entry=person(person=known))
    address = f"/cases/clues/{later.number}/people/new/"
    assert as_user(handler1).get(address).status_code == 404
    sent = {"people-0-name": "高建国", "people-0-role": "involved", "people-0-standing": "none"}
    browser = as_user(casesup)
    assert browser.post(address, {"people-0-role": "main"}).status_code == 422
    assert browser.post(address, sent).status_code == 302
    assert sorted(later.respondents.values_list("name", flat=True)) == ["高建军", "高建国"]
    assert "高建国" in browser.get(f"/cases/clues/{later.number}/").content.decode()


def test_a_respondent_is_corrected_until_the_decision(
    enter: Callable[..., Clue],
    cadre: Callable[..., Any],
    petition: Any,
    casesup: Any,
    other_handler: Any,
    as_user: Callable[..., Any],
) -> None:
    clue = enter()
    respondent = clue.respondents.get()
    address = f"/cases/clues/{clue.number}/people/{respondent.pk}/"
    assert as_user(other_handler).get(address).status_code == 404
    browser = as_user(petition)
    assert "副局长" in browser.get(address).content.decode()
    known = cadre("高建军")
    sent = {"people-0-name": "高建军", "people-0-person": str(known.pk), "people-0-role": "main"}
    assert browser.post(address, sent | {"people-0-post": "局长"}).status_code == 302
    respondent.refresh_from_db()
    assert (respondent.person, respondent.post) == (known, "局长")
    event = AuditEvent.objects.get(verb="cases.respondent_corrected")
    assert event.details == {"fields": ["person", "post"]}
    over(clue)
    with pytest.raises(PermissionDenied):
        correct_respondent(actor=casesup, respondent=respondent, entry=person())


def test_what_meets_an_earlier_clue_waits_on_the_desk_until_it_is_decided(
    enter: Callable[..., Clue],
    cadre: Callable[..., Any],
    petition: User,
    handler1: User,
    stranger: User,
    as_user: Callable[..., Any],
) -> None:
    known = cadre()
    enter(respondents=[person(person=known)], content=OTHER, violations=["work"])
    later = enter(respondents=[person(person=known)], content=TEXT, violations=["life"])
    assert list(matching.to_compare(petition)) == [later]
    assert not matching.to_compare(handler1)
    assert not matching.to_compare(stranger)
    link = "kind=cases.compare"
    assert link in as_user(petition).get("/cases/desk/").content.decode()
    matches.decide_match(
        actor=petition, match=later.matches.get(), is_duplicate=False, reason=REASON
    )
    assert not matching.to_compare(petition)
    assert link not in as_user(petition).get("/cases/desk/").content.decode()
