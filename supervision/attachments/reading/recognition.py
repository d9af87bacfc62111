"""Text recognition by a program on this machine: the installation's choice, or tesseract.

The program is told the path of one picture (a PNG, upright and grey) and writes what it reads to
its standard output, in UTF-8. Nothing leaves the machine.
"""

import functools
import os
import shlex
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

#: Seconds for one picture.
SECONDS = 90
MAX_OUTPUT = 400_000
_LANGUAGE = "chi_sim"


class RecognitionFailed(Exception):
    """The program ended with a fault or took too long; the word says which."""


@dataclass(frozen=True)
class Engine:
    """The program: its name for people, and its command with {file} for the picture."""

    name: str
    command: tuple[str, ...]

    def recognise(self, picture: Path) -> str:
        """Return what the program reads in the picture; raises RecognitionFailed."""
        command = [part.replace("{file}", str(picture)) for part in self.command]
        try:
            done = subprocess.run(
                command,
                capture_output=True,
                timeout=SECONDS,
                check=False,
                # One processor: recognition is never in a hurry, the pages are.
                env={
                    "PATH": os.environ.get("PATH", ""),
                    "OMP_THREAD_LIMIT": "1",
                    "LANG": "C.UTF-8",
                },
            )
        except subprocess.TimeoutExpired:
            raise RecognitionFailed("slow") from None
        except OSError:
            raise RecognitionFailed("engine") from None
        if done.returncode:
            raise RecognitionFailed("engine")
        return done.stdout[:MAX_OUTPUT].decode("utf-8", "replace")


def engine() -> Engine | None:
    """Return the program, or None where no recognition is installed."""
    return _engine(settings.OCR_COMMAND)


@functools.lru_cache(maxsize=4)
def _engine(command: str) -> Engine | None:
    if command == "auto":
        return _tesseract()
    parts = shlex.split(command)
    if not parts or shutil.which(parts[0]) is None:
        return None
    if not any("{file}" in part for part in parts):
        parts.append("{file}")
    return Engine(Path(parts[0]).name[:80], tuple(parts))


def _tesseract() -> Engine | None:
    """Return tesseract where it is installed and knows simplified Chinese."""
    path = shutil.which("tesseract")
    if path is None:
        return None
    try:
        done = subprocess.run(
            [path, "--list-langs"], capture_output=True, text=True, timeout=20, check=False
        )
        shown = subprocess.run(
            [path, "--version"], capture_output=True, text=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    known = done.stdout.split()
    if _LANGUAGE not in known:
        return None
    languages = _LANGUAGE + ("+eng" if "eng" in known else "")
    name = (shown.stdout or shown.stderr).partition("\n")[0].strip()[:80] or "tesseract"
    return Engine(name, (path, "{file}", "stdout", "-l", languages, "--psm", "3"))
