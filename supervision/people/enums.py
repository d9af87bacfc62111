"""The closed lists of the people register."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Gender(TextChoices):
    """As on the identity card."""

    MALE = "male", _("Male")
    FEMALE = "female", _("Female")


class PersonKind(TextChoices):
    """Why somebody stands in the register; one person may be both."""

    SUPERVISEE = "supervisee", _("Supervisee")
    MEMBER = "member", _("Party member")


class SuperviseeKind(TextChoices):
    """The six groups of public officials (Supervision Law, article 15)."""

    CIVIL_SERVANT = "civil_servant", _("Civil servant")
    PUBLIC_AFFAIRS = "public_affairs", _("Entrusted with public affairs")
    ENTERPRISE = "enterprise", _("Manager of a state enterprise")
    INSTITUTION = "institution", _("Manager of a public institution")
    VILLAGE = "village", _("Manager of a village or community")
    OTHER = "other", _("Other public official")


class Rank(TextChoices):
    """Rank of a post, the highest first."""

    DIVISION_CHIEF = "division_chief", _("Division chief")
    DIVISION_DEPUTY = "division_deputy", _("Deputy division chief")
    SECTION_CHIEF = "section_chief", _("Section chief")
    SECTION_DEPUTY = "section_deputy", _("Deputy section chief")
    STAFF = "staff", _("Section member and below")
    VILLAGE = "village", _("Village cadre")


class KinRelation(TextChoices):
    """What the relative is to the person (Civil Servant Law, article 74, and its details)."""

    SPOUSE = "spouse", _("Spouse")
    PARENT = "parent", _("Parent")
    CHILD = "child", pgettext_lazy("kin", "Child")
    GRANDPARENT = "grandparent", _("Grandparent")
    GRANDCHILD = "grandchild", _("Grandchild")
    SIBLING = "sibling", _("Sibling")
    UNCLE_AUNT = "uncle_aunt", _("Uncle or aunt")
    NEPHEW_NIECE = "nephew_niece", _("Nephew or niece")
    COUSIN = "cousin", _("Cousin")
    PARENT_IN_LAW = "parent_in_law", _("Spouse's parent")
    CHILD_IN_LAW = "child_in_law", _("Child's spouse")
    SPOUSES_SIBLING = "spouses_sibling", _("Spouse's sibling")
    SIBLINGS_SPOUSE = "siblings_spouse", _("Sibling's spouse")
    SPOUSES_SIBLINGS_SPOUSE = "spouses_siblings_spouse", _("Spouse of the spouse's sibling")
    CHILDS_PARENT_IN_LAW = "childs_parent_in_law", _("Parent of the child's spouse")
    COLLATERALS_SPOUSE = "collaterals_spouse", _("Spouse of a collateral relative")
    SPOUSES_COLLATERAL = "spouses_collateral", _("Collateral relative of the spouse")
    OTHER = "other", _("Other close relation")


class KinLine(TextChoices):
    """Which group of near relatives a relation belongs to."""

    SPOUSE = "spouse", _("Spouses")
    DIRECT = "direct", _("Direct blood relative")
    COLLATERAL = "collateral", _("Collateral within three generations")
    IN_LAW = "in_law", _("Close in-law")
    OTHER = "other", _("No near relative")


class KinSource(TextChoices):
    """How the commission knows of a relation."""

    DECLARED = "declared", _("Declared by the person")
    FILE = "file", _("Personnel file")
    HOUSEHOLD = "household", _("Household register")
    SUPERVISION = "supervision", _("Found in supervision")


class SealedField(TextChoices):
    """What is shown masked until it is revealed for a reason."""

    ID_NUMBER = "id_number", _("ID number")
    PHONE = "phone", _("Mobile phone")
    RESIDENCE = "residence", _("Residence")
