"""What attachments offer the kernel: audit verbs, and the files an account can download."""

from django.utils.translation import gettext_lazy as _

from supervision.accounts import reach
from supervision.accounts.reach import ReachSource
from supervision.attachments import selectors, verbs
from supervision.audit import kinds
from supervision.audit.kinds import ObjectKind

kinds.register(ObjectKind("attachments.attachment", _("File")))

reach.register(
    ReachSource(
        key="files",
        label=_("Attachments"),
        icon="paperclip",
        url_name="attachments:download",
        also=("attachments:discard",),
        rows=selectors.readable_to,
        kwargs=reach.by_pk,
        label_of=lambda row: f"{row.content_type} · {row.size} · {row.short_digest}",
        order=110,
    )
)

__all__ = ["verbs"]
