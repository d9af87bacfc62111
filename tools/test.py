"""Run the tests on throw-away services: python -m tools.test [pytest's arguments]."""

from __future__ import annotations

import subprocess
import sys

from tools import browser, catalogue
from tools.layout import ROOT
from tools.services import ServiceError, temporary

# Tests keep the order that tests/conftest.py gives them: the longest first. Two workers more than
# cores: the tests of whole services mostly wait.
WORKERS = ["-n", "4", "--dist", "loadfile", "--no-loadscope-reorder"]


def main(arguments: list[str]) -> int:
    """Return pytest's own exit code."""
    catalogue.compile_catalogue()
    needs_browser = "not browser" not in " ".join(arguments)
    chosen = WORKERS if "-n" not in arguments else []
    try:
        with temporary.environment() as env:
            if needs_browser:
                env["PORTAL_CHROMIUM"] = browser.ensure()
            words = [sys.executable, "-m", "pytest", *chosen, *arguments]
            return subprocess.run(words, env=env, cwd=ROOT, check=False).returncode
    except ServiceError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
