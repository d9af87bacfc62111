"""Sessions, second factors, requests of two persons; separate administrators; sealed phones."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import supervision.crypto.fields
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models

from supervision.crypto import blind
from supervision.crypto.operations import copy_into
from supervision.web.at_once import AtOnce


def index_phones(apps, schema_editor):
    """Write the blind index of every number."""
    users = apps.get_model('accounts', 'User').objects.exclude(phone='').order_by('pk')
    for user in users.iterator(2000):
        digest = blind.index(user.phone, purpose='phone')
        type(user).objects.filter(pk=user.pk).update(phone_index=digest)


class Migration(AtOnce):

    dependencies = [
        ('accounts', '0002_username_once'),
        ('organizations', '0002_unit_supervised_by'),
    ]

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name='GrantRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('give_post', 'Give a post'), ('end_post', 'End a post'), ('reopen', 'Put an account back in use'), ('reset_factor', 'Reset a second factor')], max_length=12, verbose_name='kind')),
                ('status', models.CharField(choices=[('waiting', 'waits for the second person'), ('approved', 'approved'), ('refused', 'refused'), ('withdrawn', 'taken back')], default='waiting', max_length=10, verbose_name='status')),
                ('role', models.CharField(blank=True, choices=[('system_admin', 'System administrator'), ('security_admin', 'Security administrator'), ('auditor', 'Security auditor'), ('office_head', 'Head of the supervision office'), ('officer', 'Officer of the supervision office'), ('leader', 'Commission leader'), ('unit_head', 'Unit head'), ('clerk', 'Filing clerk'), ('township_leader', 'Township discipline secretary'), ('internal', 'Internal supervision officer'), ('stationed', 'Member of a stationed group'), ('assessor', 'Assessment group member')], max_length=20, verbose_name='role')),
                ('title', models.CharField(blank=True, max_length=60, verbose_name='post')),
                ('starts_on', models.DateField(null=True, verbose_name='from')),
                ('ends_on', models.DateField(null=True, verbose_name='to')),
                ('reason', models.TextField(verbose_name='reason')),
                ('asked_at', models.DateTimeField(verbose_name='asked')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='decided')),
                ('opinion', models.CharField(blank=True, max_length=300, verbose_name='opinion')),
            ],
            options={
                'verbose_name': 'grant request',
                'verbose_name_plural': 'grant requests',
            },
        ),
        migrations.CreateModel(
            name='PastPassword',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('replaced_at', models.DateTimeField(verbose_name='replaced')),
            ],
            options={
                'verbose_name': 'past password',
                'verbose_name_plural': 'past passwords',
            },
        ),
        migrations.CreateModel(
            name='SecondFactor',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='factor', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('secret', supervision.crypto.fields.EncryptedTextField(blank=True, verbose_name='secret')),
                ('pending_secret', supervision.crypto.fields.EncryptedTextField(blank=True, verbose_name='secret before its first code')),
                ('enrolled_at', models.DateTimeField(null=True, verbose_name='set up')),
                ('last_step', models.BigIntegerField(default=0, verbose_name='last time step')),
                ('failures', models.PositiveSmallIntegerField(default=0, verbose_name='wrong codes in a row')),
                ('locked_until', models.DateTimeField(null=True, verbose_name='locked until')),
                ('is_blocked', models.BooleanField(default=False, verbose_name='blocked until reset')),
            ],
            options={
                'verbose_name': 'second factor',
                'verbose_name_plural': 'second factors',
            },
        ),
        migrations.CreateModel(
            name='SignInSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('started_at', models.DateTimeField(verbose_name='signed in')),
                ('seen_at', models.DateTimeField(verbose_name='last used')),
                ('proved_at', models.DateTimeField(null=True, verbose_name='second factor given')),
                ('ip', models.CharField(blank=True, max_length=45, verbose_name='address')),
                ('agent', models.CharField(blank=True, max_length=200, verbose_name='browser')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='ended')),
                ('ended_because', models.CharField(blank=True, choices=[('signed_out', 'You signed out.'), ('newer', 'You were signed out because this account signed in elsewhere.'), ('by_holder', 'You ended this session from another one.'), ('idle', 'You were signed out after a time without use. Please sign in again.'), ('password', 'The password was changed. Please sign in with the new one.'), ('closed', 'This account was closed or its second factor reset.')], max_length=12, verbose_name='reason of the end')),
            ],
            options={
                'verbose_name': 'session',
                'verbose_name_plural': 'sessions',
            },
        ),
        migrations.AddField(
            model_name='user',
            name='ends_on',
            field=models.DateField(blank=True, null=True, verbose_name='last day of use'),
        ),
        migrations.AddField(
            model_name='user',
            name='reopened_at',
            field=models.DateTimeField(null=True, verbose_name='put back in use'),
        ),
        migrations.AlterField(
            model_name='posting',
            name='role',
            field=models.CharField(choices=[('system_admin', 'System administrator'), ('security_admin', 'Security administrator'), ('auditor', 'Security auditor'), ('office_head', 'Head of the supervision office'), ('officer', 'Officer of the supervision office'), ('leader', 'Commission leader'), ('unit_head', 'Unit head'), ('clerk', 'Filing clerk'), ('township_leader', 'Township discipline secretary'), ('internal', 'Internal supervision officer'), ('stationed', 'Member of a stationed group'), ('assessor', 'Assessment group member')], max_length=20, verbose_name='role'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('user', '='), (models.Case(models.When(role__in=('system_admin', 'security_admin', 'auditor'), then=models.F('role')), default=models.Value('business'), output_field=models.CharField()), '<>'), (models.Func(models.F('started_on'), models.F('ended_on'), models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='administrators_apart'),
        ),
        migrations.AddField(
            model_name='grantrequest',
            name='asked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='grantrequest',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='grantrequest',
            name='posting',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='accounts.posting'),
        ),
        migrations.AddField(
            model_name='grantrequest',
            name='unit',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.unit'),
        ),
        migrations.AddField(
            model_name='grantrequest',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to=settings.AUTH_USER_MODEL, verbose_name='person concerned'),
        ),
        migrations.AddField(
            model_name='pastpassword',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='past_passwords', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='secondfactor',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('enrolled_at__isnull', True), ('secret', '')), models.Q(('enrolled_at__isnull', False), models.Q(('secret', ''), _negated=True)), _connector='OR'), name='factor_set_up_with_secret'),
        ),
        migrations.AddField(
            model_name='signinsession',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sign_ins', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='grantrequest',
            index=models.Index(fields=['status', '-asked_at'], name='grant_request_status'),
        ),
        migrations.AddConstraint(
            model_name='grantrequest',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('asked_by')), _negated=True), _connector='OR'), name='grant_request_second_person'),
        ),
        migrations.AddConstraint(
            model_name='grantrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('asked_by', models.F('user')), _negated=True), models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('user')), _negated=True), _connector='OR')), name='grant_request_not_for_oneself'),
        ),
        migrations.AddConstraint(
            model_name='grantrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('status__in', ['waiting', 'withdrawn'])), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('status__in', ['approved', 'refused'])), _connector='OR'), name='grant_request_decided_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='grantrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'give_post'), ('starts_on__isnull', False), ('unit__isnull', False), models.Q(('role', ''), _negated=True)), models.Q(('ends_on__isnull', False), ('kind', 'end_post'), ('posting__isnull', False), ('starts_on__isnull', False), ('unit__isnull', False), models.Q(('role', ''), _negated=True)), models.Q(('kind__in', ['reopen', 'reset_factor']), ('posting__isnull', True), ('unit__isnull', True)), _connector='OR'), name='grant_request_says_what'),
        ),
        migrations.AddConstraint(
            model_name='grantrequest',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'waiting')), fields=('kind', 'user', 'unit', 'role'), name='grant_request_open_once', nulls_distinct=False),
        ),
        migrations.AddIndex(
            model_name='signinsession',
            index=models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['user', '-id'], name='sign_in_open'),
        ),
        migrations.AddConstraint(
            model_name='signinsession',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_because', '')), models.Q(('ended_at__isnull', False), models.Q(('ended_because', ''), _negated=True)), _connector='OR'), name='sign_in_ends_for_a_reason'),
        ),
        # The phone number is sealed; its readable column goes.
        migrations.RenameField('user', 'phone', 'phone_plain'),
        migrations.AddField(
            model_name='user',
            name='phone',
            field=supervision.crypto.fields.EncryptedTextField(blank=True, default='', verbose_name='mobile phone'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='user',
            name='phone_index',
            field=supervision.crypto.fields.BlindIndexField(blank=True, db_index=True, editable=False, max_length=32),
        ),
        copy_into('accounts', 'User', source='phone_plain', target='phone'),
        migrations.RunPython(index_phones, migrations.RunPython.noop),
        # Deferred constraint checks of the copy must be over before the table changes again.
        migrations.RunSQL('SET CONSTRAINTS ALL IMMEDIATE', migrations.RunSQL.noop),
        migrations.RemoveField('user', 'phone_plain'),
    ]
