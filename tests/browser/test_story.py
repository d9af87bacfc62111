"""The main story: a list is published, a unit reports, the office sees it, the light changes."""

import re

from accountability.enums import ChecklistStatus
from accountability.models import Checklist, Duty, Filing, FilingDraft
from supervision.notifications.models import Notice

from . import scene

TEXT = "11月2日局党组召开专题会,研究全面从严治党工作,议定三项措施。"
RECEIPT = re.compile(r"HZ-\d{8}-\d{6}")


def test_from_the_list_to_the_receipt(units, office, clerk, at, person, step):
    at(scene.MONDAY)

    step("The head of the office signs in and drafts a list.")
    desk = person()
    desk.signs_in("office")
    desk.opens("/accountability/lists/new/")
    desk.page.check("[name=kind][value=main]")
    desk.page.fill("[name=year]", "2026")
    desk.page.fill("[name=title]", "2026年主体责任清单")
    desk.page.locator("main form [type=submit]").first.click()
    desk.page.wait_for_url(re.compile(r"/accountability/lists/\d+/$"))
    draft = Checklist.objects.get()

    step("One item is written on it.")
    desk.opens(f"/accountability/lists/{draft.pk}/items/new/")
    for name, value in {
        "number": "1.1",
        "category": "组织领导",
        "title": "专题研究全面从严治党工作",
        "content": "领导班子每年专题研究一次。",
        "standard": "由第一责任人主持,会后印发会议纪要。",
        "evidence": "会议纪要",
        "score": "5",
        "due_rule": "12-20",
    }.items():
        desk.page.fill(f"main [name={name}]", value)
    desk.page.select_option("main [name=period]", "year")
    desk.page.get_by_label("水务局", exact=True).check()
    desk.page.locator("main form [type=submit]").first.click()
    desk.page.wait_for_url(re.compile(rf"/accountability/lists/{draft.pk}/"))

    step("The list is published; the page says beforehand whom it reaches.")
    desk.opens(f"/accountability/lists/{draft.pk}/publish/")
    assert "1" in desk.text(".p-tiles")
    desk.page.locator(".card-footer [type=submit]").click()
    desk.page.wait_for_url(re.compile(r"/accountability/lists/\d+/$"))
    draft.refresh_from_db()
    assert draft.status == ChecklistStatus.PUBLISHED
    duty = Duty.objects.get()
    assert duty.unit == units.water

    step("The office leaves its overview open.")
    desk.opens("/")
    desk.page.evaluate("window.neverReloaded = true")
    assert not RECEIPT.search(desk.text("main"))

    step("The clerk signs in; a pop-up stands over the page and Esc does not close it.")
    seat = person()
    seat.signs_in("clerk")
    dialog = seat.page.locator("dialog[data-must-acknowledge]")
    assert dialog.evaluate("node => node.matches(':modal')")
    for _press in range(3):
        seat.page.keyboard.press("Escape")
    assert dialog.evaluate("node => node.open")
    assert dialog.locator("[type=submit]").get_attribute("aria-disabled") == "true"

    step("He ticks and acknowledges it; the time is kept and it never comes back.")
    assert Notice.objects.filter(recipient=clerk, acknowledged_at__isnull=True).count() == 1
    for box in dialog.locator("[type=checkbox]").all():
        box.check()
    dialog.locator("[type=submit]").click()
    dialog.wait_for(state="detached")
    assert Notice.objects.get(recipient=clerk).acknowledged_at is not None

    step("He opens the task; it is not due.")
    seat.opens(f"/accountability/duties/{duty.pk}/")
    assert seat.page.locator("dialog[data-must-acknowledge]").count() == 0
    assert seat.light() == "neutral"

    step("What he types is kept as a draft without his doing.")
    seat.page.fill("[name=event_on]", "2026-11-02")
    seat.page.fill("[name=text]", TEXT)
    seat.page.locator("[data-draft-state]", has_text=re.compile(r"草稿已保存 \d")).wait_for()
    assert FilingDraft.objects.get(duty=duty).fields["text"] == TEXT

    step("He uploads the minutes; the row shows the digest and its tick.")
    seat.page.select_option("[data-upload-slot]", "会议纪要")
    seat.page.set_input_files("[data-upload-url] input[type=file]", scene.MINUTES)
    row = seat.page.locator("[data-upload-list] .p-file")
    row.locator("[data-tick]").wait_for()
    assert "SHA-256" in row.inner_text()

    step("He files progress, not the end, and gets a receipt.")
    seat.page.uncheck("[name=is_final]")
    seat.page.locator("[form=filing].btn-primary").click()
    seat.page.wait_for_url(re.compile(r"/accountability/filings/\d+/"))
    receipt = Filing.objects.get().receipt
    assert RECEIPT.fullmatch(receipt)
    assert receipt in seat.text(".p-head")
    assert TEXT in seat.text("main")
    assert "会议纪要.pdf" in seat.text("main")

    step("The ledger has the row.")
    seat.opens("/accountability/ledger/")
    assert receipt in seat.text("table")

    step("The office's overview has got it by itself.")
    desk.page.get_by_text(receipt).wait_for(timeout=15_000)
    assert desk.page.evaluate("window.neverReloaded") is True


def test_the_light_follows_the_clock(units, office, clerk, at, person, step):
    at(scene.MONDAY)
    duty = scene.task(office, units.water, "2026-11-20")
    scene.acknowledged(clerk)
    seat = person(clerk)
    page = f"/accountability/duties/{duty.pk}/"

    step("On the day of issue the task is not due.")
    seat.opens(page)
    assert seat.light() == "neutral"
    step("Two days before the end it is due soon.")
    at("2026-11-18T09:00")
    seat.opens(page)
    assert seat.light() == "yellow"
    step("In the last second of the last day it is not overdue yet.")
    at("2026-11-20T23:59:20")
    seat.opens(page)
    assert seat.light() == "yellow"
    step("At midnight it is overdue.")
    at("2026-11-21T00:00:00")
    seat.opens(page)
    assert seat.light() == "red"
    step("Filed late it is concluded, and stays marked as late.")
    seat.page.fill("[name=event_on]", "2026-11-20")
    seat.page.fill("[name=text]", "自查完毕,发现问题三项,均已整改。")
    seat.page.locator("[form=filing].btn-primary").click()
    seat.page.wait_for_url(re.compile(r"/accountability/filings/\d+/"))
    seat.opens(page)
    assert seat.light() == "green"
    assert "逾期" in seat.text(".p-head")


def test_a_stranger_gets_nothing(units, office, clerk, stranger, at, person, step):
    at(scene.MONDAY)
    duty = scene.task(office, units.water)
    filing = scene.concluded(clerk, duty)
    step("An account without a post opens the task, the receipt and the ledger.")
    nobody = person(stranger)
    assert nobody.opens(f"/accountability/duties/{duty.pk}/").status == 404
    assert nobody.opens(f"/accountability/filings/{filing.pk}/").status == 404
    assert nobody.opens("/accountability/ledger/").status == 403
    assert duty.title not in nobody.text()
    step("A visitor without an account is asked to sign in.")
    visitor = person()
    visitor.opens(f"/accountability/duties/{duty.pk}/")
    assert "/account/login/" in visitor.page.url
