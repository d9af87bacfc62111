"""A Chromium and a Chinese font for the browser tests: find them, or fetch them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

# The shell without windows needs less than half the processor's time of the whole browser.
SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.fonts",
    "~/.local/share/fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
)
FONT_WORDS = (
    "cjk",
    "sourcehan",
    "wqy",
    "droidsansfallback",
    "simsun",
    "simhei",
    "msyh",
    "pingfang",
    "heiti",
    "songti",
    "fandol",
    "notosanssc",
    "notoserifsc",
)
# Chromium's own sandbox needs rights that containers and root do not have.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ADVICE = """\
The browser tests need {missing}, which this machine has not and which could not be fetched.
    Debian or Ubuntu, as root:   apt-get install chromium-headless-shell fonts-noto-cjk
    elsewhere:                   .venv/bin/python -m playwright install --with-deps chromium
                                 and any Chinese font
The other tests run without:     make test ARGS='-m "not browser"'"""


def _starts(program: Path) -> bool:
    try:
        run = subprocess.run(
            [str(program), "--version"], capture_output=True, check=False, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return run.returncode == 0


def executable() -> str | None:
    """Return the path of a Chromium that starts; PORTAL_CHROMIUM names one."""
    given = os.environ.get("PORTAL_CHROMIUM")
    candidates = [Path(given)] if given else []
    candidates += [Path(found) for name in NAMES if (found := shutil.which(name))]
    cache = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", "~/.cache/ms-playwright")).expanduser()
    for pattern in (
        "chromium-*/chrome-linux*/chrome",
        "chromium_headless_shell-*/*/*headless*shell",
    ):
        candidates += sorted(cache.glob(pattern), reverse=True)
    return next((str(path) for path in candidates if _starts(path)), None)


def has_chinese_font() -> bool:
    """Tell whether a font with Chinese characters is installed; without one pages show boxes."""
    if shutil.which("fc-list"):
        run = subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, check=False)
        return bool(run.stdout.strip())
    files = (
        path for folder in FONT_FOLDERS for path in Path(folder).expanduser().rglob("*.[to]t[fc]")
    )
    return any(word in path.name.lower() for path in files for word in FONT_WORDS)


def _install_package(package: str) -> None:
    env = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    subprocess.run(["apt-get", "update", "-qq"], env=env, check=False)
    words = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", package]
    subprocess.run(words, env=env, check=False, stdout=subprocess.DEVNULL)


def ensure() -> str:
    """Return the path of a browser, fetching it and a font first if need be, or stop."""
    browser, font = executable(), has_chinese_font()
    lacking = [] if browser and SHELL in browser else [SHELL]
    lacking += [] if font else ["fonts-noto-cjk"]
    if lacking and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Fetching for the browser tests: {' '.join(lacking)} ...", flush=True)
        for package in lacking:
            _install_package(package)
        if not executable():
            # Where the shell is no package of its own, the whole browser is one.
            _install_package("chromium")
        browser, font = executable(), has_chinese_font()
    if not browser:
        print("Fetching Chromium for the browser tests ...", flush=True)
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
        browser = executable()
    if not browser or not font:
        missing = " and ".join(
            word for word, has in (("a Chromium", browser), ("a Chinese font", font)) if not has
        )
        sys.exit(ADVICE.format(missing=missing))
    return browser
