"""A named report, a repeat of it, a report for the upper level, an attempt to pry, a referral."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from accountability.models import Finding
from accountability.services.clue_referrals import refer_finding
from cases.entries import ClueEntry, ReporterEntry, RespondentEntry
from cases.enums import Naming, PersonStanding, Source, Violation
from cases.services.intake import register_clue
from cases.services.interference import Attempt, enter_interference
from cases.services.matches import decide_match
from cases.services.upper_reports import note_upper_report
from supervision import clock

if TYPE_CHECKING:
    from tests.repository.scene import Scene

OWN = "cases:{}".format


def build(scene: "Scene", units: Any) -> None:
    """Enter a named report twice, count a report, register an attempt, hand a problem on."""
    petition: Any = scene.people["petition"]
    first, again = (_named(petition, units) for _time in range(2))
    match = again.matches.get(earlier=first)
    scene.add("", {"number": again.number}, *map(OWN, ("clue_matches", "repeat_close")))
    scene.add("", {"number": again.number}, OWN("clue_files_new"))
    scene.add("", {"number": again.number}, OWN("respondent_new"))
    scene.add("", {"number": again.number, "pk": match.pk}, OWN("match_decide"))
    respondent = again.respondents.get()
    scene.add("", {"number": again.number, "pk": respondent.pk}, OWN("respondent_edit"))
    of_reporter = ("reporter", "reporter_object", "reporter_accepted", "reporter_result")
    scene.add("", {"number": first.number}, *map(OWN, of_reporter))
    decide_match(
        actor=petition, match=match, is_duplicate=True, reason="同一人反映同一笔礼金，内容一致。"
    )
    report = note_upper_report(
        actor=petition, about_own_head=False, received_on=dt.date(2026, 11, 2)
    )
    scene.add("", {"pk": report.pk}, OWN("upper_report_hand_up"))
    entry = enter_interference(
        actor=scene.people["handler1"],  # type: ignore[arg-type]
        attempt=Attempt(
            kind="prying",
            way="telephone",
            name="贺知章",
            organ="区住建局",
            post="局长",
            happened_at=clock.now() - dt.timedelta(hours=1),
            words="打电话询问案件查到哪一步了。",
            answer="答复无可奉告，并告知要登记。",
            matter="水务局工程发包一事",
        ),
    )
    scene.add("", {"number": entry.number}, OWN("interference"))
    _referral(scene, units)


def _named(petition: Any, units: Any) -> Any:
    return register_clue(
        actor=petition,
        entry=ClueEntry(
            source=Source.LETTER,
            naming=Naming.NAMED,
            reporter=ReporterEntry(name="钱报春", phone="13800001111"),
            unit=units.finance,
            summary="反映科长收受礼金",
            content="来信反映财政局预算科科长在项目评审中收受中介机构礼金二万元。",
            received_at=clock.now(),
            violations=[Violation.INTEGRITY],
            respondents=[RespondentEntry(name="彭思齐", standing=PersonStanding.CIVIL_SERVANT)],
        ),
    )


def _referral(scene: "Scene", units: Any) -> None:
    finding = Finding.objects.filter(unit=units.township, shown_at__isnull=False).last()
    assert finding is not None
    referral = refer_finding(
        actor=scene.people["office"],  # type: ignore[arg-type]
        finding=finding,
        title=finding.title,
        what="所附凭证与实际支出不符，涉嫌违反廉洁纪律。",
    )
    scene.add("", {"pk": referral.pk}, "referrals:referral")
