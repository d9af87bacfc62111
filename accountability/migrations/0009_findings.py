"""Findings, rectification, plans, and the work of assessors."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
import supervision.web.walls
from django.conf import settings
from django.db import migrations, models

from supervision.history.tracking import TrackRows
from supervision.web.at_once import AtOnce

# A group formed before has a sheet for each of its units too.
SHEETS = """
    INSERT INTO accountability_assessmentsheet
        (group_id, unit_id, status, summary, returned_reason)
    SELECT assessmentgroup_id, unit_id, 'scoring', '', ''
    FROM accountability_assessmentgroup_units;
"""


class Migration(AtOnce):

    dependencies = [
        ('accountability', '0008_search_indexes'),
        ('history', '0001_schemas'),
        ('organizations', '0003_history'),
        ('people', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AssessmentProblem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('reported', 'Waiting for the group leader'), ('confirmed', 'Confirmed'), ('refused', 'Not confirmed')], default='reported', max_length=10, verbose_name='status')),
                ('track', models.CharField(choices=[('person', 'Person'), ('matter', 'Matter'), ('both', 'Person and matter')], default='matter', max_length=10, verbose_name='track')),
                ('title', models.CharField(max_length=120, verbose_name='problem')),
                ('description', models.TextField(verbose_name='facts of the problem')),
                ('holder_name', models.CharField(blank=True, max_length=60, verbose_name='person concerned')),
                ('reported_at', models.DateTimeField(verbose_name='reported')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='decided')),
                ('opinion', models.CharField(blank=True, max_length=200, verbose_name='opinion')),
            ],
            options={
                'verbose_name': 'problem reported by an assessor',
                'verbose_name_plural': 'problems reported by assessors',
            },
        ),
        migrations.CreateModel(
            name='AssessmentSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('scoring', 'Being scored'), ('submitted', 'Handed in by the group'), ('confirmed', 'Confirmed by the office')], default='scoring', max_length=10, verbose_name='status')),
                ('summary', models.TextField(blank=True, verbose_name='overall opinion')),
                ('submitted_at', models.DateTimeField(null=True, verbose_name='handed in')),
                ('confirmed_at', models.DateTimeField(null=True, verbose_name='confirmed')),
                ('returned_reason', models.CharField(blank=True, max_length=300, verbose_name='why it was returned')),
                ('rectify_by', models.DateField(blank=True, null=True, verbose_name='rectify by')),
                ('feedback_at', models.DateTimeField(null=True, verbose_name='feedback given')),
            ],
            options={
                'verbose_name': 'score sheet',
                'verbose_name_plural': 'score sheets',
            },
        ),
        migrations.CreateModel(
            name='Deduction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('points', models.DecimalField(decimal_places=1, max_digits=5, verbose_name='points')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('given_at', models.DateTimeField(verbose_name='taken off')),
            ],
            options={
                'verbose_name': 'deduction',
                'verbose_name_plural': 'deductions',
            },
        ),
        migrations.CreateModel(
            name='FieldCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('checked_on', models.DateField(verbose_name='day of the check')),
                ('place', models.CharField(max_length=80, verbose_name='place')),
                ('attended_by', models.CharField(max_length=120, verbose_name='who was there')),
                ('seen', models.TextField(verbose_name='what the check showed')),
                ('file_count', models.PositiveSmallIntegerField(default=0, verbose_name='files')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
            ],
            options={
                'verbose_name': 'field check',
                'verbose_name_plural': 'field checks',
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=24, unique=True, verbose_name='number')),
                ('source', models.CharField(choices=[('assessment', 'Assessment'), ('patrol', 'Patrol of filings'), ('research', 'Research visit'), ('tour', 'Inspection tour'), ('daily_check', 'Daily supervision'), ('democratic_life', 'Democratic-life meeting'), ('doubt', 'Doubt about a filing'), ('falsified', 'Falsified filing'), ('red_figure', 'Overdue task'), ('other', 'Other source')], max_length=20, verbose_name='source')),
                ('track', models.CharField(choices=[('person', 'Person'), ('matter', 'Matter'), ('both', 'Person and matter')], max_length=10, verbose_name='track')),
                ('status', models.CharField(choices=[('open', 'Rectification not yet asked for'), ('rectifying', 'Being rectified'), ('rectified', 'Rectified'), ('withdrawn', 'Withdrawn')], default='open', max_length=12, verbose_name='status')),
                ('holder_name', models.CharField(blank=True, max_length=60, verbose_name='person concerned')),
                ('title', models.CharField(max_length=120, verbose_name='problem')),
                ('description', models.TextField(verbose_name='facts of the problem')),
                ('found_on', models.DateField(verbose_name='found on')),
                ('basis_type', models.CharField(blank=True, max_length=60, verbose_name='kind of the basis')),
                ('basis_id', models.CharField(blank=True, max_length=40, verbose_name='basis')),
                ('raised_at', models.DateTimeField(verbose_name='recorded')),
                ('shown_at', models.DateTimeField(blank=True, null=True, verbose_name='shown to the unit')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn')),
                ('withdrawal_reason', models.CharField(blank=True, max_length=300, verbose_name='reason of the withdrawal')),
            ],
            options={
                'verbose_name': 'finding',
                'verbose_name_plural': 'findings',
            },
        ),
        migrations.CreateModel(
            name='FindingCorrection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='problem')),
                ('description', models.TextField(verbose_name='facts of the problem')),
                ('track', models.CharField(choices=[('person', 'Person'), ('matter', 'Matter'), ('both', 'Person and matter')], max_length=10, verbose_name='track')),
                ('found_on', models.DateField(verbose_name='found on')),
                ('holder_name', models.CharField(blank=True, max_length=60, verbose_name='person concerned')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('corrected_at', models.DateTimeField(verbose_name='corrected')),
            ],
            options={
                'verbose_name': 'correction of a finding',
                'verbose_name_plural': 'corrections of findings',
            },
        ),
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                ('title', models.CharField(max_length=80, verbose_name='indicator')),
                ('points', models.DecimalField(decimal_places=1, max_digits=5, verbose_name='points')),
                ('standard', models.CharField(blank=True, max_length=300, verbose_name='what is read and how it is scored')),
            ],
            options={
                'verbose_name': 'indicator',
                'verbose_name_plural': 'indicators',
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='PlanRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measure', models.TextField(blank=True, verbose_name='measure to take')),
                ('owner_name', models.CharField(blank=True, max_length=40, verbose_name='person in charge')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='to be rectified by')),
            ],
            options={
                'verbose_name': 'row of a plan',
                'verbose_name_plural': 'rows of plans',
            },
        ),
        migrations.CreateModel(
            name='ReadingMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('remark', models.CharField(blank=True, max_length=300, verbose_name='remark')),
                ('read_at', models.DateTimeField(verbose_name='read')),
            ],
            options={
                'verbose_name': 'filing read',
                'verbose_name_plural': 'filings read',
            },
        ),
        migrations.CreateModel(
            name='Rectification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('term_code', models.CharField(blank=True, max_length=60, verbose_name='term')),
                ('term_length', models.PositiveSmallIntegerField(verbose_name='length')),
                ('term_unit', models.CharField(choices=[('WD', 'working days'), ('CD', 'calendar days'), ('CM', 'months'), ('Q', 'quarters'), ('Y', 'years'), ('H', 'hours')], max_length=2, verbose_name='counted in')),
                ('term_rolls', models.BooleanField(default=True, verbose_name='moves off rest days')),
                ('term_warn', models.CharField(blank=True, max_length=8, verbose_name='warning lead')),
                ('term_basis', models.CharField(blank=True, max_length=300, verbose_name='basis of the term')),
                ('started_at', models.DateTimeField(verbose_name='started')),
                ('due_at', models.DateTimeField(verbose_name='due')),
                ('extended_to', models.DateTimeField(blank=True, null=True, verbose_name='extended to')),
                ('paused_at', models.DateTimeField(blank=True, null=True, verbose_name='paused')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='concluded')),
                ('warn_at', models.DateTimeField(verbose_name='warns from')),
                ('is_provisional', models.BooleanField(default=False, verbose_name='provisional')),
                ('ends_at', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Coalesce('extended_to', 'due_at'), output_field=models.DateTimeField(verbose_name='ends'))),
                ('number', models.CharField(max_length=24, unique=True, verbose_name='number')),
                ('title', models.CharField(max_length=120, verbose_name='problem')),
                ('requirement', models.TextField(verbose_name='what is required')),
                ('owner_name', models.CharField(max_length=40, verbose_name='person in charge')),
                ('status', models.CharField(choices=[('open', 'Being rectified'), ('reported', 'Waiting for verification'), ('closed', 'Verified and closed'), ('lapsed', 'Lapsed with the finding')], default='open', max_length=10, verbose_name='status')),
                ('is_late', models.BooleanField(default=False, verbose_name='late')),
                ('set_at', models.DateTimeField(verbose_name='ordered')),
            ],
            options={
                'verbose_name': 'rectification',
                'verbose_name_plural': 'rectifications',
            },
        ),
        migrations.CreateModel(
            name='RectificationEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('measures', 'Plan of measures'), ('progress', 'Progress report'), ('done', 'Reported as rectified')], max_length=10, verbose_name='kind')),
                ('text', models.TextField(verbose_name='text')),
                ('file_count', models.PositiveSmallIntegerField(default=0, verbose_name='files')),
                ('written_at', models.DateTimeField(verbose_name='written')),
            ],
            options={
                'verbose_name': 'entry of a rectification',
                'verbose_name_plural': 'entries of rectifications',
            },
        ),
        migrations.CreateModel(
            name='RectificationExtension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('pending', 'Waiting for a second person'), ('approved', 'Approved'), ('refused', 'Refused'), ('withdrawn', 'Withdrawn')], default='pending', max_length=10, verbose_name='status')),
                ('reason', models.TextField(verbose_name='reason')),
                ('ends_before', models.DateTimeField(verbose_name='deadline before')),
                ('ends_after', models.DateTimeField(verbose_name='deadline after')),
                ('requested_at', models.DateTimeField(verbose_name='asked')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='decided')),
                ('opinion', models.CharField(blank=True, max_length=200, verbose_name='opinion')),
            ],
            options={
                'verbose_name': 'extension of a rectification',
                'verbose_name_plural': 'extensions of rectifications',
            },
        ),
        migrations.CreateModel(
            name='RectificationPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=24, unique=True, verbose_name='number')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('causes', models.TextField(blank=True, verbose_name='causes')),
                ('status', models.CharField(choices=[('draft', 'Being written'), ('submitted', 'Plan in force'), ('discarded', 'Discarded')], default='draft', max_length=10, verbose_name='status')),
                ('made_at', models.DateTimeField(verbose_name='made')),
                ('submitted_at', models.DateTimeField(null=True, verbose_name='put in force')),
            ],
            options={
                'verbose_name': 'rectification plan',
                'verbose_name_plural': 'rectification plans',
            },
        ),
        migrations.CreateModel(
            name='Verification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_accepted', models.BooleanField(verbose_name='accepted by the verifier')),
                ('opinion', models.CharField(max_length=500, verbose_name='opinion')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='new last day')),
                ('verified_at', models.DateTimeField(verbose_name='verified')),
            ],
            options={
                'verbose_name': 'verification',
                'verbose_name_plural': 'verifications',
            },
        ),
        migrations.AddField(
            model_name='assessmentproblem',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='assessmentproblem',
            name='filing',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accountability.filing'),
        ),
        migrations.AddField(
            model_name='assessmentproblem',
            name='reported_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='assessmentsheet',
            name='confirmed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='assessmentsheet',
            name='group',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='accountability.assessmentgroup'),
        ),
        migrations.AddField(
            model_name='assessmentsheet',
            name='submitted_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='assessmentsheet',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.unit', verbose_name='unit'),
        ),
        migrations.AddField(
            model_name='assessmentproblem',
            name='sheet',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='problems', to='accountability.assessmentsheet'),
        ),
        migrations.AddField(
            model_name='deduction',
            name='filing',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accountability.filing'),
        ),
        migrations.AddField(
            model_name='deduction',
            name='given_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='deduction',
            name='problem',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accountability.assessmentproblem'),
        ),
        migrations.AddField(
            model_name='deduction',
            name='sheet',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deductions', to='accountability.assessmentsheet'),
        ),
        migrations.AddField(
            model_name='fieldcheck',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='fieldcheck',
            name='sheet',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='accountability.assessmentsheet'),
        ),
        migrations.AddField(
            model_name='finding',
            name='assessment',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='accountability.assessment', verbose_name='assessment'),
        ),
        migrations.AddField(
            model_name='finding',
            name='duty',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='accountability.duty', verbose_name='task'),
        ),
        migrations.AddField(
            model_name='finding',
            name='filing',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='accountability.filing', verbose_name='filing'),
        ),
        migrations.AddField(
            model_name='finding',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='person'),
        ),
        migrations.AddField(
            model_name='finding',
            name='raised_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='finding',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='organizations.unit', verbose_name='unit'),
        ),
        migrations.AddField(
            model_name='finding',
            name='withdrawn_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='assessmentproblem',
            name='finding',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='problem', to='accountability.finding'),
        ),
        migrations.AddField(
            model_name='findingcorrection',
            name='corrected_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='findingcorrection',
            name='finding',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='accountability.finding'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='assessment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='accountability.assessment'),
        ),
        migrations.AddField(
            model_name='deduction',
            name='indicator',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accountability.indicator'),
        ),
        migrations.AddField(
            model_name='planrow',
            name='duty',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accountability.duty'),
        ),
        migrations.AddField(
            model_name='planrow',
            name='finding',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accountability.finding'),
        ),
        migrations.AddField(
            model_name='readingmark',
            name='filing',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accountability.filing'),
        ),
        migrations.AddField(
            model_name='readingmark',
            name='read_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='readingmark',
            name='sheet',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='accountability.assessmentsheet'),
        ),
        migrations.AddField(
            model_name='rectification',
            name='duty',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rectifications', to='accountability.duty', verbose_name='task'),
        ),
        migrations.AddField(
            model_name='rectification',
            name='finding',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rectifications', to='accountability.finding', verbose_name='finding'),
        ),
        migrations.AddField(
            model_name='rectification',
            name='set_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='rectification',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rectifications', to='organizations.unit', verbose_name='unit'),
        ),
        migrations.AddField(
            model_name='rectificationentry',
            name='rectification',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='accountability.rectification'),
        ),
        migrations.AddField(
            model_name='rectificationentry',
            name='written_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='rectificationextension',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='rectificationextension',
            name='rectification',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='accountability.rectification'),
        ),
        migrations.AddField(
            model_name='rectificationextension',
            name='requested_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='rectificationplan',
            name='made_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='rectificationplan',
            name='submitted_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='rectificationplan',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.unit', verbose_name='unit'),
        ),
        migrations.AddField(
            model_name='rectification',
            name='plan',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='accountability.rectificationplan', verbose_name='plan'),
        ),
        migrations.AddField(
            model_name='planrow',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='accountability.rectificationplan'),
        ),
        migrations.AddField(
            model_name='verification',
            name='entry',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='verdict', to='accountability.rectificationentry'),
        ),
        migrations.AddField(
            model_name='verification',
            name='verified_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='assessmentsheet',
            constraint=models.UniqueConstraint(fields=('group', 'unit'), name='sheet_unit_once'),
        ),
        migrations.AddConstraint(
            model_name='assessmentsheet',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'scoring'), ('submitted_at__isnull', True), ('submitted_by__isnull', True)), models.Q(('submitted_at__isnull', False), ('submitted_by__isnull', False), models.Q(('status', 'scoring'), _negated=True)), _connector='OR'), name='sheet_submitted_pair'),
        ),
        migrations.AddConstraint(
            model_name='assessmentsheet',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('confirmed_by__isnull', True), models.Q(('status', 'confirmed'), _negated=True)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False), ('status', 'confirmed')), _connector='OR'), name='sheet_confirmed_pair'),
        ),
        migrations.AddConstraint(
            model_name='assessmentsheet',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), models.Q(('confirmed_by', models.F('submitted_by')), _negated=True), _connector='OR'), name='sheet_confirmed_by_another'),
        ),
        migrations.AddConstraint(
            model_name='assessmentsheet',
            constraint=models.CheckConstraint(condition=models.Q(('feedback_at__isnull', True), ('status', 'confirmed'), _connector='OR'), name='sheet_feedback_after_confirmation'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessmentsheet',
            trigger=pgtrigger.compiler.Trigger(name='begins_first', sql=supervision.web.walls.WallSql(condition="WHEN (NEW.status <> 'scoring')", func="RAISE EXCEPTION '% begins as scoring', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='e62397cb301ab67d5051afe3a170064ce18b42f6', operation='INSERT', pgid='pgtrigger_begins_first_85bcf', table='accountability_assessmentsheet', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessmentsheet',
            trigger=pgtrigger.compiler.Trigger(name='legal_moves', sql=supervision.web.walls.WallSql(condition="WHEN (OLD.status IS DISTINCT FROM NEW.status AND (OLD.status, NEW.status) NOT IN (('scoring', 'submitted'), ('submitted', 'confirmed'), ('submitted', 'scoring')))", func="RAISE EXCEPTION '% may not go from % to %', TG_TABLE_NAME, OLD.status, NEW.status USING ERRCODE = 'check_violation';", hash='e39dcb3a82a72019f7fa3adb38ab9282c4107dbb', operation='UPDATE OF "status"', pgid='pgtrigger_legal_moves_71e67', table='accountability_assessmentsheet', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessmentsheet',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION 'rows of % are never deleted', TG_TABLE_NAME;", hash='e4509fbf6a8b494202abe44f165ba1fd9fbbf4ed', operation='DELETE', pgid='pgtrigger_never_deleted_04837', table='accountability_assessmentsheet', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessmentsheet',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='3bdf61e66a4b69dc50f74c4b9b4117dc26f97ea6', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_ffa86', table='accountability_assessmentsheet', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessmentsheet',
            trigger=pgtrigger.compiler.Trigger(name='origin_stays', sql=supervision.web.walls.WallSql(condition='WHEN ((NEW.group_id, NEW.unit_id) IS DISTINCT FROM (OLD.group_id, OLD.unit_id))', func="RAISE EXCEPTION 'the origin of a row of % is never changed', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='e7d0e1263f7ca9af2571754803d10f920ecaf93d', operation='UPDATE', pgid='pgtrigger_origin_stays_3bfed', table='accountability_assessmentsheet', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fieldcheck',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='cd77c21e05bb3316228a71f0c2d99ccb2052f8e8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9a21e', table='accountability_fieldcheck', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fieldcheck',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='3d1aba1555da9cf4e05fd243f031599c6d61ddc1', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_d89fd', table='accountability_fieldcheck', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fieldcheck',
            trigger=pgtrigger.compiler.Trigger(name='while_scoring', sql=supervision.web.walls.WallSql(declare='DECLARE chosen bigint;', func="\n        IF TG_OP = 'INSERT' THEN\n            chosen := NEW.sheet_id;\n        ELSE\n            chosen := OLD.sheet_id;\n        END IF;\n        IF EXISTS (\n            SELECT 1 FROM accountability_assessmentsheet s\n            WHERE s.id = chosen AND s.status <> 'scoring'\n        ) THEN\n            RAISE EXCEPTION 'the sheet is handed in: nothing is added or taken away'\n                USING ERRCODE = 'check_violation';\n        END IF;\n        IF TG_OP = 'DELETE' THEN\n            RETURN OLD;\n        END IF;\n        RETURN NEW;\n    ", hash='a896031e291919e324af3517d64c8f0dd1548bf0', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_while_scoring_517ea', table='accountability_fieldcheck', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(fields=['-found_on', '-id'], name='finding_newest'),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(fields=['unit', '-found_on', '-id'], name='finding_unit_newest'),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(fields=['basis_type', 'basis_id'], name='finding_basis'),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('title'), name='gin_trgm_ops'), name='finding_title_words'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='finding_withdrawn_pair'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'withdrawn'), ('withdrawn_by__isnull', False), models.Q(('withdrawal_reason', ''), _negated=True)), models.Q(models.Q(('status', 'withdrawn'), _negated=True), ('withdrawn_by__isnull', True)), _connector='OR'), name='finding_withdrawn_says_why'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn_by__isnull', True), models.Q(('withdrawn_by', models.F('raised_by')), _negated=True), _connector='OR'), name='finding_withdrawn_by_another'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(('track', 'matter'), models.Q(('holder_name', ''), _negated=True), _connector='OR'), name='finding_names_its_person'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('track', 'matter'), _negated=True), models.Q(('holder_name', ''), ('person__isnull', True)), _connector='OR'), name='finding_of_matter_names_nobody'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='finding',
            trigger=pgtrigger.compiler.Trigger(name='begins_first', sql=supervision.web.walls.WallSql(condition="WHEN (NEW.status <> 'open')", func="RAISE EXCEPTION '% begins as open', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='5b8ece898e40646b3ae6f0af518a90c9bd3c3151', operation='INSERT', pgid='pgtrigger_begins_first_423b6', table='accountability_finding', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='finding',
            trigger=pgtrigger.compiler.Trigger(name='legal_moves', sql=supervision.web.walls.WallSql(condition="WHEN (OLD.status IS DISTINCT FROM NEW.status AND (OLD.status, NEW.status) NOT IN (('open', 'rectifying'), ('open', 'withdrawn'), ('rectifying', 'rectified'), ('rectifying', 'withdrawn')))", func="RAISE EXCEPTION '% may not go from % to %', TG_TABLE_NAME, OLD.status, NEW.status USING ERRCODE = 'check_violation';", hash='a12e9bc5dfa355356e0559a0f0fe3e7f1e6e7b40', operation='UPDATE OF "status"', pgid='pgtrigger_legal_moves_42d72', table='accountability_finding', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='finding',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION 'rows of % are never deleted', TG_TABLE_NAME;", hash='2053d6c740c738a36559b504dcedcc8f447d8187', operation='DELETE', pgid='pgtrigger_never_deleted_d9dde', table='accountability_finding', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='finding',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='58fbfa70d711057b2419054be7c04dab20d64af2', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_fc47b', table='accountability_finding', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='finding',
            trigger=pgtrigger.compiler.Trigger(name='origin_stays', sql=supervision.web.walls.WallSql(condition='WHEN ((NEW.number, NEW.unit_id, NEW.source, NEW.raised_by_id, NEW.raised_at, NEW.assessment_id, NEW.basis_type, NEW.basis_id) IS DISTINCT FROM (OLD.number, OLD.unit_id, OLD.source, OLD.raised_by_id, OLD.raised_at, OLD.assessment_id, OLD.basis_type, OLD.basis_id))', func="RAISE EXCEPTION 'the origin of a row of % is never changed', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='082a0d3318f4e645a078cd4b4e7e342e1afbea54', operation='UPDATE', pgid='pgtrigger_origin_stays_ae40d', table='accountability_finding', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='finding',
            trigger=pgtrigger.compiler.Trigger(name='corrected_on_record', sql=supervision.web.walls.WallSql(condition='WHEN ((NEW.title, NEW.description, NEW.track, NEW.found_on, NEW.person_id, NEW.holder_name, NEW.duty_id, NEW.filing_id) IS DISTINCT FROM (OLD.title, OLD.description, OLD.track, OLD.found_on, OLD.person_id, OLD.holder_name, OLD.duty_id, OLD.filing_id))', func="\n                    IF NOT EXISTS (\n                        SELECT 1 FROM accountability_findingcorrection c\n                        WHERE c.finding_id = OLD.id AND c.title = OLD.title\n                          AND c.description = OLD.description AND c.track = OLD.track\n                          AND c.found_on = OLD.found_on AND c.holder_name = OLD.holder_name\n                    ) THEN\n                        RAISE EXCEPTION 'a finding is corrected on record only'\n                            USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                ", hash='f2e34b70b90086a39dadb4b2b8b4fb0b986cc7dc', operation='UPDATE', pgid='pgtrigger_corrected_on_record_381ef', table='accountability_finding', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='assessmentproblem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('status', 'reported')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), models.Q(('status', 'reported'), _negated=True)), _connector='OR'), name='problem_decided_pair'),
        ),
        migrations.AddConstraint(
            model_name='assessmentproblem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('finding__isnull', False), ('status', 'confirmed')), models.Q(models.Q(('status', 'confirmed'), _negated=True), ('finding__isnull', True)), _connector='OR'), name='problem_confirmed_is_finding'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessmentproblem',
            trigger=pgtrigger.compiler.Trigger(name='begins_first', sql=supervision.web.walls.WallSql(condition="WHEN (NEW.status <> 'reported')", func="RAISE EXCEPTION '% begins as reported', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='c3b108bdeb0fb3e048f2e705d3278a5e3bcdaa56', operation='INSERT', pgid='pgtrigger_begins_first_d619f', table='accountability_assessmentproblem', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessmentproblem',
            trigger=pgtrigger.compiler.Trigger(name='legal_moves', sql=supervision.web.walls.WallSql(condition="WHEN (OLD.status IS DISTINCT FROM NEW.status AND (OLD.status, NEW.status) NOT IN (('reported', 'confirmed'), ('reported', 'refused')))", func="RAISE EXCEPTION '% may not go from % to %', TG_TABLE_NAME, OLD.status, NEW.status USING ERRCODE = 'check_violation';", hash='2fef2da2d223137eb3449e3209ac6134dbadbed0', operation='UPDATE OF "status"', pgid='pgtrigger_legal_moves_dda8d', table='accountability_assessmentproblem', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessmentproblem',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION 'rows of % are never deleted', TG_TABLE_NAME;", hash='d06a3d9b8e1b1d271c1fbd31484c6857c4e3b577', operation='DELETE', pgid='pgtrigger_never_deleted_95e93', table='accountability_assessmentproblem', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessmentproblem',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='bbb08f59e584c9a65f0d68ac0df1ac1548a179df', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_ec567', table='accountability_assessmentproblem', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessmentproblem',
            trigger=pgtrigger.compiler.Trigger(name='origin_stays', sql=supervision.web.walls.WallSql(condition='WHEN ((NEW.sheet_id, NEW.track, NEW.title, NEW.description, NEW.holder_name, NEW.filing_id, NEW.reported_by_id, NEW.reported_at) IS DISTINCT FROM (OLD.sheet_id, OLD.track, OLD.title, OLD.description, OLD.holder_name, OLD.filing_id, OLD.reported_by_id, OLD.reported_at))', func="RAISE EXCEPTION 'the origin of a row of % is never changed', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='c773b9bdbda469b78904eab8dcf362e8fb17975e', operation='UPDATE', pgid='pgtrigger_origin_stays_033f3', table='accountability_assessmentproblem', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='findingcorrection',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='cc6dd09757eba01f23dc4df99dde1589ad81b477', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e9d26', table='accountability_findingcorrection', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='findingcorrection',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='d049c63accfb0328566ed3eebe76eac2a6603b98', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_32e5c', table='accountability_findingcorrection', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.UniqueConstraint(fields=('assessment', 'position'), name='indicator_position_once'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('points__gt', 0)), name='indicator_has_points'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='adds_up', sql=supervision.web.walls.WallSql(constraint='CONSTRAINT', declare='DECLARE chosen bigint; total numeric;', func="\n            IF TG_OP = 'DELETE' THEN\n                chosen := OLD.assessment_id;\n            ELSE\n                chosen := NEW.assessment_id;\n            END IF;\n            SELECT sum(points) INTO total FROM accountability_indicator\n            WHERE assessment_id = chosen;\n            IF total IS NOT NULL AND total <> 100 THEN\n                RAISE EXCEPTION 'the points of the indicators add up to %, not to 100', total\n                    USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NULL;\n        ", hash='0de83c2e08dd038dbc92448a4a13f0b9ca784afb', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_adds_up_3114a', table='accountability_indicator', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='stays_once_scored', sql=supervision.web.walls.WallSql(func="\n            IF EXISTS (\n                SELECT 1 FROM accountability_assessmentsheet s\n                JOIN accountability_assessmentgroup g ON g.id = s.group_id\n                WHERE g.assessment_id = OLD.assessment_id AND (\n                    s.status <> 'scoring' OR EXISTS (\n                        SELECT 1 FROM accountability_deduction d WHERE d.sheet_id = s.id\n                    )\n                )\n            ) THEN\n                RAISE EXCEPTION 'scoring has begun: the indicators stay'\n                    USING ERRCODE = 'check_violation';\n            END IF;\n            IF TG_OP = 'DELETE' THEN\n                RETURN OLD;\n            END IF;\n            RETURN NEW;\n        ", hash='6dd5d11c3644e71856307f2504e27713e0dfbc1e', operation='UPDATE OR DELETE', pgid='pgtrigger_stays_once_scored_f711f', table='accountability_indicator', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='deduction',
            constraint=models.CheckConstraint(condition=models.Q(('points__gt', 0)), name='deduction_has_points'),
        ),
        migrations.AddConstraint(
            model_name='deduction',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='deduction_says_why'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deduction',
            trigger=pgtrigger.compiler.Trigger(name='while_scoring', sql=supervision.web.walls.WallSql(declare='DECLARE chosen bigint;', func="\n        IF TG_OP = 'INSERT' THEN\n            chosen := NEW.sheet_id;\n        ELSE\n            chosen := OLD.sheet_id;\n        END IF;\n        IF EXISTS (\n            SELECT 1 FROM accountability_assessmentsheet s\n            WHERE s.id = chosen AND s.status <> 'scoring'\n        ) THEN\n            RAISE EXCEPTION 'the sheet is handed in: nothing is added or taken away'\n                USING ERRCODE = 'check_violation';\n        END IF;\n        IF TG_OP = 'DELETE' THEN\n            RETURN OLD;\n        END IF;\n        RETURN NEW;\n    ", hash='b430dda72dd8d2e635ba7f1b1b779e1f9e90dedb', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_while_scoring_ae1b6', table='accountability_deduction', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='readingmark',
            index=models.Index(fields=['sheet', 'filing'], name='reading_mark_sheet'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='readingmark',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='08fc03971c129e6e7a6d16f016d206bc95576d8b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_28e97', table='accountability_readingmark', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='readingmark',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='084adaaad2deeddd290871cf7237c07e9d60596a', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_b569a', table='accountability_readingmark', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='readingmark',
            trigger=pgtrigger.compiler.Trigger(name='while_scoring', sql=supervision.web.walls.WallSql(declare='DECLARE chosen bigint;', func="\n        IF TG_OP = 'INSERT' THEN\n            chosen := NEW.sheet_id;\n        ELSE\n            chosen := OLD.sheet_id;\n        END IF;\n        IF EXISTS (\n            SELECT 1 FROM accountability_assessmentsheet s\n            WHERE s.id = chosen AND s.status <> 'scoring'\n        ) THEN\n            RAISE EXCEPTION 'the sheet is handed in: nothing is added or taken away'\n                USING ERRCODE = 'check_violation';\n        END IF;\n        IF TG_OP = 'DELETE' THEN\n            RETURN OLD;\n        END IF;\n        RETURN NEW;\n    ", hash='d84e71b3c796ef8053c10382c61a2b4e057b7f97', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_while_scoring_dc72d', table='accountability_readingmark', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='rectificationentry',
            index=models.Index(fields=['rectification', 'id'], name='rectification_entry'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rectificationentry',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='bc0180a9234f6974a3cbde57ed05cc8d630654e8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_83fc1', table='accountability_rectificationentry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rectificationentry',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='5e393f5f3f3008932ab0f239e624a6a8a0dbd867', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_09ea9', table='accountability_rectificationentry', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='rectificationextension',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='rectification_extension_pair'),
        ),
        migrations.AddConstraint(
            model_name='rectificationextension',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('requested_by')), _negated=True), _connector='OR'), name='rectification_extension_second_person'),
        ),
        migrations.AddConstraint(
            model_name='rectificationextension',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['approved', 'refused']), _negated=True), ('decided_by__isnull', False), _connector='OR'), name='rectification_extension_has_decider'),
        ),
        migrations.AddConstraint(
            model_name='rectificationextension',
            constraint=models.CheckConstraint(condition=models.Q(('ends_after__gt', models.F('ends_before'))), name='rectification_extension_is_later'),
        ),
        migrations.AddConstraint(
            model_name='rectificationextension',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'pending')), fields=('rectification',), name='rectification_extension_one'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rectificationextension',
            trigger=pgtrigger.compiler.Trigger(name='origin_stays', sql=supervision.web.walls.WallSql(condition='WHEN ((NEW.rectification_id, NEW.reason, NEW.ends_before, NEW.ends_after, NEW.requested_by_id, NEW.requested_at) IS DISTINCT FROM (OLD.rectification_id, OLD.reason, OLD.ends_before, OLD.ends_after, OLD.requested_by_id, OLD.requested_at))', func="RAISE EXCEPTION 'the origin of a row of % is never changed', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='2ebdfddc0da7d2e8d699eefe70691d870d4ed817', operation='UPDATE', pgid='pgtrigger_origin_stays_2d43a', table='accountability_rectificationextension', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rectificationextension',
            trigger=pgtrigger.compiler.Trigger(name='decided_once', sql=supervision.web.walls.WallSql(condition="WHEN (OLD.status <> 'pending' AND (NEW.status, NEW.decided_by_id, NEW.decided_at, NEW.opinion) IS DISTINCT FROM (OLD.status, OLD.decided_by_id, OLD.decided_at, OLD.opinion))", func="RAISE EXCEPTION 'a request is decided once' USING ERRCODE = 'check_violation';", hash='d8d2b6b6b156c65662929af15203600e6e1469cb', operation='UPDATE', pgid='pgtrigger_decided_once_13291', table='accountability_rectificationextension', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rectificationextension',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION 'rows of % are never deleted', TG_TABLE_NAME;", hash='e68d6f33590dbfb9c16cf12e99b9e48154ae6018', operation='DELETE', pgid='pgtrigger_never_deleted_6c487', table='accountability_rectificationextension', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rectificationextension',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='0ff8668bff6586a62c9389cdcd8db2e094fb729b', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_140a8', table='accountability_rectificationextension', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='rectificationplan',
            index=models.Index(fields=['unit', '-id'], name='plan_unit_newest'),
        ),
        migrations.AddConstraint(
            model_name='rectificationplan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'submitted'), ('submitted_by__isnull', False), ('submitted_at__isnull', False)), models.Q(models.Q(('status', 'submitted'), _negated=True), ('submitted_at__isnull', True), ('submitted_by__isnull', True)), _connector='OR'), name='plan_submitted_pair'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rectificationplan',
            trigger=pgtrigger.compiler.Trigger(name='begins_first', sql=supervision.web.walls.WallSql(condition="WHEN (NEW.status <> 'draft')", func="RAISE EXCEPTION '% begins as draft', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='ca8be90bde2b4a53fb8f270277185601b20562a6', operation='INSERT', pgid='pgtrigger_begins_first_b9ddb', table='accountability_rectificationplan', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rectificationplan',
            trigger=pgtrigger.compiler.Trigger(name='legal_moves', sql=supervision.web.walls.WallSql(condition="WHEN (OLD.status IS DISTINCT FROM NEW.status AND (OLD.status, NEW.status) NOT IN (('draft', 'discarded'), ('draft', 'submitted')))", func="RAISE EXCEPTION '% may not go from % to %', TG_TABLE_NAME, OLD.status, NEW.status USING ERRCODE = 'check_violation';", hash='718dd547dad35cbecda8f50469e4cbd89606a32f', operation='UPDATE OF "status"', pgid='pgtrigger_legal_moves_2676b', table='accountability_rectificationplan', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rectificationplan',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION 'rows of % are never deleted', TG_TABLE_NAME;", hash='c4046feb86d6424a77d97b0ca8243115ec1e647f', operation='DELETE', pgid='pgtrigger_never_deleted_31ff8', table='accountability_rectificationplan', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rectificationplan',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='c973b0a812427f2846694e6214f3e3994b2af998', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_c8f65', table='accountability_rectificationplan', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rectificationplan',
            trigger=pgtrigger.compiler.Trigger(name='origin_stays', sql=supervision.web.walls.WallSql(condition='WHEN ((NEW.number, NEW.unit_id, NEW.made_by_id, NEW.made_at) IS DISTINCT FROM (OLD.number, OLD.unit_id, OLD.made_by_id, OLD.made_at))', func="RAISE EXCEPTION 'the origin of a row of % is never changed', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='a23f78b4186692514953e84f25740b0063c57ccb', operation='UPDATE', pgid='pgtrigger_origin_stays_45b9b', table='accountability_rectificationplan', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='rectification',
            index=models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['unit', 'ends_at', 'warn_at', 'paused_at'], name='rectification_open'),
        ),
        migrations.AddIndex(
            model_name='rectification',
            index=models.Index(condition=models.Q(('closed_at__isnull', True), ('paused_at__isnull', True)), fields=['warn_at', 'id'], name='rectification_warn'),
        ),
        migrations.AddIndex(
            model_name='rectification',
            index=models.Index(fields=['ends_at', 'id'], name='rectification_ends'),
        ),
        migrations.AddConstraint(
            model_name='rectification',
            constraint=models.CheckConstraint(condition=models.Q(('due_at__gte', models.F('started_at'))), name='rectification_due_after_start'),
        ),
        migrations.AddConstraint(
            model_name='rectification',
            constraint=models.CheckConstraint(condition=models.Q(('extended_to__isnull', True), ('extended_to__gt', models.F('due_at')), _connector='OR'), name='rectification_extended_later'),
        ),
        migrations.AddConstraint(
            model_name='rectification',
            constraint=models.CheckConstraint(condition=models.Q(('warn_at__lte', django.db.models.functions.comparison.Coalesce('extended_to', 'due_at'))), name='rectification_warns_before_end'),
        ),
        migrations.AddConstraint(
            model_name='rectification',
            constraint=models.CheckConstraint(condition=models.Q(('paused_at__isnull', True), ('closed_at__isnull', True), _connector='OR'), name='rectification_not_paused_and_closed'),
        ),
        migrations.AddConstraint(
            model_name='rectification',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('duty__isnull', True), ('finding__isnull', False)), models.Q(('duty__isnull', False), ('finding__isnull', True)), _connector='OR'), name='rectification_has_one_origin'),
        ),
        migrations.AddConstraint(
            model_name='rectification',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'lapsed'), _negated=True), fields=('finding',), name='rectification_finding_once'),
        ),
        migrations.AddConstraint(
            model_name='rectification',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['open', 'reported'])), fields=('duty',), name='rectification_duty_once'),
        ),
        migrations.AddConstraint(
            model_name='rectification',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('paused_at__isnull', True), ('status', 'open')), models.Q(('closed_at__isnull', True), ('paused_at__isnull', False), ('status', 'reported')), models.Q(('closed_at__isnull', False), ('paused_at__isnull', True), ('status__in', ['closed', 'lapsed'])), _connector='OR'), name='rectification_status_and_times'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rectification',
            trigger=pgtrigger.compiler.Trigger(name='begins_first', sql=supervision.web.walls.WallSql(condition="WHEN (NEW.status <> 'open')", func="RAISE EXCEPTION '% begins as open', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='0ce7cd0ee9d50d90fc80260582173d7003aeb549', operation='INSERT', pgid='pgtrigger_begins_first_43ff9', table='accountability_rectification', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rectification',
            trigger=pgtrigger.compiler.Trigger(name='legal_moves', sql=supervision.web.walls.WallSql(condition="WHEN (OLD.status IS DISTINCT FROM NEW.status AND (OLD.status, NEW.status) NOT IN (('open', 'lapsed'), ('open', 'reported'), ('reported', 'closed'), ('reported', 'lapsed'), ('reported', 'open')))", func="RAISE EXCEPTION '% may not go from % to %', TG_TABLE_NAME, OLD.status, NEW.status USING ERRCODE = 'check_violation';", hash='d71083c32e6e4cd560d423e52d22a03d265ef386', operation='UPDATE OF "status"', pgid='pgtrigger_legal_moves_3b56e', table='accountability_rectification', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rectification',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION 'rows of % are never deleted', TG_TABLE_NAME;", hash='e01e5036b90cf91e7f9c3f533305819c4ce9c9d6', operation='DELETE', pgid='pgtrigger_never_deleted_d7611', table='accountability_rectification', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rectification',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='071daa0d041ec1cf2855e199884b16611294d11f', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_9df26', table='accountability_rectification', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rectification',
            trigger=pgtrigger.compiler.Trigger(name='origin_stays', sql=supervision.web.walls.WallSql(condition='WHEN ((NEW.number, NEW.unit_id, NEW.finding_id, NEW.duty_id, NEW.plan_id, NEW.title, NEW.requirement, NEW.set_by_id, NEW.set_at, NEW.started_at) IS DISTINCT FROM (OLD.number, OLD.unit_id, OLD.finding_id, OLD.duty_id, OLD.plan_id, OLD.title, OLD.requirement, OLD.set_by_id, OLD.set_at, OLD.started_at))', func="RAISE EXCEPTION 'the origin of a row of % is never changed', TG_TABLE_NAME USING ERRCODE = 'check_violation';", hash='8ca204e4cb77da267845598a640b2abaf36d0b4c', operation='UPDATE', pgid='pgtrigger_origin_stays_1b5b2', table='accountability_rectification', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rectification',
            trigger=pgtrigger.compiler.Trigger(name='closed_by_a_verdict', sql=supervision.web.walls.WallSql(condition="WHEN (NEW.status = 'closed' AND OLD.status <> 'closed')", func="\n            IF NOT EXISTS (\n                SELECT 1 FROM accountability_verification v\n                JOIN accountability_rectificationentry e ON e.id = v.entry_id\n                WHERE e.rectification_id = NEW.id AND v.is_accepted\n            ) THEN\n                RAISE EXCEPTION 'a rectification is closed by its verification only'\n                    USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='886f356d45b62837c57782518e1c3869c5061996', operation='UPDATE OF "status"', pgid='pgtrigger_closed_by_a_verdict_0b254', table='accountability_rectification', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rectification',
            trigger=pgtrigger.compiler.Trigger(name='late_for_ever', sql=supervision.web.walls.WallSql(condition='WHEN (NOT NEW."is_late" AND OLD."is_late")', func="RAISE EXCEPTION 'a late rectification stays late';", hash='80fec275cc6025d81ad6098afb0d326b03b5596c', operation='UPDATE OF "is_late"', pgid='pgtrigger_late_for_ever_c36bd', table='accountability_rectification', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rectification',
            trigger=pgtrigger.compiler.Trigger(name='time_is_granted', sql=supervision.web.walls.WallSql(condition="WHEN (NEW.extended_to > coalesce(OLD.extended_to, '-infinity'))", func="\n            IF NOT EXISTS (\n                SELECT 1 FROM accountability_rectificationextension x\n                WHERE x.rectification_id = NEW.id AND x.status = 'approved'\n                  AND x.decided_by_id <> x.requested_by_id AND x.ends_after = NEW.extended_to\n            ) AND NOT EXISTS (\n                SELECT 1 FROM accountability_verification v\n                JOIN accountability_rectificationentry e ON e.id = v.entry_id\n                WHERE e.rectification_id = NEW.id AND NOT v.is_accepted\n                  AND NEW.extended_to = (v.due_on + 1)::timestamp AT TIME ZONE 'Asia/Shanghai'\n            ) THEN\n                RAISE EXCEPTION 'more time needs a second person'\n                    USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='f324d179379ad9eecad1c968749d7f1a7d1f7c91', operation='UPDATE OF "extended_to"', pgid='pgtrigger_time_is_granted_1f4be', table='accountability_rectification', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='planrow',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('duty__isnull', False), ('finding__isnull', True)), models.Q(('duty__isnull', True), ('finding__isnull', False)), _connector='OR'), name='plan_row_has_one_origin'),
        ),
        migrations.AddConstraint(
            model_name='planrow',
            constraint=models.UniqueConstraint(fields=('plan', 'duty'), name='plan_duty_once'),
        ),
        migrations.AddConstraint(
            model_name='planrow',
            constraint=models.UniqueConstraint(fields=('plan', 'finding'), name='plan_finding_once'),
        ),
        migrations.AddConstraint(
            model_name='verification',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('due_on__isnull', True), ('is_accepted', True)), models.Q(('due_on__isnull', False), ('is_accepted', False), models.Q(('opinion', ''), _negated=True)), _connector='OR'), name='verification_sent_back_says_why'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='verification',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='f633291daeffa4f6a16e1f596f1e499cf2738cb1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_047e3', table='accountability_verification', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='verification',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=supervision.web.walls.WallSql(func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;", hash='bb24a00b5b63b06f28a9039373fd966e9a420cf7', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_d38e2', table='accountability_verification', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='verification',
            trigger=pgtrigger.compiler.Trigger(name='by_another_person', sql=supervision.web.walls.WallSql(declare='DECLARE reporter bigint; setter bigint; said text;', func="\n        SELECT e.written_by_id, r.set_by_id, e.kind INTO reporter, setter, said\n        FROM accountability_rectificationentry e\n        JOIN accountability_rectification r ON r.id = e.rectification_id\n        WHERE e.id = NEW.entry_id;\n        IF said <> 'done' OR NEW.verified_by_id IN (reporter, setter) THEN\n            RAISE EXCEPTION 'verified by a person who neither reported nor set it'\n                USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    ", hash='bf268885b51b51301358c74bba23932a3dca7846', operation='INSERT', pgid='pgtrigger_by_another_person_26546', table='accountability_verification', when='BEFORE')),
        ),
        migrations.RunSQL(SHEETS, migrations.RunSQL.noop),
        TrackRows("Finding", since="raised_at", ends=("withdrawn_at",)),
        TrackRows("Rectification", since="set_at", ends=("closed_at",)),
    ]
