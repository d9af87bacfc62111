"""Make the key ring of a new portal."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from supervision.crypto import keyring


class Command(BaseCommand):
    """Write a key ring with one new key where CRYPTO_KEYRING points; never over another one."""

    help = "Make the key ring of a new portal where CRYPTO_KEYRING points."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file, or refuse."""
        place = keyring.path()
        if place.exists():
            raise CommandError(f"{place} exists: a new ring in its place would lose every secret")
        keyring.write(keyring.new_ring(), replacing=False)
        self.stdout.write(f"The key ring is {place}.")
        self.stdout.write(
            "Keep a copy of it in another safe place than the backups of the database: "
            "without it no sealed text can ever be read."
        )
