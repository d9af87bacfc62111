"""Clocks of the scene: one to be extended, one that warns, and a paper that presses for it."""

from typing import Any

from cases.models import Clock, QuarterFeedback
from cases.rules.quarters import last_ended
from cases.services import clocks
from cases.services.prompt_words import PromptWords
from cases.services.prompts import draft_prompts
from supervision import clock as portal_clock
from supervision.deadlines.services import start_deadline
from tests.repository.scene_cases_core import new_clue, people_of

OWN = "cases:{}".format


def build(scene: Any, units: Any) -> None:
    """Verify one clue, talk in another, and remind the office of a third that ends today."""
    walk = people_of(scene)
    verifying = walk.take(new_clue(scene, units, walk), "dispose_verify")
    term = Clock.objects.get(clue=verifying, term_code="prelim_verification")
    scene.add("", {"number": verifying.number, "pk": term.pk}, OWN("clock_extend"))
    talking = walk.take(new_clue(scene, units, walk), "dispose_talk")
    scene.add("", {"number": talking.number}, OWN("clock_fact"))
    ending = clocks.open_clock(
        actor=walk.casesup,
        clue=new_clue(scene, units, walk),
        code="held_review",
        starts_at=portal_clock.now(),
        last_day=portal_clock.today(),
    )
    words = PromptWords(grade="reminder", requirement="请抓紧办理。", contact="严以宽")
    (prompt,) = draft_prompts(actor=walk.casesup, clocks=[ending], words=words)
    scene.add("", {"pk": prompt.pk}, OWN("prompt"), OWN("prompt_talk"))
    scene.add("", {"code": "trial"}, "deadlines:rule")
    _quarter(scene, walk)


def _quarter(scene: Any, walk: Any) -> None:
    """Ask the first office for what it concluded in the quarter before."""
    ended = last_ended(portal_clock.today())
    quarter = QuarterFeedback(office=walk.head.home_unit, quarter_end=ended)
    started_at = portal_clock.start_of(ended)
    start_deadline(quarter, started_at=started_at, rule="petition_quarter")
    quarter.save()
    scene.add("", {"pk": quarter.pk}, OWN("quarter"))
