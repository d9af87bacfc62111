"""Run every check that is not a test, all of them even when one fails, and print a table."""

from __future__ import annotations

import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from supervision.crypto import keyring
from tools import catalogue
from tools.layout import MANAGE, ROOT
from tools.services import ServiceError, temporary

MODULE = [sys.executable, "-m"]
#: The longest come first, so that none of them is left for last.
STEPS = {
    "migrations safe": [*MODULE, "tools.lint_migrations"],
    "types": [*MODULE, "mypy"],
    "ruff check": [*MODULE, "ruff", "check", "."],
    "ruff format": [*MODULE, "ruff", "format", "--check", "."],
    "layers": [*MODULE[:1], "-c", "from importlinter.cli import lint_imports_command as c; c()"],
    "migrations complete": [*MANAGE, "makemigrations", "--check", "--dry-run"],
    "catalogue": [*MODULE, "tools.catalogue", "check"],
    "deployment": [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"],
}
OPTIONAL = {"generated docs": ("gen_docs", ["--check"])}


def production(env: dict[str, str], folder: Path) -> dict[str, str]:
    """Return the environment of a production server, for Django's deployment check."""
    ring = folder / "keyring.json"
    ring.touch(mode=0o600)
    ring.write_text(keyring.dumps(keyring.new_ring()))
    return env | {
        "PORTAL_ENV": "production",
        "CRYPTO_KEYRING": str(ring),
        "TRUSTED_PROXIES": "192.0.2.1",
        "SMS_GATEWAY": "file",
        "SECRET_KEY": secrets.token_urlsafe(48),
        "ALLOWED_HOSTS": "portal.example.org",
        "CSRF_TRUSTED_ORIGINS": "https://portal.example.org",
    }


def has_command(name: str, env: dict[str, str]) -> bool:
    """Tell whether the project has a management command."""
    words = [*MANAGE, "help", "--commands"]
    listing = subprocess.run(words, env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    return name in listing.stdout.split()


def run_step(label: str, words: list[str], env: dict[str, str]) -> tuple[bool, float, str]:
    """Run one step; return whether it is content, its seconds and what it said."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        chosen = production(env, Path(folder)) if label == "deployment" else env
        done = subprocess.run(
            words,
            env=chosen,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
    return done.returncode == 0, time.monotonic() - begun, done.stdout


def run_steps(env: dict[str, str], say: Callable[[str], None]) -> dict[str, tuple[bool, float]]:
    """Run every step, two at a time, and return what came of each."""
    steps = dict(STEPS)
    for label, (command, arguments) in OPTIONAL.items():
        if has_command(command, env):
            steps[label] = [*MANAGE, command, *arguments]
    results = {}
    with ThreadPoolExecutor(max_workers=2) as pool:
        begun = {label: pool.submit(run_step, label, words, env) for label, words in steps.items()}
        for label, step in begun.items():
            content, seconds, said = step.result()
            say(f"--- {label}\n{said}".rstrip())
            results[label] = (content, seconds)
    return results


def main() -> int:
    """Return 0 when every check is content."""
    catalogue.compile_catalogue()
    try:
        with temporary.environment() as env:
            env.update(PORTAL_ENV="test", DJANGO_SETTINGS_MODULE="supervision.project.settings")
            results = run_steps(env, lambda text: print(text, flush=True))
    except ServiceError as error:
        print(error, file=sys.stderr)
        return 1
    print()
    for label, (content, seconds) in results.items():
        print(f"{'ok  ' if content else 'FAIL'}  {label:<22}{seconds:6.1f} s")
    return 0 if all(content for content, _ in results.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
