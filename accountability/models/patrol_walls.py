"""What the database refuses about patrols, whoever asks; the rules stand in the services."""

import pgtrigger

from supervision.people.models.one_person import accounts_of
from supervision.web.walls import Wall, no_truncate

#: A patrol is closed once, and what it was to read stays as it was opened.
ROUND_WALLS = [
    Wall(
        name="closed_once",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(
            "OLD.finished_at IS NOT NULL OR (NEW.number, NEW.since, NEW.until, NEW.category,"
            " NEW.skips_read, NEW.created_by_id, NEW.created_at) IS DISTINCT FROM (OLD.number,"
            " OLD.since, OLD.until, OLD.category, OLD.skips_read, OLD.created_by_id,"
            " OLD.created_at)"
        ),
        func="RAISE EXCEPTION 'a patrol is closed once and its scope stays';",
    ),
    Wall(
        name="never_deleted",
        when=pgtrigger.Before,
        operation=pgtrigger.Delete,
        func="RAISE EXCEPTION 'a patrol is never deleted';",
    ),
    no_truncate(),
]

#: The queue is the population of later draws: nothing leaves it and nothing is swapped.
ENTRY_WALLS = [
    Wall(
        name="queue_stays",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(
            "OLD.is_read AND NOT NEW.is_read OR (NEW.round_id, NEW.filing_id, NEW.unit_id,"
            " NEW.position) IS DISTINCT FROM (OLD.round_id, OLD.filing_id, OLD.unit_id,"
            " OLD.position)"
        ),
        func="RAISE EXCEPTION 'the queue of a patrol stays as it was opened';",
    ),
    Wall(
        name="never_deleted",
        when=pgtrigger.Before,
        operation=pgtrigger.Delete,
        func="RAISE EXCEPTION 'a filing never leaves the queue of a patrol';",
    ),
    no_truncate(),
]

#: Avoidance: nobody reads what the own unit, or oneself, has filed.
READING_WALLS = [
    Wall(
        name="avoidance",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=f"""
            IF EXISTS (
                SELECT 1 FROM accountability_patrolentry e
                JOIN accounts_posting p ON p.unit_id = e.unit_id
                WHERE e.id = NEW.entry_id AND p.user_id IN {accounts_of("NEW.reader_id")}
            ) OR EXISTS (
                SELECT 1 FROM accountability_patrolentry e
                JOIN accountability_filing f ON f.unit_id = e.unit_id
                WHERE e.id = NEW.entry_id AND f.submitted_by_id IN {accounts_of("NEW.reader_id")}
            ) THEN
                RAISE EXCEPTION 'nobody patrols a unit of his own'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    ),
]

#: The same for what a check on the spot showed.
RESULT_WALLS = [
    Wall(
        name="avoidance",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=f"""
            IF EXISTS (
                SELECT 1 FROM accountability_spotcheck c
                JOIN accountability_filing f ON f.id = c.filing_id
                LEFT JOIN accounts_posting p ON p.unit_id = f.unit_id
                WHERE c.id = NEW.check_row_id AND (
                    p.user_id IN {accounts_of("NEW.checked_by_id")}
                    OR f.submitted_by_id IN {accounts_of("NEW.checked_by_id")}
                )
            ) THEN
                RAISE EXCEPTION 'nobody checks a unit of his own'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    ),
]
