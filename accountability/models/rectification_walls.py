"""What the database refuses about rectifications, whoever asks (A17)."""

import pgtrigger

from accountability.models.moves import kept, never_changes, only_legal_moves, stands
from accountability.models.one_person import another_person
from accountability.workflow import RECTIFICATION_MOVES
from supervision.people.models.one_person import accounts_of
from supervision.web.walls import Wall

#: On a rectification: closed only by an accepted verdict, more time only by a second person.
RECTIFICATION_WALLS = [
    *only_legal_moves(RECTIFICATION_MOVES, "open"),
    never_changes(
        *("number", "unit_id", "finding_id", "duty_id", "plan_id", "title", "requirement"),
        *("set_by_id", "set_at", "started_at", "due_at", "term_code", "term_length"),
        *("term_unit", "term_rolls", "term_warn", "term_basis"),
    ),
    stands(
        "concluded_stands",
        "OLD.closed_at IS NOT NULL",
        *("owner_name", "is_late", "extended_to", "closed_at"),
    ),
    # The clock stops and runs, and the item ends, with a step and never by itself.
    stands("times_go_with_steps", "OLD.status = NEW.status", "paused_at", "closed_at"),
    Wall(
        name="steps_have_grounds",
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf("status"),
        condition=pgtrigger.Condition("NEW.status <> OLD.status AND NEW.status <> 'closed'"),
        func="""
            IF NEW.status = 'lapsed' AND EXISTS (
                SELECT 1 FROM accountability_finding f
                WHERE f.id = NEW.finding_id AND f.status = 'withdrawn'
            ) OR NEW.status = 'reported' AND EXISTS (
                SELECT 1 FROM accountability_rectificationentry e
                LEFT JOIN accountability_verification v ON v.entry_id = e.id
                WHERE e.rectification_id = NEW.id AND e.kind = 'done' AND v.id IS NULL
            ) OR NEW.status = 'open' AND NOT EXISTS (
                SELECT 1 FROM accountability_rectificationentry e
                LEFT JOIN accountability_verification v ON v.entry_id = e.id
                WHERE e.rectification_id = NEW.id AND e.kind = 'done' AND v.id IS NULL
            ) THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION 'a rectification moves by a report, a verdict or a withdrawal'
                USING ERRCODE = 'check_violation';
        """,
    ),
    Wall(
        name="closed_by_a_verdict",
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf("status"),
        condition=pgtrigger.Condition("NEW.status = 'closed' AND OLD.status <> 'closed'"),
        func="""
            IF NOT EXISTS (
                SELECT 1 FROM accountability_verification v
                JOIN accountability_rectificationentry e ON e.id = v.entry_id
                WHERE e.rectification_id = NEW.id AND v.is_accepted
            ) THEN
                RAISE EXCEPTION 'a rectification is closed by its verification only'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    ),
    Wall(
        name="late_for_ever",
        operation=pgtrigger.UpdateOf("is_late"),
        when=pgtrigger.Before,
        condition=pgtrigger.Q(old__is_late=True, new__is_late=False),
        func="RAISE EXCEPTION 'a late rectification stays late';",
    ),
    Wall(
        name="time_is_granted",
        operation=pgtrigger.UpdateOf("extended_to"),
        when=pgtrigger.Before,
        condition=pgtrigger.Condition("NEW.extended_to IS DISTINCT FROM OLD.extended_to"),
        func="""
            IF coalesce(NEW.extended_to <= coalesce(OLD.extended_to, OLD.due_at), true) THEN
                RAISE EXCEPTION 'the end of a rectification never comes nearer'
                    USING ERRCODE = 'check_violation';
            END IF;
            IF NOT EXISTS (
                SELECT 1 FROM accountability_rectificationextension x
                WHERE x.rectification_id = NEW.id AND x.status = 'approved'
                  AND x.decided_by_id <> x.requested_by_id AND x.ends_after = NEW.extended_to
            ) AND NOT EXISTS (
                SELECT 1 FROM accountability_verification v
                JOIN accountability_rectificationentry e ON e.id = v.entry_id
                WHERE e.rectification_id = NEW.id AND NOT v.is_accepted
                  AND NEW.extended_to = (v.due_on + 1)::timestamp AT TIME ZONE 'Asia/Shanghai'
            ) THEN
                RAISE EXCEPTION 'more time needs a second person'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    ),
]

#: On a verdict: given on a report of being done, by a person who neither reported nor set it.
VERDICT = Wall(
    name="by_another_person",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    declare=[("reporter", "bigint"), ("setter", "bigint"), ("said", "text")],
    func=f"""
        SELECT e.written_by_id, r.set_by_id, e.kind INTO reporter, setter, said
        FROM accountability_rectificationentry e
        JOIN accountability_rectification r ON r.id = e.rectification_id
        WHERE e.id = NEW.entry_id;
        IF said <> 'done' OR reporter IN {accounts_of("NEW.verified_by_id")}
            OR setter IN {accounts_of("NEW.verified_by_id")} THEN
            RAISE EXCEPTION 'verified by a person who neither reported nor set it'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)

#: On a request for more time: the question stays, the decision is made once.
EXTENSION_WALLS = [
    never_changes(
        *("rectification_id", "reason", "ends_before", "ends_after"),
        *("requested_by_id", "requested_at"),
    ),
    Wall(
        name="decided_once",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(
            "OLD.status <> 'pending' AND (NEW.status, NEW.decided_by_id, NEW.decided_at,"
            " NEW.opinion) IS DISTINCT FROM (OLD.status, OLD.decided_by_id, OLD.decided_at,"
            " OLD.opinion)"
        ),
        func="RAISE EXCEPTION 'a request is decided once' USING ERRCODE = 'check_violation';",
    ),
    another_person("NEW.status IN ('approved', 'refused')", "requested_by_id"),
    *kept(),
]
