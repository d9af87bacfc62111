"""The duty's page through a browser's eyes: who sees it, filing, bad input, what is kept."""

import datetime as dt
import json

import pytest
import time_machine
from django.urls import reverse

from accountability.models import Duty, Filing, FilingDraft
from accountability.selectors.filings import draft_key
from supervision import clock
from supervision.attachments.models import Attachment


def page(duty):
    return reverse("accountability:duty", args=[duty.pk])


def test_outsiders_404_readers_no_form_the_clerk_a_form(
    as_user, stranger, other_clerk, head, office, clerk, monthly
):
    assert as_user(None).get(page(monthly)).status_code == 302
    for outsider in (stranger, other_clerk):
        assert as_user(outsider).get(page(monthly)).status_code == 404
        assert as_user(outsider).post(page(monthly), {}).status_code == 404
    for reader in (head, office):
        answer = as_user(reader).get(page(monthly))
        assert answer.status_code == 200
        assert 'id="filing"' not in answer.content.decode()
        assert as_user(reader).post(page(monthly), {}).status_code == 403
    assert 'id="filing"' in as_user(clerk).get(page(monthly)).content.decode()


def test_filing_from_a_browser_gives_a_receipt(as_user, clerk, monthly, fields, upload):
    answer = as_user(clerk).post(
        page(monthly), fields(files=[upload()], files_slot="会议纪要"), follow=True
    )
    filing = Filing.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("accountability:filing", args=[filing.pk])
    text = answer.content.decode()
    file = Attachment.objects.get(owner_type="accountability.filing")
    for shown in (filing.receipt, file.sha256, "2026-党组-07", file.name):
        assert shown in text


def test_the_posted_time_is_ignored(as_user, clerk, monthly, fields, upload):
    as_user(clerk).post(
        page(monthly),
        fields(
            files=[upload()],
            files_slot="会议纪要",
            submitted_at="2020-01-01T00:00",
            is_late="false",
            receipt="HZ-1",
        ),
    )
    filing = Filing.objects.get()
    assert filing.submitted_at.year == 2026 and filing.receipt.startswith("HZ-20261102-")


def test_a_double_click_makes_one_record(as_user, clerk, monthly, fields, upload):
    client, typed = as_user(clerk), fields()
    for _ in range(2):
        answer = client.post(page(monthly), typed | {"files": [upload()], "files_slot": "会议纪要"})
        assert answer.status_code == 302
    assert Filing.objects.count() == 1


def test_no_evidence_keeps_what_was_typed(as_user, clerk, monthly, fields):
    answer = as_user(clerk).post(page(monthly), fields())
    text = answer.content.decode()
    assert not Filing.objects.exists()
    for kept in ("形成三条意见", "2026-党组-07", 'value="2026-11-02"', "会议纪要"):
        assert kept in text
    assert "data-error-summary" in text


def test_an_exe_named_pdf_is_refused_and_the_good_file_stays(
    as_user, clerk, monthly, fields, upload
):
    bad = upload("会议纪要.pdf", b"MZ\x90\x00" + b"\x00" * 200)
    answer = as_user(clerk).post(
        page(monthly), fields(files=[bad, upload("签到表.pdf")], files_slot="会议纪要")
    )
    text = answer.content.decode()
    assert not Filing.objects.exists()
    assert "形成三条意见" in text and "签到表.pdf" in text
    staged = Attachment.objects.get()
    assert (staged.owner_id, staged.attached_at) == (draft_key(monthly), None)


def test_sixty_megabytes_are_refused_and_the_words_stay(as_user, clerk, monthly, fields, upload):
    big = upload("录像.pdf", b"%PDF-1.4\n" + b"0" * (60 * 1024 * 1024))
    answer = as_user(clerk).post(page(monthly), fields(files=[big], files_slot="会议纪要"))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "录像.pdf" in text and "形成三条意见" in text
    assert not Attachment.objects.exists() and not Filing.objects.exists()


@pytest.mark.parametrize("day", ["明天", "2026-13-01", "2026-12-31", ""])
def test_a_wrong_day_is_said_at_the_day(as_user, clerk, monthly, fields, day):
    answer = as_user(clerk).post(page(monthly), fields(event_on=day))
    assert answer.status_code == 200
    assert 'id="id_event_on_error"' in answer.content.decode()


def test_a_forged_token_or_upload_is_no_way_in(as_user, clerk, monthly, fields):
    for wrong in ({"token": "x"}, {"attachments": ["not-a-uuid"]}, {"stage": "99"}):
        answer = as_user(clerk).post(page(monthly), fields(**wrong))
        assert answer.status_code == 200
    assert not Filing.objects.exists()


def test_past_the_deadline_is_accepted_and_shown_late(as_user, clerk, monthly, fields, upload, at):
    at("2026-12-03T10:00:00")
    answer = as_user(clerk).post(
        page(monthly), fields(files=[upload()], files_slot="会议纪要"), follow=True
    )
    assert answer.status_code == 200
    assert Filing.objects.get().is_late and Duty.objects.get(pk=monthly.pk).is_late


def test_the_light_turns_red_within_the_second(as_user, clerk, office, monthly):
    clock.set_shift(dt.timedelta(0))
    for moment, red in (("2026-11-30T23:59:59+08:00", False), ("2026-12-01T00:00:00+08:00", True)):
        # The clock stands still: a slow machine must not let the second pass by itself.
        with time_machine.travel(dt.datetime.fromisoformat(moment), tick=False):
            for user in (clerk, office):
                duty = as_user(user).get(page(monthly)).context["duty"]
                assert (duty.light == "red") is red


def test_a_concluded_duty_takes_a_supplement(as_user, clerk, monthly, file_it, fields):
    file_it(clerk, monthly, "会议纪要")
    client = as_user(clerk)
    address = reverse("accountability:supplement", args=[monthly.pk])
    assert address in client.get(page(monthly)).content.decode()
    assert client.post(address, fields(text="补交签到表。")).status_code == 302
    assert Filing.objects.filter(kind="supplement").count() == 1
    assert client.post(page(monthly), fields()).status_code == 200


def test_the_supplement_of_others_is_refused(
    as_user, stranger, other_clerk, head, clerk, monthly, file_it, fields
):
    file_it(clerk, monthly, "会议纪要")
    address = reverse("accountability:supplement", args=[monthly.pk])
    assert as_user(stranger).post(address, fields()).status_code == 404
    assert as_user(other_clerk).post(address, fields()).status_code == 404
    assert as_user(head).post(address, fields()).status_code == 403


def test_a_draft_survives_and_is_the_forms_own(as_user, clerk, head, stranger, monthly):
    address = reverse("accountability:duty_draft", args=[monthly.pk])
    client = as_user(clerk)
    answer = client.post(address, {"text": "写了一半", "event_on": "昨天", "nonsense": "x"})
    assert answer.status_code == 200 and set(answer.json()) == {"saved_at", "stamp"}
    draft = FilingDraft.objects.get()
    assert draft.fields == {"text": "写了一半", "event_on": "昨天"}
    text = as_user(clerk).get(page(monthly)).content.decode()
    assert "写了一半" in text and str(draft.key) in text
    assert as_user(head).post(address, {"text": "x"}).status_code == 403
    assert as_user(stranger).post(address, {"text": "x"}).status_code == 404
    assert "写了一半" not in as_user(head).get(page(monthly)).content.decode()


def test_the_draft_button_works_without_script(as_user, clerk, monthly, fields, upload):
    answer = as_user(clerk).post(
        page(monthly), fields(act="draft", files=[upload()], files_slot="会议纪要"), follow=True
    )
    assert not Filing.objects.exists()
    assert "会议纪要.pdf" in answer.content.decode()


def test_uploads_pass_the_gate_of_the_duty(
    as_user, clerk, other_clerk, head, stranger, monthly, upload
):
    def send(user):
        return as_user(user).post(
            reverse("attachments:upload"),
            {"draft": draft_key(monthly), "file": upload(), "slot": "会议纪要"},
        )

    assert send(clerk).status_code == 201
    assert send(head).status_code == 403
    assert send(other_clerk).status_code == send(stranger).status_code == 404
    for rest in ("duty/x", "duty/999999", "nothing/1", "assignment/1"):
        answer = as_user(clerk).post(
            reverse("attachments:upload"),
            {"draft": f"accountability.filing:{rest}", "file": upload()},
        )
        assert answer.status_code == 404, json.dumps(answer.json())


def test_files_are_read_by_whoever_sees_the_unit(
    as_user, clerk, other_clerk, office, head, stranger, monthly, file_it
):
    file_it(clerk, monthly, "会议纪要")
    file = Attachment.objects.get()
    for reader in (clerk, office, head):
        assert as_user(reader).get(file.url).status_code == 200
    for outsider in (other_clerk, stranger):
        assert as_user(outsider).get(file.url).status_code == 404


def test_the_receipt_is_seen_where_the_unit_is_seen(
    as_user, clerk, other_clerk, stranger, office, monthly, file_it
):
    filing = file_it(clerk, monthly, "会议纪要")
    address = reverse("accountability:filing", args=[filing.pk])
    assert as_user(office).get(address).status_code == 200
    for outsider in (other_clerk, stranger):
        assert as_user(outsider).get(address).status_code == 404
    assert as_user(clerk).post(address, {"text": "改"}).status_code == 405


def test_the_page_costs_the_same_however_much_was_filed(
    as_user, clerk, staged_duty, file_it, django_assert_max_num_queries
):
    client = as_user(clerk)
    client.get(page(staged_duty))
    file_it(clerk, staged_duty)
    file_it(clerk, staged_duty, "会议纪要")
    with django_assert_max_num_queries(41):
        assert client.get(page(staged_duty)).status_code == 200
