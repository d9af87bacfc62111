"""Keep everybody who had a hand in a paper; number and day of a paper go together."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import supervision.web.walls
from django.conf import settings
from django.db import migrations, models
from supervision.web.at_once import AtOnce

BACKFILL = """
    INSERT INTO documents_paperhand (document_id, user_id)
    SELECT DISTINCT p.id, hand FROM documents_officialdocument p,
        unnest(ARRAY[p.drafted_by_id, p.edited_by_id, p.submitted_by_id]) AS hand
    WHERE hand IS NOT NULL
    ON CONFLICT DO NOTHING;
"""


class Migration(AtOnce):

    dependencies = [
        ('documents', '0003_templates'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PaperHand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': 'hand in a paper',
                'verbose_name_plural': 'hands in papers',
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='officialdocument',
            trigger=pgtrigger.compiler.Trigger(name='numbered_on_its_day', sql=supervision.web.walls.WallSql(condition="WHEN (OLD.serial IS NULL AND NEW.serial IS NOT NULL AND (NEW.year <> extract(year FROM NEW.issued_on) OR NEW.issued_on <> (NEW.signed_at AT TIME ZONE 'Asia/Shanghai')::date))", func="RAISE EXCEPTION 'a paper bears the day and the year of its signature' USING ERRCODE = 'check_violation';", hash='db53090b39b380a9c693ad432daf57e00fe8e349', operation='UPDATE OF "serial", "year", "issued_on", "signed_at"', pgid='pgtrigger_numbered_on_its_day_2868a', table='documents_officialdocument', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='officialdocument',
            trigger=pgtrigger.compiler.Trigger(name='hands_are_kept', sql=supervision.web.walls.WallSql(func='\n            INSERT INTO documents_paperhand (document_id, user_id)\n            SELECT DISTINCT NEW.id, hand\n            FROM unnest(ARRAY[NEW.drafted_by_id, NEW.edited_by_id, NEW.submitted_by_id]) AS hand\n            WHERE hand IS NOT NULL\n            ON CONFLICT DO NOTHING;\n            RETURN NULL;\n        ', hash='c8756beffab4d06ba8223f4d0263bcd897d118d6', operation='INSERT OR UPDATE OF "drafted_by_id", "edited_by_id", "submitted_by_id"', pgid='pgtrigger_hands_are_kept_4db94', table='documents_officialdocument', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='officialdocument',
            trigger=pgtrigger.compiler.Trigger(name='signed_by_clean_hand', sql=supervision.web.walls.WallSql(condition='WHEN ((NEW.signed_by_id, NEW.revoked_by_id) IS DISTINCT FROM (OLD.signed_by_id, OLD.revoked_by_id))', func="\n            IF EXISTS (\n                SELECT 1 FROM documents_paperhand h\n                WHERE h.document_id = NEW.id AND h.user_id IN (NEW.signed_by_id, NEW.revoked_by_id)\n            ) THEN\n                RAISE EXCEPTION 'whoever had a hand in a paper neither signs nor revokes it'\n                    USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='9793dee7b1af2914f58339eeb5c2614ab5a53386', operation='UPDATE OF "signed_by_id", "revoked_by_id"', pgid='pgtrigger_signed_by_clean_hand_79401', table='documents_officialdocument', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='paperhand',
            name='document',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hands', to='documents.officialdocument', verbose_name='document'),
        ),
        migrations.AddField(
            model_name='paperhand',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person'),
        ),
        migrations.AddConstraint(
            model_name='paperhand',
            constraint=models.UniqueConstraint(fields=('document', 'user'), name='paper_hand_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paperhand',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='7939683725bad85c7542832339ef3d8d87108c19', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_93569', table='documents_paperhand', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paperhand',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='0bc259df6642c2efb5430f40945187c3e3e1675a', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_07182', table='documents_paperhand', when='BEFORE')),
        ),
        migrations.RunSQL(BACKFILL, migrations.RunSQL.noop),
    ]
