"""Audited acts on the people register."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from supervision.audit import verbs
from supervision.audit.verbs import Verb


def _verb(code: str, label: Any, icon: str, **kind: bool) -> Verb:
    return verbs.register(Verb(code=f"people.{code}", label=label, icon=icon, **kind))


PERSON_ADDED = _verb("person_added", _("Person entered in the register"), "user-plus")
PERSON_CHANGED = _verb("person_changed", _("Person's entry changed"), "edit")
PEOPLE_IMPORTED = _verb("people_imported", _("Persons imported"), "file-import")
IMPORT_UNDONE = _verb("import_undone", _("Import of persons undone"), "arrow-back-up")
POST_STARTED = _verb("post_started", _("Post begun"), "briefcase")
POST_ENDED = _verb("post_ended", _("Post of a person ended"), "briefcase")
KIN_ADDED = _verb("kin_added", _("Relation entered"), "users")
KIN_REMOVED = _verb("kin_removed", _("Relation taken out"), "users")
NUMBER_LOOKED_UP = _verb(
    "number_looked_up", _("Person looked up by number"), "search", reading=True
)
FILE_OPENED = _verb("file_opened", _("Person's file opened"), "eye", reading=True)
FIELD_REVEALED = _verb("field_revealed", _("Personal data revealed"), "lock-open", reading=True)
