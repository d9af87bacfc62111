"""What the audit record offers the kernel."""

from django.utils.translation import gettext_lazy as _

from supervision.audit import kinds
from supervision.audit.kinds import ObjectKind
from supervision.web import navigation
from supervision.web.navigation import NavItem

kinds.register(ObjectKind("audit.auditevent", _("Audit event"), label_is_protected=False))

navigation.register(
    NavItem(
        group="audit",
        label=_("Audit record"),
        icon="history",
        url_name="audit:events",
        permission="audit.read",
        order=10,
        also=("audit:event",),
    )
)
navigation.register(
    NavItem(
        group="audit",
        label=_("Reads of protected records"),
        icon="file-search",
        url_name="audit:reads",
        permission=("audit.review_reads", "audit.read"),
        order=20,
    )
)
navigation.register(
    NavItem(
        group="audit",
        label=_("Daily digests"),
        icon="qrcode",
        url_name="audit:digests",
        permission="audit.read",
        order=50,
        also=("audit:digest",),
    )
)
