"""A year on: every light, warning and paper that should have appeared has, once, and no other."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cases.enums import MeasureKind
from cases.models import Clock, Clue, PromptClock
from cases.rules.clocks import HELD_REVIEW, codes_of
from cases.rules.measures import term_code
from cases.rules.remedies import RULES
from cases.selectors import warnings
from cases.selectors.clocks import with_light
from cases.selectors.prompts import prompts_visible_to
from cases.services.prompt_words import PromptWords
from cases.services.prompts import draft_prompts
from cases.workflow import TRANSITIONS
from supervision import clock as portal_clock
from supervision.accounts.enums import RoleCode
from supervision.deadlines.sql import light_annotation
from supervision.documents.models import OfficialDocument
from supervision.documents.services import signing
from supervision.notifications.models import Notice
from supervision.notifications.services.sweep import sweep
from tests.cases.clocks.year_oracle import (
    CHINA,
    DAY,
    ESCALATED_AFTER,
    PETITION,
    REMEDIES,
    REVIEW,
    TERMS,
    Expected,
    clue_light,
    noon,
)
from tests.cases.clocks.year_world import OVER, World
from tests.cases.walk import Walk

At = Callable[..., None]
Key = tuple[str, str]

START = dt.datetime(2025, 11, 3, 9, tzinfo=CHINA)
#: A year and a day: then the terms of a year have ended as well.
END = noon(dt.date(2026, 11, 4))
RETURNED, RESUBMITTED, SETTLED = (
    dt.datetime(2025, 11, day, 15, tzinfo=CHINA) for day in (10, 20, 26)
)
#: Access to a clue was given for thirty days.
PANEL_UNTIL = dt.datetime(2025, 12, 4, tzinfo=CHINA)
SERIES = {"reminder": "案提", "letter": "案督", "summons": "案约"}
SUPERVISORS = {"casesup", "casesup_head"}


class Year:
    """The world with what it has shown so far, beside what it should have shown."""

    def __init__(self, world: World, signers: dict[str, Any], drafter: Any) -> None:
        self.world, self.signers, self.drafter = world, signers, drafter
        self.keys: dict[int, Key] = {}
        self.seen: dict[Key, list[str]] = defaultdict(list)
        self.told: dict[tuple[str, str, str], tuple[dt.datetime, set[str]]] = {}
        self.numbers: dict[tuple[str, int], list[str]] = defaultdict(list)

    @property
    def terms(self) -> dict[Key, Expected]:
        """Return what should run."""
        return self.world.terms

    def instants(self) -> Iterator[dt.datetime]:
        """Yield every instant around which something should change, as it comes."""
        now = START
        while True:
            days = (day for term in self.terms.values() if term.runs for day in term.days())
            ahead = [day for day in (*days, RETURNED, RESUBMITTED, SETTLED) if now < day <= END]
            if not ahead:
                return
            now = min(ahead)
            yield now

    def act(self, now: dt.datetime) -> None:
        """Do what is done in the course of the year: two cases go back, one clue is settled."""
        world = self.world
        if now == RETURNED:
            for name in ("returned", "resubmitted"):
                world.take(name, "return_supplement")
                world.expect(name, "return_supplement", now)
                self.terms[name, "trial"].stood_still.append(now)
        if now == RESUBMITTED:
            world.take("resubmitted", "resubmit")
            self.terms["resubmitted", "return_supplement"].closed = now
            self.terms["resubmitted", "trial"].stood_still.append(now)
        if now == SETTLED:
            world.take("settled", "dispose_close")
            self.terms["settled", "clue_disposition"].closed = now
            world.expect("settled", "named_feedback", now)

    def check_clocks(self) -> None:
        """Assert that what runs is what should run, and note the rows by what they are."""
        names = {clue.pk: name for name, clue in self.world.clues.items()}
        rows = Clock.objects.values_list("pk", "clue_id", "term_code")
        self.keys = {pk: (names[clue], code) for pk, clue, code in rows}
        assert sorted(self.keys.values()) == sorted(self.terms)

    def check_lights(self, now: dt.datetime) -> None:
        """Assert the light of each term and of each clue."""
        rows = Clock.objects.annotate(light=light_annotation(portal_clock.now()))
        shown = {self.keys[pk]: light for pk, light in rows.values_list("pk", "light")}
        assert shown == {key: term.light(now) for key, term in self.terms.items()}, now
        for key, light in shown.items():
            if self.seen[key][-1:] != [light]:
                self.seen[key].append(light)
        lights = dict(with_light(Clue.objects.all()).values_list("pk", "light"))
        for name, clue in self.world.clues.items():
            own = [term for term in self.terms.values() if term.clue == name]
            is_over = name in OVER or (name == "settled" and now >= SETTLED)
            assert lights[clue.pk] == clue_light(own, now, is_over=is_over), (name, now)

    def expect_notices(self, now: dt.datetime) -> None:
        """Note who should be told of what at this instant, for the first time."""
        for (name, code), term in self.terms.items():
            light = term.light(now)
            kinds = {"yellow": ["due_soon"], "red": ["overdue"]}.get(light, [])
            if light == "red" and now >= term.ends + DAY * ESCALATED_AFTER:
                kinds = ["escalated"]
            for kind in kinds:
                people = recipients(name, code, kind, now)
                self.told.setdefault((name, code, kind), (now, people))

    def press(self, now: dt.datetime) -> None:
        """Press the offices as the page proposes, which is what the law's table says; once."""
        rows = list(warnings.listed(warnings.warned_clocks(self.drafter)))
        proposed = {self.keys[row.pk]: step for row in rows if (step := warnings.next_grade(row))}
        expected = {key: step for key, term in self.terms.items() if (step := term.next_step(now))}
        assert proposed == expected, now
        for grade in sorted(set(proposed.values())):
            named = [row for row in rows if proposed.get(self.keys[row.pk]) == grade]
            self.draft(grade, named)
            for row in named:
                self.terms[self.keys[row.pk]].sent.append(grade)
        if proposed:
            again = warnings.listed(warnings.warned_clocks(self.drafter))
            assert not any(warnings.next_grade(row) for row in again), now

    def draft(self, grade: str, rows: list[Any]) -> None:
        """Draft one paper to each office and sign it; a second one is refused."""
        prompts = draft_prompts(actor=self.drafter, clocks=rows, words=words(grade))
        assert {prompt.office_id for prompt in prompts} == {row.office_id for row in rows}
        with pytest.raises(ValidationError):
            draft_prompts(actor=self.drafter, clocks=rows[:1], words=words(grade))
        for prompt in prompts:
            assert prompt.document is not None
            signed = signing.sign(actor=self.signers[grade], document=prompt.document)
            self.numbers[grade, portal_clock.today().year].append(signed.number)
            said = str(signed.content)
            own = [row for row in rows if row.office_id == prompt.office_id]
            assert all(row.clue.number in said for row in own)


def words(grade: str) -> PromptWords:
    """Return what the officer types for a paper."""
    return PromptWords(
        grade=grade,
        requirement="请查明原因，立即办理，杜绝再次超期。",
        contact="案件监督管理室 严以宽",
        reply_by=portal_clock.today() + DAY * 5 if grade == "letter" else None,
        planned_at=portal_clock.now() + DAY * 2 if grade == "summons" else None,
        place="区纪委第一会议室" if grade == "summons" else "",
    )


def recipients(name: str, code: str, kind: str, now: dt.datetime) -> set[str]:
    """Return who has to hear of a term: its hands and their head, at last the principal."""
    if kind == "escalated":
        return SUPERVISORS | {"principal"}
    if code in PETITION:
        return SUPERVISORS | {"petition"}
    if code in REMEDIES:
        return SUPERVISORS | {"review_head", "examiner"}
    if code in REVIEW:
        panel = {"reviewer", "reviewer2"} if now < PANEL_UNTIL else set()
        return SUPERVISORS | {"review_head"} | panel
    # Nobody has a clue in hand that is not assigned yet: case supervision assigns it.
    hands = set() if name == "registered" else {"handler1", "handling_head"}
    return SUPERVISORS | hands


@pytest.fixture
def year(
    at: At,
    walk: Walk,
    petition: Any,
    casesup: Any,
    casesup_head: Any,
    principal: Any,
    units: Any,
    case_offices: Any,
    make_user: Callable[..., Any],
) -> Year:
    """Return the world on its first morning."""
    at(START)
    examiner = make_user("examiner", RoleCode.REVIEWER, case_offices.review, "顾衡", "干部")
    world = World(walk, petition, examiner, units.water, case_offices.handling, START)
    world.build()
    signers = {"reminder": casesup_head, "letter": casesup_head, "summons": principal}
    return Year(world, signers, casesup)


def test_the_year_knows_every_term_that_can_run() -> None:
    by_steps = {code for row in TRANSITIONS for name in row.opens for code in codes_of(name)}
    by_facts = {"named_ack", "named_feedback", "assigned_report", "inquiry_reply", HELD_REVIEW}
    of_measures = {term_code(kind) for kind in MeasureKind.values} - {"recalculation"}
    of_remedies = {rule.clock for rule in RULES.values()}
    assert by_steps | by_facts | of_measures | of_remedies <= set(TERMS)


def test_a_year_shows_every_light_and_paper_that_should_appear_once(
    at: At, year: Year, stranger: Any, as_user: Callable[..., Any]
) -> None:
    year.check_clocks()
    assert {code for _name, code in year.terms} | {"return_supplement"} == set(TERMS)
    year.check_lights(START)
    for now in year.instants():
        at(now)
        year.act(now)
        year.check_clocks()
        year.check_lights(now)
        if not sweep().is_empty:
            assert sweep().is_empty, now
        year.expect_notices(now)
        year.press(now)
    check_seen(year)
    check_notices(year)
    check_papers(year)
    assert not Notice.objects.filter(recipient=stranger).exists()
    assert not warnings.warned_clocks(stranger).exists()
    assert not prompts_visible_to(stranger).exists()
    assert as_user(stranger).get(reverse("cases:warnings")).status_code == 403


def check_seen(year: Year) -> None:
    """Assert the way of each light through the year, by hand where it is not the usual one."""
    unusual = {
        ("settled", "clue_disposition"): ["neutral", "yellow", "green"],
        ("returned", "trial"): ["neutral", "paused"],
        ("resubmitted", "trial"): ["neutral", "paused", "neutral", "yellow", "red"],
        ("resubmitted", "return_supplement"): ["neutral", "green"],
    }
    for key, term in year.terms.items():
        usual = ["neutral", "yellow", "red"] if term.closed is None else ["green"]
        assert year.seen[key] == unusual.get(key, usual), key


def check_notices(year: Year) -> None:
    """Assert that the right persons were told, at the right time and once, and what stands."""
    told: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    rows = Notice.objects.filter(object_type="cases.clock", kind__startswith="deadlines.")
    for row in rows.select_related("recipient"):
        key = (*year.keys[int(row.object_id)], row.kind.removeprefix("deadlines."))
        told[key].append(row.recipient.username)
        assert year.told[key][0] <= row.created_at < year.told[key][0] + dt.timedelta(hours=1), key
        term, kind = year.terms[key[:2]], key[2]
        stands = {"red": ("overdue", "escalated"), "yellow": ("due_soon",)}
        assert (row.withdrawn_at is None) == (kind in stands.get(term.light(END), ())), key
    assert {key: sorted(people) for key, people in told.items()} == {
        key: sorted(people) for key, (_at, people) in year.told.items()
    }


def check_papers(year: Year) -> None:
    """Assert that each step of pressing went out once, numbered without a gap."""
    sent: dict[Key, list[str]] = defaultdict(list)
    for row in PromptClock.objects.select_related("prompt").order_by("pk"):
        sent[year.keys[row.clock_id]].append(row.prompt.grade)
    assert sent == {key: term.sent for key, term in year.terms.items() if term.sent}
    for term in year.terms.values():
        ladder = ["reminder", "letter", "summons"]
        if term.last + DAY * 30 > END.date():
            ladder.pop()
        wanted = ladder if term.light(END) == "red" else term.sent[:1]
        assert term.sent == wanted, (term.clue, term.code)
    for (grade, of_year), numbers in year.numbers.items():
        ends = [f"{SERIES[grade]}〔{of_year}〕{n}号" for n in range(1, len(numbers) + 1)]
        assert [number[-len(end) :] for number, end in zip(numbers, ends, strict=True)] == ends
    assert OfficialDocument.objects.filter(kind__startswith="cases.").count() == sum(
        map(len, year.numbers.values())
    )
