"""Forms of responsibility lists and their items, and of task lists."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accountability.enums import CountedMeasure, HolderRole, Period, ResponsibilityKind, Talker
from accountability.values import (
    CountedData,
    ItemData,
    read_due_rule,
    read_evidence,
    read_names,
    write_evidence,
)
from supervision import clock
from supervision.organizations.enums import UnitKind
from supervision.organizations.selectors import responsible_units
from supervision.web.forms import DateField

GROUPS = [
    (UnitKind.DEPARTMENT.value, _("All departments")),
    (UnitKind.TOWNSHIP.value, _("All townships and streets")),
]
_AREA = {"rows": 3}
_EVIDENCE_HELP = _(
    "One a line. Put (optional) behind a material that may be left out. "
    "A filing without the others is refused."
)


class GroupedUnits(forms.models.ModelChoiceIterator):
    """Units under the heading of their kind."""

    def __iter__(self) -> Iterator[Any]:
        headings = {UnitKind.DEPARTMENT: _("Departments"), UnitKind.TOWNSHIP: _("Townships")}
        units = list(self.queryset)
        for kind, heading in headings.items():
            found = [self.choice(unit) for unit in units if unit.kind == kind]
            if found:
                yield heading, found


class UnitsField(forms.ModelMultipleChoiceField):
    """Responsible units to tick, by kind, under their short names."""

    iterator = GroupedUnits
    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=responsible_units(), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """Write the short name."""
        return obj.short_name


class GroupsField(forms.MultipleChoiceField):
    """Whole groups of units to tick."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=GROUPS, required=False, label=_("Whole groups"), **kwargs)


def chosen_units(cleaned: dict[str, Any]) -> list[Any]:
    """Return the units of the ticked groups and the ticked units together, once each."""
    groups = set(cleaned.get("groups") or ())
    found = {unit.pk: unit for unit in cleaned.get("units") or ()}
    if groups:
        found |= {unit.pk: unit for unit in responsible_units() if unit.kind in groups}
    return list(found.values())


def take_refusal(form: forms.Form, refused: ValidationError) -> None:
    """Show what a service refused beside the fields it speaks of, the rest on top."""
    if not hasattr(refused, "error_dict"):
        form.add_error(None, refused)
        return
    for name, errors in refused.error_dict.items():
        field = {"unit_ids": "units"}.get(name, name)
        form.add_error(field if field in form.fields else None, errors)


class ChecklistForm(forms.Form):
    """The head of a new list."""

    kind = forms.ChoiceField(
        label=_("Responsibility"), choices=ResponsibilityKind.choices, widget=forms.RadioSelect
    )
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    title = forms.CharField(
        label=_("Title"),
        max_length=120,
        required=False,
        help_text=_("Left empty, the list is named after its year and responsibility."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = clock.today()
        # In the last quarter it is the next year's list that is being written.
        self.fields["year"].initial = today.year + (today.month >= 10)


class ItemForm(forms.Form):
    """One item of a draft."""

    number = forms.CharField(label=_("Number"), max_length=16)
    category = forms.CharField(label=_("Category"), max_length=30)
    title = forms.CharField(label=_("Item"), max_length=120)
    content = forms.CharField(label=_("Content"), widget=forms.Textarea(attrs=_AREA))
    standard = forms.CharField(
        label=_("Work standard"),
        required=False,
        widget=forms.Textarea(attrs=_AREA),
        help_text=_("Needed before the list is published: what is done, how often, how well."),
    )
    evidence = forms.CharField(
        label=_("Required materials"),
        required=False,
        widget=forms.Textarea(attrs=_AREA),
        help_text=_EVIDENCE_HELP,
    )
    score = forms.DecimalField(label=_("Score"), max_digits=5, decimal_places=1)
    holder_role = forms.ChoiceField(label=_("Holder"), choices=HolderRole.choices)
    period = forms.ChoiceField(label=_("Period"), choices=Period.choices)
    due_rule = forms.CharField(
        label=_("Due rule"),
        max_length=20,
        initial="end",
        help_text=_(
            "end: the last day of the period. 5WD: 5 working days after it (CD calendar days, "
            "CM months), for event items after the event. 12-20: on that day of the year."
        ),
    )
    stages = forms.CharField(
        label=_("Stages"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line, where the item is filed in stages."),
    )
    counted = forms.ChoiceField(
        label=_("Counted from records"),
        choices=[("", _("Not counted: filed by hand")), *CountedMeasure.choices],
        required=False,
        help_text=_(
            "A counted task is not filed by hand: each talk recorded in its period counts, and "
            "it is concluded with the last one needed."
        ),
    )
    counted_talker = forms.ChoiceField(
        label=_("Whose talks count"), choices=Talker.choices, required=False
    )
    counted_minimum = forms.IntegerField(
        label=_("At least so many in each period"),
        min_value=1,
        max_value=99,
        initial=1,
        required=False,
    )
    basis = forms.CharField(label=_("Basis"), max_length=200, required=False)
    groups = GroupsField()
    units = UnitsField(
        label=_("Units that carry it"),
        required=False,
        help_text=_("None ticked: every department and township carries the item."),
    )

    def data_of_item(self) -> ItemData:
        """Return what was typed as an item."""
        typed = self.cleaned_data
        return ItemData(
            number=typed["number"].strip(),
            category=typed["category"].strip(),
            title=typed["title"].strip(),
            content=_unix(typed["content"]),
            standard=_unix(typed["standard"]),
            basis=typed["basis"].strip(),
            score=typed["score"],
            holder_role=typed["holder_role"],
            period=typed["period"],
            due_rule=read_due_rule(typed["due_rule"]),
            stages=read_names(_unix(typed["stages"])),
            evidence=read_evidence(_unix(typed["evidence"])),
            counted=self._rule(),
            unit_ids=frozenset(unit.pk for unit in chosen_units(typed)),
        )

    def _rule(self) -> CountedData | None:
        typed = self.cleaned_data
        if not typed["counted"]:
            return None
        talker = typed["counted_talker"] or Talker.PRINCIPAL.value
        return CountedData(typed["counted"], typed["counted_minimum"] or 0, talker)

    @staticmethod
    def initial_of(data: ItemData) -> dict[str, Any]:
        """Return an item as the form shows it."""
        plain = ("number", "category", "title", "content", "standard", "basis", "score")
        rule = data.counted
        counted = (
            {
                "counted": rule.measure,
                "counted_talker": rule.talker,
                "counted_minimum": rule.minimum,
            }
            if rule
            else {}
        )
        return (
            counted
            | {name: getattr(data, name) for name in (*plain, "holder_role", "period")}
            | {
                "due_rule": data.due_rule,
                "stages": "\n".join(data.stages),
                "evidence": write_evidence(data.evidence),
                "units": list(data.unit_ids),
            }
        )


class TaskListForm(forms.Form):
    """A task list to issue."""

    title = forms.CharField(label=_("Task"), max_length=120)
    content = forms.CharField(label=_("Content"), widget=forms.Textarea(attrs=_AREA))
    standard = forms.CharField(label=_("Work standard"), widget=forms.Textarea(attrs=_AREA))
    basis = forms.CharField(label=_("Basis"), max_length=200, required=False)
    due_on = DateField(
        label=_("Due on"), required=False, help_text=_("A set day; rest days do not move it.")
    )
    term = forms.CharField(
        label=_("or within"),
        max_length=20,
        required=False,
        help_text=_("15WD working days, 30CD calendar days, 3CM months, 24H hours from issue."),
    )
    evidence = forms.CharField(
        label=_("Required materials"),
        required=False,
        widget=forms.Textarea(attrs=_AREA),
        help_text=_EVIDENCE_HELP,
    )
    groups = GroupsField()
    units = UnitsField(label=_("Units"), required=False)

    def arguments(self) -> dict[str, Any]:
        """Return what the service takes."""
        typed = self.cleaned_data
        return {
            "title": typed["title"],
            "content": _unix(typed["content"]),
            "standard": _unix(typed["standard"]),
            "basis": typed["basis"],
            "due_on": typed["due_on"],
            "term": _term(typed["term"]),
            "evidence": read_evidence(_unix(typed["evidence"])),
            "units": chosen_units(typed),
        }


def _term(text: str) -> str:
    return read_due_rule(text) if text.strip() else ""


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
