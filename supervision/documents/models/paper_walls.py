"""What the database refuses about papers, whoever asks."""

import pgtrigger

from supervision.documents.workflow import DOCUMENT_MOVES, illegal_move
from supervision.web.walls import Wall, no_truncate

_WORDS = (
    "kind, title, content, organ_id, urgency, subject_unit_id, about_type, about_id, reply_by,"
    " drafted_by_id, drafted_at, edited_by_id, edited_at"
)
_SIGNATURE = (
    "submitted_by_id, submitted_at, returned_by_id, returned_at, return_reason, signed_by_id,"
    " signed_at, issued_on, word, series, year, serial, number, discarded_by_id, discarded_at"
)


def _changed(columns: str) -> str:
    """Return the condition in SQL that one of the columns changes."""
    names = [name.strip() for name in columns.split(",")]
    new, old = (", ".join(f"{row}.{name}" for name in names) for row in ("NEW", "OLD"))
    return f"({new}) IS DISTINCT FROM ({old})"


PAPER_WALLS = [
    Wall(
        name="begins_as_draft",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        condition=~pgtrigger.Q(new__status="draft"),
        func="RAISE EXCEPTION 'a paper begins as a draft' USING ERRCODE = 'check_violation';",
    ),
    Wall(
        name="legal_moves",
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf("status"),
        condition=pgtrigger.Condition(
            f"OLD.status IS DISTINCT FROM NEW.status AND {illegal_move(DOCUMENT_MOVES)}"
        ),
        func="RAISE EXCEPTION 'a paper may not go from % to %', OLD.status, NEW.status"
        " USING ERRCODE = 'check_violation';",
    ),
    # What the signer reads is what was submitted, and what was issued stands for good.
    Wall(
        name="words_stand",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(
            f"OLD.status NOT IN ('draft', 'returned') AND {_changed(_WORDS)}"
        ),
        func="RAISE EXCEPTION 'the words of a paper that left the drafter are not changed';",
    ),
    Wall(
        name="signature_stands",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(
            f"OLD.status IN ('signed', 'revoked', 'discarded') AND {_changed(_SIGNATURE)}"
        ),
        func="RAISE EXCEPTION 'number and signature of a paper are not changed';",
    ),
    Wall(
        name="revoked_once",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(
            f"OLD.status = 'revoked' AND {_changed('revoked_by_id, revoked_at, revoke_reason')}"
        ),
        func="RAISE EXCEPTION 'a paper is revoked once';",
    ),
    # Each number stands on the one before it, so that a series has no gap.
    Wall(
        name="numbers_without_gap",
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf("serial"),
        condition=pgtrigger.Condition("NEW.serial > 1 AND OLD.serial IS NULL"),
        func="""
            IF NOT EXISTS (
                SELECT 1 FROM documents_officialdocument p
                WHERE p.word = NEW.word AND p.series = NEW.series AND p.year = NEW.year
                  AND p.serial = NEW.serial - 1
            ) THEN
                RAISE EXCEPTION 'the number before this one was never given';
            END IF;
            RETURN NEW;
        """,
    ),
    Wall(
        name="numbered_on_its_day",
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf("serial", "year", "issued_on", "signed_at"),
        condition=pgtrigger.Condition(
            "OLD.serial IS NULL AND NEW.serial IS NOT NULL"
            " AND (NEW.year <> extract(year FROM NEW.issued_on)"
            " OR NEW.issued_on <> (NEW.signed_at AT TIME ZONE 'Asia/Shanghai')::date)"
        ),
        func="RAISE EXCEPTION 'a paper bears the day and the year of its signature'"
        " USING ERRCODE = 'check_violation';",
    ),
    # The columns name the last person only; the hands keep everybody who wrote or released words.
    Wall(
        name="hands_are_kept",
        when=pgtrigger.After,
        operation=pgtrigger.Insert
        | pgtrigger.UpdateOf("drafted_by_id", "edited_by_id", "submitted_by_id"),
        func="""
            INSERT INTO documents_paperhand (document_id, user_id)
            SELECT DISTINCT NEW.id, hand
            FROM unnest(ARRAY[NEW.drafted_by_id, NEW.edited_by_id, NEW.submitted_by_id]) AS hand
            WHERE hand IS NOT NULL
            ON CONFLICT DO NOTHING;
            RETURN NULL;
        """,
    ),
    Wall(
        name="signed_by_clean_hand",
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf("signed_by_id", "revoked_by_id"),
        condition=pgtrigger.Condition(
            "((NEW.signed_by_id, NEW.revoked_by_id)"
            " IS DISTINCT FROM (OLD.signed_by_id, OLD.revoked_by_id))"
        ),
        func="""
            IF EXISTS (
                SELECT 1 FROM documents_paperhand h
                WHERE h.document_id = NEW.id AND h.user_id IN (NEW.signed_by_id, NEW.revoked_by_id)
            ) THEN
                RAISE EXCEPTION 'whoever had a hand in a paper neither signs nor revokes it'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    ),
    # At the commit: no paper goes out without its file and without its addressees; one that
    # goes to no unit says in its words whom it reports to.
    Wall(
        name="issued_whole",
        level=pgtrigger.Row,
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        timing=pgtrigger.Deferred,
        condition=pgtrigger.Condition("OLD.status = 'submitted' AND NEW.status = 'signed'"),
        func="""
            IF NOT EXISTS (
                SELECT 1 FROM attachments_attachment f
                WHERE f.owner_type = 'documents.officialdocument'
                  AND f.owner_id = NEW.id::text AND f.slot = 'docx'
            ) THEN
                RAISE EXCEPTION 'a paper is issued with its file';
            END IF;
            IF EXISTS (
                SELECT 1 FROM documents_addressee a
                WHERE a.document_id = NEW.id AND NOT EXISTS (
                    SELECT 1 FROM documents_delivery d
                    WHERE d.document_id = a.document_id AND d.unit_id = a.unit_id)
            ) OR (coalesce(NEW.content->>'addressee', '') = '' AND NOT EXISTS (
                SELECT 1 FROM documents_addressee a WHERE a.document_id = NEW.id
            )) THEN
                RAISE EXCEPTION 'a paper is issued to each of its units';
            END IF;
            RETURN NULL;
        """,
    ),
    Wall(
        name="never_deleted",
        when=pgtrigger.Before,
        operation=pgtrigger.Delete,
        func="RAISE EXCEPTION 'a paper is never deleted';",
    ),
    no_truncate(),
]

_ROW_FIXED = """
    IF EXISTS (
        SELECT 1 FROM documents_officialdocument p
        WHERE p.id = {row}.document_id AND p.status NOT IN ('draft', 'returned')
    ) THEN
        RAISE EXCEPTION 'the units of a paper that left the drafter are not changed';
    END IF;
    RETURN {row};
"""

ADDRESSEE_WALLS = [
    Wall(
        name="fixed_when_submitted",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=_ROW_FIXED.format(row="NEW"),
    ),
    Wall(
        name="kept_when_submitted",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=_ROW_FIXED.format(row="OLD").replace("RETURN OLD", "RETURN COALESCE(NEW, OLD)"),
    ),
    no_truncate(),
]
