"""Make .venv and install the locked packages into it; do nothing when they are already there.

Runs on a bare Python, so only the standard library may be imported, and the syntax stays old
enough for an unsuitable Python to reach the sentence that says so.
"""

from __future__ import annotations

import hashlib
import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)
LOCKS = {"runtime": ["requirements.txt"], "dev": ["requirements.txt", "requirements-dev.txt"]}
# pip's own settings, handed on to uv, which does not read pip's files.
HANDED_ON = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "cert": "SSL_CERT_FILE",
}


def say(message: str) -> None:
    """Print one line at once."""
    print(message, flush=True)


def suitable_python() -> str:
    """Return the path of a Python that is new enough, or stop with a sentence."""
    if sys.version_info >= OLDEST:
        return sys.executable
    for minor in range(20, OLDEST[1] - 1, -1):
        found = shutil.which("python3.%d" % minor)  # noqa: UP031  (must run on an old Python)
        if found:
            return found
    sys.exit("Python 3.11 or newer is needed; this is Python %s." % sys.version.split()[0])  # noqa: UP031


def stamp_text(kind: str) -> str:
    """Return the text that is true of this place, this Python and these locks only."""
    digest = hashlib.sha256()
    for part in (str(VENV), sys.version, *[(ROOT / name).read_text() for name in LOCKS[kind]]):
        digest.update(part.encode() + b"\0")
    return digest.hexdigest()


def stamp_path(kind: str) -> pathlib.Path:
    """Return the file that remembers what was installed."""
    return VENV / (".installed-" + kind)


def is_installed(kind: str) -> bool:
    """Tell whether the environment already holds the packages of the lock."""
    stamp = stamp_path(kind)
    return PYTHON.exists() and stamp.exists() and stamp.read_text() == stamp_text(kind)


def works(python: pathlib.Path) -> bool:
    """Tell whether an interpreter starts, belongs to this folder and has pip."""
    code = "import sys, pip; print(sys.prefix)"
    try:
        run = subprocess.run([str(python), "-c", code], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return run.returncode == 0 and os.path.realpath(run.stdout.strip()) == os.path.realpath(VENV)


def make_venv() -> None:
    """Create the virtual environment, replacing one that was moved or lost its Python."""
    if works(PYTHON):
        return
    if VENV.exists():
        say("The environment in .venv does not work here; making it again.")
        shutil.rmtree(str(VENV))
    say("Making the Python environment in .venv ...")
    run = subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False)
    if run.returncode:
        shutil.rmtree(str(VENV), ignore_errors=True)
        version = "%d.%d" % sys.version_info[:2]  # noqa: UP031
        sys.exit(
            "Python cannot make a virtual environment. On Debian or Ubuntu install it with:\n"
            "    apt-get install python3-venv      (or python" + version + "-venv)"
        )


def uv_environment() -> dict[str, str]:
    """Return the environment for uv: this venv, pip's configured package sources, no downloads."""
    env = dict(os.environ, VIRTUAL_ENV=str(VENV), UV_PYTHON_DOWNLOADS="never")
    # An office's proxy signs with a certificate that only the system knows.
    env.setdefault("UV_SYSTEM_CERTS", "true")
    listing = subprocess.run(
        [str(PYTHON), "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    )
    for line in listing.stdout.splitlines():
        name, _, value = line.partition("=")
        variable = HANDED_ON.get(name.rpartition(".")[2])
        words = value.strip("'\"").replace("\\n", " ").split()
        if variable and words and variable not in os.environ:
            env[variable] = (" " if variable == "UV_INDEX" else ",").join(words)
            # Every file is pinned by hash, so it does not matter which source offers it.
            env.setdefault("UV_INDEX_STRATEGY", "unsafe-best-match")
    return env


def install(kind: str) -> None:
    """Install the locks with uv, or with pip when uv cannot be had."""
    locks = [word for name in LOCKS[kind] for word in ("-r", str(ROOT / name))]
    pip = [str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    say("Installing the pinned packages ...")
    if subprocess.run([*pip, "uv"], check=False).returncode == 0:
        uv = [str(PYTHON), "-m", "uv", "pip", "install", "-q", "--require-hashes", *locks]
        if subprocess.run(uv, env=uv_environment(), check=False).returncode == 0:
            return
        say("uv did not succeed; trying with pip, which is slower ...")
    if subprocess.run([*pip, "--require-hashes", *locks], check=False).returncode:
        sys.exit("The packages could not be installed; the messages above say why.")


def show_checkout_to_python() -> None:
    """Put the checkout on the environment's import path, so that tools work from any folder."""
    for folder in (VENV / "lib").glob("python3.*/site-packages"):
        (folder / "portal-checkout.pth").write_text(str(ROOT) + "\n")


def main(arguments: list[str]) -> None:
    """Bring .venv up to date; with --dev the packages for tests and checks too."""
    kind = "dev" if "--dev" in arguments else "runtime"
    python = suitable_python()
    if python != sys.executable:
        os.execv(python, [python, __file__, *arguments])
    if is_installed(kind):
        return
    make_venv()
    install(kind)
    show_checkout_to_python()
    for done in LOCKS:
        if done == kind or kind == "dev":
            stamp_path(done).write_text(stamp_text(done))


if __name__ == "__main__":
    main(sys.argv[1:])
