"""What the database refuses about deadlines, whoever asks: no favour without a second person.

The rules stand in `accountability.services.changes`; these walls hold for every other way to the
tables (A12).
"""

import pgtrigger

from accountability.models.one_person import another_person
from supervision.web.walls import Wall, no_truncate

#: On a request: the question never changes, the decision is made once, nothing disappears.
CHANGE_WALLS = [
    Wall(
        name="decided_once",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func="""
            IF (NEW.duty_id, NEW.kind, NEW.reason, NEW.ends_before, NEW.requested_by_id,
                NEW.requested_at) IS DISTINCT FROM (OLD.duty_id, OLD.kind, OLD.reason,
                OLD.ends_before, OLD.requested_by_id, OLD.requested_at) THEN
                RAISE EXCEPTION 'what was asked for is never changed';
            END IF;
            IF OLD.status <> 'pending' AND (NEW.status, NEW.decided_by_id, NEW.decided_at,
                NEW.opinion) IS DISTINCT FROM (OLD.status, OLD.decided_by_id, OLD.decided_at,
                OLD.opinion) THEN
                RAISE EXCEPTION 'a request is decided once';
            END IF;
            IF NEW.ends_after IS DISTINCT FROM OLD.ends_after AND (OLD.ends_after IS NOT NULL
                OR NEW.kind <> 'pause' OR NEW.resumed_at IS NULL) THEN
                RAISE EXCEPTION 'the deadline asked for is never changed';
            END IF;
            IF OLD.resumed_at IS NOT NULL AND (NEW.resumed_at, NEW.resumed_by_id)
                IS DISTINCT FROM (OLD.resumed_at, OLD.resumed_by_id) THEN
                RAISE EXCEPTION 'a pause ends once';
            END IF;
            RETURN NEW;
        """,
    ),
    Wall(
        name="never_deleted",
        when=pgtrigger.Before,
        operation=pgtrigger.Delete,
        func="RAISE EXCEPTION 'a request to change a deadline is never deleted';",
    ),
    another_person("NEW.status IN ('approved', 'refused')", "requested_by_id"),
    no_truncate(),
]

#: On a duty: more time only under an approved request, and what is concluded stays concluded.
DUTY_WALLS = [
    # Late is late: whatever writes the row, the mark stays.
    Wall(
        name="late_for_ever",
        operation=pgtrigger.UpdateOf("is_late"),
        when=pgtrigger.Before,
        condition=pgtrigger.Q(old__is_late=True, new__is_late=False),
        func="RAISE EXCEPTION 'a late duty stays late';",
    ),
    Wall(
        name="never_reopened",
        operation=pgtrigger.UpdateOf("closed_at"),
        when=pgtrigger.Before,
        condition=pgtrigger.Condition(
            "OLD.closed_at IS NOT NULL AND NEW.closed_at IS DISTINCT FROM OLD.closed_at"
        ),
        func="RAISE EXCEPTION 'a concluded duty is not reopened';",
    ),
    Wall(
        name="time_is_granted",
        operation=pgtrigger.UpdateOf("extended_to", "paused_at"),
        when=pgtrigger.Before,
        condition=pgtrigger.Condition(
            "NEW.extended_to > coalesce(OLD.extended_to, '-infinity')"
            " OR (NEW.paused_at IS NOT NULL AND NEW.paused_at IS DISTINCT FROM OLD.paused_at)"
        ),
        func="""
            IF NOT EXISTS (
                SELECT 1 FROM accountability_deadlinechange c
                WHERE c.duty_id = NEW.id AND c.status = 'approved'
                  AND c.decided_by_id <> c.requested_by_id
                  AND (NEW.paused_at IS NOT DISTINCT FROM OLD.paused_at OR NEW.paused_at IS NULL
                       OR (c.kind = 'pause' AND c.resumed_at IS NULL))
            ) THEN
                RAISE EXCEPTION 'more time needs a request that a second person approved';
            END IF;
            RETURN NEW;
        """,
    ),
]
