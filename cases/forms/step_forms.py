"""Which form an act is proposed with: a subject with more to state than fields gives its own."""

from cases.enums import Act
from cases.forms.outcome_steps import DecideForm, MeasuresForm, VerifyCloseForm
from cases.forms.steps import ProposalForm

STEP_FORMS: dict[str, type[ProposalForm]] = {
    Act.DECIDE: DecideForm,
    Act.TALK_FIRST_FORM: MeasuresForm,
    Act.VERIFY_FIRST_FORM: MeasuresForm,
    Act.VERIFY_CLOSE: VerifyCloseForm,
}


def form_for(act: str) -> type[ProposalForm]:
    """Return the form of the act."""
    return STEP_FORMS.get(act, ProposalForm)
