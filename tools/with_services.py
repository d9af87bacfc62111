"""Run a command with throw-away services: python -m tools.with_services [--durable] -- WORD ..."""

from __future__ import annotations

import subprocess
import sys

from tools.layout import ROOT
from tools.services import ServiceError, temporary


def main(arguments: list[str]) -> int:
    """Run the words after -- and return their exit code."""
    options, words = arguments, []
    if "--" in arguments:
        at = arguments.index("--")
        options, words = arguments[:at], arguments[at + 1 :]
    if not words:
        sys.exit(__doc__)
    try:
        with temporary.environment(durable="--durable" in options) as env:
            return subprocess.run(words, env=env, cwd=ROOT, check=False).returncode
    except ServiceError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
