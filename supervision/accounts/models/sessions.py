"""What a sign-in leaves behind: where and when a session began, and why it ended."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from supervision import clock
from supervision.accounts.enums import SessionEnd
from supervision.accounts.models.users import User
from supervision.web.classification import DataClass


class SignInSession(models.Model):
    """One session. Its key stands nowhere here: the session itself names this row.

    `seen_at` is the machine's own time, which no demo moves, because idle time is counted from it.
    `proved_at` stays empty until a second factor that is due has been given.
    """

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "user": DataClass.INTERNAL,
        "started_at": DataClass.INTERNAL,
        "seen_at": DataClass.INTERNAL,
        "proved_at": DataClass.INTERNAL,
        "ip": DataClass.PERSONAL,
        "agent": DataClass.PERSONAL,
        "ended_at": DataClass.INTERNAL,
        "ended_because": DataClass.INTERNAL,
    }

    user = models.ForeignKey(User, models.PROTECT, related_name="sign_ins")
    started_at = models.DateTimeField(_("signed in"))
    seen_at = models.DateTimeField(_("last used"))
    proved_at = models.DateTimeField(_("second factor given"), null=True)
    ip = models.CharField(_("address"), max_length=45, blank=True)
    agent = models.CharField(_("browser"), max_length=200, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True)
    ended_because = models.CharField(
        _("reason of the end"), max_length=12, choices=SessionEnd, blank=True
    )

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        indexes = [
            models.Index(
                fields=["user", "-id"], condition=Q(ended_at__isnull=True), name="sign_in_open"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_because="")
                | (Q(ended_at__isnull=False) & ~Q(ended_because="")),
                name="sign_in_ends_for_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.ip}"

    @property
    def last_seen(self) -> dt.datetime:
        """Return the last use as the portal's clock reads it."""
        return self.seen_at + clock.shift()
