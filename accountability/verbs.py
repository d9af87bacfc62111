"""Audited acts of the two responsibilities."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from supervision.audit import verbs
from supervision.audit.verbs import Verb


def _verb(code: str, label: Any, icon: str) -> Verb:
    return verbs.register(Verb(code=f"accountability.{code}", label=label, icon=icon))


REQUESTED = _verb("change_requested", _("Asked to change the deadline"), "hourglass")
APPROVED = _verb("change_approved", _("Change of the deadline approved"), "check")
REFUSED = _verb("change_refused", _("Change of the deadline refused"), "ban")
WITHDRAWN = _verb("change_withdrawn", _("Request taken back"), "arrow-back-up")
RESUMED = _verb("clock_resumed", _("Clock runs again"), "player-play")
LOCK_ATTEMPT = _verb("lock_attempt", _("Refused: filing is closed for the assessment"), "lock")
PLANNED = _verb("assessment_planned", _("Assessment planned"), "calendar-event")
REPLANNED = _verb("assessment_replanned", _("Assessment changed"), "edit")
CANCELLED = _verb("assessment_cancelled", _("Assessment cancelled"), "ban")
GROUP_FORMED = _verb("group_formed", _("Assessment group formed"), "users-group")
ACCOUNTS_ISSUED = _verb("group_accounts_issued", _("Accounts issued to the group"), "user-plus")
CHECKLIST_CREATED = _verb("checklist_created", _("Responsibility list drafted"), "plus")
CHECKLIST_VERSIONED = _verb("checklist_versioned", _("New version drafted"), "copy")
CHECKLIST_PUBLISHED = _verb("checklist_published", _("Responsibility list published"), "send")
CHECKLIST_EXTENDED = _verb("checklist_extended", _("List handed to further units"), "send")
CHECKLIST_SUPERSEDED = _verb("checklist_superseded", _("Replaced by a newer version"), "history")
CHECKLIST_DISCARDED = _verb("checklist_discarded", _("Draft thrown away"), "trash")
ITEM_ADDED = _verb("item_added", _("Item added"), "plus")
ITEM_EDITED = _verb("item_edited", _("Item changed"), "edit")
ITEM_REMOVED = _verb("item_removed", _("Item removed"), "trash")
TASK_ISSUED = _verb("task_issued", _("Task list issued"), "send")
FILED = _verb("filed", _("Filed"), "send")
SUPPLEMENTED = _verb("supplemented", _("Supplement added"), "plus")
EVENT_RECORDED = _verb("event_recorded", _("Event recorded"), "pencil")
DRAFT_BEGUN = _verb("draft_begun", _("Draft begun"), "edit")
