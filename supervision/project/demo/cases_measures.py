"""Detentions in some of the demo's cases, carried out by those in whose hands they lie."""

import datetime as dt
from functools import partial

from accountability.demo import workdays
from cases.enums import ClueStatus, MeasureKind, NoticeTo
from cases.models import Clue, Measure
from cases.services import measure_terms, measures
from supervision import clock
from supervision.project.demo.cast import Cast
from supervision.project.demo.happenings import Happening

#: So many cases under investigation know a detention; the first of them is over.
COUNT, OVER = 5, 2
GROUND = "已掌握其部分职务违法事实及证据，可能串供或者隐匿证据，需要采取留置措施。"
PLACE = "市留置管理中心"
ORGANS = (("区监委委务会", "会议纪要"), ("市监察委员会", "留置批复"))
LIFTED = "主要事实已经查清，不再需要继续留置，经批准解除。"


def happenings(cast: Cast) -> list[Happening]:
    """Return the detentions, each from its proposal to the notices and, for some, its end."""
    rows = Clue.objects.filter(
        status=ClueStatus.INVESTIGATING, handling_office__kind="office", filed_on__isnull=False
    )
    found: list[Happening] = []
    for place, clue in enumerate(rows.order_by("status_since", "pk")[:COUNT]):
        found += _of_case(cast, clue, place)
    return found


def _of_case(cast: Cast, clue: Clue, place: int) -> list[Happening]:
    day = workdays.on_or_after(clock.local(clue.status_since).date() + dt.timedelta(days=2))
    at = partial(_at, day)
    acts = [
        Happening(at(9, 20), partial(_propose, clue.pk)),
        Happening(at(10, 5), partial(_sign, cast, clue.pk)),
    ]
    for number, (organ, paper) in enumerate(ORGANS):
        words = f"{paper}〔{day.year}〕{place + 1}号"
        acts.append(
            Happening(at(11, 10 + number * 20), partial(_outside, cast, clue.pk, organ, words))
        )
    acts += [
        Happening(at(14, 50), partial(_start, clue.pk, at(14, 30))),
        Happening(at(17, 10), partial(_tell, clue.pk, at(16, 40))),
    ]
    over = workdays.on_or_after(day + dt.timedelta(days=32))
    if place < OVER:
        acts.append(Happening(_at(over, 16, 0), partial(_end, clue.pk, _at(over, 15, 30))))
    return acts


def _at(day: dt.date, hour: int, minute: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour, minute), tzinfo=clock.CHINA)


def _case(key: int) -> Clue:
    return Clue.objects.select_related("handler", "handling_office").get(pk=key)


def _measure(key: int) -> Measure:
    return Measure.objects.select_related("clue__handler").get(clue=key, kind=MeasureKind.DETENTION)


def _propose(key: int) -> None:
    clue = _case(key)
    first, second = [
        row.user
        for row in clue.accesses.filter(kind__in=("handler", "team")).order_by("kind", "pk")
    ]
    measures.propose(
        actor=first,
        clue=clue,
        respondent=clue.respondents.order_by("pk")[0],
        kind=MeasureKind.DETENTION,
        ground=GROUND,
        first_officer=first,
        second_officer=second,
    )


def _sign(cast: Cast, key: int) -> None:
    measures.sign(
        actor=cast.users["principal"], measure=_measure(key), approves=True, opinion="同意留置。"
    )


def _outside(cast: Cast, key: int, organ: str, paper: str) -> None:
    measures.sign_outside(
        actor=cast.users["casesup"],
        measure=_measure(key),
        approves=True,
        opinion="同意。",
        outside_name=organ,
        outside_on=clock.today(),
        paper=paper,
    )


def _start(key: int, started_at: dt.datetime) -> None:
    measure = _measure(key)
    measures.start(actor=measure.first_officer, measure=measure, started_at=started_at, place=PLACE)


def _tell(key: int, told_at: dt.datetime) -> None:
    for to, person in ((NoticeTo.FAMILY, "配偶，当面送达"), (NoticeTo.UNIT, "所在单位，书面通知")):
        measure = _measure(key)
        measure_terms.tell(
            actor=measure.first_officer, measure=measure, to=to, person=person, told_at=told_at
        )


def _end(key: int, ended_at: dt.datetime) -> None:
    measure = _measure(key)
    measures.end(actor=measure.first_officer, measure=measure, ended_at=ended_at, end_reason=LIFTED)
