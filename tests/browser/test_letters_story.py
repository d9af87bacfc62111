"""From the red slice to ten signed letters, their receipts and replies, and the close-out."""

import re

from accountability.models import Duty, Finding, Letter, Rectification
from supervision.documents.models import Delivery, OfficialDocument
from supervision.organizations.enums import UnitKind
from supervision.organizations.models import Unit
from supervision.organizations.services import save_unit

from . import scene

#: Two weeks after the tasks of Monday were due.
LATE = "2026-12-04T09:00:00"
REPLY = "收到督办函后立即召开专题会议,逾期任务已于今日补报,责任人员已批评教育。"


def _ten_late_units(office, units):
    for number in range(3, 10):
        save_unit(
            actor=None,
            code=f"U{number:02}",
            name=f"清江区第{number}局",
            short_name=f"第{number}局",
            kind=UnitKind.DEPARTMENT,
            parent_code="D",
            position=number,
        )
    kinds = (UnitKind.DEPARTMENT, UnitKind.TOWNSHIP)
    for unit in Unit.objects.filter(kind__in=kinds):
        scene.task(office, unit)


def test_from_the_red_slice_to_the_close_out(
    units, office, officer, leader, clerk, at, person, step
):
    at(scene.MONDAY)
    _ten_late_units(office, units)
    at(LATE)
    scene.acknowledged(clerk)
    duty = Duty.objects.get(unit=units.water)

    step("The officer opens the overview and clicks the red slice of the ring.")
    desk = person(officer)
    desk.opens("/")
    ring = desk.page.locator("section[aria-labelledby=h-pie]")
    ring.locator("summary").click()
    ring.locator("tr[data-light=red] a").click()
    desk.page.wait_for_url(re.compile(r"/accountability/duties/\?light=red"))
    assert desk.page.locator("[name=pick]").count() == 10

    step("One letter to each unit: all ten units are ticked.")
    desk.page.locator("main a[href*='/letters/late/']").click()
    desk.page.wait_for_url(re.compile(r"/accountability/letters/late/"))
    for box in desk.page.locator("[name=unit]").all():
        box.check()
    desk.page.locator("main .card-footer .btn-primary").click()
    desk.page.wait_for_url(re.compile(r"/accountability/letters/new/"))
    assert desk.page.locator("[name=duty]:checked").count() == 10

    step("The officer drafts them; ten letters wait, none of them has a number.")
    desk.page.fill("[name=reply_by]", "2026-12-11")
    desk.page.locator("main form .btn-primary").click()
    desk.page.wait_for_url(re.compile(r"/accountability/letters/\?state=unsigned"))
    assert Letter.objects.count() == 10
    assert not OfficialDocument.objects.exclude(number="").exists()

    step("The head of the office signs all ten at once.")
    chief = person(office)
    chief.opens("/documents/signing/?all=1")
    chief.page.locator("main form .btn-primary").click()
    chief.page.wait_for_load_state()
    serials = OfficialDocument.objects.order_by("serial").values_list("serial", flat=True)
    assert list(serials) == list(range(1, 11))

    step("The clerk receives the letter and sees it on the task.")
    delivery = Delivery.objects.get(unit=units.water)
    scene.acknowledged(clerk)
    seat = person(clerk)
    seat.opens(f"/documents/deliveries/{delivery.pk}/")
    seat.page.locator(f"form[action$='/deliveries/{delivery.pk}/receive/'] button").click()
    seat.page.wait_for_load_state()
    seat.opens(f"/accountability/duties/{duty.pk}/")
    assert "督函〔2026〕" in seat.text("main")

    step("He files the task late, and replies.")
    seat.page.fill("[name=event_on]", "2026-12-04")
    seat.page.fill("[name=text]", "自查完毕,发现问题三项,均已整改。")
    seat.page.locator("[form=filing].btn-primary").click()
    seat.page.wait_for_url(re.compile(r"/accountability/filings/\d+/"))
    seat.opens(f"/documents/deliveries/{delivery.pk}/")
    seat.page.fill("main [name=text]", REPLY)
    seat.page.locator("main form:has([name=text]) .btn-primary").click()
    seat.page.wait_for_load_state()

    step("The officer accepts the reply; the letter is settled.")
    desk.opens(f"/documents/deliveries/{delivery.pk}/")
    desk.page.locator("[name=act][value=accept]").click()
    desk.page.wait_for_load_state()
    letter = Letter.objects.get(unit=units.water)
    assert letter.closed_by == officer
    desk.opens("/accountability/letters/?state=settled")
    assert "水务局" in desk.text("table")

    step("What came to light is to be rectified: the officer records it and asks for it.")
    desk.opens(
        f"/accountability/findings/new/?unit={units.water.pk}&duty={duty.pk}&source=red_figure"
    )
    desk.page.locator("main [name=track][value=matter]").check()
    desk.page.fill("main [name=title]", "履责任务逾期未报")
    desk.page.fill("main [name=found_on]", "2026-12-04")
    desk.page.fill("main [name=description]", "河道采砂专项自查逾期两周,经督办后补报。")
    desk.page.locator("main form .btn-primary").first.click()
    desk.page.wait_for_url(re.compile(r"/accountability/findings/\d+/"))
    finding = Finding.objects.get()
    desk.opens(f"/accountability/rectifications/new/?finding={finding.pk}")
    desk.page.fill("main [name=owner_name]", "魏长河")
    desk.page.fill("main [name=due_on]", "2026-12-18")
    desk.page.fill("main [name=requirement]", "建立到期前五日提醒制度,报送制度文本。")
    desk.page.locator("main form .btn-primary").first.click()
    desk.page.wait_for_load_state()
    (item,) = Rectification.objects.all()

    step("The clerk reports it as done; another person verifies and closes it.")
    scene.acknowledged(clerk)
    page = f"/accountability/rectifications/{item.pk}/"
    for kind in ("measures", "done"):
        seat.opens(page)
        seat.page.locator(f"#entry [name=kind][value={kind}]").check()
        seat.page.fill("#entry [name=text]", "建立到期前五日提醒制度,今日已印发执行,附制度文本。")
        seat.page.set_input_files("#entry [data-upload-url] input[type=file]", scene.MINUTES)
        seat.page.locator("[data-upload-list] [data-tick]:visible").wait_for()
        seat.page.locator("[form=entry].btn-primary").click()
        seat.page.wait_for_load_state()
    chief.opens(page)
    chief.page.fill("main form:has([name=act]) [name=opinion]", "制度已建立,同意销号。")
    chief.page.locator("main [name=act][value=accept]").click()
    chief.page.wait_for_load_state()
    item.refresh_from_db()
    assert item.status == "closed"


def test_a_stranger_finds_no_letters(units, office, stranger, at, person, step):
    at(scene.MONDAY)
    step("An account without a post opens the letters, the ladder and the talks.")
    nobody = person(stranger)
    for path in ("letters/", "letters/late/", "ladder/", "summonses/", "falsified/"):
        assert nobody.opens(f"/accountability/{path}").status == 403
