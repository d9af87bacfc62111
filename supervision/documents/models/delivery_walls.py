"""What the database refuses about deliveries, whoever asks."""

import pgtrigger

from supervision.documents.workflow import DELIVERY_MOVES, illegal_move
from supervision.web.walls import Wall, no_truncate

#: The midnight after the day on which the term of a paper without reply ends by the calendar.
_BY_CALENDAR = """(
    SELECT (d.day + 1)::timestamp AT TIME ZONE 'Asia/Shanghai'
    FROM (
        SELECT (NEW.started_at AT TIME ZONE 'Asia/Shanghai')::date + step AS day
        FROM generate_series(1, 400) AS step
    ) d LEFT JOIN deadlines_calendarday c ON c.date = d.day
    WHERE coalesce(c.kind = 'workday', extract(isodow FROM d.day) < 6)
    ORDER BY d.day OFFSET NEW.term_length - 1 LIMIT 1
)"""

#: A deadline is fixed when the paper is sent, and moves only as the services move it.
_DEADLINE_WALLS = [
    Wall(
        name="term_stands",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(
            "((NEW.term_code, NEW.term_length, NEW.term_unit, NEW.term_rolls, NEW.term_warn,"
            " NEW.term_basis, NEW.started_at) IS DISTINCT FROM (OLD.term_code, OLD.term_length,"
            " OLD.term_unit, OLD.term_rolls, OLD.term_warn, OLD.term_basis, OLD.started_at))"
        ),
        func="RAISE EXCEPTION 'the term of a delivery is never changed'"
        " USING ERRCODE = 'check_violation';",
    ),
    # Sent back, the time of the examination is given back, or the new day of the decision holds.
    Wall(
        name="deadline_moves_by_verdict",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(
            "((NEW.due_at, NEW.extended_to) IS DISTINCT FROM (OLD.due_at, OLD.extended_to))"
        ),
        declare=[
            ("ended", "timestamptz := coalesce(OLD.extended_to, OLD.due_at)"),
            ("ends", "timestamptz := coalesce(NEW.extended_to, NEW.due_at)"),
            ("rested", "interval := history.portal_now() - OLD.paused_at + interval '2 days'"),
        ],
        func=f"""
            IF OLD.status = 'replied' AND NEW.status = 'sent_back' AND ends >= ended
                AND NEW.due_at BETWEEN OLD.due_at AND OLD.due_at + rested
                AND (ends <= ended + rested OR EXISTS (
                    SELECT 1 FROM documents_replyverdict v
                    JOIN documents_deliveryreply r ON r.id = v.reply_id
                    WHERE r.delivery_id = NEW.id AND r.replied_at = NEW.replied_at
                      AND NOT v.is_accepted
                      AND ends = (v.new_day + 1)::timestamp AT TIME ZONE 'Asia/Shanghai'
                )) THEN
                RETURN NEW;
            END IF;
            IF OLD.status = NEW.status AND OLD.closed_at IS NULL AND NEW.term_unit = 'WD'
                AND NEW.extended_to IS NOT DISTINCT FROM OLD.extended_to
                AND NEW.due_at = {_BY_CALENDAR} THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION 'the deadline of a delivery moves by a decision or by the calendar'
                USING ERRCODE = 'check_violation';
        """,
    ),
    # The clock rests and ends, and a reply is taken and accepted, with a step and never by itself.
    Wall(
        name="times_go_with_steps",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func="""
            IF NEW.status = OLD.status AND (NEW.paused_at, NEW.closed_at)
                IS DISTINCT FROM (OLD.paused_at, OLD.closed_at)
                OR NEW.paused_at IS NOT NULL AND NEW.status <> 'replied' THEN
                RAISE EXCEPTION 'the clock of a delivery rests while a reply is examined'
                    USING ERRCODE = 'check_violation';
            END IF;
            IF (NEW.status = OLD.status OR NEW.status <> 'replied')
                AND (NEW.replied_by_id, NEW.replied_at)
                IS DISTINCT FROM (OLD.replied_by_id, OLD.replied_at)
                OR (NEW.status = OLD.status OR NEW.status <> 'accepted')
                AND (NEW.accepted_by_id, NEW.accepted_at)
                IS DISTINCT FROM (OLD.accepted_by_id, OLD.accepted_at) THEN
                RAISE EXCEPTION 'who replied and who accepted stands'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    ),
]

DELIVERY_WALLS = [
    *_DEADLINE_WALLS,
    Wall(
        name="begins_sent",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func="""
            IF NEW.status <> 'sent' OR NOT EXISTS (
                SELECT 1 FROM documents_officialdocument p
                JOIN documents_addressee a ON a.document_id = p.id AND a.unit_id = NEW.unit_id
                WHERE p.id = NEW.document_id AND p.status = 'signed'
            ) THEN
                RAISE EXCEPTION 'only a signed paper is delivered, and to its own units';
            END IF;
            RETURN NEW;
        """,
    ),
    Wall(
        name="legal_moves",
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf("status"),
        condition=pgtrigger.Condition(
            f"OLD.status IS DISTINCT FROM NEW.status AND {illegal_move(DELIVERY_MOVES)}"
        ),
        func="RAISE EXCEPTION 'a delivery may not go from % to %', OLD.status, NEW.status"
        " USING ERRCODE = 'check_violation';",
    ),
    Wall(
        name="receipt_stands",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func="""
            IF (NEW.document_id, NEW.unit_id, NEW.needs_reply) IS DISTINCT FROM
               (OLD.document_id, OLD.unit_id, OLD.needs_reply) THEN
                RAISE EXCEPTION 'a delivery stays with its paper and its unit';
            END IF;
            IF OLD.receipt <> '' AND (NEW.receipt, NEW.received_by_id, NEW.received_at)
                IS DISTINCT FROM (OLD.receipt, OLD.received_by_id, OLD.received_at) THEN
                RAISE EXCEPTION 'a receipt is given once';
            END IF;
            IF OLD.closed_at IS NOT NULL AND NEW.closed_at IS DISTINCT FROM OLD.closed_at THEN
                RAISE EXCEPTION 'a settled delivery is not reopened';
            END IF;
            IF OLD.is_late AND NOT NEW.is_late THEN
                RAISE EXCEPTION 'a late delivery stays late';
            END IF;
            RETURN NEW;
        """,
    ),
    # Accepted is only what was replied, by the decision that stands beside the reply.
    Wall(
        name="settled_by_verdict",
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf("status"),
        condition=pgtrigger.Condition(
            "OLD.status = 'replied' AND NEW.status IN ('accepted', 'sent_back')"
        ),
        func="""
            IF NOT EXISTS (
                SELECT 1 FROM documents_replyverdict v
                JOIN documents_deliveryreply r ON r.id = v.reply_id
                WHERE r.delivery_id = NEW.id AND r.replied_at = NEW.replied_at
                  AND v.is_accepted = (NEW.status = 'accepted')
                  AND v.decided_by_id <> r.replied_by_id
            ) THEN
                RAISE EXCEPTION 'a reply is settled by a decision of another person';
            END IF;
            RETURN NEW;
        """,
    ),
    Wall(
        name="never_deleted",
        when=pgtrigger.Before,
        operation=pgtrigger.Delete,
        func="RAISE EXCEPTION 'a delivery is never deleted';",
    ),
    no_truncate(),
]
