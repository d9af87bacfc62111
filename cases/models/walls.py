"""What the database refuses about clues, steps, signatures and accesses, whoever asks."""

import pgtrigger

from cases.enums import OUTSIDE
from cases.workflow import illegal_move, illegal_step
from supervision.people.models.one_person import accounts_of
from supervision.web.walls import Wall, no_truncate

_REFUSED = " USING ERRCODE = 'check_violation';"
_OUTSIDE = ", ".join(f"'{one.value}'" for one in sorted(OUTSIDE))


def kept() -> list[Wall]:
    """Return walls: no row is deleted, and the table is never emptied at a stroke."""
    return [
        Wall(
            name="never_deleted",
            when=pgtrigger.Before,
            operation=pgtrigger.Delete,
            func="RAISE EXCEPTION 'rows of % are never deleted', TG_TABLE_NAME;",
        ),
        no_truncate(),
    ]


def stands(name: str, when: str, *columns: str) -> Wall:
    """Return the wall around columns that stay from the moment the condition over OLD holds."""
    new = ", ".join(f"NEW.{column}" for column in columns)
    old = ", ".join(f"OLD.{column}" for column in columns)
    return Wall(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(f"{when} AND ROW({new}) IS DISTINCT FROM ROW({old})"),
        func=f"RAISE EXCEPTION 'what stands in a row of % is not changed', TG_TABLE_NAME{_REFUSED}",
    )


def never_changes(*columns: str) -> Wall:
    """Return the wall around columns that stay as they were written."""
    return stands("origin_stays", "true", *columns)


CLUE_WALLS = [
    Wall(
        name="begins_registered",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        condition=~pgtrigger.Q(new__status="registered"),
        func=f"RAISE EXCEPTION 'a clue begins as registered'{_REFUSED}",
    ),
    Wall(
        name="legal_moves",
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf("status"),
        condition=pgtrigger.Condition(
            f"OLD.status IS DISTINCT FROM NEW.status AND {illegal_move()}"
        ),
        func=f"RAISE EXCEPTION 'a clue may not go from % to %', OLD.status, NEW.status{_REFUSED}",
    ),
    Wall(
        name="moves_by_an_approved_step",
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf("status"),
        condition=pgtrigger.Condition("OLD.status IS DISTINCT FROM NEW.status"),
        func=f"""
            IF NOT EXISTS (
                SELECT 1 FROM cases_step s
                WHERE s.clue_id = NEW.id AND s.status = 'approved' AND s.before = OLD.status
                  AND s.after = NEW.status AND s.settled_at = NEW.status_since
            ) THEN
                RAISE EXCEPTION 'a clue moves by an approved step only'{_REFUSED}
            END IF;
            RETURN NEW;
        """,
    ),
    never_changes(
        *("number", "year", "received_at", "registered_at", "registered_by_id"),
        "registering_office_id",
    ),
    stands("case_stands", "OLD.case_number <> ''", "case_number", "filed_on"),
    *kept(),
]

STEP_WALLS = [
    Wall(
        name="begins_at_the_clue",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=f"""
            IF NEW.status <> 'proposed' OR {illegal_step()} OR NOT EXISTS (
                SELECT 1 FROM cases_clue c WHERE c.id = NEW.clue_id AND c.status = NEW.before
            ) THEN
                RAISE EXCEPTION 'the step is not possible where the clue stands'{_REFUSED}
            END IF;
            RETURN NEW;
        """,
    ),
    never_changes(
        *("clue_id", "act", "before", "after", "opinion", "facts", "chain"),
        *("proposed_by_id", "proposed_at"),
    ),
    stands("settled_stands", "OLD.status <> 'proposed'", "status", "settled_at"),
    Wall(
        name="settled_by_signatures",
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf("status"),
        condition=pgtrigger.Condition(
            "OLD.status = 'proposed' AND NEW.status IN ('approved', 'returned')"
        ),
        declare=[("approving", "integer"), ("refusing", "integer")],
        func=f"""
            SELECT count(*) FILTER (WHERE s.approves), count(*) FILTER (WHERE NOT s.approves)
            INTO approving, refusing FROM cases_signature s WHERE s.step_id = NEW.id;
            IF NEW.status = 'approved' AND (
                refusing > 0 OR approving <> cardinality(string_to_array(NEW.chain, ' '))
            ) OR NEW.status = 'returned' AND refusing <> 1 THEN
                RAISE EXCEPTION 'a step is settled by the signatures of its chain'{_REFUSED}
            END IF;
            RETURN NEW;
        """,
    ),
    *kept(),
]

SIGNATURE_WALLS = [
    Wall(
        name="in_its_place",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        declare=[("asked", "text[]"), ("proposer", "bigint"), ("given", "integer")],
        func=f"""
            SELECT string_to_array(s.chain, ' '), s.proposed_by_id INTO asked, proposer
            FROM cases_step s WHERE s.id = NEW.step_id AND s.status = 'proposed';
            SELECT count(*) INTO given FROM cases_signature g
            WHERE g.step_id = NEW.step_id AND g.approves;
            IF asked IS NULL OR NEW.position <> given + 1
                OR asked[NEW.position] IS DISTINCT FROM NEW.signatory
                OR (NEW.signatory IN ({_OUTSIDE})) <> (NEW.outside_on IS NOT NULL) THEN
                RAISE EXCEPTION 'a signature stands in its place of the chain'{_REFUSED}
            END IF;
            IF proposer IN {accounts_of("NEW.signed_by_id")} THEN
                RAISE EXCEPTION 'nobody signs a proposal of their own'{_REFUSED}
            END IF;
            IF NEW.signatory = 'countersign' AND NOT EXISTS (
                SELECT 1 FROM cases_countersigner c
                WHERE c.step_id = NEW.step_id AND c.position = NEW.position
                  AND c.user_id IN (NEW.signed_by_id, NEW.in_place_of_id)
            ) THEN
                RAISE EXCEPTION 'only whoever was asked countersigns'{_REFUSED}
            END IF;
            IF NEW.outside_on IS NULL AND EXISTS (
                SELECT 1 FROM cases_signature g
                WHERE g.step_id = NEW.step_id AND g.outside_on IS NULL
                  AND g.signed_by_id IN {accounts_of("NEW.signed_by_id")}
            ) THEN
                RAISE EXCEPTION 'one person signs a step once'{_REFUSED}
            END IF;
            RETURN NEW;
        """,
    ),
]

COUNTERSIGNER_WALLS = [
    Wall(
        name="asked_with_the_proposal",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        declare=[("asked", "text[]"), ("proposer", "bigint")],
        func=f"""
            SELECT string_to_array(s.chain, ' '), s.proposed_by_id INTO asked, proposer
            FROM cases_step s WHERE s.id = NEW.step_id AND s.status = 'proposed'
              AND NOT EXISTS (SELECT 1 FROM cases_signature g WHERE g.step_id = s.id);
            IF asked IS NULL OR asked[NEW.position] IS DISTINCT FROM 'countersign' THEN
                RAISE EXCEPTION 'a countersigner has a place of the chain'{_REFUSED}
            END IF;
            IF proposer IN {accounts_of("NEW.user_id")} THEN
                RAISE EXCEPTION 'nobody countersigns a proposal of their own'{_REFUSED}
            END IF;
            RETURN NEW;
        """,
    ),
]

ACCESS_WALLS = [
    Wall(
        name="by_another_person",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        condition=~pgtrigger.Q(new__kind="registered"),
        func=f"""
            IF NEW.user_id IN {accounts_of("NEW.given_by_id")} THEN
                RAISE EXCEPTION 'nobody opens a clue for themselves'{_REFUSED}
            END IF;
            RETURN NEW;
        """,
    ),
    never_changes("clue_id", "user_id", "kind", "since", "until", "given_by_id", "step_id"),
    stands("ended_stands", "OLD.ended_at IS NOT NULL", "ended_at", "ended_by_id"),
    *kept(),
]
