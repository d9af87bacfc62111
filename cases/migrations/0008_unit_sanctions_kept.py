"""A sanction by a unit that was recorded stays recorded."""

import pgtrigger.compiler
import pgtrigger.migrations
import supervision.web.walls
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0007_warnings_from_the_index'),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='unitsanction',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION 'rows of % are never deleted', TG_TABLE_NAME;", hash='978a01971463ec46092c9531fc650edfc4f09d53', operation='DELETE', pgid='pgtrigger_never_deleted_bba0d', table='cases_unitsanction', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitsanction',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='a4b766bf53029df9c18c4ddd71ece0cc12935df6', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_d368b', table='cases_unitsanction', when='BEFORE')),
        ),
    ]
