"""Papers of the scene's clue and of a second one: one being written, finished, and issued."""

from typing import Any

from cases.services.papers import HandingOver, deliver
from supervision import clock
from tests.cases.papers.scene import drafted, finished, issued
from tests.repository.scene_cases_core import new_clue, people_of

OWN = "cases:{}".format


def build(scene: Any, units: Any) -> None:
    """Write papers on the clue in the hands of the first office, and issue notices of a talk."""
    walk = people_of(scene)
    clue = scene.clue
    number = {"number": clue.number}
    scene.add("", number, OWN("clue_papers"))
    slot = {**number, "slot": "verification_plan"}
    scene.add("", slot, OWN("paper_begin"), OWN("paper_scan"))
    draft = drafted(walk, clue, "talk_plan")
    names = ("paper", "paper_edit", "paper_finish", "paper_withdraw", "paper_word", "paper_pdf")
    scene.add("", {"pk": draft.pk}, *map(OWN, names))
    plan = finished(walk, clue, "verification_plan")
    scene.add("", {"pk": plan.pk}, OWN("paper_reopen"), OWN("paper_copy"))
    talk = walk.take(new_clue(scene, units, walk), "dispose_talk")
    notice = issued(walk, talk, "talk_notice")
    forms = ("paper_deliver", "paper_receipt_form", "paper_receipt_form_pdf")
    scene.add("", {"pk": notice.pk}, *map(OWN, forms))
    handed = deliver(
        actor=walk.handler,
        paper=notice,
        said=HandingOver(
            recipient="person",
            name="高建军",
            handing="direct",
            place="区水务局三楼会议室",
            delivered_at=clock.now(),
            first=walk.handler,
            second=walk.second,
        ),
    )
    receipts = ("paper_receipt", "paper_receipt_pdf", "paper_receipt_scan")
    scene.add("", {"pk": notice.pk, "delivery": handed.pk}, *map(OWN, receipts))
    letter = finished(walk, talk, "inquiry_letter")
    scene.add("", {"pk": letter.pk}, OWN("paper_issue"))
