"""What handing on offers the kernel: verbs, permission, navigation, reach."""

from django.utils.translation import gettext_lazy as _

from supervision.accounts import reach, roles
from supervision.accounts.enums import RoleCode
from supervision.accounts.reach import ReachSource
from supervision.audit import kinds
from supervision.audit.kinds import ObjectKind
from supervision.referrals import verbs
from supervision.referrals.permissions import READ
from supervision.referrals.selectors import referrals_of
from supervision.web import navigation
from supervision.web.navigation import NavItem

kinds.register(ObjectKind("referrals.referral", _("Matter handed on")))

roles.grant(RoleCode.OFFICE_HEAD, READ)

navigation.register(
    NavItem(
        group="pressing",
        label=_("Handed on"),
        icon="send",
        url_name="referrals:referrals",
        permission=READ,
        order=90,
        also=("referrals:",),
    )
)

reach.register(
    ReachSource(
        key="referrals",
        label=_("Matters handed on"),
        icon="send",
        url_name="referrals:referral",
        rows=referrals_of,
        kwargs=reach.by_pk,
        label_of=lambda row: row.number,
        order=160,
    )
)

__all__ = ["verbs"]
