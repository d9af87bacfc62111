"""As root PostgreSQL refuses to run: find an unprivileged account and what it can reach."""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
from pathlib import Path

from tools.services.processes import ServiceError


def unprivileged() -> pwd.struct_passwd | None:
    """Return the account the database runs under, or None when this one will do."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise ServiceError(
        "PostgreSQL does not run as root and there is no account postgres or nobody."
    )


def can_be_entered(path: Path) -> bool:
    """Tell whether other accounts may pass through a folder and all its parents."""
    path = path.resolve()
    return all(each.stat().st_mode & 0o001 for each in (path, *path.parents) if each.exists())


def reachable(folder: Path) -> Path:
    """Return the folder, or one under /var/lib when another account could not get into it."""
    if can_be_entered(folder):
        return folder
    key = hashlib.sha256(str(folder).encode()).hexdigest()[:10]
    return Path("/var/lib") / f"portal-{key}"


def reachable_programs(programs: Path, store: Path, account: pwd.struct_passwd) -> Path:
    """Return the programs' folder, or a copy in the store that the account can execute.

    The package's libraries are found by a path relative to the programs, so its layout is kept.
    """
    if can_be_entered(programs) and os.stat(programs / "initdb").st_mode & 0o001:
        return programs
    package = programs.parent.parent
    digest = hashlib.sha256(f"{programs}{programs.stat().st_mtime}".encode()).hexdigest()[:10]
    target = store / f"programs-{digest}"
    copy = target / package.name / programs.parent.name / "bin"
    if (target / "complete").exists():
        return copy
    shutil.rmtree(target, ignore_errors=True)
    unneeded = shutil.ignore_patterns("*.a", "include", "pgxs")
    shutil.copytree(programs.parent, copy.parent, ignore=unneeded, symlinks=True)
    libraries = package.with_name(package.name + ".libs")
    if libraries.exists():
        shutil.copytree(libraries, target / libraries.name, symlinks=True)
    for path in (target, *target.rglob("*")):
        os.chown(path, account.pw_uid, account.pw_gid, follow_symlinks=False)
    (target / "complete").touch()
    return copy
