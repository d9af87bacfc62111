"""The records around the tasks of a trace, and the papers that were sent about them."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse

from accountability.models import Doubt, Duty, Filing, Finding, Letter, Rectification, Trace
from accountability.selectors import materials
from supervision.attachments.models import Attachment
from supervision.documents.models import OfficialDocument
from supervision.documents.selectors.papers import documents_visible_to
from supervision.documents.workflow import NUMBERED


@dataclass(frozen=True)
class Record:
    """A record that acts may speak of: its name in words and its page."""

    label: str
    url: str


Records = dict[tuple[str, str], Record]


def records_around(trace: Trace, duty_ids: list[int]) -> Records:
    """Return every record around the duties: filings, files, findings, rectifications."""
    found: Records = {}
    for duty in Duty.objects.filter(pk__in=duty_ids):
        found["accountability.duty", str(duty.pk)] = Record(
            f"{duty.number} {duty.title}", reverse("accountability:duty", args=[duty.pk])
        )
    filings = Filing.objects.filter(duty__in=duty_ids)
    if trace.filing_id is not None:
        filings = filings.filter(pk=trace.filing_id)
    ids = []
    for filing in filings:
        ids.append(filing.pk)
        found["accountability.filing", str(filing.pk)] = Record(
            filing.receipt, reverse("accountability:filing", args=[filing.pk])
        )
    files = Attachment.objects.filter(
        owner_type=materials.FILING_OWNER, owner_id__in=[str(pk) for pk in ids]
    )
    for file in files:
        page = reverse("accountability:filing", args=[file.owner_id])
        found["attachments.attachment", str(file.pk)] = Record(file.name, page)
    return found | _follow_ups(trace, duty_ids, ids)


def _follow_ups(trace: Trace, duty_ids: list[int], filing_ids: list[int]) -> Records:
    found: Records = {}
    findings = Finding.objects.filter(
        Q(duty__in=duty_ids) | Q(filing__in=filing_ids) | Q(pk=trace.finding_id)
    )
    numbers = []
    for finding in findings:
        numbers.append(finding.pk)
        found["accountability.finding", str(finding.pk)] = Record(
            finding.number, reverse("accountability:finding", args=[finding.pk])
        )
    rows = Rectification.objects.filter(Q(finding__in=numbers) | Q(duty__in=duty_ids))
    for row in rows:
        found["accountability.rectification", str(row.pk)] = Record(
            str(row), reverse("accountability:rectification", args=[row.pk])
        )
    for doubt in Doubt.objects.filter(filing__in=filing_ids):
        found["accountability.doubt", str(doubt.pk)] = Record(
            str(doubt.get_kind_display()), reverse("accountability:doubt", args=[doubt.pk])
        )
    return found


def papers_about(user: Any, records: Records) -> list[OfficialDocument]:
    """Return the papers issued about the records, letters that name a task too, oldest first."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, key in records:
        by_kind[kind].append(key)
    duties = [int(key) for key in by_kind["accountability.duty"]]
    named = Letter.objects.filter(named__duty__in=duties)
    by_kind["accountability.letter"] = [str(pk) for pk in named.values_list("pk", flat=True)]
    about = Q(pk__in=[])
    for kind, keys in by_kind.items():
        about |= Q(about_type=kind, about_id__in=keys)
    rows = documents_visible_to(user).filter(about, status__in=NUMBERED)
    return list(rows.order_by("issued_on", "pk"))
