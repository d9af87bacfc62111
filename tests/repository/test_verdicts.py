"""Every address for every role: the table is generated, reviewed, and held.

`UPDATE_VERDICTS=1` writes it anew; `manage.py gen_docs` puts it into docs/permissions.md.
The scene is built once for a whole run and every request taken back, so that each address is
asked of the same world: as a page, as a part of a page (HTMX), and as a form without
any field but a valid token. Only what the table holds as a page is drawn: drawing changes no
verdict, and a refusal looks the same everywhere.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.cast import enter
from tests.crawling import browser_of, remembered, taken_back, unpainted
from tests.repository.scene import ROLES, Scene, patterns

TABLE = Path(__file__).with_name("verdicts.json")
UPDATE = os.environ.get("UPDATE_VERDICTS") == "1"

#: A page of the water bureau's data: nothing of it is open to these.
OUTSIDERS = ("anonymous", "stranger", "sysadmin", "secadmin", "auditor", "revoked")
#: People of other units: the water bureau's objects do not exist for them.
ELSEWHERE = ("other_clerk", "other_assessor", "township_clerk")
#: Those who only read, wherever they read.
READERS = ("assessor", "other_assessor", "internal", "stationed")
#: Assessors read and score what their group was sent for, and nothing else is theirs to write.
ASSESSING = ("accountability:sheet_", "accountability:problem_", "accountability:sheet [")
#: Internal supervision traces a problem back through what others did; the trace is its own.
TRACING = {("internal", "accountability:trace_new")}
#: The roles are asked in so many shares, each in a scene of its own, for workers side by side.
SHARES = 4
#: What an answer says that lets nobody do anything.
REFUSED = ("403", "404", "405")
#: The token a browser carries in its cookie and in every form.
TOKEN = "a" * 32


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


def ask(browser: Client, method: str, address: str, **headers: str) -> int:
    """Return the status of one request, whose traces are taken back."""
    cookies = browser.cookies.output(header="")
    if method == "post":
        headers["X-CSRFToken"] = TOKEN
    answer, _body = taken_back(browser, method, address, **headers)
    if browser.cookies.output(header="") != cookies:
        browser.cookies.clear()
        browser.cookies.load(cookies.replace("\r\n", ";"))
    return int(answer.status_code)


def glance(browser: Client, method: str, address: str, **headers: str) -> int:
    """Return the status of one request that goes its whole way; only the page stays empty."""
    with unpainted():
        return ask(browser, method, address, **headers)


def verdicts(
    scene: Scene, role: str, held: dict[str, dict[str, str]], seen: set[str]
) -> dict[str, str]:
    """Return what each address answers the role."""
    browser = browser_of(scene.people[role], enforce_csrf_checks=True)
    browser.cookies["csrftoken"] = TOKEN
    with remembered():
        return {
            label: verdict(browser, role, (label, address), held.get(label, {}), seen)
            for label, address in addresses(scene).items()
        }


def verdict(
    browser: Client, role: str, place: tuple[str, str], held: dict[str, str], seen: set[str]
) -> str:
    """Return what one address answers the role; a part is as open as its page, never more.

    A view that takes no form (or shows no page) takes it of nobody: once 405 has said so, roles of
    whom a refusal is held are not asked again.
    """
    label, address = place
    held_page, _space, held_form = held.get(role, "200 200").partition(" ")
    if not UPDATE and f"get {label}" in seen and held_page in REFUSED:
        page = int(held_page)
    else:
        drawn = UPDATE or held_page == "200"
        page = (ask if drawn else glance)(browser, "get", address)
    if page == 200 and label not in seen and looks_at_part(role, held):
        seen.add(label)
        part = glance(browser, "get", address, **{"HX-Request": "true"})
        assert part in (page, 204), f"{label} as {role}: {page} as a page, {part} as a part"
    if label == "readyz" and page == 503:
        # Whether all is ready is the machines' business; that everybody may ask is a verdict.
        page = 200
    if not UPDATE and f"post {label}" in seen and held_form in REFUSED:
        form = int(held_form)
    else:
        form = glance(browser, "post", address)
    seen |= {f"{name} {label}" for name, said in (("get", page), ("post", form)) if said == 405}
    return f"{page} {form}"


def looks_at_part(role: str, held: dict[str, str]) -> bool:
    """Tell whether the role asks for the part of a page: the first who is held to get the page.

    Whether an address has a part at all is its own; one look at each is enough. Of an address that
    is not held yet, or not as anybody's page, everybody who gets it looks.
    """
    lookers = [other for other, said in held.items() if said.startswith("200")]
    return UPDATE or not lookers or role == lookers[0]


@pytest.fixture(scope="module")
def table() -> dict[str, dict[str, str]]:
    """Return the table as it is held."""
    return json.loads(TABLE.read_text(encoding="utf-8")) if TABLE.exists() else {}


def cells(table: dict[str, dict[str, str]], *roles: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield address, role, the answer to GET and the answer to POST."""
    for label, row in table.items():
        for role in roles or row:
            page, _space, form = row[role].partition(" ")
            yield label, role, page, form


@pytest.mark.parametrize("share", range(SHARES))
def test_every_address_answers_every_role_as_listed(
    scene: Scene, table: dict[str, dict[str, str]], share: int
) -> None:
    roles = ROLES[share::SHARES]
    seen: set[str] = set()
    by_role = {role: verdicts(scene, role, table, seen) for role in roles}
    if UPDATE:
        _keep(by_role)
        return
    changed = {
        f"{label} as {role}": (table.get(label, {}).get(role), said)
        for role, answers in by_role.items()
        for label, said in answers.items()
        if table.get(label, {}).get(role) != said
    }
    assert not changed, "new or changed verdicts: review them, then UPDATE_VERDICTS=1"
    assert set(table) == set(addresses(scene))


def _keep(by_role: dict[str, dict[str, str]]) -> None:
    """Write the answers of these roles into the table, and drop addresses that are gone."""
    asked = next(iter(by_role.values()))
    with TABLE.open("r+", encoding="utf-8") as file:
        # Another worker may be writing its own share.
        fcntl.flock(file, fcntl.LOCK_EX)
        before, rows = json.load(file), {}
        for label in asked:
            new = {role: answers[label] for role, answers in by_role.items()}
            row = before.get(label, {}) | new
            rows[label] = {role: row[role] for role in ROLES if role in row}
        file.seek(0)
        file.truncate()
        file.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")


def test_a_part_of_a_page_asks_a_visitor_to_sign_in_without_a_redirect(scene: Scene) -> None:
    browser = browser_of(None)
    for label, address in addresses(scene).items():
        page = ask(browser, "get", address)
        part = ask(browser, "get", address, **{"HX-Request": "true"})
        assert part == (401 if page == 302 and not label.startswith("set_language") else page)


def test_no_form_is_taken_without_its_token(scene: Scene) -> None:
    browser = Client(raise_request_exception=False, enforce_csrf_checks=True)
    enter(browser, scene.people["office"])
    for label, address in addresses(scene).items():
        with transaction.atomic():
            status = browser.post(address).status_code
            transaction.set_rollback(True)
        assert status in (403, 404, 405), (label, status)


def test_no_address_breaks_for_anybody(table: dict[str, dict[str, str]]) -> None:
    broken = [cell for cell in cells(table) if cell[2].startswith("5") or cell[3].startswith("5")]
    assert not broken


def test_outsiders_get_no_page_of_the_responsibilities(table: dict[str, dict[str, str]]) -> None:
    """Exports by their old addresses only point to the export, which refuses by itself."""
    sent_on = ("anonymous", "revoked")
    leaks = [
        (label, role, page, form)
        for label, role, page, form in cells(table, *OUTSIDERS)
        if label.startswith("accountability:") and not label.endswith("_export")
        if "200" in (page, form) or (role not in sent_on and "302" in (page, form))
    ]
    assert not leaks


def test_a_revoked_account_opens_no_more_than_a_visitor(table: dict[str, dict[str, str]]) -> None:
    more = [
        (label, row["revoked"], row["anonymous"])
        for label, row in table.items()
        if "200" in row["revoked"] and row["revoked"] != row["anonymous"]
    ]
    assert not more


def test_another_units_people_are_told_of_nothing(table: dict[str, dict[str, str]]) -> None:
    own = ("duty", "duty_draft", "supplement", "filing", "unit", "task", "quick_record")
    own += ("change", "change_request", "change_withdraw", "quick_draft")
    for name in own:
        for role in ELSEWHERE:
            row: dict[str, Any] = table[f"accountability:{name}"]
            assert "200" not in row[role] and "302" not in row[role], (name, role, row[role])


def test_another_townships_objects_stay_there(table: dict[str, dict[str, str]]) -> None:
    """What belongs to the township is nobody's of the two bureaus, nor their assessors'."""
    for label, role, page, form in cells(
        table, "clerk", "head", "other_clerk", "assessor", "other_assessor", "stationed"
    ):
        if "[township" in label:
            assert not {"200", "302"} & {page, form}, (label, role, page, form)


def test_readers_change_nothing(table: dict[str, dict[str, str]]) -> None:
    for label, role, _page, form in cells(table, *READERS):
        if role == "assessor" and label.startswith(ASSESSING):
            continue
        if (role, label) in TRACING:
            continue
        if label.startswith(("accountability:", "exchange:import")):
            assert form in {"302", "403", "404", "405"}, (label, role, form)
            # Choosing rows leads on to the page of a plan, which refuses by itself.
            if not label.endswith(("_export", "_pick")):
                assert form != "302", (label, role)


def test_no_administrator_holds_the_acts_of_another(table: dict[str, dict[str, str]]) -> None:
    """No address takes a form from two of the three administrators and from nobody else."""
    for label, row in table.items():
        if not label.startswith(("accounts:", "audit:")):
            continue
        acting = {role for role in ("sysadmin", "secadmin", "auditor") if _acts(row[role])}
        everybody = _acts(row["stranger"])
        assert everybody or len(acting) <= 2, (label, acting)


def _acts(verdict: str) -> bool:
    return verdict.partition(" ")[2] in ("200", "302", "400", "422")
