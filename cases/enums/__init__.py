"""The closed lists of clues and cases."""

from cases.enums.flow import Act, ClueStatus, Hand, Holder, Signatory, StepStatus
from cases.enums.intake import (
    FourWinds,
    Naming,
    PersonStanding,
    RespondentRole,
    Source,
    Violation,
)
from cases.enums.outcomes import (
    Form,
    GovernmentSanction,
    OrganisationSanction,
    PartySanction,
    Recovered,
    SanctionSystem,
)

__all__ = [
    "Act",
    "ClueStatus",
    "Form",
    "FourWinds",
    "GovernmentSanction",
    "Hand",
    "Holder",
    "Naming",
    "OrganisationSanction",
    "PartySanction",
    "PersonStanding",
    "Recovered",
    "RespondentRole",
    "SanctionSystem",
    "Signatory",
    "Source",
    "StepStatus",
    "Violation",
]
