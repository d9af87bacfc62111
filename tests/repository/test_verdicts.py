"""Every address for every role: the table is generated, reviewed, and held.

`UPDATE_VERDICTS=1` writes it anew; `manage.py gen_docs` puts it into docs/permissions.md.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.repository.scene import ROLES, Scene, patterns

TABLE = Path(__file__).with_name("verdicts.json")
UPDATE = os.environ.get("UPDATE_VERDICTS") == "1"

#: A page of the water bureau's data: nothing of it is open to these.
OUTSIDERS = ("anonymous", "stranger", "sysadmin", "secadmin", "auditor")


def addresses(scene: Scene) -> dict[str, str]:
    """Return the address of every route, one for each variant of its arguments."""
    found = {}
    for name, pattern in patterns():
        wanted = set(pattern.pattern.converters)
        variants = scene.arguments.get(name, {"": {}})
        for variant, arguments in variants.items():
            assert set(arguments) == wanted, f"{name}: the scene has no {wanted - set(arguments)}"
            label = f"{name} [{variant}]" if variant else name
            found[label] = reverse(name, kwargs=arguments)
    return found


def ask(browser: Client, method: str, address: str) -> int:
    """Return the status of one request, whose traces are taken back."""
    cookies = browser.cookies.output(header="")
    with transaction.atomic():
        answer = getattr(browser, method)(address)
        if answer.streaming:
            b"".join(answer.streaming_content)
        transaction.set_rollback(True)
    if browser.cookies.output(header="") != cookies:
        browser.cookies.clear()
        browser.cookies.load(cookies.replace("\r\n", ";"))
    return int(answer.status_code)


@pytest.fixture
def table() -> dict[str, dict[str, str]]:
    """Return the table as it is held."""
    return json.loads(TABLE.read_text(encoding="utf-8")) if TABLE.exists() else {}


@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_the_role_as_listed(
    scene: Scene, role: str, table: dict[str, dict[str, str]]
) -> None:
    user = scene.people[role]
    found = {}
    for label, address in addresses(scene).items():
        browser = Client(raise_request_exception=False)
        if user is not None:
            browser.force_login(user, backend="supervision.accounts.backends.PortalBackend")
        found[label] = f"{ask(browser, 'get', address)} {ask(browser, 'post', address)}"
    if UPDATE:
        _write(role, found)
        return
    listed = {label: row[role] for label, row in table.items()}
    assert found == listed


def _write(role: str, found: dict[str, str]) -> None:
    before = json.loads(TABLE.read_text(encoding="utf-8")) if TABLE.exists() else {}
    rows = {label: {**before.get(label, {}), role: verdict} for label, verdict in found.items()}
    ordered = {
        label: {name: row[name] for name in ROLES if name in row} for label, row in rows.items()
    }
    TABLE.write_text(json.dumps(ordered, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def test_no_address_breaks_for_anybody(table: dict[str, dict[str, str]]) -> None:
    broken = [
        (label, role, verdict)
        for label, row in table.items()
        for role, verdict in row.items()
        if "5" in (verdict[0], verdict[4])
    ]
    assert not broken


def test_outsiders_get_no_page_of_the_responsibilities(table: dict[str, dict[str, str]]) -> None:
    """Exports by their old addresses only point to the export, which refuses by itself."""
    leaks = [
        (label, role, row[role])
        for label, row in table.items()
        if label.startswith("accountability:") and not label.endswith("_export")
        for role in OUTSIDERS
        if "200" in row[role] or (role != "anonymous" and "302" in row[role])
    ]
    assert not leaks


def test_another_units_people_are_told_of_nothing(table: dict[str, dict[str, str]]) -> None:
    own = ("duty", "duty_draft", "supplement", "filing", "unit", "task", "quick_record")
    own += ("change", "change_request", "change_withdraw", "quick_draft")
    for name in own:
        for role in ("other_clerk", "other_assessor"):
            row: dict[str, Any] = table[f"accountability:{name}"]
            assert "200" not in row[role] and "302" not in row[role], (name, role, row[role])


def test_assessors_change_nothing(table: dict[str, dict[str, str]]) -> None:
    for label, row in table.items():
        if label.startswith(("accountability:", "exchange:import")):
            for role in ("assessor", "other_assessor"):
                assert row[role].split()[1] in {"302", "403", "404", "405"}, (label, row[role])
                if not label.endswith("_export"):
                    assert row[role].split()[1] != "302", (label, row[role])
