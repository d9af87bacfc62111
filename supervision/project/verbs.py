"""The acts of operating the portal that the audit record knows."""

from django.utils.translation import gettext_lazy as _

from supervision.audit import verbs
from supervision.audit.verbs import Verb

BACKUP_TAKEN = verbs.register(Verb("project.backup_taken", _("Backup taken"), "archive"))
RESTORED = verbs.register(Verb("project.restored", _("Backup restored"), "arrow-back-up"))
KEYS_ROTATED = verbs.register(Verb("project.keys_rotated", _("Encryption key changed"), "key"))
