"""What the database holds about measures whatever the portal does: approvals, caps, order."""

import pgtrigger

from cases.enums.measures import MEASURE_MOVES
from cases.models.outcome_walls import only_legal_moves, refuses
from cases.models.walls import never_changes, stands
from cases.rules.measures import APPEARANCE_GAP, SIGNATORIES
from supervision.web.walls import Wall, append_only

_ZONE = "'Asia/Shanghai'"


def _midnight_after(day: str, length: str) -> str:
    """Return the instant at which a term of days or months after a day is over, in SQL."""
    return f"((({day}) + interval '{length}')::date + 1)::timestamp AT TIME ZONE {_ZONE}"


def _day(instant: str) -> str:
    return f"(({instant}) AT TIME ZONE {_ZONE})::date"


#: No liberty is taken by a technical measure: its end moves off rest days, of which there are
#: never more than this in a row.
_REST = "10 days"
_STARTED = _day("NEW.started_at")
#: The longest each measure may last before it is extended.
_FIRST_CAP = (
    "CASE NEW.kind"
    " WHEN 'compel_appearance' THEN NEW.started_at"
    " + CASE WHEN NEW.needs_custody THEN interval '24 hours' ELSE interval '12 hours' END"
    f" WHEN 'await_investigation' THEN {_midnight_after(_STARTED, '12 months')}"
    f" WHEN 'protective_custody' THEN {_midnight_after(_STARTED, '7 days')}"
    f" WHEN 'detention' THEN {_midnight_after(_STARTED, '3 months')}"
    f" ELSE {_midnight_after(_STARTED, '3 months')} + interval '{_REST}' END"
)

_SIGNED = " AND ".join(
    f"(NEW.kind <> '{kind}' OR (SELECT count(*) FROM cases_measuresignature s"
    f" WHERE s.measure_id = NEW.id AND s.approves) >= {len(chain)})"
    for kind, chain in sorted(SIGNATORIES.items())
)

MEASURE_WALLS = [
    *only_legal_moves(MEASURE_MOVES, "proposed"),
    never_changes(
        *("clue_id", "respondent_id", "kind", "ground", "needs_custody"),
        *("first_officer_id", "second_officer_id", "proposed_by_id", "proposed_at"),
    ),
    stands("start_stays", "OLD.started_at IS NOT NULL", "started_at", "place"),
    stands("end_stays", "OLD.ended_at IS NOT NULL", "ended_at", "end_reason", "ends_at"),
    refuses(
        "approved_by_all",
        _SIGNED,
        "a measure is approved by everybody the law names",
        operation=pgtrigger.UpdateOf("status"),
        when="NEW.status = 'approved'",
    ),
    refuses(
        "first_term_capped",
        f"NEW.ends_at <= {_FIRST_CAP}",
        "a measure never lasts longer than the law allows",
        operation=pgtrigger.Insert | pgtrigger.Update,
        when="NEW.started_at IS NOT NULL AND NEW.extension_count = 0",
    ),
    refuses(
        "grows_by_extensions",
        "EXISTS (SELECT 1 FROM cases_measureextension e WHERE e.measure_id = NEW.id"
        " AND e.ordinal = NEW.extension_count AND e.after = NEW.ends_at)",
        "a measure is prolonged by a recorded extension alone",
        operation=pgtrigger.Insert | pgtrigger.Update,
        when="NEW.extension_count > 0",
    ),
    refuses(
        "appearances_not_chained",
        "NOT EXISTS (SELECT 1 FROM cases_measure m WHERE m.id <> NEW.id"
        " AND m.respondent_id = NEW.respondent_id AND m.kind = 'compel_appearance'"
        " AND m.started_at IS NOT NULL AND m.started_at <= NEW.started_at"
        " AND coalesce(m.ended_at, m.ends_at)"
        f" > NEW.started_at - interval '{APPEARANCE_GAP.total_seconds():.0f} seconds')",
        "compelled appearances are not chained",
        operation=pgtrigger.Insert | pgtrigger.Update,
        when="NEW.kind = 'compel_appearance' AND NEW.started_at IS NOT NULL",
    ),
]

SIGNATURE_WALLS = [
    *append_only(),
    refuses(
        "not_ones_own",
        "NEW.outside_on IS NOT NULL OR NOT EXISTS (SELECT 1 FROM cases_measure m"
        " WHERE m.id = NEW.measure_id AND NEW.signed_by_id"
        " IN (m.proposed_by_id, m.first_officer_id, m.second_officer_id))",
        "nobody approves a measure of their own",
        operation=pgtrigger.Insert,
    ),
]

_LAST = _day("NEW.before - interval '1 microsecond'")
_EXTENSION_CAP = (
    "CASE m.kind"
    f" WHEN 'protective_custody' THEN {_midnight_after(_LAST, '3 days')}"
    " WHEN 'detention' THEN CASE WHEN NEW.ordinal = 1"
    f" THEN {_midnight_after(_LAST, '3 months')} ELSE {_midnight_after(_LAST, '2 months')} END"
    f" WHEN 'technical' THEN {_midnight_after(_LAST, '3 months')} + interval '{_REST}'"
    " ELSE NEW.before END"
)
_TIMES = (
    "CASE m.kind WHEN 'protective_custody' THEN 1 WHEN 'detention' THEN 2"
    " WHEN 'technical' THEN 32767 ELSE 0 END"
)

EXTENSION_WALLS: list[Wall] = [
    *append_only(),
    refuses(
        "extension_capped",
        "EXISTS (SELECT 1 FROM cases_measure m WHERE m.id = NEW.measure_id"
        " AND m.status = 'running' AND m.ends_at = NEW.before"
        f" AND NEW.ordinal = m.extension_count + 1 AND NEW.ordinal <= {_TIMES}"
        f" AND NEW.after <= {_EXTENSION_CAP})",
        "this measure may not be prolonged so often or so long",
        operation=pgtrigger.Insert,
    ),
]
