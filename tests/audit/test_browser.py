"""The auditor's pages: filters, one event, its seal, the daily digests, the export."""

import io
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from supervision import clock
from supervision.accounts.verbs import LOGGED_IN
from supervision.attachments.verbs import DOWNLOADED
from supervision.audit.context import Origin, origin
from supervision.audit.models import AuditDigest, AuditEvent, AuditSeal
from supervision.audit.services import make_digests, record, record_read, seal
from supervision.exchange import exporters
from supervision.exchange.safe_workbook import Stamp
from supervision.organizations.verbs import UNIT_CHANGED
from tests.audit.scene import SECRET, Paper


@pytest.fixture
def event(clerk: Any, units: Any) -> AuditEvent:
    """A change of an open object, from an address."""
    token = origin.set(Origin(ip="10.1.2.3", request_id="abc123"))
    details = {"changes": {"name": ["旧名称", "新名称"]}, "position": 3}
    found = record(
        verb=UNIT_CHANGED, actor=clerk, target=units.water, unit=units.water, details=details
    )
    record(verb=LOGGED_IN, actor=clerk, target=clerk)
    origin.reset(token)
    return found


@pytest.fixture
def protected(office: Any, units: Any) -> AuditEvent:
    """A read of business content."""
    return record_read(
        verb=DOWNLOADED,
        actor=office,
        target=Paper(pk=912345678),
        unit=units.water,
        purpose="核实线索",
    )


def test_each_filter_narrows_the_record(
    event: AuditEvent, sysadmin: Any, auditor: Any, as_user: Any, units: Any
) -> None:
    browser = as_user(auditor)

    def found(**params: Any) -> int:
        return browser.get("/audit/", params).context["page"].paginator.count

    everything = found()
    for params in (
        {"verb": UNIT_CHANGED.code},
        {"kind": "organizations.unit"},
        {"actor_name": event.actor_name},
        {"unit": units.water.pk},
        {"ip": "10.1.2.3"},
        {"request_id": "abc123"},
        {"about": units.water.name},
        {"about": event.object_id},
    ):
        assert 0 < found(**params) < everything, params
    assert found(request_id="abc123") == 2
    assert found(admins="1") == 0
    record(verb=UNIT_CHANGED, actor=sysadmin, target=units.water)
    assert found(admins="1") == 1
    assert found(since="2026-11-30", until="2026-11-01") == 0
    assert found(until="2020-01-01") == 0


def test_an_event_shows_before_and_after_its_request_and_its_seal(
    event: AuditEvent, auditor: Any, as_user: Any
) -> None:
    browser = as_user(auditor)
    waiting = browser.get(event.get_absolute_url())
    assert waiting.context["seal"] is None
    seal()
    page = browser.get(event.get_absolute_url())
    text = page.content.decode()
    assert "旧名称" in text and "新名称" in text
    assert page.context["seal"].short_digest in text
    assert [one.verb for one in page.context["same_request"]] == [LOGGED_IN.code]


def test_opening_an_event_is_recorded_but_not_without_end(
    event: AuditEvent, auditor: Any, as_user: Any
) -> None:
    browser = as_user(auditor)
    browser.get(event.get_absolute_url())
    opened = AuditEvent.objects.get(verb="audit.event_opened")
    assert (opened.actor_id, opened.object_id) == (auditor.pk, str(event.pk))
    browser.get(opened.get_absolute_url())
    assert AuditEvent.objects.filter(verb="audit.event_opened").count() == 1


def test_the_auditor_sees_no_business_content(
    protected: AuditEvent, auditor: Any, as_user: Any
) -> None:
    browser = as_user(auditor)
    for url in ("/audit/", protected.get_absolute_url(), "/audit/?about=张某某"):
        page = browser.get(url).content.decode()
        assert SECRET not in page
        assert "核实线索" not in page
    # Nor is there a way to find out by searching.
    assert browser.get("/audit/", {"about": "问题材料"}).context["page"].paginator.count == 0
    assert browser.get("/audit/", {"about": "912345678"}).context["page"].paginator.count == 1


def test_a_kind_that_nobody_declared_open_is_closed() -> None:
    assert AuditEvent(object_type="cases.clue", object_label="x", object_id="3").is_protected
    assert AuditEvent(object_type="cases.clue", object_id="3").shown_label == "cases.clue 3"


def test_the_export_has_the_same_rows_keeps_content_back_and_runs_no_formula(
    event: AuditEvent, protected: AuditEvent, auditor: Any, units: Any
) -> None:
    record(verb=UNIT_CHANGED, actor=auditor, target=units.water, label='=HYPERLINK("http://x")')
    stream = io.BytesIO()
    stamp = Stamp("DC-1", auditor.name, "", clock.now(), "年度审计")
    count = exporters.write(exporters.get("audit"), auditor, {}, stream, stamp=stamp)
    assert count == AuditEvent.objects.count()
    sheet = load_workbook(stream).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not any(SECRET in str(cell.value) for cell in cells)
    assert all(cell.data_type != "f" for cell in cells)
    stream = io.BytesIO()
    params = {"verb": DOWNLOADED.code}
    assert exporters.write(exporters.get("audit"), auditor, params, stream, stamp=stamp) == 1


def test_the_digest_of_a_day_is_listed_and_printed_with_its_code(
    event: AuditEvent, auditor: Any, as_user: Any, at: Any
) -> None:
    at("2026-11-02T09:00:00")
    seal()
    at("2026-11-03T09:00:00")
    make_digests()
    digest = AuditDigest.objects.get()
    browser = as_user(auditor)
    assert AuditSeal.objects.get().short_digest in browser.get("/audit/digests/").content.decode()
    page = browser.get("/audit/digests/2026-11-02/").content.decode()
    assert digest.line in page and "<svg" in page
    for day in ("2026-11-03", "2026-13-01", "heute"):
        assert browser.get(f"/audit/digests/{day}/").status_code == 404


def test_an_export_asks_for_confirmation_first(auditor: Any, as_user: Any) -> None:
    answer = as_user(auditor, sudo=False).get("/audit/export/", follow=True)
    assert answer.redirect_chain[-1][0].startswith(reverse("accounts:confirm"))
    assert as_user(auditor).get("/audit/export/", follow=True).status_code == 200


@pytest.mark.parametrize(
    "who",
    ["stranger", "clerk", "head", "office", "leader", "internal", "sysadmin", "secadmin"],
)
def test_nobody_else_opens_the_auditors_pages(
    who: str, event: AuditEvent, as_user: Any, request: pytest.FixtureRequest
) -> None:
    browser = as_user(request.getfixturevalue(who))
    pages = ("/audit/", event.get_absolute_url(), "/audit/digests/", reverse("audit:digests"))
    for url in (*pages, "/audit/digests/2026-11-02/"):
        assert browser.get(url).status_code == 403
    assert not AuditEvent.objects.filter(verb="audit.event_opened").exists()
