"""The compose file as data: pinned images, hardened services, every variable explained."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.operations import compose
from tools.children import portal_children
from tools.layout import ROOT

SERVICES = compose.services()
OURS = ("migrate", "web", "worker", "beat", "manage")


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_hardened(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert not service.get("privileged")
    limits = service["deploy"]["resources"]["limits"]
    assert {"cpus", "memory", "pids"} <= set(limits)
    assert not set(service.get("cap_add", [])) & {"SYS_ADMIN", "NET_ADMIN", "SYS_PTRACE"}


@pytest.mark.parametrize("name", OURS)
def test_our_processes_are_nobody_special(name: str) -> None:
    service = SERVICES[name]
    assert service["user"] == "10001:10001"
    assert "cap_add" not in service
    assert service["environment"]["PORTAL_ENV"] == "production"
    image = (ROOT / "Dockerfile").read_text()
    assert "--uid 10001" in image and re.search(r"^USER portal$", image, re.M)


@pytest.mark.parametrize("name", SERVICES)
def test_every_image_is_pinned_to_a_whole_version(name: str) -> None:
    assert re.fullmatch(r"[\w./-]+:\d+\.\d+(\.\d+)?", SERVICES[name]["image"])
    (base,) = re.findall(r"^FROM (\S+)", (ROOT / "Dockerfile").read_text(), re.M)
    assert re.fullmatch(r"python:\d+\.\d+\.\d+-slim-\w+", base)


def test_the_image_prints_and_reads_chinese() -> None:
    """Papers need a face for their PDF, scans a program that knows simplified Chinese."""
    image = (ROOT / "Dockerfile").read_text()
    assert {"fonts-noto-cjk", "tesseract-ocr", "tesseract-ocr-chi-sim"} <= set(image.split())
    assert image.index("apt-get install") < image.index("USER portal")


def test_only_the_proxy_can_be_reached_and_only_it_reaches_out() -> None:
    networks = compose.load()["networks"]
    assert networks["inside"]["internal"] is True
    for name, service in SERVICES.items():
        if name == "proxy":
            assert set(service["networks"]) == {"inside", "edge"}
        else:
            assert service["networks"] == ["inside"]
            assert "ports" not in service


def test_only_what_migrates_knows_the_owner() -> None:
    for name in ("web", "worker", "beat"):
        assert "owner" not in str(SERVICES[name]["environment"])
        assert "owner_password" not in SERVICES[name]["secrets"]
        assert "./keys:/run/keys:ro" in SERVICES[name]["volumes"]
    for name in ("migrate", "manage"):
        assert "portal_owner@" in SERVICES[name]["environment"]["DATABASE_OWNER_URL"]


def test_no_secret_stands_in_file_variables_or_image() -> None:
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            if re.search("PASSWORD|TOKEN|SECRET", name):
                assert name.endswith("_FILE") and str(value).startswith("/run/secrets/")
    known = compose.load()["secrets"]
    for service in SERVICES.values():
        assert set(service.get("secrets", [])) <= set(known)
    ignored = (ROOT / ".gitignore").read_text().split()
    assert {"/secrets/", "/keys/", "/backup/"} <= set(ignored)
    assert {"secrets", "keys", "backup"} <= set((ROOT / ".dockerignore").read_text().split())


def test_every_variable_is_in_the_example_and_explained() -> None:
    examples, text = compose.examples(), (ROOT / "docs" / "operations.md").read_text()
    assert set(compose.variables()) == set(examples)
    for name in examples:
        assert f"`{name}`" in text or f"`{name}=" in text, name


def test_defaults_of_the_file_and_the_example_are_the_same() -> None:
    examples = compose.examples()
    for name, default in compose.variables().items():
        assert default in ("", examples[name]), name


def test_every_variable_of_a_service_is_read_by_the_portal() -> None:
    readers = [ROOT / "gunicorn.conf.py", *(ROOT / "supervision").rglob("*.py")]
    code = "".join(path.read_text() for path in [*readers, ROOT / "tools" / "health.py"])
    derived = {"DATABASE_PASSWORD", "DATABASE_OWNER_PASSWORD", "HOME"}
    for name in SERVICES["manage"]["environment"]:
        known = (name, name.removesuffix("_FILE"))
        assert any(each in derived or f'"{each}"' in code for each in known), name


def test_launcher_and_containers_run_the_same_words() -> None:
    for child in portal_children(8000, {}):
        command: list[Any] = SERVICES[child.name]["command"]
        ours = [word for word in child.words[2:] if "beat-schedule" not in word]
        assert [word for word in command if "beat-schedule" not in word] == ours


def test_mounted_files_exist() -> None:
    for service in SERVICES.values():
        for volume in service.get("volumes", []):
            place = str(volume).partition(":")[0]
            if place.startswith("./deploy"):
                assert (ROOT / place).exists()


def test_the_proxy_does_what_synchronous_workers_need() -> None:
    text = Path(ROOT / "deploy" / "proxy" / "nginx.conf").read_text()
    for words in (
        "proxy_request_buffering on;",
        "proxy_buffering on;",
        "client_max_body_size",
        "proxy_set_header X-Forwarded-For $remote_addr;",
        "proxy_set_header X-Forwarded-Proto https;",
        "Strict-Transport-Security",
        "ssl_protocols TLSv1.2 TLSv1.3;",
        "location = /metrics { return 404; }",
    ):
        assert words in text
    assert text.count("{") == text.count("}")
    logged = text[text.index("log_format") : text.index("access_log")]
    assert "$request " not in logged and "$args" not in logged and "referer" not in logged
