"""Stored script: a payload goes through every text field that is kept, and no page shows it raw."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.test import Client

from supervision.crypto.fields import EncryptedTextField
from tests.cast import enter
from tests.crawling import browser_of, links_in, remembered, taken_back
from tests.repository.scene import Scene
from tests.repository.test_verdicts import addresses

PAYLOAD = "<x1 a=\"'>"
APPS = ("supervision", "accountability", "cases")
#: What ends the session, and what a balancer asks.
NO_PAGES = ("/account/logout/", "/healthz", "/readyz")
#: Whose pages show everything that is kept.
READERS = (
    *("clerk", "office", "casesup", "internal", "sysadmin", "secadmin", "auditor", "assessor"),
    *("petition", "leader", "handler1", "reviewer"),
)
#: Who also opens what the pages link to: of a unit, the office, a clue's, one of each share.
FOLLOWING = ("clerk", "office", "casesup")
#: They read in so many shares, each in a scene of its own, for workers side by side.
SHARES = 3
#: Texts that decide what a row is: a code, an address, a digest, a key. No form writes them.
FORMED = {
    "path", "code", "url_name", "permission", "icon", "importer", "exporter", "sha256", "verb",
    "storage_name", "content_type", "object_type", "object_id", "owner_type", "owner_id",
    "dedupe_key", "kind", "list_key", "password", "username", "language", "period_key", "due_rule",
    "term_code", "term_unit", "term_warn", "term", "request_id", "ip", "query", "file_name",
    "state", "url", "chain", "receiver", "source_type", "source_id", "received_type", "received_id",
}  # fmt: skip


def text_fields() -> Iterator[tuple[type[models.Model], models.Field]]:
    """Yield every field of ours that holds free text."""
    for model in apps.get_models():
        if not model.__module__.startswith(APPS):
            continue
        for field in model._meta.concrete_fields:
            is_text = isinstance(field, models.CharField | models.TextField)
            plain = is_text and not isinstance(field, EncryptedTextField)
            if plain and not field.choices and not field.primary_key and field.name not in FORMED:
                yield model, field


def plant() -> set[str]:
    """Write the payload into every text that is kept, past the walls; return where it stands."""
    planted = set()
    with connection.cursor() as cursor:
        # What waits for the commit is asked of the rows as they were made.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    for model, field in text_fields():
        table, column = model._meta.db_table, field.column
        write = f'UPDATE "{table}" SET "{column}" = left(%s || "{column}", %s)'
        with connection.cursor() as cursor:
            try:
                with transaction.atomic():
                    cursor.execute("SET LOCAL session_replication_role = replica")
                    cursor.execute(write, [PAYLOAD, field.max_length or 100_000])
                    if cursor.rowcount > 0:
                        planted.add(f"{table}.{column}")
            except DatabaseError:
                # A column that holds nothing but a certain form cannot hold a script either.
                continue
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = origin")
    return planted


def pages(browser: Client, scene: Scene, follows: bool) -> Iterator[tuple[str, str]]:
    """Yield every page the reader gets: the addresses of the scene, and what they link to."""
    waiting, seen = list(addresses(scene).values()), set()
    while waiting:
        address = waiting.pop()
        bare = address.partition("?")[0]
        if bare in seen or bare in NO_PAGES:
            continue
        seen.add(bare)
        answer, body = taken_back(browser, "get", address)
        assert answer.status_code < 500, address
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            yield address, body.decode()
            waiting += links_in(answer, body) if follows else ()


@pytest.mark.parametrize("share", range(SHARES))
def test_no_stored_text_reaches_a_page_unescaped(scene: Scene, share: int) -> None:
    planted = plant()
    for needed in ("accountability_duty.title", "accountability_filing.text", "accounts_user.name"):
        assert needed in planted
    shown = 0
    for role in READERS[share::SHARES]:
        user: Any = scene.people[role]
        browser = browser_of(user)
        with remembered():
            for address, page in pages(browser, scene, role in FOLLOWING):
                assert "<x1" not in page, (role, address, page[page.index("<x1") - 200 :][:400])
                shown += page.count("&lt;x1")
    assert shown > 200 // SHARES
    stranger: Any = scene.people["stranger"]
    duty = scene.arguments["accountability:duty"][""]["pk"]
    nothing = enter(Client(raise_request_exception=False), stranger)
    assert nothing.get(f"/accountability/duties/{duty}/").status_code == 404


def test_the_figures_stand_whatever_is_stored(scene: Scene, settings: Any) -> None:
    plant()
    settings.METRICS_ALLOWED = ["127.0.0.1"]
    answer = Client().get("/metrics")
    assert answer.status_code == 200
    assert b"portal_database_answers 1.0" in answer.content
    stranger: Any = scene.people["stranger"]
    settings.METRICS_ALLOWED = []
    assert enter(Client(), stranger).get("/metrics").status_code == 404
