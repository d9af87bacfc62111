"""Reports of the last days that meet earlier clues: by person, by unit, by words, by reporter."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from cases.entries import ClueEntry, ReporterEntry, RespondentEntry
from cases.enums import Act, Naming, Source, Violation
from cases.models import Clue, ClueMatch
from cases.services import matches, steps
from supervision import clock
from supervision.project.demo.cases_acting import AGREED, Matter, at, somebody
from supervision.project.demo.cases_texts import ALLEGED
from supervision.project.demo.cast import Cast
from supervision.project.demo.happenings import Happening

#: The unit of which the named letter speaks, and who looks into it.
FIRST = "QJ25"
TAKEN_BY = ("QJ-S07", "handlinghead3", ("handler5", "handler6"))
#: Units of which earlier clues speak, and a later report again: of the same person, of another
#: person of the unit, and of a matter that turned out to be another.
AGAIN, UNNAMED, ANSWERED = "QJ30", "QJ27", "QJ15"
SUMMARY = "在经办农村公路养护工程验收中收受财物、放宽把关"
STORY = (
    "其在经办农村公路养护工程验收时，与施工队串通虚增养护里程，"
    "每次验收前收受施工队负责人所送现金和烟酒，验收资料由施工队代填。"
)
#: What the same reporter, and somebody without a name, said of it later.
CALL = f"来电反映：{STORY}要求尽快答复。"
ONLINE = f"网络举报：{STORY}所附照片系往年旧照。"
SAME = "反映人、被反映人和主要事实与前一件一致，没有新的线索，属重复举报。"
OTHER = "两件反映的时间、事项和涉及资金均不相同，不属于同一问题，应当分别办理。"


def happenings(cast: Cast) -> list[Happening]:
    """Return the reports: three that wait to be compared, and two on which it was decided."""
    again = _earlier(cast, AGAIN)
    visit = partial(_report, again, _same_person(again), Source.VISIT, "来访人反映：其")
    unnamed = partial(
        _report, _earlier(cast, UNNAMED), (), Source.LETTER, "来信未写明姓名，反映该单位有关人员"
    )
    return [
        *_twice(cast),
        _entered(cast, at(11, 17, 10, 20), visit),
        _entered(cast, at(11, 18, 15, 5), partial(_about_roads, cast, Source.ONLINE, ONLINE)),
        _entered(cast, at(11, 19, 9, 35), unnamed),
        *_answered(cast, _earlier(cast, ANSWERED)),
    ]


def _earlier(cast: Cast, code: str) -> Clue:
    """Return the unit's last clue before the autumn about somebody of the register.

    Raises LookupError where there is none.
    """
    rows = Clue.objects.filter(unit=cast.units[code], respondents__person__isnull=False)
    found = rows.filter(received_at__lt=at(10, 9)).order_by("-received_at", "-pk").first()
    if found is None:
        raise LookupError(f"no earlier clue about somebody of {code}")
    return found


def _same_person(earlier: Clue) -> tuple[RespondentEntry, ...]:
    known = earlier.respondents.filter(person__isnull=False).order_by("pk")[0]
    return (RespondentEntry(name=known.name, person=known.person, unit=known.unit),)


def _entered(cast: Cast, when: dt.datetime, entry: Any) -> Happening:
    return Matter(cast, entry).entered(when)


def _report(
    earlier: Clue, people: tuple[RespondentEntry, ...], source: str, prefix: str
) -> ClueEntry:
    """Return an anonymous report of the kind of the earlier clue about the same unit."""
    kind = earlier.violations[0]
    summary, content = ALLEGED[kind][0]
    return ClueEntry(
        source=source,
        naming=Naming.ANONYMOUS,
        unit=earlier.unit,
        summary=summary,
        content=f"{prefix}{content.removeprefix('反映其')}",
        received_at=_just_before(),
        violations=[kind],
        respondents=people,
    )


def _just_before() -> dt.datetime:
    return clock.now() - dt.timedelta(minutes=25)


# -- a letter, a call of the same reporter, and the internet --------------------------------------


def _about_roads(
    cast: Cast, source: str, content: str, reporter: ReporterEntry | None = None
) -> ClueEntry:
    unit = cast.units[FIRST]
    return ClueEntry(
        source=source,
        naming=Naming.NAMED if reporter else Naming.ANONYMOUS,
        unit=unit,
        summary=SUMMARY,
        content=content,
        received_at=_just_before(),
        violations=[Violation.INTEGRITY],
        respondents=[somebody(unit)],
        reporter=reporter,
    )


def _reporter() -> ReporterEntry:
    return ReporterEntry(name="方大林", phone="13710086217", address="清江区临澄街道望江里")


def _twice(cast: Cast) -> list[Happening]:
    """A named letter goes its way; a call of the same reporter is found to be a repeat."""
    office, head, officers = TAKEN_BY
    letter = partial(_about_roads, cast, Source.LETTER, f"来信反映：{STORY}", _reporter())
    call = partial(_about_roads, cast, Source.PHONE_12388, CALL, _reporter())
    first, second = Matter(cast, letter, officers=officers), Matter(cast, call)
    return [
        first.entered(at(11, 9, 9, 50)),
        *first.assigned(at(11, 11), office, head),
        second.entered(at(11, 12, 10, 40)),
        Happening(at(11, 12, 15, 20), partial(_find_same, second, first)),
        Happening(at(11, 13, 9, 30), partial(_close, second)),
        Happening(at(11, 16, 10, 15), partial(_approve, cast, second)),
    ]


def _answered(cast: Cast, earlier: Clue) -> list[Happening]:
    """A report of somebody known is compared, and found to be of another matter."""
    entry = partial(_report, earlier, _same_person(earlier), Source.LETTER, "来信反映：其")
    matter = Matter(cast, entry)
    return [
        matter.entered(at(11, 18, 9, 15)),
        Happening(at(11, 18, 16, 30), partial(_tell_apart, matter)),
    ]


def _tell_apart(matter: Matter) -> None:
    """Decide of everything that met that it is another matter."""
    for match in matter.clue.matches.order_by("pk"):
        _decide(matter, match.earlier_id, False, OTHER)


def _find_same(matter: Matter, first: Matter) -> None:
    _decide(matter, first.key, True, SAME)


def _decide(matter: Matter, earlier: int, is_duplicate: bool, reason: str) -> None:
    matches.decide_match(
        actor=matter.user(matter.registrar),
        match=ClueMatch.objects.get(clue=matter.key, earlier=earlier),
        is_duplicate=is_duplicate,
        reason=reason,
    )


def _close(matter: Matter) -> None:
    clue = matter.clue
    matches.propose_closing(
        actor=matter.user("casesup"),
        clue=clue,
        opinion="信访室比对认定为重复举报，建议并入前件一并办理，不再另行分办。",
        version=clue.version,
    )


def _approve(cast: Cast, matter: Matter) -> None:
    step = matter.clue.steps.get(act=Act.CLOSE_REPEAT)
    steps.sign(actor=cast.users["principal"], step=step, approves=True, opinion=AGREED)
