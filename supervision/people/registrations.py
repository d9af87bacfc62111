"""What the people register offers the kernel: verbs, permissions, navigation, imports, exports."""

from django.utils.translation import gettext_lazy as _

from supervision.accounts import reach, roles
from supervision.accounts.enums import RoleCode
from supervision.accounts.reach import ReachSource
from supervision.audit import kinds
from supervision.audit.kinds import ObjectKind
from supervision.exchange import exporters, importers
from supervision.people import verbs
from supervision.people.exporter import PeopleExporter
from supervision.people.importers import MemberImporter, SuperviseeImporter
from supervision.people.permissions import EXPORT, MANAGE, READ, READ_LOG, READ_NAMES, REVEAL
from supervision.people.selectors.people import people_visible_to
from supervision.web import navigation
from supervision.web.navigation import NavItem

importers.register(SuperviseeImporter)
importers.register(MemberImporter)
exporters.register(PeopleExporter)

kinds.register(ObjectKind("people.person", _("Person")))

for _role in (RoleCode.OFFICE_HEAD, RoleCode.OFFICER):
    roles.grant(_role, READ, READ_NAMES, REVEAL, MANAGE, EXPORT)
roles.grant(RoleCode.LEADER, READ, READ_NAMES, REVEAL, EXPORT)
for _role in (RoleCode.UNIT_HEAD, RoleCode.TOWNSHIP_LEADER, RoleCode.STATIONED):
    roles.grant(_role, READ, READ_NAMES)
# Internal supervision reads the commission's own people, and who read whose file.
roles.grant(RoleCode.INTERNAL, READ, READ_NAMES)
# A clerk finds the own unit's people, with names masked.
roles.grant(RoleCode.CLERK, READ)
for _role in (RoleCode.OFFICE_HEAD, RoleCode.LEADER, RoleCode.INTERNAL):
    roles.grant(_role, READ_LOG)

navigation.register(
    NavItem(
        group="people",
        label=_("People register"),
        icon="users-group",
        url_name="people:register",
        permission=READ,
        order=40,
        also=("people:person", "people:post", "people:kin", "people:reveal", "people:search"),
    )
)
navigation.register(
    NavItem(
        group="audit",
        label=_("Revealed personal data"),
        icon="eye",
        url_name="people:disclosures",
        permission=READ_LOG,
        order=30,
    )
)

reach.register(
    ReachSource(
        key="people",
        label=_("Persons"),
        icon="users-group",
        url_name="people:person",
        also=(
            "people:person_edit",
            "people:reveal",
            "people:post_new",
            "people:post_end",
            "people:kin_new",
            "people:kin_remove",
        ),
        rows=people_visible_to,
        kwargs=reach.by_pk,
        label_of=lambda row: str(row.pk),
        order=150,
    )
)

__all__ = ["verbs"]
