"""Findings: who records, corrects and withdraws them, who sees whom, and the walls."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from accountability.enums import FindingSource, Track
from accountability.models import Finding, FindingCorrection
from accountability.selectors.findings import by_track, findings_visible_to
from accountability.services.findings import (
    Facts,
    correct,
    raise_finding,
    withdraw_finding,
    write_finding,
)
from accountability.services.rectifications import ask
from accountability.workflow import FINDING_MOVES
from supervision import clock
from supervision.accounts.models import User
from supervision.audit.models import AuditEvent
from supervision.notifications.models import Notice

NAME = "魏长河"


def facts(**given: Any) -> Facts:
    base = {
        "track": Track.MATTER,
        "title": "公示栏未更新",
        "description": "公示内容停在三月。",
        "found_on": clock.today(),
    }
    return Facts(**{**base, **given})


def test_numbers_run_without_gaps_and_the_unit_is_told(
    raised: Callable[..., Finding], clerk: User
) -> None:
    first, second = raised(), raised()
    assert (first.number, second.number) == ("问题〔2026〕1号", "问题〔2026〕2号")
    told = Notice.objects.filter(recipient=clerk, kind="accountability.problem_found")
    assert told.count() == 2


@pytest.mark.parametrize("who", ["clerk", "head", "leader", "stranger", "auditor"])
def test_only_the_office_records_problems(
    who: str, request: pytest.FixtureRequest, units: Any
) -> None:
    with pytest.raises(PermissionDenied):
        raise_finding(
            actor=request.getfixturevalue(who),
            unit=units.water,
            source=FindingSource.OTHER,
            track=Track.MATTER,
            title="x",
            description="xxxx",
            found_on=clock.today(),
        )


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": " "}, "title"),
        ({"description": "无"}, "description"),
        ({"found_on": dt.date(2026, 11, 3)}, "found_on"),
        ({"track": Track.PERSON}, "holder_name"),
        ({"holder_name": NAME}, "holder_name"),
        ({"track": "both ways"}, "track"),
    ],
)
def test_missing_facts_are_refused_by_field(
    raised: Callable[..., Finding], given: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        raised(**given)
    assert field in refusal.value.message_dict
    assert not Finding.objects.exists()


def test_evidence_of_another_unit_is_refused(
    raised: Callable[..., Finding], give_task: Any, units: Any
) -> None:
    with pytest.raises(ValidationError):
        raised(duty=give_task(units.finance))


def test_a_correction_keeps_what_stood_there(raised: Callable[..., Finding], officer: User) -> None:
    finding = raised()
    correct(actor=officer, finding=finding, facts=facts(), reason="核对原件后更正")
    finding.refresh_from_db()
    kept = finding.corrections.get()
    assert (finding.title, kept.title) == ("公示栏未更新", "民主生活会记录不完整")
    with pytest.raises(ValidationError):
        correct(actor=officer, finding=finding, facts=facts(), reason=" ")


def test_nobody_withdraws_their_own(
    raised: Callable[..., Finding], officer: User, office: User, clerk: User
) -> None:
    finding = raised()
    with pytest.raises(PermissionDenied):
        withdraw_finding(actor=officer, finding=finding, reason="记错单位")
    with pytest.raises(PermissionDenied):
        withdraw_finding(actor=clerk, finding=finding, reason="记错单位")
    with pytest.raises(ValidationError):
        withdraw_finding(actor=office, finding=finding, reason="")
    (item,) = ask(
        actor=officer,
        findings=[finding],
        owner_name=NAME,
        due_on=clock.today(),
        requirement="补齐。",
    )
    withdraw_finding(actor=office, finding=finding, reason="记错单位")
    finding.refresh_from_db()
    item.refresh_from_db()
    assert (finding.status, item.status) == ("withdrawn", "lapsed")
    with pytest.raises(ValidationError):
        withdraw_finding(actor=office, finding=finding, reason="再次撤回")


def test_the_two_tracks_reconcile_to_the_total(
    raised: Callable[..., Finding], office: User
) -> None:
    raised()
    raised(track=Track.PERSON, holder_name=NAME)
    raised(track=Track.BOTH, holder_name=NAME)
    gone = raised()
    withdraw_finding(actor=office, finding=gone, reason="重复录入")
    tracks = by_track(findings_visible_to(office))
    assert (tracks.total, tracks.people_track, tracks.matters_track) == (3, 2, 2)
    assert tracks.people_track + tracks.matters_track - tracks.both == tracks.total


def test_the_clerk_reads_the_own_unit_with_names_masked(
    raised: Callable[..., Finding], clerk: User, head: User, as_user: Any
) -> None:
    finding = raised(track=Track.PERSON, holder_name=NAME, title=f"{NAME}未按规定谈话")
    page = as_user(clerk).get(f"/accountability/findings/{finding.pk}/").content.decode()
    assert NAME not in page
    assert "魏**未按规定谈话" in page
    assert NAME not in as_user(clerk).get("/accountability/findings/").content.decode()
    assert NAME in as_user(head).get(f"/accountability/findings/{finding.pk}/").content.decode()
    assert AuditEvent.objects.filter(verb="accountability.finding_read").count() == 2


def test_searching_for_a_name_tells_a_masked_reader_nothing(
    raised: Callable[..., Finding], clerk: User, as_user: Any
) -> None:
    raised(track=Track.PERSON, holder_name=NAME, title=f"{NAME}未按规定谈话")
    rows = as_user(clerk).get(f"/accountability/findings/?q={NAME}").context["table"].rows
    assert not len(rows)


@pytest.mark.parametrize("who", ["other_clerk", "township_clerk"])
def test_other_units_get_404(
    who: str, request: pytest.FixtureRequest, raised: Callable[..., Finding], as_user: Any
) -> None:
    finding = raised()
    browser = as_user(request.getfixturevalue(who))
    assert browser.get(f"/accountability/findings/{finding.pk}/").status_code == 404


@pytest.mark.parametrize("who", ["stranger", "sysadmin", "secadmin", "auditor"])
def test_who_has_no_business_here_gets_403(
    who: str, request: pytest.FixtureRequest, raised: Callable[..., Finding], as_user: Any
) -> None:
    finding = raised()
    browser = as_user(request.getfixturevalue(who))
    for path in ("findings/", f"findings/{finding.pk}/", "findings/new/", "rectifications/"):
        assert browser.get(f"/accountability/{path}").status_code == 403, path


def test_the_form_is_prefilled_and_keeps_what_was_typed(
    officer: User, units: Any, give_task: Any, as_user: Any
) -> None:
    duty = give_task(units.water)
    browser = as_user(officer)
    url = f"/accountability/findings/new/?duty={duty.pk}&source=patrol"
    first = browser.get(url)
    assert first.context["form"]["unit"].value() == units.water.pk
    refused = browser.post(
        url,
        {
            "unit": units.water.pk,
            "source": "patrol",
            "track": "person",
            "title": "代填",
            "found_on": "2026-11-02",
            "description": "由他人代填。",
        },
    )
    assert refused.status_code == 422
    assert "由他人代填。" in refused.content.decode()
    saved = browser.post(
        url,
        {
            "unit": units.water.pk,
            "source": "patrol",
            "track": "matter",
            "title": "代填",
            "found_on": "2026-11-02",
            "description": "由他人代填。",
        },
    )
    assert saved.status_code == 302
    assert Finding.objects.get().duty_id == duty.pk


# -- walls ---------------------------------------------------------------------------------------


def refused_by_the_database(**changes: Any) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Finding.objects.update(**changes)


def test_the_database_refuses_every_move_outside_the_table(
    raised: Callable[..., Finding],
) -> None:
    raised()
    for status in FINDING_MOVES:
        if status not in FINDING_MOVES["open"] and status != "open":
            refused_by_the_database(status=status)


def test_the_database_refuses_a_silent_correction_and_a_deletion(
    raised: Callable[..., Finding], officer: User, units: Any
) -> None:
    finding = raised()
    refused_by_the_database(title="别的问题")
    refused_by_the_database(unit=units.finance)
    refused_by_the_database(raised_by=officer, number="问题〔2026〕9号")
    for act in (Finding.objects.all().delete, FindingCorrection.objects.all().delete):
        if act.__self__.exists():
            with pytest.raises(DatabaseError), transaction.atomic():
                act()
    assert Finding.objects.get(pk=finding.pk)


def test_the_database_refuses_that_the_recorder_withdraws(
    raised: Callable[..., Finding], officer: User
) -> None:
    raised()
    refused_by_the_database(
        status="withdrawn",
        withdrawn_by=officer,
        withdrawn_at=clock.now(),
        withdrawal_reason="自行撤回",
    )


def test_the_unit_is_told_of_a_correction_without_a_name(
    raised: Callable[..., Finding], clerk: User, other_clerk: User, officer: User, stranger: User
) -> None:
    finding = raised()
    named = facts(track=Track.BOTH, title=f"{NAME}未交材料", holder_name=NAME)
    correct(actor=officer, finding=finding, facts=named, reason="核对原件后更正")
    correct(actor=officer, finding=finding, facts=facts(), reason="再次核对后更正")
    told = Notice.objects.filter(kind="accountability.problem_corrected").order_by("id")
    assert {notice.recipient for notice in told} == {clerk}
    assert [notice.title for notice in told] == [
        finding.number,
        f"{finding.number} 公示栏未更新",
    ]
    assert not any(NAME in f"{notice.title}{notice.body}" for notice in told)
    with pytest.raises(PermissionDenied):
        correct(actor=stranger, finding=finding, facts=facts(), reason="更正")


def test_a_correction_of_what_the_unit_does_not_see_yet_tells_nobody(
    raised: Callable[..., Finding], officer: User
) -> None:
    finding = write_finding(
        actor=officer,
        unit=raised().unit,
        source=FindingSource.ASSESSMENT,
        facts=facts(),
        is_shown=False,
    )
    correct(actor=officer, finding=finding, facts=facts(title="公示滞后"), reason="核对后更正")
    assert not Notice.objects.filter(kind="accountability.problem_corrected").exists()
