"""Tell a container runtime whether a process of the portal lives: python -m tools.health web.

Standard library only, because it runs every few seconds.
"""

from __future__ import annotations

import os
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

#: Beat and worker leave a sign every ten seconds at the latest.
SILENT_AFTER = 60.0


def _host() -> str:
    """Return a name that the portal answers to."""
    names = os.environ.get("ALLOWED_HOSTS", "").split(",")
    return names[0].strip().lstrip(".*") or "127.0.0.1"


def web_answers() -> bool:
    """Ask the web server of this container whether it lives."""
    address = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/healthz"
    question = urllib.request.Request(address, headers={"Host": _host()})
    try:
        with urllib.request.urlopen(question, timeout=4) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def left_a_sign() -> bool:
    """Look at the file that the process of this container touches while it lives."""
    path = os.environ.get("LIFE_FILE", "")
    try:
        return bool(path) and time.time() - Path(path).stat().st_mtime < SILENT_AFTER
    except OSError:
        return False


def main(arguments: list[str]) -> int:
    """Return 0 when the process lives."""
    if arguments not in (["web"], ["worker"], ["beat"]):
        print(__doc__, file=sys.stderr)
        return 2
    lives = web_answers() if arguments == ["web"] else left_a_sign()
    return 0 if lives else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
