"""What a file says about itself: when a photo was taken, when and by whom a document was made."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from supervision import clock
from supervision.attachments.enums import FactsGap, FactsState
from supervision.web.classification import DataClass


class FileFacts(models.Model):
    """The facts of one content, however often it was handed in. They can be read anew."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "sha256": DataClass.INTERNAL,
        "state": DataClass.INTERNAL,
        "reason": DataClass.INTERNAL,
        "width": DataClass.INTERNAL,
        "height": DataClass.INTERNAL,
        "picture_hash": DataClass.INTERNAL,
        "mirror_hash": DataClass.INTERNAL,
        "thumbnail": DataClass.SENSITIVE,
        "taken": DataClass.INTERNAL,
        "camera": DataClass.INTERNAL,
        "has_place": DataClass.INTERNAL,
        "made": DataClass.INTERNAL,
        "changed": DataClass.INTERNAL,
        "author": DataClass.PERSONAL,
        "last_author": DataClass.PERSONAL,
        "revision": DataClass.INTERNAL,
        "producer": DataClass.INTERNAL,
        "pages": DataClass.INTERNAL,
        "words": DataClass.INTERNAL,
        "examined": DataClass.INTERNAL,
    }

    sha256 = models.CharField(_("SHA-256 digest"), max_length=64, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=FactsState)
    #: Why there are no facts, or fewer than the kind of file can hold.
    reason = models.CharField(_("why not"), max_length=12, choices=FactsGap, blank=True)
    width = models.PositiveIntegerField(_("width"), null=True)
    height = models.PositiveIntegerField(_("height"), null=True)
    #: 64 bits of the picture's coarse pattern, as a signed number; and of its mirror image.
    picture_hash = models.BigIntegerField(_("picture hash"), null=True)
    mirror_hash = models.BigIntegerField(_("hash of the mirror image"), null=True)
    #: 32 by 32 shades of grey, one byte each: enough to compare, not to recognise anybody.
    thumbnail = models.BinaryField(_("thumbnail"), null=True)
    taken = models.DateTimeField(_("photo taken"), null=True)
    camera = models.CharField(_("camera"), max_length=80, blank=True)
    has_place = models.BooleanField(_("photo says where it was taken"), default=False)
    made = models.DateTimeField(_("document created"), null=True)
    changed = models.DateTimeField(_("document last changed"), null=True)
    author = models.CharField(_("author"), max_length=80, blank=True)
    last_author = models.CharField(_("last changed by"), max_length=80, blank=True)
    revision = models.PositiveIntegerField(_("revision"), null=True)
    producer = models.CharField(_("made with"), max_length=120, blank=True)
    pages = models.PositiveIntegerField(_("pages"), null=True)
    words = models.PositiveIntegerField(_("words"), null=True)
    examined = models.DateTimeField(_("examined"), default=clock.now)

    class Meta:
        verbose_name = _("facts of a file")
        verbose_name_plural = _("facts of files")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=FactsState.NONE) | ~Q(reason=""), name="facts_none_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(picture_hash__isnull=True, mirror_hash__isnull=True)
                | Q(picture_hash__isnull=False, mirror_hash__isnull=False),
                name="facts_hash_has_mirror",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sha256[:8]}: {self.get_state_display()}"
