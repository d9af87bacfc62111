"""Run PostgreSQL's own programs on the database of this process's connection."""

from __future__ import annotations

import os
import subprocess

from django.db import connection

from tools.services.binaries import client_program


class ProgramError(Exception):
    """One of PostgreSQL's programs failed; the text is its own."""


def run(name: str, *arguments: str) -> None:
    """Run the program as the connection's role; the password goes by the environment.

    Raises ProgramError with the last lines it said.
    """
    place = connection.settings_dict
    env = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
    if place["PASSWORD"]:
        env["PGPASSWORD"] = place["PASSWORD"]
    words = [str(client_program(name)), "--no-password", f"--dbname={place['NAME']}"]
    words += [f"--host={place['HOST']}", f"--port={place['PORT']}", f"--username={place['USER']}"]
    done = subprocess.run(
        [*words, *arguments], env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = "\n".join(done.stderr.strip().splitlines()[-5:])
        raise ProgramError(f"{name} failed:\n{said}")
