"""Run the checks and the tests, whatever the first give, and end with pytest's closing line."""

from __future__ import annotations

import os
import re
import subprocess
import sys

from tools.layout import ROOT

CLOSING = re.compile(r"^=* ?((no tests ran|\d+ (passed|failed|error|skipped|deselected)).*?) ?=*$")


def run(module: str) -> tuple[int, str]:
    """Run one of our commands, passing on its output; return its code and pytest's last line."""
    closing = ""
    words = [sys.executable, "-m", module]
    env = os.environ | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(words, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout or []:
            print(line, end="", flush=True)
            found = CLOSING.match(re.sub(r"\x1b\[[0-9;]*m", "", line).strip())
            closing = found[1] if found else closing
    return process.returncode, closing


def main() -> int:
    """Return 0 when checks and tests are content."""
    checked, _ = run("tools.check")
    tested, closing = run("tools.test")
    print(f"\nchecks: {'ok' if checked == 0 else 'FAILED'}")
    print(f"tests:  {'ok' if tested == 0 else 'FAILED'}")
    print(closing or "pytest printed no closing line")
    return 1 if checked or tested else 0


if __name__ == "__main__":
    sys.exit(main())
