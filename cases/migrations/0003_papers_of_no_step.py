"""Papers that no step asks for stand beside each other; one handed over is not withdrawn."""

import pgtrigger.compiler
import pgtrigger.migrations
import supervision.web.walls
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0002_working_targets'),
        ('documents', '0006_deadlines_stand'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='casepaper',
            name='casepaper_one_at_a_time',
        ),
        migrations.AlterField(
            model_name='casepaper',
            name='slot',
            field=models.CharField(choices=[('assignment_sheet', 'Assignment sheet'), ('disposition_sheet', 'Disposition sheet'), ('revival_sheet', 'Sheet on taking up again'), ('filing_sheet', 'Filing sheet'), ('talk_plan', 'Plan of the talk or inquiry'), ('talk_report', 'Report on the talk or inquiry'), ('verification_plan', 'Verification plan'), ('verification_report', 'Verification report'), ('investigation_report', 'Investigation report'), ('cause_report', 'Report on causes in the institution'), ('facts_statement', 'Statement of facts shown to the person'), ('property_report', 'Report on property involved'), ('supplement_report', 'Report on the supplement'), ('review_report', 'Review report'), ('execution_report', 'Report on the execution'), ('talk_notice', 'Notice of a talk'), ('inquiry_letter', 'Letter of inquiry'), ('acceptance_letter', 'Letter accepting the explanation'), ('referral_letter', 'Letter of referral'), ('filing_notice', 'Notice of the filing'), ('return_letter', 'Letter of return'), ('execution_notice', 'Notice to execute the decision'), ('filing_decision', 'Decision to file a case'), ('decision', 'Decision on the sanction'), ('government_decision', 'Decision on the government sanction'), ('withdrawal_decision', 'Decision to withdraw the case'), ('talk_record', 'Minutes of a talk'), ('transfer_receipt', 'Receipt of the transfer'), ('announcement_record', 'Record of the announcement')], max_length=30, verbose_name='paper'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='casepaper',
            trigger=pgtrigger.compiler.Trigger(name='handed_over_stands', sql=supervision.web.walls.WallSql(condition="WHEN (NEW.status = 'withdrawn')", func="\n            IF EXISTS (SELECT 1 FROM cases_paperdelivery d WHERE d.paper_id = NEW.id) THEN\n                RAISE EXCEPTION 'a paper that was handed over is not withdrawn'\n                    USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='c8d8bafe965ebeea68e95a5f9c0feed7542d1fb1', operation='UPDATE OF "status"', pgid='pgtrigger_handed_over_stands_2b8e0', table='cases_casepaper', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='casepaper',
            constraint=models.UniqueConstraint(condition=models.Q(('step__isnull', True), models.Q(('status', 'draft'), models.Q(models.Q(('status', 'withdrawn'), _negated=True), models.Q(('slot__in', ['execution_notice', 'inquiry_letter', 'talk_notice', 'talk_record']), _negated=True)), _connector='OR')), fields=('clue', 'slot', 'respondent'), name='casepaper_one_at_a_time', nulls_distinct=False),
        ),
    ]
