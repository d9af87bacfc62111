"""A member of an assessment group: an account from a slip, some units, a window, reading only."""

import re

from accountability.models import AssessmentGroup

from . import scene


def test_the_slip_opens_its_units_for_its_window(
    units, office, clerk, other_clerk, stranger, at, person, step
):
    at(scene.MONDAY)
    ours, theirs = scene.task(office, units.water), scene.task(office, units.finance)
    filing = scene.concluded(clerk, ours)
    foreign = scene.concluded(other_clerk, theirs)
    planned = scene.assessment(office, units.water, units.finance)

    step("The office forms a group for the water bureau.")
    desk = person(office)
    desk.opens(f"/accountability/assessments/{planned.pk}/groups/new/")
    desk.page.fill("[name=name]", "第一考核组")
    desk.page.fill("[name=leader_name]", "许静之")
    desk.page.fill("[name=members]", "许静之 区委组织部")
    desk.page.fill("[name=starts_on]", "2026-11-16")
    desk.page.fill("[name=ends_on]", "2026-11-18")
    desk.page.get_by_label("水务局", exact=True).check()
    desk.page.locator("main form [type=submit]").last.click()
    desk.page.wait_for_url(re.compile(rf"/assessments/{planned.pk}/$"))
    assert AssessmentGroup.objects.get().units.get() == units.water

    step("It issues the accounts; the slip is shown once.")
    desk.page.locator("form[action$='/issue/'] [type=submit]").click()
    desk.page.locator(".p-slip").wait_for()
    username, password = desk.page.locator(".p-slip .p-secret").all_inner_texts()
    assert "许静之" in desk.text(".p-slip")

    step("Before the window the account does not open.")
    at("2026-11-15T23:55:00")
    guest = person()
    guest.signs_in(username, password)
    assert "/account/login/" in guest.page.url

    step("Inside the window it reads the water bureau's tasks and receipts.")
    at("2026-11-16T08:30")
    guest.signs_in(username, password)
    assert "/account/login/" not in guest.page.url
    guest.opens(f"/accountability/duties/{ours.pk}/")
    assert ours.title in guest.text("h1")
    assert guest.page.locator("form#filing").count() == 0
    assert guest.opens(f"/accountability/filings/{filing.pk}/").status == 200
    assert filing.receipt in guest.text("main")

    step("Of the finance bureau it sees nothing.")
    assert guest.opens(f"/accountability/duties/{theirs.pk}/").status == 404
    guest.opens("/accountability/ledger/")
    assert filing.receipt in guest.text("table")
    assert foreign.receipt not in guest.text("main")

    step("It writes nowhere and plans nothing.")
    assert guest.opens("/accountability/quick/").status == 403
    assert guest.opens("/accountability/assessments/new/").status == 403

    step("One second past the window the next page is the sign-in page, with the reason.")
    at("2026-11-18T23:55:00")
    assert guest.opens(f"/accountability/duties/{ours.pk}/").status == 200
    at("2026-11-19T00:00:01")
    guest.opens(f"/accountability/duties/{ours.pk}/")
    assert "/account/login/" in guest.page.url
    assert guest.page.locator("main .p-note").count() >= 1
    guest.signs_in(username, password)
    assert "/account/login/" in guest.page.url

    step("A stranger never sees the slips.")
    nobody = person(stranger)
    assert nobody.opens(f"/accountability/assessments/{planned.pk}/").status == 403
    assert username not in nobody.text()
