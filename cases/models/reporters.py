"""Who reported: sealed, apart from the clue, for the petition office alone."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.clues import Clue
from cases.models.walls import kept, never_changes
from supervision.accounts.models import User
from supervision.crypto.fields import BlindIndexField, EncryptedTextField
from supervision.web.classification import DataClass
from supervision.web.walls import append_only


class Reporter(models.Model):
    """The named reporter of one clue. No list, export, search or log shows a field of it."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "clue": DataClass.SENSITIVE,
        "name": DataClass.SECRET,
        "id_number": DataClass.SECRET,
        "id_index": DataClass.SECRET,
        "phone": DataClass.SECRET,
        "phone_index": DataClass.SECRET,
        "address": DataClass.SECRET,
        "entered_by": DataClass.INTERNAL,
        "entered_at": DataClass.INTERNAL,
    }

    clue = models.OneToOneField(Clue, models.PROTECT, related_name="reporter")
    name = EncryptedTextField(_("name"))
    id_number = EncryptedTextField(_("ID number"), blank=True)
    id_index = BlindIndexField(source="id_number", purpose="reporter_id")
    phone = EncryptedTextField(_("telephone"), blank=True)
    phone_index = BlindIndexField(source="phone", purpose="reporter_phone")
    address = EncryptedTextField(_("address"), blank=True)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("entered"))

    class Meta:
        verbose_name = _("reporter")
        verbose_name_plural = _("reporters")
        indexes = [
            models.Index(fields=["id_index"], name="reporter_id", condition=~Q(id_index="")),
            models.Index(fields=["phone_index"], name="reporter_tel", condition=~Q(phone_index="")),
        ]
        triggers = [never_changes("clue_id", "entered_by_id", "entered_at"), *kept()]

    def __str__(self) -> str:
        return str(self.clue)


class ReporterNotice(models.Model):
    """That a named reporter was told: accepted, or with what result. Never changed."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "reporter": DataClass.SENSITIVE,
        "of_result": DataClass.INTERNAL,
        "told_on": DataClass.INTERNAL,
        "how": DataClass.SECRET,
        "words": DataClass.SECRET,
        "told_by": DataClass.INTERNAL,
        "noted_at": DataClass.INTERNAL,
    }

    reporter = models.ForeignKey(Reporter, models.PROTECT, related_name="notices")
    of_result = models.BooleanField(_("of the result"))
    told_on = models.DateField(_("told on"))
    how = EncryptedTextField(_("how"))
    words = EncryptedTextField(_("what was said or written"))
    told_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(_("noted"))

    class Meta:
        verbose_name = _("notice to the reporter")
        verbose_name_plural = _("notices to reporters")
        constraints = [
            models.UniqueConstraint(fields=["reporter", "of_result"], name="reporter_told_once"),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.reporter} {self.told_on}"


class ReporterObjection(models.Model):
    """What a named reporter has against the result (检举规则, chapter 5). Never changed."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "reporter": DataClass.SENSITIVE,
        "words": DataClass.SECRET,
        "has_new_evidence": DataClass.SENSITIVE,
        "received_on": DataClass.INTERNAL,
        "noted_by": DataClass.INTERNAL,
        "noted_at": DataClass.INTERNAL,
    }

    reporter = models.ForeignKey(Reporter, models.PROTECT, related_name="objections")
    words = EncryptedTextField(_("objection of the reporter"))
    #: New evidence must be checked: the case supervision office is told.
    has_new_evidence = models.BooleanField(_("gives new evidence"), default=False)
    received_on = models.DateField(_("received on"))
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(_("noted"))

    class Meta:
        verbose_name = _("objection of a reporter")
        verbose_name_plural = _("objections of reporters")
        indexes = [models.Index(fields=["reporter", "id"], name="objection_reporter")]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.reporter} {self.received_on}"
