"""Forms about ratings: the grade, the objection and its answer, the grades themselves."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accountability.models import Grade
from accountability.score_values import GradeData
from accountability.selectors import ratings

_LINE = re.compile(r"^(?P<name>.*?\S)\s+(?P<points>[\d.]+)\s*(?P<mark>!)?$")


class GradeChoices(forms.ModelChoiceField):
    """The grades in use as boxes side by side."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs: Any) -> None:
        """Offer the grades in their order."""
        super().__init__(queryset=Grade.objects.none(), empty_label=None, **kwargs)

    def label_from_instance(self, obj: Grade) -> str:
        """Write the grade with its points."""
        return f"{obj.name} ({format(obj.points.normalize(), 'f')})"


class RatingForm(forms.Form):
    """Give a grade with its reason; phrases ticked stand before what is typed."""

    expected = forms.IntegerField(required=False, widget=forms.HiddenInput)
    grade = GradeChoices(
        label=gettext_lazy("Grade"),
        help_text=gettext_lazy("Keys 1 to 9 choose a grade."),
    )
    phrases = forms.MultipleChoiceField(
        label=gettext_lazy("Phrases"), required=False, widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(
        label=pgettext_lazy("rating", "Reason"),
        help_text=gettext_lazy(
            "At least 10 characters together with the phrases; the unit reads them."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the grades and phrases of today."""
        super().__init__(*args, **kwargs)
        grade: Any = self.fields["grade"]
        grade.queryset = ratings.grades_in_use()
        offered: Any = self.fields["phrases"]
        offered.choices = [(text, text) for text in ratings.phrases()]
        if not offered.choices:
            del self.fields["phrases"]
        # A phrase alone may be reason enough; the browser is told that a reason is needed.
        self.fields["words"].required = not (self.is_bound and "phrases" in self.data)

    @property
    def reason(self) -> str:
        """Return phrases and words as one reason."""
        data = self.cleaned_data
        return "".join([*data.get("phrases", []), data.get("words", "").strip()])

    def take_refusal(self, refused: ValidationError) -> None:
        """Show what the service refused; what it says of the reason stands at the words."""
        faults = getattr(refused, "error_dict", None)
        if faults is None:
            self.add_error(None, refused)
            return
        for name, errors in faults.items():
            field = {"reason": "words"}.get(name, name)
            self.add_error(field if field in self.fields else None, errors)


class ObjectionForm(forms.Form):
    """Object to a rating."""

    reason = forms.CharField(
        label=pgettext_lazy("objection", "Reason"),
        help_text=gettext_lazy(
            "At least 10 characters: what was overlooked, and where it can be read. "
            "A filing is objected to once."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class AnswerForm(forms.Form):
    """Answer an objection: keep the rating or give another grade."""

    grade = GradeChoices(label=gettext_lazy("Another grade"), required=False)
    answer = forms.CharField(
        label=gettext_lazy("Answer"),
        help_text=gettext_lazy("At least 10 characters. With another grade it is its reason."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the grades of today."""
        super().__init__(*args, **kwargs)
        grade: Any = self.fields["grade"]
        grade.queryset = ratings.grades_in_use()


class GradeForm(forms.Form):
    """Add a grade, or change one that nobody has given."""

    name = forms.CharField(label=gettext_lazy("Grade"), max_length=20)
    points = forms.DecimalField(
        label=gettext_lazy("Points"),
        max_digits=5,
        decimal_places=2,
        min_value=0,
        max_value=100,
        help_text=gettext_lazy("What a filing of this grade is worth in a score, 0 to 100."),
    )
    is_failing = forms.BooleanField(label=gettext_lazy("A failing grade"), required=False)

    def as_grade(self) -> GradeData:
        """Return the grade as the service takes it."""
        return GradeData(**self.cleaned_data)


class GradeSetForm(forms.Form):
    """Put a new set of grades in use."""

    name = forms.CharField(label=gettext_lazy("Name of the set"), max_length=40)
    grades = forms.CharField(
        label=gettext_lazy("Grades"),
        help_text=gettext_lazy(
            "One a line, the best first: grade, a space, points; ! at the end marks a failing one."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def clean_grades(self) -> list[GradeData]:
        """Read one grade from each line."""
        lines = [line.strip() for line in self.cleaned_data["grades"].splitlines() if line.strip()]
        return [_grade(line) for line in lines]


class PhrasesForm(forms.Form):
    """Edit the phrases with which reasons begin."""

    texts = forms.CharField(
        label=gettext_lazy("Phrases"),
        required=False,
        help_text=gettext_lazy("One a line, in the order in which they are offered."),
        widget=forms.Textarea(attrs={"rows": 7}),
    )


def _grade(line: str) -> GradeData:
    match = _LINE.match(line)
    try:
        if match is None:
            raise InvalidOperation
        points = Decimal(match["points"])
    except InvalidOperation:
        raise ValidationError(
            _("“%(line)s” is not a grade with its points.") % {"line": line}
        ) from None
    return GradeData(match["name"][:20], points, bool(match["mark"]))
