"""Run the workloads one after the other, each in a process of its own, and print one table.

python -m benchmarks            all of them
python -m benchmarks W1 W4      some
python -m benchmarks --quick    a hundredth of the size, to see that they run
"""

import argparse
import json
import os
import subprocess
import sys

from benchmarks.report import Row, print_table

WORKLOADS = (
    "W1", "W2", "W3", "W4", "W5", "W7", "W8", "ASOF", "AUDIT_COST", "PEOPLE_SEARCH", "W9", "W10",
)  # fmt: skip


def main() -> int:
    """Run, print, and return 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workloads", nargs="*", default=[])
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    rows: list[Row] = []
    for name in options.workloads or WORKLOADS:
        command = [sys.executable, "-m", f"benchmarks.{name.lower()}"]
        command += ["--quick"] if options.quick else []
        print(f"{name} …", file=sys.stderr, flush=True)
        done = subprocess.run(command, stdout=subprocess.PIPE, check=False, env=os.environ)
        if done.returncode:
            print(f"{name} failed", file=sys.stderr)
            return 1
        rows += [Row(**row) for row in json.loads(done.stdout.splitlines()[-1])]
    print_table(rows)
    return 0 if all(row.met for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
