"""What a unit is told of a problem found in it; no notice names a person."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from accountability.models import Finding, FindingCorrection
from accountability.notices import PROBLEM_CORRECTED, PROBLEM_FOUND
from accountability.permissions import RECTIFY
from supervision.accounts.selectors import recipients
from supervision.notifications.kinds import NoticeKind
from supervision.notifications.services.notices import notify


def tell_found(finding: Finding) -> None:
    """Tell whoever rectifies in the unit that a problem was found."""
    _tell(finding, PROBLEM_FOUND, f"finding-{finding.pk}")


def tell_corrected(finding: Finding, correction: FindingCorrection) -> None:
    """Tell the same persons that the facts were corrected; the page shows what stood there."""
    _tell(finding, PROBLEM_CORRECTED, f"finding-{finding.pk}-corrected-{correction.pk}")


def _tell(finding: Finding, kind: NoticeKind, key: str) -> None:
    told = recipients(permission=RECTIFY, unit_ids=[finding.unit_id])
    # A notice is stored in the portal's own language, whoever acts.
    with override(settings.LANGUAGE_CODE):
        source = str(finding.get_source_display())
    notify(
        kind=kind,
        recipients=told.get(finding.unit_id, []),
        title=finding.number if finding.holder_name else f"{finding.number} {finding.title}",
        body=source,
        url=reverse("accountability:finding", args=[finding.pk]),
        target=finding,
        unit=finding.unit,
        dedupe_key=key,
    )
