"""Columns of a list: which a person sees, and how many rows; private like every view."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from supervision.dashboards.models import SavedView
from tests.dashboards.views_scene import LIST, context, headings, keep

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("duties")
class TestColumns:
    """Which columns a person sees, and how many rows."""

    def choose(self, browser: Client, *names: str, **fields: Any) -> Any:
        sent = {"list": LIST, "columns": ["title", *names], "all_columns": "7", **fields}
        return browser.post(reverse("dashboards:list_columns"), sent)

    def test_columns_are_remembered_in_the_order_of_the_table(self, browser: Client) -> None:
        full = headings(browser)
        answer = self.choose(browser, "light", "unit", page_size="50")
        assert answer.status_code == 302
        assert headings(browser) == ["title", "unit", "light"]
        assert context(browser)["page"].paginator.per_page == 50
        assert context(browser, "?per_page=25")["page"].paginator.per_page == 25
        every = ("unit", "period", "filed_count", "urged_count", "ends_at", "light")
        self.choose(browser, *every)
        assert SavedView.objects.get(name="").columns == []
        assert headings(browser) == full

    def test_the_lead_stays(self, browser: Client) -> None:
        self.choose(browser)
        assert headings(browser) == ["title"]

    def test_columns_the_list_does_not_have_change_nothing(self, browser: Client) -> None:
        full = headings(browser)
        SavedView.objects.all().delete()
        browser.post(
            reverse("dashboards:list_columns"),
            {"list": LIST, "columns": ["gone", "<b>"], "page_size": "7"},
        )
        assert headings(browser) == full
        assert context(browser)["page"].paginator.per_page == 25

    def test_a_view_has_columns_of_its_own(self, browser: Client) -> None:
        keep(browser)
        view = SavedView.objects.get()
        self.choose(browser, "light", view=view.pk)
        assert headings(browser, f"?view={view.pk}") == ["title", "light"]
        assert len(headings(browser, "?view=0")) == 7

    def test_an_export_holds_every_column_of_the_same_rows(
        self, browser: Client, units: Any
    ) -> None:
        self.choose(browser)
        keep(browser, query=f"unit={units.water.pk}")
        view = SavedView.objects.exclude(name="").get()
        shown = context(browser, f"?{view.query}&view={view.pk}")
        assert shown["export_url"].endswith(f"?unit={units.water.pk}&view={view.pk}")


def test_a_stranger_chooses_nothing(stranger: Any, as_user: Any) -> None:
    sent = {"list": LIST, "columns": ["title"]}
    assert as_user(stranger).post(reverse("dashboards:list_columns"), sent).status_code == 403
    assert not SavedView.objects.exists()
