"""The end of a technical measure moves off rest days; the caps leave room for that."""

import pgtrigger.compiler
import pgtrigger.migrations
import supervision.web.walls
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0004_portal_place'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='measure',
            name='first_term_capped',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='measureextension',
            name='extension_capped',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='measure',
            trigger=pgtrigger.compiler.Trigger(name='first_term_capped', sql=supervision.web.walls.WallSql(condition='WHEN (NEW.started_at IS NOT NULL AND NEW.extension_count = 0)', func="IF NOT (NEW.ends_at <= CASE NEW.kind WHEN 'compel_appearance' THEN NEW.started_at + CASE WHEN NEW.needs_custody THEN interval '24 hours' ELSE interval '12 hours' END WHEN 'await_investigation' THEN (((((NEW.started_at) AT TIME ZONE 'Asia/Shanghai')::date) + interval '12 months')::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai' WHEN 'protective_custody' THEN (((((NEW.started_at) AT TIME ZONE 'Asia/Shanghai')::date) + interval '7 days')::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai' WHEN 'detention' THEN (((((NEW.started_at) AT TIME ZONE 'Asia/Shanghai')::date) + interval '3 months')::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai' ELSE (((((NEW.started_at) AT TIME ZONE 'Asia/Shanghai')::date) + interval '3 months')::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai' + interval '10 days' END) THEN RAISE EXCEPTION 'a measure never lasts longer than the law allows' USING ERRCODE = 'check_violation'; END IF; RETURN NEW;", hash='f4822f89a963d727bcfe7515a7b777d8a1ca63c1', operation='INSERT OR UPDATE', pgid='pgtrigger_first_term_capped_29961', table='cases_measure', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='measureextension',
            trigger=pgtrigger.compiler.Trigger(name='extension_capped', sql=supervision.web.walls.WallSql(func="IF NOT (EXISTS (SELECT 1 FROM cases_measure m WHERE m.id = NEW.measure_id AND m.status = 'running' AND m.ends_at = NEW.before AND NEW.ordinal = m.extension_count + 1 AND NEW.ordinal <= CASE m.kind WHEN 'protective_custody' THEN 1 WHEN 'detention' THEN 2 WHEN 'technical' THEN 32767 ELSE 0 END AND NEW.after <= CASE m.kind WHEN 'protective_custody' THEN (((((NEW.before - interval '1 microsecond') AT TIME ZONE 'Asia/Shanghai')::date) + interval '3 days')::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai' WHEN 'detention' THEN CASE WHEN NEW.ordinal = 1 THEN (((((NEW.before - interval '1 microsecond') AT TIME ZONE 'Asia/Shanghai')::date) + interval '3 months')::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai' ELSE (((((NEW.before - interval '1 microsecond') AT TIME ZONE 'Asia/Shanghai')::date) + interval '2 months')::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai' END WHEN 'technical' THEN (((((NEW.before - interval '1 microsecond') AT TIME ZONE 'Asia/Shanghai')::date) + interval '3 months')::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai' + interval '10 days' ELSE NEW.before END)) THEN RAISE EXCEPTION 'this measure may not be prolonged so often or so long' USING ERRCODE = 'check_violation'; END IF; RETURN NEW;", hash='d4742e88abc39f5d1e5e40d59b97b01a03f67f9c', operation='INSERT', pgid='pgtrigger_extension_capped_b8147', table='cases_measureextension', when='BEFORE')),
        ),
    ]
