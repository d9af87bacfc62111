"""What the database refuses about the papers of a case, whoever asks."""

import pgtrigger

from supervision.web.walls import Wall, append_only, no_truncate

#: What a paper may become from where it stands.
PAPER_MOVES: dict[str, frozenset[str]] = {
    "draft": frozenset({"finished", "withdrawn"}),
    "finished": frozenset({"draft", "issued", "withdrawn"}),
    "issued": frozenset({"withdrawn"}),
    "withdrawn": frozenset(),
}
_LEGAL = ", ".join(
    f"('{before}', '{after}')" for before, afters in PAPER_MOVES.items() for after in sorted(afters)
)
_WORDS = (
    "(NEW.clue_id, NEW.respondent_id, NEW.slot, NEW.position, NEW.content, NEW.organ_id,"
    " NEW.is_brought, NEW.brought_number, NEW.written_by_id, NEW.written_at) IS DISTINCT FROM"
    " (OLD.clue_id, OLD.respondent_id, OLD.slot, OLD.position, OLD.content, OLD.organ_id,"
    " OLD.is_brought, OLD.brought_number, OLD.written_by_id, OLD.written_at)"
)

PAPER_WALLS = [
    Wall(
        name="begins_as_draft",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        condition=pgtrigger.Condition(
            "NEW.step_id IS NOT NULL OR NEW.number <> ''"
            " OR NEW.status <> CASE WHEN NEW.is_brought THEN 'issued' ELSE 'draft' END"
        ),
        func="RAISE EXCEPTION 'a paper begins as a draft' USING ERRCODE = 'check_violation';",
    ),
    Wall(
        name="legal_moves",
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf("status"),
        condition=pgtrigger.Condition(
            f"OLD.status <> NEW.status AND (OLD.status, NEW.status) NOT IN ({_LEGAL})"
        ),
        func="RAISE EXCEPTION 'a paper of a case may not go from % to %', OLD.status, NEW.status"
        " USING ERRCODE = 'check_violation';",
    ),
    Wall(
        name="words_stand",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(f"OLD.status <> 'draft' AND {_WORDS}"),
        func="RAISE EXCEPTION 'the words of a finished paper are not changed';",
    ),
    # What a step was approved on is what was read: it is neither changed nor exchanged.
    Wall(
        name="used_stands",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition("OLD.step_id IS NOT NULL AND OLD.* IS DISTINCT FROM NEW.*"),
        func="RAISE EXCEPTION 'a paper on which a step was taken is not changed';",
    ),
    Wall(
        name="used_where_it_belongs",
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf("step_id"),
        condition=pgtrigger.Condition("NEW.step_id IS NOT NULL"),
        func="""
            IF NOT EXISTS (
                SELECT 1 FROM cases_step s WHERE s.id = NEW.step_id AND s.clue_id = NEW.clue_id
            ) THEN
                RAISE EXCEPTION 'the paper belongs to another clue than the step'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    ),
    Wall(
        name="handed_over_stands",
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf("status"),
        condition=pgtrigger.Condition("NEW.status = 'withdrawn'"),
        func="""
            IF EXISTS (SELECT 1 FROM cases_paperdelivery d WHERE d.paper_id = NEW.id) THEN
                RAISE EXCEPTION 'a paper that was handed over is not withdrawn'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    ),
    Wall(
        name="never_deleted",
        when=pgtrigger.Before,
        operation=pgtrigger.Delete,
        func="RAISE EXCEPTION 'a paper of a case is never deleted';",
    ),
    no_truncate(),
]

_FIXED = """
    IF EXISTS (
        SELECT 1 FROM cases_casepaper p
        WHERE p.id = {row}.paper_id AND p.status <> 'draft'
          AND NOT (p.is_brought AND p.step_id IS NULL)
    ) THEN
        RAISE EXCEPTION 'the officers of a finished paper are not changed';
    END IF;
    RETURN {back};
"""

OFFICER_WALLS = [
    Wall(
        name="fixed_when_finished",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=_FIXED.format(row="NEW", back="NEW"),
    ),
    Wall(
        name="kept_when_finished",
        when=pgtrigger.Before,
        operation=pgtrigger.Delete,
        func=_FIXED.format(row="OLD", back="OLD"),
    ),
    no_truncate(),
]

DELIVERY_WALLS = [
    *append_only(),
    Wall(
        name="issued_before",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func="""
            IF NOT EXISTS (
                SELECT 1 FROM cases_casepaper p WHERE p.id = NEW.paper_id AND p.status = 'issued'
            ) THEN
                RAISE EXCEPTION 'only a paper that was issued is handed over'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    ),
]
