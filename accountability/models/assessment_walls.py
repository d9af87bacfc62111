"""What the database refuses about scores, whoever asks."""

import pgtrigger

from accountability.models.moves import never_changes, only_legal_moves, stands
from accountability.workflow import PROBLEM_MOVES, SHEET_MOVES
from supervision.web.walls import Wall

#: The sheet adds up to 100 whenever a transaction ends; once scoring began it stays as it is.
INDICATOR_WALLS = [
    Wall(
        name="adds_up",
        level=pgtrigger.Row,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        timing=pgtrigger.Deferred,
        declare=[("chosen", "bigint"), ("total", "numeric")],
        func="""
            IF TG_OP = 'DELETE' THEN
                chosen := OLD.assessment_id;
            ELSE
                chosen := NEW.assessment_id;
            END IF;
            SELECT sum(points) INTO total FROM accountability_indicator
            WHERE assessment_id = chosen;
            IF total IS NOT NULL AND total <> 100 THEN
                RAISE EXCEPTION 'the points of the indicators add up to %, not to 100', total
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NULL;
        """,
    ),
    Wall(
        name="stays_once_scored",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func="""
            IF EXISTS (
                SELECT 1 FROM accountability_assessmentsheet s
                JOIN accountability_assessmentgroup g ON g.id = s.group_id
                WHERE g.assessment_id = OLD.assessment_id AND (
                    s.status <> 'scoring' OR EXISTS (
                        SELECT 1 FROM accountability_deduction d WHERE d.sheet_id = s.id
                    )
                )
            ) THEN
                RAISE EXCEPTION 'scoring has begun: the indicators stay'
                    USING ERRCODE = 'check_violation';
            END IF;
            IF TG_OP = 'DELETE' THEN
                RETURN OLD;
            END IF;
            RETURN NEW;
        """,
    ),
]

SHEET_WALLS = [
    *only_legal_moves(SHEET_MOVES, "scoring"),
    never_changes("group_id", "unit_id"),
    stands(
        "handed_in_stands",
        "OLD.status <> 'scoring' AND NEW.status <> 'scoring'",
        *("summary", "submitted_by_id", "submitted_at"),
    ),
    stands("result_stands", "OLD.status = 'confirmed'", "confirmed_by_id", "confirmed_at"),
    stands("feedback_stands", "OLD.feedback_at IS NOT NULL", "feedback_at", "rectify_by"),
]

PROBLEM_WALLS = [
    *only_legal_moves(PROBLEM_MOVES, "reported"),
    never_changes(
        *("sheet_id", "track", "title", "description", "holder_name", "filing_id"),
        *("reported_by_id", "reported_at"),
    ),
]

#: What belongs to a sheet is written while the sheet is being scored, and not afterwards.
WHILE_SCORING = Wall(
    name="while_scoring",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[("chosen", "bigint")],
    func="""
        IF TG_OP = 'INSERT' THEN
            chosen := NEW.sheet_id;
        ELSE
            chosen := OLD.sheet_id;
        END IF;
        IF EXISTS (
            SELECT 1 FROM accountability_assessmentsheet s
            WHERE s.id = chosen AND s.status <> 'scoring'
        ) THEN
            RAISE EXCEPTION 'the sheet is handed in: nothing is added or taken away'
                USING ERRCODE = 'check_violation';
        END IF;
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        RETURN NEW;
    """,
)
