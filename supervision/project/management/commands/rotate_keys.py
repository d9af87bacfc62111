"""Change the key under which the portal seals, and seal everything anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from supervision.audit.services import record
from supervision.crypto import keyring, rotation
from supervision.project import verbs


class Command(BaseCommand):
    """Add a key, seal every stored text under it, and drop keys that open nothing any more.

    Can be stopped and run again: with --resume no further key is made.
    """

    help = "Add a key and seal every stored secret under it (--resume, --index, --retire)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what may be chosen."""
        parser.add_argument("--resume", action="store_true", help="go on without another key")
        parser.add_argument("--index", action="store_true", help="also change the index key")
        parser.add_argument(
            "--retire", action="store_true", help="with --resume: drop keys nothing needs any more"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, saying what was done."""
        if options["retire"] and not options["resume"]:
            # An act under way may have sealed with the last key and not be committed yet.
            raise CommandError("Keys are dropped in a later run: --resume --retire.")
        ring = keyring.ring()
        if not options["resume"]:
            keyring.write(ring.with_new_key(for_index=options["index"]))
            self.stdout.write(f"Key {keyring.ring().current} seals from now on.")
        kept = [self._renew(column) for column in rotation.sealed_columns()]
        for model, fields in rotation.indexed_models() if options["index"] else ():
            count = rotation.index_anew(model, fields)
            self.stdout.write(f"{model._meta.label_lower}: {count} rows indexed anew")
        dropped = self._retire() if options["retire"] else []
        record(
            verb=verbs.KEYS_ROTATED,
            actor=None,
            details={
                "key": keyring.ring().current,
                "index_key": keyring.ring().index,
                "dropped": ", ".join(dropped),
                "complete": all(kept),
            },
        )
        if not all(kept):
            raise CommandError("Some columns keep their old key; see above.")

    def _renew(self, column: rotation.SealedColumn) -> bool:
        """Seal one column anew; tell whether all of it could be."""
        done = 0
        try:
            while portion := column.renew():
                done += portion
        except DatabaseError as error:
            # An append-only table: its rows keep the key they were written with.
            self.stderr.write(f"{column.label}: stays as it is ({str(error).splitlines()[0]})")
            return False
        self.stdout.write(f"{column.label}: {done} sealed anew")
        return True

    def _retire(self) -> list[str]:
        """Drop what nothing needs; return the names."""
        ring = keyring.ring()
        needed = {*rotation.keys_in_use(), ring.current, ring.index}
        dropped = sorted(set(ring.keys) - needed)
        for name in dropped:
            ring = ring.without(name)
            self.stdout.write(f"Key {name} is dropped.")
        keyring.write(ring)
        return dropped
