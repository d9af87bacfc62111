"""Patrols with their samples and checks on the spot, and traces."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import supervision.history.functions
import supervision.web.walls
from django.conf import settings
from django.db import migrations, models

from supervision.history.tracking import TrackWrittenOnce
from supervision.web.at_once import AtOnce


class Migration(AtOnce):

    dependencies = [
        ("organizations", "0003_history"),
        ("accountability", "0013_truth"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PatrolEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(verbose_name='place in the queue')),
                ('claimed_at', models.DateTimeField(null=True, verbose_name='taken')),
                ('is_read', models.BooleanField(default=False, verbose_name='read')),
            ],
            options={
                'verbose_name': 'filing on patrol',
                'verbose_name_plural': 'filings on patrol',
            },
        ),
        migrations.CreateModel(
            name='PatrolReading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.CharField(choices=[('in_order', 'In order'), ('problem', 'Problem'), ('field_check', 'To be checked on the spot')], max_length=12, verbose_name='verdict')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                ('at', models.DateTimeField(verbose_name='read')),
                ('recorded_at', models.DateTimeField(db_default=supervision.history.functions.PortalNow(), editable=False, verbose_name='recorded')),
            ],
            options={
                'verbose_name': 'reading on patrol',
                'verbose_name_plural': 'readings on patrol',
            },
        ),
        migrations.CreateModel(
            name='PatrolRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=24, unique=True, verbose_name='number')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('category', models.CharField(blank=True, max_length=60, verbose_name='category')),
                ('since', models.DateField(verbose_name='filed from')),
                ('until', models.DateField(verbose_name='filed to')),
                ('skips_read', models.BooleanField(default=True, verbose_name='leaves out what an earlier patrol has read')),
                ('created_at', models.DateTimeField(verbose_name='opened')),
                ('finished_at', models.DateTimeField(null=True, verbose_name='closed')),
                ('closing_note', models.CharField(blank=True, max_length=300, verbose_name='note on closing')),
            ],
            options={
                'verbose_name': 'patrol',
                'verbose_name_plural': 'patrols',
            },
        ),
        migrations.CreateModel(
            name='PatrolSample',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('draw_number', models.PositiveSmallIntegerField(verbose_name='draw')),
                ('algorithm', models.CharField(max_length=20, verbose_name='rule of the draw')),
                ('seed', models.CharField(max_length=64, verbose_name='seed')),
                ('size', models.PositiveIntegerField(verbose_name='filings drawn')),
                ('each_unit', models.BooleanField(verbose_name='at least one of each unit')),
                ('population', models.PositiveIntegerField(verbose_name='filings to draw from')),
                ('population_digest', models.CharField(max_length=64, verbose_name='digest of the population')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason of a further draw')),
                ('check_by', models.DateField(verbose_name='to be checked by')),
                ('drawn_at', models.DateTimeField(verbose_name='drawn')),
            ],
            options={
                'verbose_name': 'sample of a patrol',
                'verbose_name_plural': 'samples of patrols',
            },
        ),
        migrations.CreateModel(
            name='SpotCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(verbose_name='number on the sheet')),
                ('check_by', models.DateField(verbose_name='to be checked by')),
                ('added_at', models.DateTimeField(verbose_name='added')),
                ('recorded_at', models.DateTimeField(db_default=supervision.history.functions.PortalNow(), editable=False, verbose_name='recorded')),
            ],
            options={
                'verbose_name': 'check on the spot',
                'verbose_name_plural': 'checks on the spot',
            },
        ),
        migrations.CreateModel(
            name='SpotResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('agrees', 'Agrees with the filing'), ('differs', 'Differs from the filing'), ('missing', 'Original not produced')], max_length=10, verbose_name='outcome')),
                ('note', models.CharField(blank=True, max_length=1000, verbose_name='what was seen')),
                ('checked_on', models.DateField(verbose_name='day of the check')),
                ('checked_at', models.DateTimeField(verbose_name='entered')),
                ('recorded_at', models.DateTimeField(db_default=supervision.history.functions.PortalNow(), editable=False, verbose_name='recorded')),
            ],
            options={
                'verbose_name': 'result of a check on the spot',
                'verbose_name_plural': 'results of checks on the spot',
            },
        ),
        migrations.CreateModel(
            name='Trace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=24, unique=True, verbose_name='number')),
                ('problem', models.CharField(max_length=300, verbose_name='problem traced')),
                ('purpose', models.CharField(max_length=200, verbose_name='purpose')),
                ('words', models.CharField(blank=True, max_length=80, verbose_name='words of the task')),
                ('since', models.DateField(verbose_name='from')),
                ('until', models.DateField(verbose_name='to')),
                ('known_on', models.DateField(verbose_name='known on')),
                ('traced_at', models.DateTimeField(verbose_name='traced')),
            ],
            options={
                'verbose_name': 'trace',
                'verbose_name_plural': 'traces',
            },
        ),
        migrations.AddField(
            model_name='patrolentry',
            name='claimed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='patrolentry',
            name='filing',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='patrol_entries', to='accountability.filing'),
        ),
        migrations.AddField(
            model_name='patrolentry',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.unit'),
        ),
        migrations.AddField(
            model_name='patrolreading',
            name='corrects',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='accountability.patrolreading', verbose_name='corrects'),
        ),
        migrations.AddField(
            model_name='patrolreading',
            name='entry',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='accountability.patrolentry'),
        ),
        migrations.AddField(
            model_name='patrolreading',
            name='reader',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='patrolround',
            name='created_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='patrolround',
            name='finished_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='patrolround',
            name='units',
            field=models.ManyToManyField(related_name='+', to='organizations.unit', verbose_name='units'),
        ),
        migrations.AddField(
            model_name='patrolentry',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='accountability.patrolround'),
        ),
        migrations.AddField(
            model_name='patrolsample',
            name='drawn_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='patrolsample',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='samples', to='accountability.patrolround'),
        ),
        migrations.AddField(
            model_name='spotcheck',
            name='filing',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='spot_checks', to='accountability.filing'),
        ),
        migrations.AddField(
            model_name='spotcheck',
            name='reading',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='spot_check', to='accountability.patrolreading'),
        ),
        migrations.AddField(
            model_name='spotcheck',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='accountability.patrolround'),
        ),
        migrations.AddField(
            model_name='spotcheck',
            name='sample',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='accountability.patrolsample'),
        ),
        migrations.AddField(
            model_name='spotresult',
            name='check_row',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='accountability.spotcheck'),
        ),
        migrations.AddField(
            model_name='spotresult',
            name='checked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='spotresult',
            name='corrects',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='accountability.spotresult', verbose_name='corrects'),
        ),
        migrations.AddField(
            model_name='trace',
            name='duty',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='traces', to='accountability.duty', verbose_name='task'),
        ),
        migrations.AddField(
            model_name='trace',
            name='filing',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='traces', to='accountability.filing', verbose_name='filing'),
        ),
        migrations.AddField(
            model_name='trace',
            name='finding',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='traces', to='accountability.finding', verbose_name='finding'),
        ),
        migrations.AddField(
            model_name='trace',
            name='traced_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='trace',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='traces', to='organizations.unit', verbose_name='unit'),
        ),
        migrations.AddIndex(
            model_name='patrolreading',
            index=models.Index(fields=['entry', '-id'], name='patrol_reading_entry'),
        ),
        migrations.AddConstraint(
            model_name='patrolreading',
            constraint=models.UniqueConstraint(condition=models.Q(('corrects__isnull', True)), fields=('entry',), name='patrol_read_once'),
        ),
        migrations.AddConstraint(
            model_name='patrolreading',
            constraint=models.CheckConstraint(condition=models.Q(('verdict', 'in_order'), models.Q(('note', ''), _negated=True), _connector='OR'), name='patrol_verdict_says_why'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='patrolreading',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='6b2d579776cc72bc7138d6497c66ed18baa1f2c1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_11d99', table='accountability_patrolreading', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='patrolreading',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='98d7ecf2478ee0d24ca9954b3772f5dbcfa0e02d', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_eefa6', table='accountability_patrolreading', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='patrolreading',
            trigger=pgtrigger.compiler.Trigger(name='avoidance', sql=supervision.web.walls.WallSql(func="\n            IF EXISTS (\n                SELECT 1 FROM accountability_patrolentry e\n                JOIN accounts_posting p ON p.unit_id = e.unit_id\n                WHERE e.id = NEW.entry_id AND p.user_id = NEW.reader_id\n            ) OR EXISTS (\n                SELECT 1 FROM accountability_patrolentry e\n                JOIN accountability_filing f ON f.unit_id = e.unit_id\n                WHERE e.id = NEW.entry_id AND f.submitted_by_id = NEW.reader_id\n            ) THEN\n                RAISE EXCEPTION 'nobody patrols a unit of his own'\n                    USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='754127db24a8fd9ba744bf787b4805d73e95be5d', operation='INSERT', pgid='pgtrigger_avoidance_bb7ec', table='accountability_patrolreading', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='patrolround',
            index=models.Index(fields=['-created_at', '-id'], name='patrol_newest'),
        ),
        migrations.AddConstraint(
            model_name='patrolround',
            constraint=models.CheckConstraint(condition=models.Q(('until__gte', models.F('since'))), name='patrol_span'),
        ),
        migrations.AddConstraint(
            model_name='patrolround',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('finished_at__isnull', True), ('finished_by__isnull', True)), models.Q(('finished_at__isnull', False), ('finished_by__isnull', False)), _connector='OR'), name='patrol_finished_pair'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='patrolround',
            trigger=pgtrigger.compiler.Trigger(name='closed_once', sql=supervision.web.walls.WallSql(condition='WHEN (OLD.finished_at IS NOT NULL OR (NEW.number, NEW.since, NEW.until, NEW.category, NEW.skips_read, NEW.created_by_id, NEW.created_at) IS DISTINCT FROM (OLD.number, OLD.since, OLD.until, OLD.category, OLD.skips_read, OLD.created_by_id, OLD.created_at))', func="RAISE EXCEPTION 'a patrol is closed once and its scope stays';", hash='978a85a3f57e92c38348aada745c56e0c068852d', operation='UPDATE', pgid='pgtrigger_closed_once_f00f7', table='accountability_patrolround', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='patrolround',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION 'a patrol is never deleted';", hash='bc71a3e5442b6b47607f9add53abc5e68ec6b314', operation='DELETE', pgid='pgtrigger_never_deleted_b3a8e', table='accountability_patrolround', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='patrolround',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='30604e81a507bee4a98699395e347fa197fbd729', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_b1eac', table='accountability_patrolround', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='patrolentry',
            index=models.Index(condition=models.Q(('is_read', False)), fields=['round', 'position'], name='patrol_unread'),
        ),
        migrations.AddIndex(
            model_name='patrolentry',
            index=models.Index(fields=['filing'], name='patrol_entry_filing'),
        ),
        migrations.AddConstraint(
            model_name='patrolentry',
            constraint=models.UniqueConstraint(fields=('round', 'filing'), name='patrol_filing_once'),
        ),
        migrations.AddConstraint(
            model_name='patrolentry',
            constraint=models.UniqueConstraint(fields=('round', 'position'), name='patrol_place_once'),
        ),
        migrations.AddConstraint(
            model_name='patrolentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('claimed_at__isnull', True), ('claimed_by__isnull', True)), models.Q(('claimed_at__isnull', False), ('claimed_by__isnull', False)), _connector='OR'), name='patrol_claimed_pair'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='patrolentry',
            trigger=pgtrigger.compiler.Trigger(name='queue_stays', sql=supervision.web.walls.WallSql(condition='WHEN (OLD.is_read AND NOT NEW.is_read OR (NEW.round_id, NEW.filing_id, NEW.unit_id, NEW.position) IS DISTINCT FROM (OLD.round_id, OLD.filing_id, OLD.unit_id, OLD.position))', func="RAISE EXCEPTION 'the queue of a patrol stays as it was opened';", hash='93824e2036d1dd4b0dfa96ca214fada160e6474f', operation='UPDATE', pgid='pgtrigger_queue_stays_54821', table='accountability_patrolentry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='patrolentry',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION 'a filing never leaves the queue of a patrol';", hash='1ab7e2cc4733a7787bbd8904c434ed4739a16891', operation='DELETE', pgid='pgtrigger_never_deleted_0475e', table='accountability_patrolentry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='patrolentry',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='d3f7ba3dfc9e0e91dc1c3639bcd7d34bceb0185a', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_3731d', table='accountability_patrolentry', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='patrolsample',
            constraint=models.UniqueConstraint(fields=('round', 'draw_number'), name='sample_draw_once'),
        ),
        migrations.AddConstraint(
            model_name='patrolsample',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('draw_number', 1), ('reason', '')), models.Q(('draw_number__gt', 1), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='sample_further_draw_says_why'),
        ),
        migrations.AddConstraint(
            model_name='patrolsample',
            constraint=models.CheckConstraint(condition=models.Q(('seed__regex', '^[0-9a-f]{64}$')), name='sample_seed_of_the_system'),
        ),
        migrations.AddConstraint(
            model_name='patrolsample',
            constraint=models.CheckConstraint(condition=models.Q(('size__gt', 0), ('size__lte', models.F('population'))), name='sample_size'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='patrolsample',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='bd7f8ed98c132d52f7c6f56c5a130051b83e008a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b9fc8', table='accountability_patrolsample', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='patrolsample',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='6c5bc081e8b417c41be3b2764c8d820c366e8b52', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_9c5bf', table='accountability_patrolsample', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='spotcheck',
            index=models.Index(fields=['filing'], name='spot_check_filing'),
        ),
        migrations.AddConstraint(
            model_name='spotcheck',
            constraint=models.UniqueConstraint(fields=('sample', 'filing'), name='spot_check_drawn_once'),
        ),
        migrations.AddConstraint(
            model_name='spotcheck',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reading__isnull', False), ('sample__isnull', True)), models.Q(('reading__isnull', True), ('sample__isnull', False)), _connector='OR'), name='spot_check_has_one_origin'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='spotcheck',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='0b94c6738290b634d5794848e5975e5507af76e3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_17d99', table='accountability_spotcheck', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='spotcheck',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='e8c46710a46b7fb2308b50f2b46f0a85422facc9', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_c21a4', table='accountability_spotcheck', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='spotresult',
            constraint=models.UniqueConstraint(condition=models.Q(('corrects__isnull', True)), fields=('check_row',), name='spot_result_once'),
        ),
        migrations.AddConstraint(
            model_name='spotresult',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('corrects__isnull', True), ('outcome', 'agrees')), models.Q(('note', ''), _negated=True), _connector='OR'), name='spot_result_says_what'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='spotresult',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='b9881d8e1ed95e83179d7aa5924e3dddee3d44b9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6837b', table='accountability_spotresult', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='spotresult',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='3d70d379c027f2400909a7f64675580e4bf65878', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_5d573', table='accountability_spotresult', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='trace',
            index=models.Index(fields=['-traced_at', '-id'], name='trace_newest'),
        ),
        migrations.AddConstraint(
            model_name='trace',
            constraint=models.CheckConstraint(condition=models.Q(('until__gte', models.F('since'))), name='trace_span'),
        ),
        migrations.AddConstraint(
            model_name='trace',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('purpose', ''), _negated=True), models.Q(('problem', ''), _negated=True)), name='trace_says_what_for'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trace',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='578a3a031ae3c5cb18294dd7ba05c62f868317dd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_668fb', table='accountability_trace', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trace',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='b1cde4e2a931ac73a368a18adea6929024b53b2c', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_35e47', table='accountability_trace', when='BEFORE')),
        ),
        TrackWrittenOnce("PatrolReading", came="recorded_at", dated="at"),
        TrackWrittenOnce("SpotCheck", came="recorded_at", dated="added_at"),
        TrackWrittenOnce("SpotResult", came="recorded_at", dated="checked_at"),
    ]
