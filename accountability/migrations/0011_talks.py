"""Parts of duties, counted rules, talks of the first form."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import supervision.web.walls
import uuid
from django.conf import settings
from django.db import migrations, models

from supervision.history.tracking import TrackRows
from supervision.web.at_once import AtOnce


class Migration(AtOnce):

    dependencies = [
        ('accountability', '0010_ratings'),
        ('history', '0001_schemas'),
        ('organizations', '0003_history'),
        ('people', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CountedRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measure', models.CharField(choices=[('first_form', 'Any measure of the first form'), ('reminder', 'Reminding talk'), ('warning', 'Warning talk'), ('criticism', 'Criticism and education'), ('admonition', 'Admonition')], max_length=16, verbose_name='what counts')),
                ('minimum', models.PositiveSmallIntegerField(verbose_name='at least')),
                ('talker', models.CharField(choices=[('principal', 'Principal'), ('leader', 'Any member of the leading group')], max_length=10, verbose_name='whose talks count')),
            ],
            options={
                'verbose_name': 'counted rule',
                'verbose_name_plural': 'counted rules',
            },
        ),
        migrations.CreateModel(
            name='DutyPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.PositiveSmallIntegerField(verbose_name='level')),
                ('holder_name', models.CharField(blank=True, max_length=60, verbose_name='responsible person')),
                ('section', models.CharField(blank=True, max_length=40, verbose_name='section')),
                ('share', models.PositiveSmallIntegerField(null=True, verbose_name='share (%)')),
                ('split_at', models.DateTimeField(verbose_name='split')),
                ('withdrawn_at', models.DateTimeField(null=True, verbose_name='withdrawn')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
            ],
            options={
                'verbose_name': 'part of a task',
                'verbose_name_plural': 'parts of tasks',
            },
        ),
        migrations.CreateModel(
            name='TalkCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': 'counted talk',
                'verbose_name_plural': 'counted talks',
            },
        ),
        migrations.CreateModel(
            name='TalkRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.UUIDField(default=uuid.uuid4, unique=True, verbose_name='token')),
                ('number', models.CharField(max_length=24, verbose_name='number')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
                ('correction', models.CharField(blank=True, max_length=200, verbose_name='why it was corrected')),
                ('measure', models.CharField(choices=[('reminder', 'Reminding talk'), ('warning', 'Warning talk'), ('criticism', 'Criticism and education'), ('stop', 'Violation corrected or ordered to stop'), ('give_back', 'Gains from a violation given back'), ('set_term', 'Correction within a set term'), ('review', 'Self-examination ordered'), ('life_meeting', 'Criticism and help at a democratic-life meeting'), ('apology', 'Public apology ordered'), ('circular', 'Criticism in a circular'), ('admonition', 'Admonition'), ('other', 'Other measure of the first form')], max_length=16, verbose_name='measure taken')),
                ('role', models.CharField(choices=[('principal', 'Principal'), ('leader', 'Any member of the leading group')], max_length=10, verbose_name='held as')),
                ('talker_name', models.CharField(max_length=60, verbose_name='talker')),
                ('talked_name', models.CharField(max_length=60, verbose_name='talked with')),
                ('talked_post', models.CharField(blank=True, max_length=60, verbose_name='post')),
                ('talked_on', models.DateField(verbose_name='date of the talk')),
                ('place', models.CharField(blank=True, max_length=60, verbose_name='place')),
                ('reason', models.CharField(choices=[('sign', 'Early signs and tendencies'), ('report', 'Reported by the public'), ('style', 'Working style and discipline'), ('performance', 'Weak performance of duty'), ('power', 'Risk in the exercise of power'), ('family', 'Conduct of family and close staff'), ('other', 'Other reason')], max_length=16, verbose_name='reason')),
                ('summary', models.TextField(verbose_name='what was said')),
                ('outcome', models.TextField(blank=True, verbose_name='attitude and outcome')),
                ('entered_at', models.DateTimeField(verbose_name='entered')),
                ('gap_days', models.PositiveIntegerField(verbose_name='days between talk and entry')),
                ('file_count', models.PositiveSmallIntegerField(default=0, verbose_name='files')),
            ],
            options={
                'verbose_name': 'record of a talk',
                'verbose_name_plural': 'records of talks',
            },
        ),
        migrations.CreateModel(
            name='TalkStrike',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=200, verbose_name='reason')),
                ('struck_at', models.DateTimeField(verbose_name='struck off')),
            ],
            options={
                'verbose_name': 'talk struck off',
                'verbose_name_plural': 'talks struck off',
            },
        ),
        migrations.RemoveConstraint(
            model_name='duty',
            name='duty_task_unit_once',
        ),
        migrations.AlterField(
            model_name='filing',
            name='kind',
            field=models.CharField(choices=[('stage', 'Stage filing'), ('quick', 'Quick record'), ('supplement', 'Supplement'), ('record', 'Counted from a record')], max_length=10, verbose_name='kind'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='duty',
            trigger=pgtrigger.compiler.Trigger(name='parts_first', sql=supervision.web.walls.WallSql(condition='WHEN (OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL)', func="\n            IF EXISTS (\n                SELECT 1 FROM accountability_dutypart p\n                JOIN accountability_duty d ON d.id = p.duty_id\n                WHERE p.parent_id = NEW.id AND d.closed_at IS NULL AND d.withdrawn_at IS NULL\n            ) THEN\n                RAISE EXCEPTION 'a duty is not concluded while a part of it is open'\n                    USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='8ddca03a47a3a1287eed4d1fa9cad2764f284e9a', operation='UPDATE OF "closed_at"', pgid='pgtrigger_parts_first_229ae', table='accountability_duty', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='duty',
            constraint=models.UniqueConstraint(fields=('task_list', 'unit', 'period_key'), name='duty_task_unit_once'),
        ),
        migrations.AddField(
            model_name='countedrule',
            name='item',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='counted_rule', to='accountability.checklistitem'),
        ),
        migrations.AddField(
            model_name='dutypart',
            name='duty',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='part', to='accountability.duty', verbose_name='part of a task'),
        ),
        migrations.AddField(
            model_name='dutypart',
            name='parent',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='accountability.duty', verbose_name='task above'),
        ),
        migrations.AddField(
            model_name='dutypart',
            name='person',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='person'),
        ),
        migrations.AddField(
            model_name='dutypart',
            name='split_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='dutypart',
            name='withdrawn_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='talkcount',
            name='duty',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='talk_counts', to='accountability.duty'),
        ),
        migrations.AddField(
            model_name='talkcount',
            name='filing',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='talk_counts', to='accountability.filing'),
        ),
        migrations.AddField(
            model_name='talkrecord',
            name='entered_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='talkrecord',
            name='replaces',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='accountability.talkrecord', verbose_name='corrects'),
        ),
        migrations.AddField(
            model_name='talkrecord',
            name='talked_with',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        migrations.AddField(
            model_name='talkrecord',
            name='talker',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        migrations.AddField(
            model_name='talkrecord',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='talks', to='organizations.unit', verbose_name='unit'),
        ),
        migrations.AddField(
            model_name='talkcount',
            name='talk',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='counts', to='accountability.talkrecord'),
        ),
        migrations.AddField(
            model_name='talkstrike',
            name='struck_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='talkstrike',
            name='talk',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='strike', to='accountability.talkrecord'),
        ),
        migrations.AddConstraint(
            model_name='countedrule',
            constraint=models.CheckConstraint(condition=models.Q(('minimum__gte', 1), ('minimum__lte', 99)), name='counted_minimum'),
        ),
        migrations.AddConstraint(
            model_name='dutypart',
            constraint=models.CheckConstraint(condition=models.Q(('duty', models.F('parent')), _negated=True), name='part_not_of_itself'),
        ),
        migrations.AddConstraint(
            model_name='dutypart',
            constraint=models.CheckConstraint(condition=models.Q(('level__in', (2, 3))), name='part_level'),
        ),
        migrations.AddConstraint(
            model_name='dutypart',
            constraint=models.CheckConstraint(condition=models.Q(('share__isnull', True), models.Q(('share__gte', 1), ('share__lte', 100)), _connector='OR'), name='part_share'),
        ),
        migrations.AddConstraint(
            model_name='dutypart',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), ('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='part_withdrawn_pair'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dutypart',
            trigger=pgtrigger.compiler.Trigger(name='withdrawn_once', sql=supervision.web.walls.WallSql(func="\n            IF (NEW.duty_id, NEW.parent_id, NEW.level, NEW.person_id, NEW.holder_name,\n                NEW.section, NEW.share, NEW.split_by_id, NEW.split_at) IS DISTINCT FROM\n               (OLD.duty_id, OLD.parent_id, OLD.level, OLD.person_id, OLD.holder_name,\n                OLD.section, OLD.share, OLD.split_by_id, OLD.split_at) THEN\n                RAISE EXCEPTION 'what was handed on is never changed';\n            END IF;\n            IF OLD.withdrawn_at IS NOT NULL THEN\n                RAISE EXCEPTION 'a part is withdrawn once';\n            END IF;\n            RETURN NEW;\n        ", hash='f006ff2704e50a6276c1cd274ec0ae418b8ce934', operation='UPDATE', pgid='pgtrigger_withdrawn_once_1e1a7', table='accountability_dutypart', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dutypart',
            trigger=pgtrigger.compiler.Trigger(name='parent_open', sql=supervision.web.walls.WallSql(func="\n            IF NOT EXISTS (\n                SELECT 1 FROM accountability_duty d WHERE d.id = NEW.parent_id\n                AND d.closed_at IS NULL AND d.withdrawn_at IS NULL\n            ) THEN\n                RAISE EXCEPTION 'only an open duty is split'\n                    USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='7bc29cd0aee6b016c5331be40d6453539800c8ba', operation='INSERT', pgid='pgtrigger_parent_open_5b125', table='accountability_dutypart', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dutypart',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION 'a part is withdrawn, never deleted';", hash='4b16309d875d8b9526cb3453605d0ccab5485ca1', operation='DELETE', pgid='pgtrigger_never_deleted_7ff4e', table='accountability_dutypart', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dutypart',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='448d86ea210c95a0b82e3cb4a868ef2a76269db2', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_0d9f1', table='accountability_dutypart', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='talkrecord',
            index=models.Index(fields=['unit', '-talked_on'], name='talk_unit_day'),
        ),
        migrations.AddConstraint(
            model_name='talkrecord',
            constraint=models.UniqueConstraint(fields=('number', 'version'), name='talk_version_once'),
        ),
        migrations.AddConstraint(
            model_name='talkrecord',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('correction', ''), ('replaces__isnull', True), ('version', 1)), models.Q(('replaces__isnull', False), ('version__gt', 1), models.Q(('correction', ''), _negated=True)), _connector='OR'), name='talk_correction_whole'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talkrecord',
            trigger=pgtrigger.compiler.Trigger(name='written_once', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='0df42ee9cd9db25ad95966952f6246d92ff060d7', operation='UPDATE OR DELETE', pgid='pgtrigger_written_once_f4c21', table='accountability_talkrecord', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talkrecord',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='4a952f4e799b441199cce6caaa76f56c06d06256', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_ce95d', table='accountability_talkrecord', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talkrecord',
            trigger=pgtrigger.compiler.Trigger(name='assessment_lock', sql=supervision.web.walls.WallSql(func="\n                    IF EXISTS (\n                        SELECT 1 FROM accountability_assessment a\n                        JOIN accountability_assessment_units u ON u.assessment_id = a.id\n                        WHERE u.unit_id = NEW.unit_id AND a.status = 'planned'\n                          AND NEW.entered_at >= a.locks_at AND NEW.entered_at < a.unlocks_at\n                    ) THEN\n                        RAISE EXCEPTION 'recording is locked by an assessment'\n                            USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                ", hash='8f1a3966a85ff83d912b696a96da70f80105ad0a', operation='INSERT', pgid='pgtrigger_assessment_lock_b1a6a', table='accountability_talkrecord', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='talkcount',
            constraint=models.UniqueConstraint(fields=('talk', 'duty'), name='talk_counts_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talkcount',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='3ab65e508e260db50c943025cf083dcfe0452996', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c0cd1', table='accountability_talkcount', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talkcount',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='b90da325e469fa2cc912f25987f9a2a4e01a7c95', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_536bf', table='accountability_talkcount', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talkstrike',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='891a7b6f06fec40dbdd1c7dd45ba1ca440f7b21a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_44921', table='accountability_talkstrike', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talkstrike',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='07eab2e8abbf589083d711fdb6f5f7c7cbf2b824', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_a9c41', table='accountability_talkstrike', when='BEFORE')),
        ),
        TrackRows("DutyPart", since="split_at", ends=("withdrawn_at",)),
    ]
