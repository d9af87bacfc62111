"""The deadline of a delivery moves only as the services and the calendar move it."""

import pgtrigger.compiler
import pgtrigger.migrations
import supervision.web.walls
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('deadlines', '0003_calendar'),
        ('documents', '0005_papers_inside'),
        ('history', '0001_schemas'),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='delivery',
            trigger=pgtrigger.compiler.Trigger(name='term_stands', sql=supervision.web.walls.WallSql(condition='WHEN ((NEW.term_code, NEW.term_length, NEW.term_unit, NEW.term_rolls, NEW.term_warn, NEW.term_basis, NEW.started_at) IS DISTINCT FROM (OLD.term_code, OLD.term_length, OLD.term_unit, OLD.term_rolls, OLD.term_warn, OLD.term_basis, OLD.started_at))', func="RAISE EXCEPTION 'the term of a delivery is never changed' USING ERRCODE = 'check_violation';", hash='c14a1c43485243a740a274a70de098a50ad95ac9', operation='UPDATE', pgid='pgtrigger_term_stands_9e777', table='documents_delivery', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='delivery',
            trigger=pgtrigger.compiler.Trigger(name='deadline_moves_by_verdict', sql=supervision.web.walls.WallSql(condition='WHEN ((NEW.due_at, NEW.extended_to) IS DISTINCT FROM (OLD.due_at, OLD.extended_to))', declare="DECLARE ended timestamptz := coalesce(OLD.extended_to, OLD.due_at); ends timestamptz := coalesce(NEW.extended_to, NEW.due_at); rested interval := history.portal_now() - OLD.paused_at + interval '2 days';", func="\n            IF OLD.status = 'replied' AND NEW.status = 'sent_back' AND ends >= ended\n                AND NEW.due_at BETWEEN OLD.due_at AND OLD.due_at + rested\n                AND (ends <= ended + rested OR EXISTS (\n                    SELECT 1 FROM documents_replyverdict v\n                    JOIN documents_deliveryreply r ON r.id = v.reply_id\n                    WHERE r.delivery_id = NEW.id AND r.replied_at = NEW.replied_at\n                      AND NOT v.is_accepted\n                      AND ends = (v.new_day + 1)::timestamp AT TIME ZONE 'Asia/Shanghai'\n                )) THEN\n                RETURN NEW;\n            END IF;\n            IF OLD.status = NEW.status AND OLD.closed_at IS NULL AND NEW.term_unit = 'WD'\n                AND NEW.extended_to IS NOT DISTINCT FROM OLD.extended_to\n                AND NEW.due_at = (\n    SELECT (d.day + 1)::timestamp AT TIME ZONE 'Asia/Shanghai'\n    FROM (\n        SELECT (NEW.started_at AT TIME ZONE 'Asia/Shanghai')::date + step AS day\n        FROM generate_series(1, 400) AS step\n    ) d LEFT JOIN deadlines_calendarday c ON c.date = d.day\n    WHERE coalesce(c.kind = 'workday', extract(isodow FROM d.day) < 6)\n    ORDER BY d.day OFFSET NEW.term_length - 1 LIMIT 1\n) THEN\n                RETURN NEW;\n            END IF;\n            RAISE EXCEPTION 'the deadline of a delivery moves by a decision or by the calendar'\n                USING ERRCODE = 'check_violation';\n        ", hash='dd7f6e3b113046e42d14d423bdb7c1f966c5daef', operation='UPDATE', pgid='pgtrigger_deadline_moves_by_verdict_d801c', table='documents_delivery', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='delivery',
            trigger=pgtrigger.compiler.Trigger(name='times_go_with_steps', sql=supervision.web.walls.WallSql(func="\n            IF NEW.status = OLD.status AND (NEW.paused_at, NEW.closed_at)\n                IS DISTINCT FROM (OLD.paused_at, OLD.closed_at)\n                OR NEW.paused_at IS NOT NULL AND NEW.status <> 'replied' THEN\n                RAISE EXCEPTION 'the clock of a delivery rests while a reply is examined'\n                    USING ERRCODE = 'check_violation';\n            END IF;\n            IF (NEW.status = OLD.status OR NEW.status <> 'replied')\n                AND (NEW.replied_by_id, NEW.replied_at)\n                IS DISTINCT FROM (OLD.replied_by_id, OLD.replied_at)\n                OR (NEW.status = OLD.status OR NEW.status <> 'accepted')\n                AND (NEW.accepted_by_id, NEW.accepted_at)\n                IS DISTINCT FROM (OLD.accepted_by_id, OLD.accepted_at) THEN\n                RAISE EXCEPTION 'who replied and who accepted stands'\n                    USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='230721808f805e7a02d98c485e76ca462793e409', operation='UPDATE', pgid='pgtrigger_times_go_with_steps_a9cb4', table='documents_delivery', when='BEFORE')),
        ),
    ]
