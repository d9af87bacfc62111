"""Keep what a clerk has typed and uploaded until it is filed."""

import re
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from accountability.models import Assignment, Duty, FilingDraft
from accountability.permissions import FILE
from accountability.selectors.duties import duties_visible_to
from accountability.selectors.filings import assignments_to_record, draft_key
from accountability.services.entries import MAX_TEXT
from accountability.services.filings import check_may_write
from accountability.services.locks import AssessmentLocked, check_open
from accountability.verbs import DRAFT_BEGUN
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.attachments.models import Attachment
from supervision.attachments.services import store_each
from supervision.audit.services import record
from supervision.organizations.models import Unit
from supervision.web.formats import full_datetime

#: What a draft keeps of the form, and how much of each at most.
FIELDS = {
    "event_on": 40,
    "text": 2 * MAX_TEXT,
    "archive_box": 200,
    "is_final": 5,
}
_DRAFT_REST = re.compile(r"(duty|assignment)/(\d{1,18})")


def save_draft(
    *, actor: User, subject: Duty | Assignment, fields: Mapping[str, Any]
) -> FilingDraft:
    """Keep the fields as typed, valid or not; one draft a person for each duty or item.

    Only its beginning is in the audit record: a draft is nobody else's business.
    """
    require(actor, FILE, subject.unit)
    _check_open_in_a_word(actor, subject.unit, "draft")
    kept = {name: str(fields[name])[:most] for name, most in FIELDS.items() if name in fields}
    about = {"duty": subject} if isinstance(subject, Duty) else {"assignment": subject}
    with transaction.atomic():
        draft, begun = FilingDraft.objects.update_or_create(
            user=actor,
            **about,
            defaults={"fields": kept, "saved_at": clock.now()},
            create_defaults={
                "fields": kept,
                "saved_at": clock.now(),
                "key": _token(fields.get("token")),
            },
        )
        if begun:
            record(verb=DRAFT_BEGUN, actor=actor, target=subject, unit=subject.unit)
    return draft


def _token(given: Any) -> uuid.UUID:
    """Return the token of the open form, so that form and draft make one filing and not two."""
    try:
        token = uuid.UUID(str(given))
    except ValueError:
        return uuid.uuid4()
    return uuid.uuid4() if FilingDraft.objects.filter(key=token).exists() else token


def stage_uploads(
    *,
    actor: User,
    subject: Duty | Assignment,
    files: Iterable[UploadedFile],
    slot: str,
    dropped: Iterable[str],
) -> tuple[list[Attachment], list[str]]:
    """Keep the files of a form sent without script; return them, and why others were refused.

    `dropped` says why files were turned away on the way in.
    """
    check_may_write(actor=actor, unit=subject.unit, way="attachment")
    return store_each(
        actor=actor, uploads=files, draft=draft_key(subject), slot=slot, dropped=dropped
    )


def may_stage(user: Any, rest: str) -> None:
    """Answer the file gate for uploads to a form: 404 beyond the scope, 403 without the act.

    During the lock the try is kept and refused.
    """
    match = _DRAFT_REST.fullmatch(rest)
    if match is None:
        raise Http404
    rows = duties_visible_to(user) if match[1] == "duty" else assignments_to_record(user)
    subject = rows.filter(pk=int(match[2])).first()
    if subject is None:
        raise Http404
    if not user.can_in(FILE, subject.unit):
        raise PermissionDenied(_("Your post does not allow this."))
    _check_open_in_a_word(user, subject.unit, "attachment")


def _check_open_in_a_word(actor: User, unit: Unit, way: str) -> None:
    """Refuse during the lock with one sentence: a form in the background shows no page."""
    try:
        check_open(actor=actor, unit=unit, way=way)
    except AssessmentLocked as refusal:
        raise PermissionDenied(
            _(
                "Filing is closed by the assessment “%(name)s” since %(since)s; "
                "it opens again at %(until)s."
            )
            % {
                "name": refusal.assessment.name,
                "since": full_datetime(refusal.assessment.locks_at),
                "until": full_datetime(refusal.assessment.unlocks_at),
            }
        ) from refusal
