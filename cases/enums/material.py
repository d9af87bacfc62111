"""Where a file came from that was added to a clue after it was entered."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MaterialOrigin(TextChoices):
    """From whom the office got the file; never by name."""

    REPORTER = "reporter", _("From the reporter")
    RESPONDENT = "respondent", _("From a respondent")
    WITNESS = "witness", _("From a witness")
    UNIT = "unit", _("From the unit concerned")
    AUTHORITY = "authority", _("From another authority")
    OBTAINED = "obtained", _("Obtained by the officers")
    UPPER_ORGAN = "upper_organ", _("From the upper organ")
    OTHER = "other", _("From elsewhere")
