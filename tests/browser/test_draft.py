"""What was typed survives a lost connection, an expired login and a nervous finger."""

import re

import pytest
from django.contrib.sessions.models import Session

from accountability.models import Filing, FilingDraft

from . import scene

TEXT = "自查完毕,发现问题三项,均已整改。"


@pytest.fixture
def duty(units, office, clerk, at):
    """A task of the water bureau, its notice acknowledged."""
    at(scene.MONDAY)
    found = scene.task(office, units.water)
    scene.acknowledged(clerk)
    return found


@pytest.fixture
def seat(duty, clerk, person):
    """The clerk before the form of the task."""
    found = person(clerk)
    found.opens(f"/accountability/duties/{duty.pk}/")
    return found


def says(seat, sentence):
    """Wait until the form says so."""
    seat.page.locator("[data-draft-state]", has_text=re.compile(sentence)).wait_for()


def test_a_lost_connection(seat, duty, step):
    step("The network goes away while the clerk types.")
    seat.context.set_offline(True)
    seat.page.fill("[name=text]", TEXT)
    says(seat, "保存在本机|本设备|本机")
    assert not FilingDraft.objects.exists()
    step("It comes back: the draft reaches the server by itself.")
    seat.context.set_offline(False)
    says(seat, r"草稿已保存 \d")
    assert FilingDraft.objects.get(duty=duty).fields["text"] == TEXT
    seat.faults = [fault for fault in seat.faults if "ERR_INTERNET_DISCONNECTED" not in fault]


def test_an_expired_login(seat, duty, step):
    step("The session ends on the server; the clerk types on and is told.")
    Session.objects.all().delete()
    seat.page.fill("[name=event_on]", "2026-11-02")
    seat.page.fill("[name=text]", TEXT)
    link = seat.page.locator("[data-draft-state] a")
    link.wait_for()
    step("He signs in again and stands before his own words.")
    link.click()
    seat.page.wait_for_url(re.compile("/account/login/"))
    seat.signs_in("clerk")
    seat.page.wait_for_url(re.compile(rf"/accountability/duties/{duty.pk}/"))
    assert seat.page.input_value("[name=text]") == TEXT
    says(seat, r"草稿已保存 \d")
    assert FilingDraft.objects.get(duty=duty).fields["text"] == TEXT


def test_a_filing_sent_after_the_login_expired(seat, duty, step):
    step("The clerk presses the button without noticing that he was signed out.")
    seat.page.fill("[name=event_on]", "2026-11-02")
    seat.page.fill("[name=text]", TEXT)
    Session.objects.all().delete()
    seat.page.locator("[form=filing].btn-primary").click()
    seat.page.wait_for_url(re.compile("/account/login/"))
    assert not Filing.objects.exists()
    step("After signing in he opens the task: his words are there.")
    seat.signs_in("clerk")
    seat.opens(f"/accountability/duties/{duty.pk}/")
    assert seat.page.input_value("[name=text]") == TEXT


def test_a_double_click_files_once(seat, duty, clerk, person, step):
    step("The same form stands open in a second window.")
    twin = person(clerk)
    twin.opens(f"/accountability/duties/{duty.pk}/")
    token = seat.page.input_value("[name=token]")
    seat.page.fill("[name=event_on]", "2026-11-02")
    seat.page.fill("[name=text]", TEXT)
    step("A double click on the button makes one record.")
    seat.page.locator("[form=filing].btn-primary").dblclick()
    seat.page.wait_for_url(re.compile(r"/accountability/filings/\d+/"))
    assert Filing.objects.count() == 1
    step("The very form sent again without script leads to the first receipt.")
    again = seat.context.request.post(
        f"{seat.address}/accountability/duties/{duty.pk}/",
        form={
            "csrfmiddlewaretoken": seat.page.evaluate("portal.token()"),
            "token": token,
            "event_on": "2026-11-02",
            "text": TEXT,
            "is_final": "on",
        },
        headers={"Referer": seat.address},
    )
    assert again.url.endswith(f"/accountability/filings/{Filing.objects.get().pk}/")
    assert Filing.objects.count() == 1


def test_a_stranger_reads_no_draft(seat, duty, stranger, person, step):
    step("The clerk has a draft.")
    seat.page.fill("[name=text]", TEXT)
    says(seat, r"草稿已保存 \d")
    step("A stranger at the same address sees nothing of it.")
    nobody = person(stranger)
    assert nobody.opens(f"/accountability/duties/{duty.pk}/").status == 404
    assert TEXT not in nobody.text()
