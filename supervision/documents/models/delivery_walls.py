"""What the database refuses about deliveries, whoever asks."""

import pgtrigger

from supervision.documents.workflow import DELIVERY_MOVES, illegal_move
from supervision.web.walls import Wall, no_truncate

DELIVERY_WALLS = [
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
