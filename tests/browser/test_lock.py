"""Three days before an assessment nothing can be filed, on any path, and the attempt is kept."""

import re

from accountability.models import Filing, LockAttempt

from . import scene

LAST_MINUTE = "2026-11-12T23:59:20"
LOCKED = "2026-11-13T00:00:01"


def test_the_form_gives_way_to_the_lock(units, office, clerk, at, person, step):
    at(scene.MONDAY)
    duty = scene.task(office, units.water)
    scene.assessment(office, units.water)
    scene.acknowledged(clerk)
    seat = person(clerk)

    step("Before the lock the clerk has the form and fills it in.")
    at("2026-11-12T20:00:00")
    seat.opens(f"/accountability/duties/{duty.pk}/")
    seat.page.fill("[name=event_on]", "2026-11-12")
    seat.page.fill("[name=text]", "赶在锁定之前写的情况。")

    step("Midnight passes; he files one second too late and is refused with the reason.")
    at(LOCKED)
    with seat.page.expect_response(
        lambda answer: answer.request.method == "POST" and answer.url.endswith(f"/{duty.pk}/")
    ) as answered:
        seat.page.locator("[form=filing].btn-primary").click()
    assert answered.value.status == 403
    seat.page.wait_for_load_state()
    page = seat.text("main")
    assert "2026年度责任制考核" in page
    assert "2026年11月13日 00:00" in page
    assert not Filing.objects.exists()
    assert LockAttempt.objects.filter(user=clerk, path="filing").count() == 1

    step("The page of the task shows the lock in place of the form; reading still works.")
    seat.opens(f"/accountability/duties/{duty.pk}/")
    assert seat.page.locator(".p-note.is-lock").is_visible()
    assert seat.page.locator("form#filing").count() == 0
    assert duty.title in seat.text("h1")

    step("The office finds the attempt beside the assessment.")
    desk = person(office)
    desk.opens("/accountability/assessments/")
    desk.page.locator("tbody a").first.click()
    desk.page.wait_for_url(re.compile(r"/assessments/\d+/$"))
    assert clerk.name in desk.text("main")

    step("After the last day of the check filing is open again.")
    at("2026-11-19T00:00:01")
    seat.opens(f"/accountability/duties/{duty.pk}/")
    assert seat.page.locator("form#filing").count() == 1


def test_other_units_and_the_last_second_stay_open(
    units, office, clerk, other_clerk, stranger, at, person, step
):
    at(scene.MONDAY)
    ours, theirs = scene.task(office, units.water), scene.task(office, units.finance)
    scene.assessment(office, units.water)
    scene.acknowledged(clerk)
    scene.acknowledged(other_clerk)
    step("In the last second before the lock the form is there.")
    at(LAST_MINUTE)
    seat = person(clerk)
    seat.opens(f"/accountability/duties/{ours.pk}/")
    assert seat.page.locator("form#filing").count() == 1
    step("A unit that is not assessed files on during the lock.")
    at(LOCKED)
    other = person(other_clerk)
    other.opens(f"/accountability/duties/{theirs.pk}/")
    assert other.page.locator("form#filing").count() == 1
    step("A stranger sees neither the task nor the lock.")
    nobody = person(stranger)
    assert nobody.opens(f"/accountability/duties/{ours.pk}/").status == 404
    assert nobody.opens("/accountability/assessments/").status == 403
