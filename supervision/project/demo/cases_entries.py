"""Enter the demo's clues: what came in, about whom, from whom, and who may open it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from random import Random

from accountability.demo import workdays
from cases.enums import AccessKind, FourWinds
from cases.models import (
    Access,
    Clue,
    ClueMatch,
    Reporter,
    ReporterNotice,
    Respondent,
)
from cases.services import numbers
from cases.workflow import CONCLUDED
from supervision import clock
from supervision.accounts.models import User
from supervision.people.services.copying import copy_in
from supervision.project.demo import cases_texts, people_names
from supervision.project.demo.cases_bench import Bench
from supervision.project.demo.cases_fates import Fate
from supervision.project.demo.cases_people import People
from supervision.project.demo.cases_rows import Way

_PORTION = 500
#: For how long a clue is opened to whoever carries it.
_OPEN_DAYS = 360
_TOLD = "来电告知举报人，其反映的问题已经受理，正在依规依纪依法办理。"
_RESULT = "当面向举报人反馈办理结果，听取其意见，举报人表示没有异议。"
#: So many clues are about somebody of whom an earlier one spoke.
_REPEATS = 12


def enter(
    fates: Sequence[Fate], bench: Bench, people: People, rng: Random, stands: dt.datetime
) -> list[Way]:
    """Enter the clues in the order in which they came in, with their people."""
    clues = [_clue(fate, bench, rng, stands) for fate in fates]
    clues.sort(key=lambda pair: pair[1].registered_at)
    for _fate, clue in clues:
        clue.number = _number(clue)
    Clue.objects.bulk_create([clue for _fate, clue in clues], batch_size=_PORTION)
    ways = [
        Way(
            fate,
            clue,
            people.respondents(clue, fate.people, fate.forms[0] if fate.forms else ""),
        )
        for fate, clue in clues
    ]
    for way in ways:
        is_filed = any(done.act == "file" and done.waits is None for done in way.fate.done)
        for one in way.people:
            one.is_filed = is_filed
    _repeat(ways, rng)
    rows = [one for way in ways for one in way.people]
    Respondent.objects.bulk_create(rows, batch_size=_PORTION)
    _match(ways)
    return ways


def _number(clue: Clue) -> str:
    return f"{numbers.CLUES}-{clue.year}-{numbers.take(f'{numbers.CLUES}-{clue.year}'):04d}"


def _clue(fate: Fate, bench: Bench, rng: Random, stands: dt.datetime) -> tuple[Fate, Clue]:
    registrar, office = bench.registrar(fate.source, fate.naming)
    first = min((done.at for done in fate.done), default=stands)
    registered = min(
        fate.received + dt.timedelta(minutes=rng.randint(8, 45)),
        fate.received + (first - fate.received) * 0.5,
    )
    kinds = [fate.kind]
    if rng.random() < 0.16 and fate.kind != "integrity":
        kinds.append("integrity")
    summary, content = cases_texts.alleged(fate.kind, rng)
    winds = [rng.choice(FourWinds.values)] if fate.kind in ("work", "integrity") else []
    return fate, Clue(
        year=clock.local(registered).year,
        source=fate.source,
        naming=fate.naming,
        source_number=f"信〔{fate.received.year}〕{rng.randint(1, 900)}号"
        if fate.naming != "none"
        else "",
        unit=bench.concerned(fate.body),
        summary=summary,
        content=content,
        violations=kinds,
        four_winds=winds if rng.random() < 0.5 else [],
        breaks_eight_rules="integrity" in kinds and rng.random() < 0.4,
        status_since=registered,
        received_at=fate.received,
        registered_at=registered,
        registered_by=registrar,
        registering_office=office,
    )


def _repeat(ways: Sequence[Way], rng: Random) -> None:
    """Let some later clues be about a person of whom an earlier one of the unit spoke."""
    seen: dict[int, Way] = {}
    left = _REPEATS
    for way in ways:
        first = way.people[0]
        earlier = seen.get(way.clue.unit_id)
        if earlier and left and not way.fate.forms and rng.random() < 0.5:
            known = earlier.people[0]
            if known.person_id and known.person_id not in {one.person_id for one in way.people[1:]}:
                for name in ("person_id", "name", "unit_id", "workplace", "post", "rank"):
                    setattr(first, name, getattr(known, name))
                for name in ("standing", "is_member", "holds_party_post"):
                    setattr(first, name, getattr(known, name))
                left -= 1
        seen[way.clue.unit_id] = way


def _match(ways: Sequence[Way]) -> None:
    """Note which clues met an earlier one by the same person of the register."""
    first: dict[int, Clue] = {}
    found = []
    for way in ways:
        for one in way.people:
            if one.person_id is None:
                continue
            earlier = first.setdefault(one.person_id, way.clue)
            if earlier.pk < way.clue.pk:
                found.append(ClueMatch(clue=way.clue, earlier=earlier, fields=["person"]))
    unique = {(row.clue_id, row.earlier_id): row for row in found}
    ClueMatch.objects.bulk_create(unique.values())


# -- who reported --------------------------------------------------------------------------------


def enter_reporters(ways: Sequence[Way], bench: Bench, rng: Random, stands: dt.datetime) -> None:
    """Enter who gave a name, and that they were told: but for the last who still wait."""
    petition = bench.user("petition")
    named = [way for way in ways if way.fate.naming == "named"]
    reporters = [
        Reporter(
            clue=way.clue,
            name=people_names.name(rng, male=rng.random() < 0.6),
            phone=f"1370{rng.randint(0, 9_999_999):07}",
            address="清江区",
            entered_by=petition,
            entered_at=way.clue.registered_at,
        )
        for way in named
    ]
    Reporter.objects.bulk_create(reporters, batch_size=_PORTION)
    notices = []
    for way, reporter in zip(named, reporters, strict=True):
        for of_result, at in told_at(way, stands):
            notices.append(
                ReporterNotice(
                    reporter=reporter,
                    of_result=of_result,
                    told_on=clock.local(at).date(),
                    how="电话" if not of_result else "当面",
                    words=_RESULT if of_result else _TOLD,
                    told_by=petition,
                    noted_at=at,
                )
            )
    copy_in(notices)


def told_at(way: Way, stands: dt.datetime) -> Iterator[tuple[bool, dt.datetime]]:
    """Yield when the reporter was told: of the acceptance, then of the result."""
    after = (
        (False, way.clue.received_at, 4),
        (True, way.clue.concluded_at, 6),
    )
    for of_result, since, days in after:
        if since is None:
            continue
        day = workdays.on_or_after(clock.local(since).date() + dt.timedelta(days=days))
        at = dt.datetime.combine(day, dt.time(15, 20), tzinfo=clock.CHINA)
        # The newest few were not told yet: their clocks run.
        if at < stands - dt.timedelta(days=3) and not (of_result and way.clue.pk % 23 == 0):
            yield of_result, at


# -- who may open it -----------------------------------------------------------------------------


def open_to(ways: Sequence[Way], bench: Bench) -> None:
    """Give whoever carries or reviews a clue their part in it, ended where it is over."""
    copy_in([access for way in ways for access in _accesses(way, bench)])


def _accesses(way: Way, bench: Bench) -> Iterator[Access]:
    clue, taken = way.clue, {step.act: done.at for done, step in way.steps if not done.is_sent_back}
    if clue.status == "registered":
        # As the entry of a clue gives it to whoever entered it.
        yield _access(clue, clue.registered_by, AccessKind.REGISTERED, clue.registered_at, bench)
        return
    since = taken["assign"] + dt.timedelta(hours=1)
    archived = taken.get("archive") if clue.status == "archived" else None
    over = clue.concluded_at if clue.status in CONCLUDED else None
    _head, first, second = bench.by_body[way.fate.body]
    yield _access(clue, first, AccessKind.HANDLER, since, bench, archived, way.fate.body)
    yield _access(clue, second, AccessKind.TEAM, since, bench, over, way.fate.body)
    if "transfer" in taken:
        named = taken["transfer"] + dt.timedelta(hours=2)
        for username in ("reviewer", "reviewer2"):
            user = bench.user(username)
            yield _access(clue, user, AccessKind.REVIEWER, named, bench, over)


def _access(
    clue: Clue,
    user: User,
    kind: str,
    since: dt.datetime,
    bench: Bench,
    over: dt.datetime | None = None,
    body: str = "",
) -> Access:
    given_by = bench.by_body[body][0] if body else bench.user("reviewhead")
    if kind == AccessKind.REGISTERED:
        given_by = clue.registered_by
    until = clock.end_of(since.date() + dt.timedelta(days=_OPEN_DAYS))
    return Access(
        clue=clue,
        user=user,
        kind=kind,
        since=since,
        until=until,
        given_by=given_by,
        ended_at=max(over, since) if over else None,
        ended_by=given_by if over else None,
    )
