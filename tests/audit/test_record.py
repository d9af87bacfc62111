"""The record is append-only, knows its verbs, and is read by the auditor alone."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.template import Context, Template

from supervision.audit import selectors, verbs
from supervision.audit.models import AuditEvent
from supervision.audit.services import record
from supervision.audit.templatetags.audit_tags import timeline
from supervision.audit.verbs import Verb
from supervision.organizations.verbs import UNIT_CHANGED


@pytest.fixture
def event(clerk: Any, units: Any) -> AuditEvent:
    """One recorded act."""
    return record(verb=UNIT_CHANGED, actor=clerk, target=units.water, unit=units.water)


def test_an_event_says_who_did_what_to_what(event: AuditEvent, clerk: Any, units: Any) -> None:
    assert (event.actor_id, event.actor_name) == (clerk.pk, clerk.name)
    assert event.object_type == "organizations.unit"
    assert event.object_label == units.water.name
    assert event.unit_id == units.water.pk


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditevent SET actor_name = 'x' WHERE id = %s",
        "DELETE FROM audit_auditevent WHERE id = %s",
        "TRUNCATE audit_auditevent /* %s */",
    ],
)
def test_the_database_itself_refuses_to_change_it(event: AuditEvent, statement: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            statement.replace("/* %s */", ""), [event.pk] if "WHERE" in statement else []
        )
    assert AuditEvent.objects.filter(pk=event.pk).exists()


def test_the_model_refuses_as_well(event: AuditEvent) -> None:
    event.actor_name = "x"
    for act in (event.save, event.delete, AuditEvent.objects.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_an_unregistered_verb_raises_and_writes_nothing(clerk: Any) -> None:
    before = AuditEvent.objects.count()
    with pytest.raises(LookupError):
        record(verb=Verb(code="audit.made_up", label="x"), actor=clerk)
    assert AuditEvent.objects.count() == before


def test_a_verb_is_registered_once() -> None:
    with pytest.raises(ValueError):
        verbs.register(Verb(code=UNIT_CHANGED.code, label="again"))


def test_a_verb_that_a_later_version_dropped_is_still_shown(db: None) -> None:
    old = AuditEvent(verb="audit.dropped")
    assert (old.label, old.icon) == ("audit.dropped", "history")


def test_the_timeline_is_of_the_object_and_newest_first(
    event: AuditEvent, clerk: Any, units: Any
) -> None:
    second = record(verb=UNIT_CHANGED, actor=clerk, target=units.water, unit=units.water)
    record(verb=UNIT_CHANGED, actor=clerk, target=units.finance, unit=units.finance)
    assert list(selectors.timeline(units.water)[:2]) == [second, event]


def test_an_act_that_fails_leaves_no_event(clerk: Any, units: Any) -> None:
    before = AuditEvent.objects.count()
    with pytest.raises(RuntimeError), transaction.atomic():
        record(verb=UNIT_CHANGED, actor=clerk, target=units.water)
        raise RuntimeError
    assert AuditEvent.objects.count() == before


def test_the_auditor_reads_and_filters_the_record(
    event: AuditEvent, auditor: Any, units: Any, as_user: Any
) -> None:
    browser = as_user(auditor)
    page = browser.get("/audit/").content.decode()
    assert units.water.name in page
    narrowed = browser.get("/audit/", {"verb": UNIT_CHANGED.code}).content.decode()
    assert narrowed.count("<tr") < page.count("<tr")
    assert units.water.name in narrowed
    none = browser.get("/audit/", {"actor_name": "没有此人"}).content.decode()
    assert units.water.name not in none


def test_a_request_binds_its_events_together(clerk: Any, as_user: Any) -> None:
    as_user(clerk).post("/account/preferences/", {"elder_mode": "1"})
    event = AuditEvent.objects.get(verb="accounts.preferences_changed")
    assert event.request_id
    assert event.ip == "127.0.0.1"


@pytest.mark.parametrize("who", ["stranger", "clerk", "office", "leader", "sysadmin", "secadmin"])
def test_nobody_else_reads_the_record(
    who: str, as_user: Any, request: pytest.FixtureRequest
) -> None:
    assert as_user(request.getfixturevalue(who)).get("/audit/").status_code == 403


def test_a_long_run_of_one_act_is_folded(clerk: Any, office: Any, units: Any) -> None:
    water = units.water
    for actor, times in ((clerk, 4), (office, 2)):
        for _time in range(times):
            record(verb=UNIT_CHANGED, actor=actor, target=water, unit=water)
    runs = timeline(water)["runs"]
    assert [len(run) for run in runs][:2] == [2, 4]
    page = Template("{% load audit_tags %}{% timeline water %}").render(Context({"water": water}))
    assert page.count("<details") == 1
    assert [len(run) for run in timeline(units.finance)["runs"]] == [1]
