"""The organs in whose name papers go out."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from supervision.web.classification import DataClass
from supervision.web.walls import Wall, no_truncate


class IssuingOrgan(models.Model):
    """One organ: its name under the text, its mark above the red line, its word in numbers."""

    DATA_CLASSES = dict.fromkeys(
        ("id", "name", "mark", "word", "contact", "position", "is_active"), DataClass.PUBLIC
    )

    name = models.CharField(_("name in the signature"), max_length=80, unique=True)
    mark = models.CharField(_("red organ mark"), max_length=80)
    #: 清江纪 in 清江纪督函〔2026〕12号.
    word = models.CharField(_("word in the number"), max_length=12, unique=True)
    contact = models.CharField(_("contact and telephone"), max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("issuing organ")
        verbose_name_plural = _("issuing organs")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(mark="") & ~Q(word=""), name="organ_named"
            ),
        ]
        triggers = [
            # A paper that is out keeps the head and the signature it went out with.
            Wall(
                name="named_on_papers",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("name", "mark", "word"),
                condition=pgtrigger.Condition(
                    "NEW.name <> OLD.name OR NEW.mark <> OLD.mark OR NEW.word <> OLD.word"
                ),
                func="""
                    IF EXISTS (
                        SELECT 1 FROM documents_officialdocument p
                        WHERE p.organ_id = OLD.id AND p.serial IS NOT NULL
                    ) THEN
                        RAISE EXCEPTION 'an organ keeps the name under which papers went out';
                    END IF;
                    RETURN NEW;
                """,
            ),
            no_truncate(),
        ]

    def __str__(self) -> str:
        return self.name
