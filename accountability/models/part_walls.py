"""What the database refuses about the parts of a duty, whoever asks.

The rules stand in `accountability.services.parts`; these walls hold for every other way to the
tables (A20).
"""

import pgtrigger

from supervision.web.walls import Wall, no_truncate

#: On a duty: it is not concluded while a part of it is open.
PARTS_FIRST = [
    Wall(
        name="parts_first",
        operation=pgtrigger.UpdateOf("closed_at"),
        when=pgtrigger.Before,
        condition=pgtrigger.Condition("OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL"),
        func="""
            IF EXISTS (
                SELECT 1 FROM accountability_dutypart p
                JOIN accountability_duty d ON d.id = p.duty_id
                WHERE p.parent_id = NEW.id AND d.closed_at IS NULL AND d.withdrawn_at IS NULL
            ) THEN
                RAISE EXCEPTION 'a duty is not concluded while a part of it is open'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    ),
]

#: On a part: what was handed on stays as it was handed on; it is withdrawn once, with a reason.
PART_WALLS = [
    Wall(
        name="withdrawn_once",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func="""
            IF (NEW.duty_id, NEW.parent_id, NEW.level, NEW.person_id, NEW.holder_name,
                NEW.section, NEW.share, NEW.split_by_id, NEW.split_at) IS DISTINCT FROM
               (OLD.duty_id, OLD.parent_id, OLD.level, OLD.person_id, OLD.holder_name,
                OLD.section, OLD.share, OLD.split_by_id, OLD.split_at) THEN
                RAISE EXCEPTION 'what was handed on is never changed';
            END IF;
            IF OLD.withdrawn_at IS NOT NULL THEN
                RAISE EXCEPTION 'a part is withdrawn once';
            END IF;
            RETURN NEW;
        """,
    ),
    Wall(
        name="parent_open",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func="""
            IF NOT EXISTS (
                SELECT 1 FROM accountability_duty d WHERE d.id = NEW.parent_id
                AND d.closed_at IS NULL AND d.withdrawn_at IS NULL
            ) THEN
                RAISE EXCEPTION 'only an open duty is split'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    ),
    Wall(
        name="never_deleted",
        when=pgtrigger.Before,
        operation=pgtrigger.Delete,
        func="RAISE EXCEPTION 'a part is withdrawn, never deleted';",
    ),
    no_truncate(),
]
