"""What the Word templates offer the kernel: the gate of their files, a place, their reach."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from supervision.accounts import reach
from supervision.accounts.reach import ReachSource
from supervision.attachments import gates
from supervision.audit import kinds
from supervision.audit.kinds import ObjectKind
from supervision.documents.permissions import EDIT_TEMPLATES
from supervision.documents.selectors.templates import readable_templates, templates_visible_to
from supervision.web import navigation
from supervision.web.navigation import NavItem


def _may_read(user: Any, owner_id: str) -> bool:
    return templates_visible_to(user).filter(pk=int(owner_id)).exists()


gates.register("documents.documenttemplate", _may_read, readable=readable_templates)

kinds.register(ObjectKind("documents.documenttemplate", _("Word template")))

navigation.register(
    NavItem(
        group="papers",
        label=_("Word templates"),
        icon="file-type-doc",
        url_name="documents:templates",
        permission=EDIT_TEMPLATES,
        order=97,
        also=("documents:template_",),
    )
)

reach.register(
    ReachSource(
        key="word-templates",
        label=_("Word templates"),
        icon="file-type-doc",
        url_name="documents:template_sample",
        also=("documents:template_bring_back",),
        rows=templates_visible_to,
        kwargs=reach.by_pk,
        label_of=lambda row: f"{row.kind} · {row.version}",
        order=150,
    )
)
