"""The acts on notices that the audit record knows."""

from django.utils.translation import gettext_lazy as _

from supervision.audit import verbs
from supervision.audit.verbs import Verb

ACKNOWLEDGED = verbs.register(
    Verb("notifications.acknowledged", _("Notices acknowledged"), "checks")
)
SWEPT = verbs.register(Verb("notifications.swept", _("Deadline warnings sent"), "bell"))
TEXTED = verbs.register(Verb("notifications.texted", _("Text messages sent"), "device-mobile"))
