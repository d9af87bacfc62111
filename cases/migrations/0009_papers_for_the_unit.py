"""A proposal to the unit and the list of what it has to put right are papers of a case."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0008_unit_sanctions_kept'),
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
            field=models.CharField(choices=[('assignment_sheet', 'Assignment sheet'), ('disposition_sheet', 'Disposition sheet'), ('revival_sheet', 'Sheet on taking up again'), ('filing_sheet', 'Filing sheet'), ('talk_plan', 'Plan of the talk or inquiry'), ('talk_report', 'Report on the talk or inquiry'), ('verification_plan', 'Verification plan'), ('verification_report', 'Verification report'), ('investigation_report', 'Investigation report'), ('cause_report', 'Report on causes in the institution'), ('facts_statement', 'Statement of facts shown to the person'), ('property_report', 'Report on property involved'), ('supplement_report', 'Report on the supplement'), ('review_report', 'Review report'), ('execution_report', 'Report on the execution'), ('rectification_list', 'List of what is to be put right'), ('talk_notice', 'Notice of a talk'), ('inquiry_letter', 'Letter of inquiry'), ('acceptance_letter', 'Letter accepting the explanation'), ('referral_letter', 'Letter of referral'), ('filing_notice', 'Notice of the filing'), ('return_letter', 'Letter of return'), ('execution_notice', 'Notice to execute the decision'), ('proposal_letter', 'Proposal to the unit'), ('filing_decision', 'Decision to file a case'), ('decision', 'Decision on the sanction'), ('government_decision', 'Decision on the government sanction'), ('withdrawal_decision', 'Decision to withdraw the case'), ('talk_record', 'Minutes of a talk'), ('transfer_receipt', 'Receipt of the transfer'), ('announcement_record', 'Record of the announcement')], max_length=30, verbose_name='paper'),
        ),
        migrations.AddConstraint(
            model_name='casepaper',
            constraint=models.UniqueConstraint(condition=models.Q(('step__isnull', True), models.Q(('status', 'draft'), models.Q(models.Q(('status', 'withdrawn'), _negated=True), models.Q(('slot__in', ['execution_notice', 'inquiry_letter', 'proposal_letter', 'rectification_list', 'talk_notice', 'talk_record']), _negated=True)), _connector='OR')), fields=('clue', 'slot', 'respondent'), name='casepaper_one_at_a_time', nulls_distinct=False),
        ),
    ]
