"""The tags of the shell write what the design asks for, escaped."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation

from supervision import clock
from supervision.web.forms import DateField, FilesField
from supervision.web.navigation import NavItem, register

NOW = dt.datetime(2026, 11, 20, 9, 42, tzinfo=clock.CHINA)


@pytest.fixture(autouse=True)
def _english_at_noon(monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with translation.override("en"):
        yield


def draw(source: str, **context: Any) -> str:
    return Template("{% load i18n portal %}" + source).render(Context(context))


def test_an_icon_is_hidden_from_screen_readers_and_must_exist() -> None:
    assert 'aria-hidden="true"' in draw('{% icon "bell" %}')
    assert 'class="i i-f"' in draw('{% icon "alert-triangle-filled" %}')
    with pytest.raises(ValueError, match="no-such"):
        draw('{% icon "no-such" %}')


@pytest.mark.parametrize("light", ["neutral", "yellow", "red", "green", "paused"])
def test_a_light_has_colour_icon_and_word(light: str) -> None:
    html = draw("{% light value %}", value=light)
    assert f"p-light is-{light}" in html
    assert "<svg" in html
    assert re.search(r"<span>[^<]+</span>", html)


def test_a_light_says_the_days() -> None:
    end = clock.end_of(dt.date(2026, 11, 23))
    assert "Due soon, 3 days left" in draw('{% light "yellow" ends_at=end %}', end=end)
    assert "p-lt is-red" in draw('{% light_inline "red" "5 overdue" %}')


def test_texts_are_escaped() -> None:
    bad = "<script>x</script>"
    for source in ("{% light 'red' bad %}", "{% tile bad 3 bad %}", "{% note bad %}"):
        assert "<script>" not in draw(source, bad=bad)


def test_tiles_link_to_their_rows() -> None:
    html = draw('{% light_tiles counts "/rows/?year=2026" "items" %}', counts={"red": 1024})
    assert 'href="/rows/?year=2026&amp;light=red"' in html
    assert "1,024" in html
    assert html.count('class="p-tile') == 5


def test_a_chart_stands_on_a_table_with_lights() -> None:
    html = draw('{% donut "t" counts "/r/" "Shares" "tasks" %}', counts={"red": 2})
    assert 'data-chart-table="t"' in html
    assert '<tr data-light="red"><th scope="row">Overdue</th>' in html


def test_a_field_has_label_help_and_error_tied_together() -> None:
    class Form(forms.Form):
        topic = forms.CharField(help_text="Short.")
        kind = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)
        note = forms.CharField(required=False)

    html = draw("{% form_errors form %}{{ form }}", form=Form({}))
    assert 'href="#id_topic"' in html
    assert "2 places need attention" in html
    assert 'aria-describedby="id_topic_helptext id_topic_error"' in html
    assert 'id="id_topic_error"' in html
    assert "form-control is-invalid" in html
    assert "<legend" in html
    assert "(optional)" in html
    assert not re.search(r"<input[^>]* required", html)


def test_a_day_field_reads_what_people_write() -> None:
    class Form(forms.Form):
        met = DateField()

    form = Form({"met": "2026年11月13日"})
    assert form.is_valid()
    assert form.cleaned_data["met"] == dt.date(2026, 11, 13)
    wrong = Form({"met": "soon"})
    assert "2026-11-13" in str(wrong.errors["met"])
    assert 'value="soon"' in str(wrong["met"])


def test_a_files_field_needs_a_file_only_when_required() -> None:
    assert FilesField(required=False).clean([]) == []
    with pytest.raises(forms.ValidationError):
        FilesField().clean([])


def test_the_navigation_refuses_doubles_and_unknown_groups() -> None:
    with pytest.raises(ValueError, match="unknown navigation group"):
        register(NavItem(group="nowhere", label="x", icon="home", url_name="x:y"))


class MissingForm(forms.Form):
    """A form with one field of each manner, and one with words of its own."""

    title = forms.CharField(label="Title")
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A")])
    proof = forms.FileField(label="Proof")
    agreed = forms.BooleanField(label="Agreed")
    reason = forms.CharField(label="Reason", error_messages={"required": "Say why."})


def test_what_is_missing_is_named_by_its_field() -> None:
    form = MissingForm({})
    assert {name: str(texts[0]) for name, texts in form.errors.items()} == {
        "title": "Fill in Title.",
        "kind": "Choose Kind.",
        "proof": "Add Proof.",
        "agreed": "Tick “Agreed”.",
        "reason": "Say why.",
    }
    summary = draw("{% form_errors form %}", form=form)
    assert "Title: Fill in Title." not in summary
    assert "Fill in Title." in summary
    assert "Reason: Say why." in summary
    assert MissingForm.base_fields["title"].error_messages["required"] == "This field is required."
