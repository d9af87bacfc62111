"""Each registered act is recorded by some service, and by its own name only."""

import ast
from pathlib import Path

from supervision.audit import verbs
from tools.layout import ROOT

#: Where acts are recorded. Registrations, migrations and demo data record nothing.
FOLDERS = ("supervision", "accountability", "cases")


def sources() -> list[Path]:
    """Return the code of the project."""
    return [
        path
        for folder in FOLDERS
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def _registered(tree: ast.Module) -> set[str]:
    """Return the names to which a module binds verbs."""
    found = set()
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            called = ast.unparse(node.value.func)
            if called in ("verbs.register", "register", "_verb"):
                found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return found


def test_every_verb_is_recorded_somewhere() -> None:
    bound: set[str] = set()
    used: set[str] = set()
    for path in sources():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if path.name == "verbs.py":
            bound |= {f"{path.parent.name}.{name}" for name in _registered(tree)}
            continue
        text = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        text |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        if text & {"record", "record_read"}:
            used |= text
    idle = {name for name in bound if name.split(".")[1] not in used}
    assert not idle
    assert len(bound) == len(verbs.everything())


def test_codes_are_of_their_app_and_labels_are_words() -> None:
    for code, verb in verbs.everything().items():
        app, _dot, act = code.partition(".")
        assert app and act == act.lower()
        assert str(verb.label).strip()


def test_services_that_write_also_record() -> None:
    """A service module that creates, updates or deletes rows leaves an event, or says why not."""
    free = {
        # Called inside a service that records.
        "accountability/services/duties.py",
        "accountability/services/numbers.py",
        "accountability/services/entries.py",
        "accountability/services/item_rows.py",
        "cases/services/clocks/counted.py",
        "cases/services/clocks/moving.py",
        "cases/services/steps/countersigning.py",
        "cases/services/steps/holding.py",
        "supervision/notifications/services/notices.py",
        # Seals and digests are made of the record itself.
        "supervision/audit/services/digests.py",
        "supervision/audit/services/sealing.py",
        # The letter-box behind the broker; what lies in it was recorded by whoever put it there.
        "supervision/notifications/services/outbox.py",
        "supervision/deadlines/services/items.py",
        "accountability/services/versions.py",
        # What a file says about itself and how often words occur: derived from rows on record.
        "supervision/attachments/services/examining.py",
        "accountability/services/detection/texts.py",
        # The import's own service records the batch these rows are written for.
        "supervision/exchange/services/writing.py",
    }
    silent = []
    for path in sources():
        where = path.relative_to(ROOT).as_posix()
        if "/services" not in where or where in free:
            continue
        text = path.read_text(encoding="utf-8")
        writes = any(word in text for word in (".create(", ".bulk_create(", ".delete()", ".save("))
        if writes and "record(" not in text and "record_read(" not in text:
            silent.append(where)
    assert not silent
