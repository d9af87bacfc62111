"""Fetch the pinned browser libraries into static/vendor, the tests' own beside the browser tests,
and write their checksums.

Run by hand when a version changes: `python tools/vendor.py`. `--check` compares the files with
the manifest without any network and is what the tests do. Needs npm only to fetch.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "static" / "vendor"
FOR_TESTS = ROOT / "tests" / "browser" / "vendor"
MANIFEST = "MANIFEST.json"

sys.path.insert(0, str(ROOT))

from supervision.web.icons import FILLED, ICONS  # noqa: E402

# package -> (version, {path in the package: file in static/vendor})
PACKAGES: dict[str, tuple[str, dict[str, str]]] = {
    "@tabler/core": ("1.6.1", {"dist/css/tabler.min.css": "tabler.min.css"}),
    "echarts": ("6.1.0", {"dist/echarts.min.js": "echarts.min.js"}),
    "htmx.org": ("2.0.11", {"dist/htmx.min.js": "htmx.min.js"}),
}
TEST_PACKAGES: dict[str, tuple[str, dict[str, str]]] = {
    "axe-core": ("4.14.1", {"axe.min.js": "axe.min.js"}),
}
ICON_PACKAGE = ("@tabler/icons", "3.51.0")
SOURCE_MAP = re.compile(r"\n?/[/*]# sourceMappingURL=\S+?(?:\s*\*/)?\s*$")


def unpack(package: str, version: str, into: Path) -> Path:
    """Fetch one package and return the folder of its files."""
    done = subprocess.run(
        ["npm", "pack", f"{package}@{version}", "--silent"],
        cwd=into,
        check=True,
        capture_output=True,
        text=True,
    )
    target = into / package.replace("/", "_")
    with tarfile.open(into / done.stdout.strip().splitlines()[-1]) as archive:
        archive.extractall(target, filter="data")
    return target / "package"


def sprite(folder: Path) -> str:
    """Draw the chosen icons as the symbols of one file."""
    symbols = []
    for name in sorted(ICONS):
        kind, base = (
            ("filled", name.removesuffix("-filled"))
            if name in FILLED
            else (
                "outline",
                name,
            )
        )
        source = (folder / "icons" / kind / f"{base}.svg").read_text()
        inner = re.sub(r"<!--.*?-->", "", source, flags=re.S)
        inner = re.sub(r"\s+", " ", inner[inner.index(">", inner.index("<svg")) + 1 :])
        inner = inner.replace("</svg>", "").replace("> <", "><").strip()
        inner = inner.replace('<path stroke="none" d="M0 0h24v24H0z" fill="none"/>', "")
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{inner}</symbol>')
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def fetch() -> None:
    """Write every file and the manifests."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        rows = fetch_into(VENDOR, PACKAGES, work)
        package, version = ICON_PACKAGE
        (VENDOR / "icons.svg").write_text(sprite(unpack(package, version, work)))
        rows.append(("icons.svg", package, version))
        write_manifest(VENDOR, rows)
        write_manifest(FOR_TESTS, fetch_into(FOR_TESTS, TEST_PACKAGES, work))


def fetch_into(
    place: Path, packages: dict[str, tuple[str, dict[str, str]]], work: Path
) -> list[tuple[str, str, str]]:
    """Write the chosen files of the packages; return file, package and version of each."""
    place.mkdir(parents=True, exist_ok=True)
    rows = []
    for package, (version, files) in packages.items():
        folder = unpack(package, version, work)
        for source, target in files.items():
            text = SOURCE_MAP.sub("\n", (folder / source).read_text())
            (place / target).write_text(text)
            rows.append((target, package, version))
    return rows


def write_manifest(place: Path, rows: list[tuple[str, str, str]]) -> None:
    """Write where each file of the folder comes from, and its checksum."""
    found = {
        target: {"package": package, "version": version, "sha256": digest(place / target)}
        for target, package, version in sorted(rows)
    }
    (place / MANIFEST).write_text(json.dumps(found, indent=2) + "\n")


def digest(path: Path) -> str:
    """Return the SHA-256 of one vendored file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def faults() -> list[str]:
    """Compare the files with the manifests; return what differs."""
    found = []
    for place in (VENDOR, FOR_TESTS):
        listed = json.loads((place / MANIFEST).read_text())
        present = {path.name for path in place.iterdir()} - {MANIFEST}
        found += [f"{name} is not in the manifest" for name in sorted(present - set(listed))]
        for name, row in listed.items():
            if name not in present:
                found.append(f"{name} is missing")
            elif digest(place / name) != row["sha256"]:
                found.append(f"{name} does not have its checksum")
    return found


def main() -> int:
    """Fetch, or check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare only, no network")
    if not parser.parse_args().check:
        fetch()
    found = faults()
    print("\n".join(found) or "vendored files agree with their manifest")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
