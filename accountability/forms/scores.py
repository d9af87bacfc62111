"""Forms about schemes, confirmed scores and rounds of scores."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accountability import scoring
from accountability.models import GivenScore, ScoreCategory, ScoreScheme
from accountability.score_enums import EmptyRule
from accountability.score_values import CategoryData, CategoryPoints, GroupData, LineData
from supervision import clock
from supervision.organizations.enums import RESPONSIBLE_KINDS, UnitKind
from supervision.web.forms import DateField

_CATEGORY = re.compile(r"^(?P<name>.*?\S)\s+(?P<full>[\d.]+)\s*(?P<standard>\s.*)?$")
_MOST: dict[str, Any] = {"max_digits": 5, "decimal_places": 2, "min_value": 0, "max_value": 100}


class SchemeNewForm(forms.Form):
    """Begin a scheme, or the next version of the year's."""

    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2000, max_value=2100)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)


class SchemeForm(forms.Form):
    """Change the head of a draft and its groups of units."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    since = DateField(label=gettext_lazy("Counts from"))
    until = DateField(label=gettext_lazy("Counts to"))
    apart = forms.BooleanField(
        label=gettext_lazy("Rank departments and townships apart"), required=False
    )
    shows_ranking = forms.BooleanField(
        label=gettext_lazy("Units see the ranking: names and totals, no detail"), required=False
    )
    doubt_gap = forms.DecimalField(
        label=gettext_lazy("Gap that raises a doubt"),
        help_text=gettext_lazy(
            "By how many points a self-score may lie above the other scores before it is marked "
            "for a check."
        ),
        **_MOST,
    )

    @classmethod
    def of(cls, scheme: ScoreScheme) -> "SchemeForm":
        """Return the form filled with the scheme."""
        groups = list(scheme.groups.all())
        names = ("name", "since", "until", "shows_ranking", "doubt_gap")
        return cls(
            initial={
                **{name: getattr(scheme, name) for name in names},
                "apart": len(groups) != 1,
            }
        )

    def as_scheme(self) -> dict[str, Any]:
        """Return the arguments of the service."""
        data = dict(self.cleaned_data)
        apart = data.pop("apart")
        kinds = [UnitKind(kind) for kind in RESPONSIBLE_KINDS]
        if apart:
            words = {UnitKind.DEPARTMENT: _("Departments"), UnitKind.TOWNSHIP: _("Townships")}
            groups = [GroupData(str(words.get(kind, kind.label)), (kind.value,)) for kind in kinds]
        else:
            groups = [GroupData(_("All units"), tuple(kind.value for kind in kinds))]
        return {**data, "groups": groups}


class LineForm(forms.Form):
    """Put a source into a draft; which figures count follows from its kind."""

    source = forms.ChoiceField(label=gettext_lazy("Source"))
    weight = forms.DecimalField(label=gettext_lazy("Weight (%)"), required=False, **_MOST)
    empty = forms.ChoiceField(
        label=gettext_lazy("For a unit without any row"),
        choices=EmptyRule.choices,
        required=False,
    )
    points_each = forms.DecimalField(
        label=gettext_lazy("Points each time"), required=False, **_MOST
    )
    cap = forms.DecimalField(label=gettext_lazy("At most in all"), required=False, **_MOST)
    ceiling = forms.DecimalField(
        label=gettext_lazy("Score left at most"),
        required=False,
        help_text=gettext_lazy("0 takes the whole score."),
        **_MOST,
    )
    basis = forms.CharField(
        label=gettext_lazy("Basis"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("The rule on which it rests; a veto needs one."),
    )

    #: The fields that each kind of source asks for.
    ASKED = {
        "share": ("weight", "empty"),
        "deduction": ("points_each", "cap", "basis"),
        "bonus": ("points_each", "cap", "basis"),
        "veto": ("ceiling", "basis"),
    }

    def __init__(self, *args: Any, source: str, **kwargs: Any) -> None:
        """Ask for what the source's kind needs, and for nothing else."""
        super().__init__(*args, **kwargs)
        found = scoring.source(source)
        kind = found.kind if found else "share"
        asked = {"source", *self.ASKED[kind]}
        for name in set(self.fields) - asked:
            del self.fields[name]
        chosen: Any = self.fields["source"]
        chosen.choices = [(source, found.label if found else source)]
        chosen.widget = forms.HiddenInput()
        self.initial["source"] = source

    def as_line(self) -> LineData:
        """Return the line as the service takes it."""
        return LineData(**self.cleaned_data)


class ConfirmScoresForm(forms.Form):
    """Confirm the scores as they stand on a day."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=60,
        help_text=gettext_lazy("For example: annual assessment 2026."),
    )
    until = DateField(label=gettext_lazy("Counts to"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with today."""
        kwargs.setdefault("initial", {"until": clock.today()})
        super().__init__(*args, **kwargs)


class RoundForm(forms.Form):
    """Open a round of scores."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=60)
    opens_on = DateField(label=gettext_lazy("First day"))
    closes_on = DateField(label=gettext_lazy("Closes on"))
    categories = forms.CharField(
        label=gettext_lazy("Categories of the score"),
        help_text=gettext_lazy(
            "One a line: name, a space, full marks, and behind another space the standard. "
            "The full marks add up to 100."
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean_categories(self) -> list[CategoryData]:
        """Read one category from each line."""
        text = self.cleaned_data["categories"]
        return [_category(line.strip()) for line in text.splitlines() if line.strip()]


class PointsForm(forms.Form):
    """Points and words for each category of a round."""

    expected = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        categories: list[ScoreCategory],
        before: GivenScore | None = None,
        **kwargs: Any,
    ) -> None:
        """Ask for points and words of every category, begun with the score before."""
        super().__init__(*args, **kwargs)
        self.categories = categories
        known = {line.category_id: line for line in before.lines.all()} if before else {}
        self.initial["expected"] = before.pk if before else None
        for row in categories:
            line = known.get(row.pk)
            self.fields[f"points_{row.pk}"] = forms.DecimalField(
                label=row.name,
                help_text=_("0 to %(full)s. %(standard)s")
                % {"full": format(row.full.normalize(), "f"), "standard": row.standard},
                initial=line.points if line else None,
                error_messages={"required": _("Give this category its points.")},
                **{**_MOST, "max_value": row.full},
            )
            self.fields[f"reason_{row.pk}"] = forms.CharField(
                label=_("%(category)s: grounds") % {"category": row.name},
                initial=line.reason if line else "",
                error_messages={"required": _("Say on what these points rest.")},
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.fields["note"] = forms.CharField(
            label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2})
        )

    @property
    def pairs(self) -> list[tuple[Any, Any]]:
        """Return the two fields of each category."""
        return [(self[f"points_{row.pk}"], self[f"reason_{row.pk}"]) for row in self.categories]

    def as_points(self) -> list[CategoryPoints]:
        """Return the points as the service takes them."""
        data = self.cleaned_data
        return [
            CategoryPoints(row.pk, data[f"points_{row.pk}"], data[f"reason_{row.pk}"])
            for row in self.categories
        ]


def _category(line: str) -> CategoryData:
    match = _CATEGORY.match(line)
    try:
        if match is None:
            raise InvalidOperation
        full = Decimal(match["full"])
    except InvalidOperation:
        raise ValidationError(
            _("“%(line)s” is not a category with its full marks.") % {"line": line}
        ) from None
    return CategoryData(match["name"][:40], full, (match["standard"] or "").strip()[:200])
