#!/usr/bin/env python3
"""Draw a patrol's sample again from its proof, without the portal and without any library.

python3 redraw_sample.py FILE

FILE is the proof that the page of a sample hands out. The population is held against its digest,
the sample is drawn anew from the recorded seed, and both are compared with what the proof says.
That the proof itself is the one of that day is told by the audit record, which holds seed and
digest of every draw.

Exit code: 0 the same sample; 1 another one; 2 file unreadable.
"""

from __future__ import annotations

import hashlib
import json
import sys
from typing import Any

ALGORITHM = "sha256-rank-1"


def digest_of(population: list[tuple[int, str]]) -> str:
    """Return the SHA-256 of the population: a line `number,unit` for each, by number."""
    lines = "".join(f"{number},{unit}\n" for number, unit in sorted(population))
    return hashlib.sha256(lines.encode()).hexdigest()


def draw(population: list[tuple[int, str]], seed: str, size: int, each_unit: bool) -> list[int]:
    """Return the numbers with the smallest keys, with `each_unit` the first of every unit."""
    ranked = sorted(
        population, key=lambda row: hashlib.sha256(f"{seed}:{row[0]}".encode()).hexdigest()
    )
    chosen: set[int] = set()
    if each_unit:
        units: set[str] = set()
        for number, unit in ranked:
            if unit not in units:
                units.add(unit)
                chosen.add(number)
    for number, _unit in ranked:
        if len(chosen) >= size:
            break
        chosen.add(number)
    return [number for number, _unit in ranked if number in chosen]


def faults(proof: dict[str, Any]) -> list[str]:
    """Return what does not hold, nothing where the sample is the one that the seed draws."""
    if proof.get("type") != "patrol-sample" or proof.get("algorithm") != ALGORITHM:
        raise ValueError("this is no proof of a sample, or one of another rule")
    population = [(int(number), str(unit)) for number, unit in proof["population"]]
    found = []
    if digest_of(population) != proof["population_digest"]:
        found.append("the population is not the one whose digest was recorded")
    again = draw(population, proof["seed"], proof["size"], proof["each_unit"])
    if again != proof["sample"]:
        found.append("the seed draws other filings")
    return found


def main(arguments: list[str]) -> int:
    """Check the file and say the result."""
    if len(arguments) != 1:
        print(__doc__)
        return 2
    try:
        with open(arguments[0], encoding="utf-8") as stream:
            proof = json.load(stream)
        found = faults(proof)
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"unreadable: {error}")
        return 2
    for fault in found:
        print(f"NOT THE SAME: {fault}")
    if not found:
        size, all_of = proof["size"], len(proof["population"])
        print(f"the same sample: {size} of {all_of}, patrol {proof['patrol']}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
