"""A letter from the drafter's desk to the accepted reply, in four browsers."""

import re

from supervision.documents.models import OfficialDocument
from tests.documents import papers

from . import scene

REPLY = "已于今日补报，原因为经办人员调整，现已明确专人负责。"


def test_from_the_draft_to_the_accepted_reply(
    units, officer, office, clerk, other_clerk, at, person, step
):
    at(scene.MONDAY)
    paper = papers.draft(officer, units.water)

    step("The drafter changes a paragraph and submits the letter.")
    desk = person(officer)
    desk.opens(f"/documents/{paper.pk}/edit/")
    desk.page.fill("[name=block-0-text]", "经核查，你单位第三季度履责材料逾期未报。")
    desk.page.locator("#paper [type=submit]").click()
    desk.page.wait_for_url(re.compile(rf"/documents/{paper.pk}/$"))
    assert "第三季度履责材料逾期未报" in desk.text(".p-leaf")
    submit = desk.page.locator(f"form[action$='/{paper.pk}/submit/'] [type=submit]")
    submit.click()
    submit.wait_for(state="detached")

    step("The head chooses it in the queue and signs.")
    head = person(office)
    head.opens("/documents/signing/")
    head.page.check(f"[name=pick][value='{paper.pk}']")
    head.page.locator("main form .btn-primary").click()
    head.page.wait_for_selector("#h-result")
    assert "〔2026〕1号" in head.text("[aria-labelledby=h-result]")
    delivery = OfficialDocument.objects.get(pk=paper.pk).deliveries.get()

    step("The unit is told over every page, confirms the receipt and replies.")
    unit = person(clerk)
    unit.opens("/")
    assert "〔2026〕1号" in unit.text("dialog[open]")
    unit.opens(f"/documents/deliveries/{delivery.pk}/")
    unit.page.evaluate("document.querySelector('dialog[open]')?.close()")
    unit.page.locator("form[action$='/receive/'] [type=submit]").click()
    unit.page.wait_for_selector("main [name=text]")
    assert "HZ2026-000001" in unit.text("main")
    unit.page.fill("main [name=text]", REPLY)
    unit.page.locator("form[action$='/reply/'] .btn-primary").click()
    unit.page.wait_for_selector("#h-replies")

    step("Another unit finds nothing.")
    assert person(other_clerk).opens(f"/documents/deliveries/{delivery.pk}/").status == 404

    step("The office accepts the reply; the light turns green.")
    desk.opens(f"/documents/deliveries/{delivery.pk}/")
    assert REPLY in desk.text("main")
    assert desk.light() == "paused"
    desk.page.locator("[name=act][value=accept]").click()
    desk.page.wait_for_selector(".p-head .p-light.is-green")
    assert desk.light() == "green"
