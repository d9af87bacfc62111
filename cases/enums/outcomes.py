"""Sanctions, the four forms, and what is recovered."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SanctionSystem(TextChoices):
    """By which rules somebody is sanctioned."""

    PARTY = "party", _("Party sanction")
    GOVERNMENT = "government", _("Government sanction")


class PartySanction(TextChoices):
    """Sanctions of a Party member (Regulations on Party Sanctions, article 8)."""

    WARNING = "warning", _("Warning")
    SERIOUS_WARNING = "serious_warning", _("Serious warning")
    REMOVAL = "removal", _("Removal from Party post")
    PROBATION = "probation", _("Probation within the Party")
    EXPULSION = "expulsion", _("Expulsion from the Party")


class OrganisationSanction(TextChoices):
    """Sanctions of a Party organisation (Regulations on Party Sanctions, article 9)."""

    WRITTEN_CRITICISM = "written_criticism", _("Written self-criticism")
    CIRCULATED_CRITICISM = "circulated_criticism", _("Circulated criticism")
    REORGANISATION = "reorganisation", _("Reorganisation")
    DISSOLUTION = "dissolution", _("Dissolution")


class GovernmentSanction(TextChoices):
    """Sanctions of a public official (Law on Governmental Sanctions, article 7)."""

    WARNING = "warning", _("Warning")
    DEMERIT = "demerit", _("Demerit")
    SERIOUS_DEMERIT = "serious_demerit", _("Serious demerit")
    DEMOTION = "demotion", _("Demotion")
    DISMISSAL = "dismissal", _("Dismissal from post")
    EXPULSION = "expulsion", _("Expulsion from office")


class Form(TextChoices):
    """The four forms of supervision and discipline (Regulations on Party Sanctions, article 5)."""

    FIRST = "first", _("First form")
    SECOND = "second", _("Second form")
    THIRD = "third", _("Third form")
    FOURTH = "fourth", _("Fourth form")


class Recovered(TextChoices):
    """How money came back."""

    CONFISCATED = "confiscated", _("Confiscated")
    RECOVERED = "recovered", _("Recovered")
    RESTITUTION = "restitution", _("Restitution ordered")
    SURRENDERED = "surrendered", _("Surrendered")
