"""Write requirements.txt and requirements-dev.txt: exact versions with hashes, for every system.

Keeps the versions chosen before; with --upgrade it chooses all anew.
"""

from __future__ import annotations

import subprocess
import sys

from tools.bootstrap import uv_environment
from tools.layout import ROOT

OPTIONS = ["--universal", "--generate-hashes", "--python-version", "3.11", "--quiet"]
# The locks name no place on the network or on this machine.
SILENT = ["--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate"]


def main(arguments: list[str]) -> int:
    """Compile the two files, the runtime's first because the other builds on it."""
    for name in ("requirements", "requirements-dev"):
        words = [sys.executable, "-m", "uv", "pip", "compile", *OPTIONS, *SILENT]
        words += [f"{name}.in", "-o", f"{name}.txt", *arguments]
        if code := subprocess.run(words, env=uv_environment(), cwd=ROOT, check=False).returncode:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
