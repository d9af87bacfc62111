"""What attachments offer the kernel: audit verbs, and the files an account can download."""

from django.utils.translation import gettext_lazy as _

from supervision.accounts import reach, roles
from supervision.accounts.enums import RoleCode
from supervision.accounts.reach import ReachSource
from supervision.attachments import selectors, verbs
from supervision.attachments.permissions import OVERSEE_READING
from supervision.audit import kinds
from supervision.audit.kinds import ObjectKind
from supervision.web import navigation
from supervision.web.navigation import NavItem

kinds.register(ObjectKind("attachments.attachment", _("File")))

roles.grant(RoleCode.SYSTEM_ADMIN, OVERSEE_READING)

navigation.register(
    NavItem(
        group="system",
        label=_("Searchable files"),
        icon="file-search",
        url_name="attachments:reading",
        permission=OVERSEE_READING,
        order=80,
    )
)

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
