"""Measures and rectification of the scene: one measure to sign, one list reported back."""

import datetime as dt
from typing import Any

from cases.services import incidents, measures, rectifications
from supervision import clock
from tests.cases.walk import scan
from tests.repository.scene_cases_core import new_clue, people_of

OWN = "cases:{}".format


def build(scene: Any, units: Any) -> None:
    """Ask for a measure in a clue that is verified, and report back what a unit put right."""
    walk = people_of(scene)
    clue = walk.take(new_clue(scene, units, walk), "dispose_verify")
    measure = measures.propose(
        actor=walk.handler,
        clue=clue,
        respondent=clue.respondents.get(),
        kind="await_investigation",
        ground="可能串供或者干扰作证。",
        first_officer=walk.handler,
        second_officer=walk.second,
    )
    number = {"number": clue.number}
    scene.add("", {**number, "code": "measure-propose"}, OWN("record_new"))
    scene.add("", {**number, "code": "measure-sign", "pk": measure.pk}, OWN("record"))
    incident = incidents.record_incident(
        actor=walk.handler,
        clue=clue,
        happened_at=clock.now(),
        place="谈话室二",
        people="高建军",
        words="谈话中突感不适，随即停止谈话并送医。",
    )
    scene.add("", {**number, "code": "incident-report", "pk": incident.pk}, OWN("record"))
    item = rectifications.add(
        actor=walk.handler,
        clue=clue,
        unit=units.water,
        problem="河道整治工程验收由一人签字。",
        measures="修订验收办法，实行两人验收。",
        owner_name="魏长河",
        due_on=clock.today() + dt.timedelta(days=20),
    )
    rectifications.report_done(
        actor=walk.second,
        item=item,
        done="新的验收办法已经印发施行。",
        done_on=clock.today(),
        files=[scan()],
    )
    rectifications.verify(actor=walk.head, item=item, accepts=True, verdict="实地核实，属实")
    report = rectifications.report_back(
        actor=walk.handler,
        clue=clue,
        to_unit=units.office,
        words="河道整治工程的验收办法已经修订并印发施行，经核验属实。",
    )
    scene.add("", {"pk": report.pk}, OWN("rectification_report"))
