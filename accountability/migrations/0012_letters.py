"""Urgings, letters, falsified filings, summons talks, and the thresholds of escalation."""

from django.conf import settings
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import supervision.history.functions
import supervision.web.walls
from django.db import migrations, models

from supervision.history.tracking import TrackRows, TrackWrittenOnce
from supervision.web.at_once import AtOnce

#: Trigger, step and first threshold; the office sets them as it sees fit.
THRESHOLDS = (
    ("red_days", "urging", 1),
    ("urged", "letter", 3),
    ("long_red", "letter", 15),
    ("reply_late", "notice", 1),
    ("falsified", "notice", 1),
    ("falsified_team", "summons", 1),
    ("letters", "summons", 3),
    ("summoned", "action", 30),
)


def set_thresholds(apps, schema_editor):
    rules = apps.get_model("accountability", "EscalationRule").objects
    rules.bulk_create(
        rules.model(trigger=trigger, step=step, threshold=threshold)
        for trigger, step, threshold in THRESHOLDS
    )


class Migration(AtOnce):

    dependencies = [
        ("accountability", "0011_talks"),
        ("documents", "0001_initial"),
        ("history", "0001_schemas"),
        ("organizations", "0003_history"),
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AccountabilityAction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=120, verbose_name='against whom')),
                ('outcome', models.TextField(verbose_name='outcome')),
                ('decided_on', models.DateField(verbose_name='decided on')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
            ],
            options={
                'verbose_name': 'accountability action',
                'verbose_name_plural': 'accountability actions',
            },
        ),
        migrations.CreateModel(
            name='EscalationRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('trigger', models.CharField(choices=[('red_days', 'A task has been overdue for so many days'), ('urged', 'A task is overdue after so many urgings'), ('long_red', 'A task has been overdue for a long time, in days'), ('reply_late', 'The reply to a letter is late by so many days'), ('falsified', 'So many filings were held to be falsified'), ('falsified_team', 'So many falsified filings, talk with the leading group'), ('letters', 'So many letters in the year, and tasks still overdue'), ('summoned', 'A task overdue so many days after a summons talk')], max_length=20, unique=True, verbose_name='trigger')),
                ('step', models.CharField(choices=[('urging', 'Urging'), ('letter', 'Letter'), ('notice', 'Circulated notice'), ('summons', 'Summons talk'), ('action', 'Accountability action')], max_length=10, verbose_name='step')),
                ('threshold', models.PositiveSmallIntegerField(verbose_name='threshold')),
                ('is_active', models.BooleanField(default=True, verbose_name='in force')),
                ('changed_at', models.DateTimeField(null=True, verbose_name='changed')),
            ],
            options={
                'verbose_name': 'threshold of escalation',
                'verbose_name_plural': 'thresholds of escalation',
            },
        ),
        migrations.CreateModel(
            name='Falsification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('proposed', 'Waiting for a decision'), ('confirmed', 'Held to be falsified'), ('rejected', 'Not held to be falsified'), ('withdrawn', 'Proposal taken back')], default='proposed', max_length=10, verbose_name='status')),
                ('facts', models.TextField(verbose_name='facts')),
                ('evidence_count', models.PositiveSmallIntegerField(default=0, verbose_name='evidence')),
                ('basis_type', models.CharField(blank=True, max_length=60, verbose_name='kind of the basis')),
                ('basis_id', models.CharField(blank=True, max_length=40, verbose_name='basis')),
                ('proposed_at', models.DateTimeField(verbose_name='proposed')),
                ('hearing_ends_at', models.DateTimeField(verbose_name='statement until')),
                ('statement', models.TextField(blank=True, verbose_name='statement of the unit')),
                ('stated_at', models.DateTimeField(null=True, verbose_name='stated')),
                ('waiver_reason', models.CharField(blank=True, max_length=300, verbose_name='reason not to wait')),
                ('waived_at', models.DateTimeField(null=True, verbose_name='not waited for')),
                ('opinion', models.TextField(blank=True, verbose_name='opinion')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='decided')),
            ],
            options={
                'verbose_name': 'falsification',
                'verbose_name_plural': 'falsifications',
            },
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('work_reminder', 'Work reminder'), ('supervision_letter', 'Supervision letter')], max_length=20, verbose_name='kind')),
                ('requirement', models.TextField(verbose_name='requirement')),
                ('basis', models.CharField(max_length=300, verbose_name='basis')),
                ('drafted_at', models.DateTimeField(verbose_name='drafted')),
                ('closed_at', models.DateTimeField(null=True, verbose_name='settled')),
            ],
            options={
                'verbose_name': 'letter',
                'verbose_name_plural': 'letters',
            },
        ),
        migrations.CreateModel(
            name='LetterDuty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ends_at', models.DateTimeField(verbose_name='due')),
                ('days_late', models.PositiveIntegerField(verbose_name='days overdue')),
            ],
            options={
                'verbose_name': 'task named in a letter',
                'verbose_name_plural': 'tasks named in letters',
            },
        ),
        migrations.CreateModel(
            name='Summons',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('post', models.CharField(blank=True, max_length=60, verbose_name='post')),
                ('reason', models.TextField(verbose_name='reason')),
                ('status', models.CharField(choices=[('planned', 'To be held'), ('held', 'Held'), ('cancelled', 'Called off')], default='planned', max_length=10, verbose_name='status')),
                ('planned_at', models.DateTimeField(verbose_name='planned for')),
                ('place', models.CharField(max_length=60, verbose_name='place')),
                ('called_at', models.DateTimeField(verbose_name='called')),
                ('talked_on', models.DateField(null=True, verbose_name='day of the talk')),
                ('talk', models.TextField(blank=True, verbose_name='what was said')),
                ('result', models.TextField(blank=True, verbose_name='result')),
                ('held_at', models.DateTimeField(null=True, verbose_name='recorded')),
                ('cancel_reason', models.CharField(blank=True, max_length=300, verbose_name='reason for calling off')),
                ('cancelled_at', models.DateTimeField(null=True, verbose_name='called off')),
            ],
            options={
                'verbose_name': 'summons talk',
                'verbose_name_plural': 'summons talks',
            },
        ),
        migrations.CreateModel(
            name='Urging',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.PositiveSmallIntegerField(verbose_name='time')),
                ('light', models.CharField(max_length=10, verbose_name='state')),
                ('ends_at', models.DateTimeField(verbose_name='due')),
                ('words', models.CharField(blank=True, max_length=300, verbose_name='message')),
                ('urged_at', models.DateTimeField(verbose_name='urged')),
                ('urged_on', models.DateField(verbose_name='day')),
                ('recorded_at', models.DateTimeField(db_default=supervision.history.functions.PortalNow(), editable=False, verbose_name='recorded')),
            ],
            options={
                'verbose_name': 'urging',
                'verbose_name_plural': 'urgings',
            },
        ),
        migrations.AddField(
            model_name='duty',
            name='urged_count',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='urgings'),
        ),
        migrations.AddIndex(
            model_name='duty',
            index=models.Index(condition=models.Q(('urged_count__gt', 0), ('withdrawn_at__isnull', True)), fields=['unit', 'ends_at', 'id'], name='duty_urged'),
        ),
        migrations.AddField(
            model_name='accountabilityaction',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='accountabilityaction',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.unit', verbose_name='unit'),
        ),
        migrations.AddField(
            model_name='escalationrule',
            name='changed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='falsification',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='falsification',
            name='filing',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='falsifications', to='accountability.filing', verbose_name='filing'),
        ),
        migrations.AddField(
            model_name='falsification',
            name='notice',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.officialdocument', verbose_name='circulated notice'),
        ),
        migrations.AddField(
            model_name='falsification',
            name='proposed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='falsification',
            name='stated_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='falsification',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='falsifications', to='organizations.unit', verbose_name='unit'),
        ),
        migrations.AddField(
            model_name='falsification',
            name='waived_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='letter',
            name='closed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='letter',
            name='document',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.officialdocument', verbose_name='document'),
        ),
        migrations.AddField(
            model_name='letter',
            name='drafted_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='letter',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='organizations.unit', verbose_name='unit'),
        ),
        migrations.AddField(
            model_name='letterduty',
            name='duty',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='accountability.duty'),
        ),
        migrations.AddField(
            model_name='letterduty',
            name='letter',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='named', to='accountability.letter'),
        ),
        migrations.AddField(
            model_name='summons',
            name='called_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='summons',
            name='cancelled_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='summons',
            name='falsification',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='summonses', to='accountability.falsification'),
        ),
        migrations.AddField(
            model_name='summons',
            name='held_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='summons',
            name='notice',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.officialdocument', verbose_name='notice of the talk'),
        ),
        migrations.AddField(
            model_name='summons',
            name='person',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        migrations.AddField(
            model_name='summons',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='summonses', to='organizations.unit', verbose_name='unit'),
        ),
        migrations.AddField(
            model_name='urging',
            name='duty',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='urgings', to='accountability.duty', verbose_name='task'),
        ),
        migrations.AddField(
            model_name='urging',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='urgings', to='organizations.unit', verbose_name='unit'),
        ),
        migrations.AddField(
            model_name='urging',
            name='urged_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='accountabilityaction',
            index=models.Index(fields=['unit', '-decided_on'], name='action_unit_newest'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='accountabilityaction',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='b1f160810e9f4edca3dc9b15314da6ca9c7cff93', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_84881', table='accountability_accountabilityaction', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='accountabilityaction',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='1c50ecc51e548d9724b1252dedc135b6f00794df', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_64f70', table='accountability_accountabilityaction', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='escalationrule',
            constraint=models.CheckConstraint(condition=models.Q(('threshold__gte', 1)), name='escalation_from_one'),
        ),
        migrations.AddConstraint(
            model_name='escalationrule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('changed_at__isnull', True), ('changed_by__isnull', True)), models.Q(('changed_at__isnull', False), ('changed_by__isnull', False)), _connector='OR'), name='escalation_changed_pair'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='escalationrule',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION 'rows of % are never deleted', TG_TABLE_NAME;", hash='0159782d45e1def1f8a022a4990068dfdacf394e', operation='DELETE', pgid='pgtrigger_never_deleted_91093', table='accountability_escalationrule', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='escalationrule',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='de83033e1a8d6e77ce684f85c69e16e51c25ab85', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_a1e99', table='accountability_escalationrule', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='escalationrule',
            trigger=pgtrigger.compiler.Trigger(name='origin_stays', sql=supervision.web.walls.WallSql(condition='WHEN ((NEW.trigger, NEW.step) IS DISTINCT FROM (OLD.trigger, OLD.step))', func="RAISE EXCEPTION 'the origin of a row of % is never changed', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='b0fe00463c64dd51eb7fe4aebeedef27fa0ae7b3', operation='UPDATE', pgid='pgtrigger_origin_stays_66c8d', table='accountability_escalationrule', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='falsification',
            index=models.Index(fields=['status', '-id'], name='falsification_status'),
        ),
        migrations.AddIndex(
            model_name='falsification',
            index=models.Index(fields=['unit', '-id'], name='falsification_unit'),
        ),
        migrations.AddConstraint(
            model_name='falsification',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('stated_at__isnull', True), ('stated_by__isnull', True), ('statement', '')), models.Q(('stated_at__isnull', False), ('stated_by__isnull', False), models.Q(('statement', ''), _negated=True)), _connector='OR'), name='falsification_stated_pair'),
        ),
        migrations.AddConstraint(
            model_name='falsification',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('waived_at__isnull', True), ('waived_by__isnull', True), ('waiver_reason', '')), models.Q(('waived_at__isnull', False), ('waived_by__isnull', False), models.Q(('waiver_reason', ''), _negated=True)), _connector='OR'), name='falsification_waived_pair'),
        ),
        migrations.AddConstraint(
            model_name='falsification',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('status', 'proposed')), models.Q(models.Q(('status', 'proposed'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='falsification_decided_pair'),
        ),
        migrations.AddConstraint(
            model_name='falsification',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['confirmed', 'rejected']), _negated=True), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='falsification_second_person'),
        ),
        migrations.AddConstraint(
            model_name='falsification',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'confirmed'), _negated=True), models.Q(('evidence_count__gt', 0), models.Q(('opinion', ''), _negated=True)), _connector='OR'), name='falsification_has_evidence'),
        ),
        migrations.AddConstraint(
            model_name='falsification',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'confirmed'), _negated=True), ('stated_at__isnull', False), ('waived_at__isnull', False), ('decided_at__gte', models.F('hearing_ends_at')), _connector='OR'), name='falsification_unit_heard'),
        ),
        migrations.AddConstraint(
            model_name='falsification',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['proposed', 'confirmed'])), fields=('filing',), name='falsification_one_of_a_filing'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='falsification',
            trigger=pgtrigger.compiler.Trigger(name='begins_first', sql=supervision.web.walls.WallSql(condition="WHEN (NEW.status <> 'proposed')", func="RAISE EXCEPTION '% begins as proposed', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='ea62046d4dacf88159f70be4ed3f2a2a9e9be9db', operation='INSERT', pgid='pgtrigger_begins_first_6123d', table='accountability_falsification', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='falsification',
            trigger=pgtrigger.compiler.Trigger(name='legal_moves', sql=supervision.web.walls.WallSql(condition="WHEN (OLD.status IS DISTINCT FROM NEW.status AND (OLD.status, NEW.status) NOT IN (('proposed', 'confirmed'), ('proposed', 'rejected'), ('proposed', 'withdrawn')))", func="RAISE EXCEPTION '% may not go from % to %', TG_TABLE_NAME, OLD.status, NEW.status USING ERRCODE = 'check_violation';", hash='04aa33a18e9381116c615d3ed11a0d6a20691d74', operation='UPDATE OF "status"', pgid='pgtrigger_legal_moves_20f02', table='accountability_falsification', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='falsification',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION 'rows of % are never deleted', TG_TABLE_NAME;", hash='e49bad8d7b85d0d3b60e957668904ca17f6f045e', operation='DELETE', pgid='pgtrigger_never_deleted_6b10e', table='accountability_falsification', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='falsification',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='eacef056af9714d7aa2d689273d1cb8fc4f73d84', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_7e650', table='accountability_falsification', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='falsification',
            trigger=pgtrigger.compiler.Trigger(name='origin_stays', sql=supervision.web.walls.WallSql(condition='WHEN ((NEW.filing_id, NEW.unit_id, NEW.facts, NEW.proposed_by_id, NEW.proposed_at, NEW.basis_type, NEW.basis_id, NEW.hearing_ends_at) IS DISTINCT FROM (OLD.filing_id, OLD.unit_id, OLD.facts, OLD.proposed_by_id, OLD.proposed_at, OLD.basis_type, OLD.basis_id, OLD.hearing_ends_at))', func="RAISE EXCEPTION 'the origin of a row of % is never changed', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='94e5d1fd7eca6fef02b108fb942a25c8232660b1', operation='UPDATE', pgid='pgtrigger_origin_stays_64a70', table='accountability_falsification', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='letter',
            index=models.Index(fields=['unit', '-id'], name='letter_unit_newest'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='letter_closed_pair'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letter',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION 'rows of % are never deleted', TG_TABLE_NAME;", hash='947098a96bf1c235e81a5ac291a197561b077154', operation='DELETE', pgid='pgtrigger_never_deleted_4a986', table='accountability_letter', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letter',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='0dd68f5f1523733837c3346c668bb69c0ccf5e16', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_1384f', table='accountability_letter', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letter',
            trigger=pgtrigger.compiler.Trigger(name='origin_stays', sql=supervision.web.walls.WallSql(condition='WHEN ((NEW.unit_id, NEW.kind, NEW.requirement, NEW.drafted_by_id, NEW.drafted_at) IS DISTINCT FROM (OLD.unit_id, OLD.kind, OLD.requirement, OLD.drafted_by_id, OLD.drafted_at))', func="RAISE EXCEPTION 'the origin of a row of % is never changed', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='a4e4a148b7290ca782b86848181d5c39d4d5059b', operation='UPDATE', pgid='pgtrigger_origin_stays_626f8', table='accountability_letter', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='letterduty',
            constraint=models.UniqueConstraint(fields=('letter', 'duty'), name='letter_names_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letterduty',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='89519c3546e62641c4782029c1c4c80b961a7643', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a3f3f', table='accountability_letterduty', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letterduty',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='8270093a891f9a073ab0c882d2c9d79cb36d0271', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_3e7c8', table='accountability_letterduty', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='summons',
            index=models.Index(fields=['status', 'planned_at'], name='summons_planned'),
        ),
        migrations.AddIndex(
            model_name='summons',
            index=models.Index(fields=['unit', '-id'], name='summons_unit_newest'),
        ),
        migrations.AddConstraint(
            model_name='summons',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('held_at__isnull', False), ('held_by__isnull', False), ('status', 'held'), models.Q(('talk', ''), _negated=True), ('talked_on__isnull', False)), models.Q(models.Q(('status', 'held'), _negated=True), ('held_at__isnull', True), ('held_by__isnull', True), ('talk', ''), ('talked_on__isnull', True)), _connector='OR'), name='summons_held_pair'),
        ),
        migrations.AddConstraint(
            model_name='summons',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cancelled_at__isnull', False), ('cancelled_by__isnull', False), ('status', 'cancelled'), models.Q(('cancel_reason', ''), _negated=True)), models.Q(models.Q(('status', 'cancelled'), _negated=True), ('cancel_reason', ''), ('cancelled_at__isnull', True), ('cancelled_by__isnull', True)), _connector='OR'), name='summons_cancelled_pair'),
        ),
        migrations.AddConstraint(
            model_name='summons',
            constraint=models.UniqueConstraint(condition=models.Q(('person__isnull', False)), fields=('falsification', 'person'), name='summons_person_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='summons',
            trigger=pgtrigger.compiler.Trigger(name='begins_first', sql=supervision.web.walls.WallSql(condition="WHEN (NEW.status <> 'planned')", func="RAISE EXCEPTION '% begins as planned', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='b7b10e1767b3d6318ce8b8bd1322ec5a6d486944', operation='INSERT', pgid='pgtrigger_begins_first_fcfec', table='accountability_summons', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='summons',
            trigger=pgtrigger.compiler.Trigger(name='legal_moves', sql=supervision.web.walls.WallSql(condition="WHEN (OLD.status IS DISTINCT FROM NEW.status AND (OLD.status, NEW.status) NOT IN (('planned', 'cancelled'), ('planned', 'held')))", func="RAISE EXCEPTION '% may not go from % to %', TG_TABLE_NAME, OLD.status, NEW.status USING ERRCODE = 'check_violation';", hash='4993cfce4ec662e761581c68bff342ef3fad088d', operation='UPDATE OF "status"', pgid='pgtrigger_legal_moves_bd960', table='accountability_summons', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='summons',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION 'rows of % are never deleted', TG_TABLE_NAME;", hash='652d30732050b36c46ff438222fffe7981562ed2', operation='DELETE', pgid='pgtrigger_never_deleted_fc087', table='accountability_summons', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='summons',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='96485a0aaaf9e9b482e7ecf9d9f07137e5635ab6', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_f5831', table='accountability_summons', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='summons',
            trigger=pgtrigger.compiler.Trigger(name='origin_stays', sql=supervision.web.walls.WallSql(condition='WHEN ((NEW.unit_id, NEW.falsification_id, NEW.person_id, NEW.name, NEW.post, NEW.reason, NEW.called_by_id, NEW.called_at) IS DISTINCT FROM (OLD.unit_id, OLD.falsification_id, OLD.person_id, OLD.name, OLD.post, OLD.reason, OLD.called_by_id, OLD.called_at))', func="RAISE EXCEPTION 'the origin of a row of % is never changed', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='26a770ce4130100b9ec3da663308b86b45a50f07', operation='UPDATE', pgid='pgtrigger_origin_stays_e1f27', table='accountability_summons', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='urging',
            index=models.Index(fields=['unit', '-urged_at'], name='urging_unit_newest'),
        ),
        migrations.AddConstraint(
            model_name='urging',
            constraint=models.UniqueConstraint(fields=('duty', 'urged_on'), name='urging_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='urging',
            constraint=models.UniqueConstraint(fields=('duty', 'level'), name='urging_counted_once'),
        ),
        migrations.AddConstraint(
            model_name='urging',
            constraint=models.CheckConstraint(condition=models.Q(('light__in', ['red', 'yellow'])), name='urging_of_what_presses'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='urging',
            trigger=pgtrigger.compiler.Trigger(name='written_once', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='8007b051f91d8da5974a202ef9ace34a2a979638', operation='UPDATE OR DELETE', pgid='pgtrigger_written_once_333ac', table='accountability_urging', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='urging',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='88e28c30e533ec3ca299489256bc1ca6319119c4', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_fedef', table='accountability_urging', when='BEFORE')),
        ),
        TrackWrittenOnce("Urging", came="recorded_at", dated="urged_at"),
        TrackRows("Falsification", since="proposed_at", ends=("decided_at",)),
        # The table got a column: its versions carry it from here on.
        TrackRows("Duty", since="started_at"),
        migrations.RunPython(set_thresholds, migrations.RunPython.noop),
    ]
