"""Bring database, texts, demo data and static files up to date, in one Django process."""

from __future__ import annotations

import hashlib
import io
import os
import time
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command, get_commands

from supervision.project import database_roles
from tools import catalogue
from tools.layout import ROOT, RUN


def static_state() -> str:
    """Return a digest that changes with every static file of the project."""
    digest = hashlib.sha256(str(settings.STATIC_ROOT).encode())
    for path in sorted((ROOT / "static").rglob("*")):
        if path.is_file():
            state = path.stat()
            digest.update(f"{path} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def collect_static() -> bool:
    """Collect the static files when one of them changed."""
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    state = static_state()
    if stamp.exists() and stamp.read_text() == state:
        return False
    call_command("collectstatic", interactive=False, clear=stamp.exists(), verbosity=0)
    stamp.write_text(state)
    return True


def write_accounts() -> None:
    """Keep the table of demo accounts for the launcher to print."""
    table = io.StringIO()
    call_command("demo_accounts", stdout=table)
    (RUN / "accounts.txt").write_text(table.getvalue())


def say_who_owns() -> None:
    """Say clearly when the portal runs as a role that could take the database's walls down."""
    found = database_roles.standing()
    if found.could_take_walls_down:
        print(
            f"The database role {found.role} owns the tables it works on, so it could disable "
            "their triggers.\nFor two roles set DATABASE_OWNER_URL too; see docs/operations.md.",
            flush=True,
        )


def step(text: str, begun: float) -> None:
    """Print one line with the time a step took."""
    print(f"{text} ({time.monotonic() - begun:.1f} s)", flush=True)


def main() -> None:
    """Do every step; each is quick when there is nothing to do."""
    begun = time.monotonic()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "supervision.project.settings")
    catalogue.compile_catalogue()
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    step("Database is up to date", begun)
    say_who_owns()
    begun = time.monotonic()
    if collect_static():
        step("Static files collected", begun)
    commands = get_commands()
    begun = time.monotonic()
    if settings.DEMO_MODE and "load_demo" in commands:
        call_command("load_demo")
        step("Demo data is there", begun)
    if settings.DEMO_MODE and "demo_accounts" in commands:
        write_accounts()


if __name__ == "__main__":
    main()
