"""Saved views and columns: private, remembered, and honest about what no longer holds."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404
from django.test import Client
from django.urls import reverse

from supervision.accounts.models import User
from supervision.audit.models import AuditEvent
from supervision.dashboards import services
from supervision.dashboards.models import SavedView
from supervision.web.memory import recall
from tests.dashboards.views_scene import LIST, context, keep, named

pytestmark = pytest.mark.django_db
ACTS = ("view_rename", "view_default", "view_update", "view_delete")


@pytest.mark.usefixtures("duties")
class TestViews:
    """Keeping a list as it stands."""

    def test_a_view_holds_filters_order_and_columns(self, browser: Client, units: Any) -> None:
        answer = keep(
            browser,
            query=f"unit={units.water.pk}&q=&sort=-title&page=3&per_page=50&view=9",
            columns=["title", "unit", "light"],
        )
        view = SavedView.objects.get()
        assert view.query == f"sort=-title&unit={units.water.pk}"
        assert answer.url == f"{reverse(LIST)}?{view.query}&view={view.pk}"
        page = browser.get(answer.url)
        assert named(page.context["table"]) == ["title", "unit", "light"]
        assert page.context["page"].paginator.count == 2
        assert "我的水务" in page.content.decode()

    def test_the_default_view_opens_with_the_list(self, browser: Client, units: Any) -> None:
        keep(browser, query=f"unit={units.water.pk}", is_default="on")
        view = SavedView.objects.get()
        answer = browser.get(reverse(LIST))
        assert (answer.status_code, answer.url) == (
            302,
            f"{reverse(LIST)}?unit={units.water.pk}&view={view.pk}",
        )
        assert context(browser, "?view=0")["page"].paginator.count == 4
        assert context(browser, f"?unit={units.water.pk}")["clear_url"] == "?view=0"
        part = browser.get(reverse(LIST), headers={"HX-Request": "true"})
        assert part.status_code == 200

    def test_one_default_a_list(self, browser: Client, office: User) -> None:
        keep(browser, "甲", is_default="on")
        keep(browser, "乙", is_default="on")
        assert [view.name for view in SavedView.objects.filter(is_default=True)] == ["乙"]
        first = SavedView.objects.get(name="甲")
        services.set_default(actor=office, pk=first.pk, is_default=True)
        assert [view.name for view in SavedView.objects.filter(is_default=True)] == ["甲"]
        services.set_default(actor=office, pk=first.pk, is_default=False)
        assert not SavedView.objects.filter(is_default=True).exists()

    def test_rename_update_and_delete(self, browser: Client, units: Any) -> None:
        keep(browser)
        pk = SavedView.objects.get().pk
        browser.post(reverse("dashboards:view_rename", args=[pk]), {"name": "  新  名 "})
        assert SavedView.objects.get().name == "新 名"
        changed = context(browser, f"?unit={units.water.pk}&view={pk}")["view_bar"]
        assert changed.is_changed
        browser.post(changed.update_url, {"query": changed.query})
        assert SavedView.objects.get().query == f"unit={units.water.pk}"
        assert not context(browser, f"?unit={units.water.pk}&view={pk}")["view_bar"].is_changed
        page = browser.get(reverse("dashboards:saved_views")).content.decode()
        assert "新 名" in page
        browser.post(reverse("dashboards:view_delete", args=[pk]))
        assert not SavedView.objects.exists()

    def test_a_condition_that_no_longer_holds_is_left_out_and_said(
        self, browser: Client, units: Any
    ) -> None:
        keep(browser, query=f"unit=99999&q=自查&gone=1&sort=nothing&light=x{units.water.pk}")
        url = SavedView.objects.get()
        shown = context(browser, f"?{url.query}&view={url.pk}")
        assert shown["page"].paginator.count == 2
        assert {"gone", "单位", "状态"} <= set(shown["stale"].split("、"))
        assert [chip.value for chip in shown["chips"]] == ["自查"]
        # The same words typed by hand are answered at their field, as everywhere.
        assert context(browser, "?unit=99999")["page"].paginator.count == 0

    def test_a_bad_name_is_refused_and_said(self, browser: Client, office: User) -> None:
        keep(browser)
        context(browser, "?view=0")
        for name in ("", "   ", "字" * 41, "我的水务"):
            answer = browser.post(
                reverse("dashboards:view_save"), {"list": LIST, "name": name}, follow=True
            )
            assert [message.level_tag for message in answer.context["messages"]] == ["error"]
        assert SavedView.objects.count() == 1
        with pytest.raises(ValidationError):
            services.save_view(actor=office, list_key=LIST, name="长", query="q" * 2001)

    def test_there_is_a_limit(self, office: User) -> None:
        for number in range(services.saved_lists.VIEWS_PER_LIST):
            services.save_view(actor=office, list_key=LIST, name=f"视图{number}")
        with pytest.raises(ValidationError):
            services.save_view(actor=office, list_key=LIST, name="再一个")
        services.save_view(actor=office, list_key="accountability:ledger", name="再一个")


class TestPrivacy:
    """Nobody but the owner."""

    @pytest.fixture
    def view(self, clerk: User) -> SavedView:
        return services.save_view(
            actor=clerk, list_key=LIST, name="机密名称", query="q=机密条件", columns=["light"]
        )

    @pytest.mark.parametrize(
        "role", ["other_clerk", "office", "leader", "head", "sysadmin", "secadmin", "auditor"]
    )
    def test_anybody_elses_view_is_not_there(
        self, view: SavedView, role: str, request: pytest.FixtureRequest, as_user: Any
    ) -> None:
        self.refused(view, as_user(request.getfixturevalue(role)))

    def test_a_stranger_finds_nothing(self, view: SavedView, stranger: User, as_user: Any) -> None:
        self.refused(view, as_user(stranger))
        answer = as_user(stranger).post(
            reverse("dashboards:view_save"), {"list": LIST, "name": "名"}
        )
        assert answer.status_code == 403
        assert as_user(None).get(reverse("dashboards:saved_views")).status_code == 302

    def refused(self, view: SavedView, browser: Client) -> None:
        """Try every address with the number of the view, and with one that never was."""
        for act in ACTS:
            for pk in (view.pk, view.pk + 1000):
                answer = browser.post(reverse(f"dashboards:{act}", args=[pk]), {"name": "夺"})
                assert answer.status_code == 404, act
        page = browser.get(reverse("dashboards:saved_views")).content.decode()
        assert "机密" not in page
        view.refresh_from_db()
        assert (view.name, view.query) == ("机密名称", "q=机密条件")

    def test_a_guessed_number_opens_the_list_as_if_it_were_none(
        self, view: SavedView, office: User, as_user: Any
    ) -> None:
        browser = as_user(office)
        guessed, none = (
            context(browser, f"?view={number}") for number in (view.pk, view.pk + 1000)
        )
        for shown in (guessed, none):
            assert shown["view_bar"].current is None
            assert len(named(shown["table"])) == 7
            assert not shown["chips"]

    def test_columns_of_anybody_elses_view_stay(
        self, view: SavedView, office: User, as_user: Any
    ) -> None:
        answer = as_user(office).post(
            reverse("dashboards:list_columns"),
            {"list": LIST, "columns": ["title"], "view": view.pk},
        )
        assert answer.status_code == 404
        view.refresh_from_db()
        assert view.columns == ["light"]

    def test_the_record_names_the_list_alone(self, view: SavedView, clerk: User) -> None:
        services.rename_view(actor=clerk, pk=view.pk, name="机密二")
        services.delete_view(actor=clerk, pk=view.pk)
        events = AuditEvent.objects.filter(verb__startswith="dashboards.view_")
        assert events.count() == 3
        for event in events:
            text = f"{event.object_label}{event.object_id}{event.details}"
            assert "机密" not in text and LIST in text

    def test_services_know_the_owner_only(self, view: SavedView, office: User, clerk: User) -> None:
        for act in (
            lambda: services.rename_view(actor=office, pk=view.pk, name="夺"),
            lambda: services.update_view(actor=office, pk=view.pk, query="", columns=[]),
            lambda: services.set_default(actor=office, pk=view.pk, is_default=True),
            lambda: services.delete_view(actor=office, pk=view.pk),
        ):
            with pytest.raises(Http404):
                act()
        assert recall(office, LIST).views == ()  # type: ignore[union-attr]
        assert [kept.name for kept in recall(clerk, LIST).views] == ["机密名称"]  # type: ignore[union-attr]


@pytest.mark.parametrize("key", ["", "nothing", "accountability:duty", "dashboards:home", "a:b:c"])
def test_what_is_no_list_cannot_be_kept(browser: Client, key: str) -> None:
    for address in ("view_save", "list_columns"):
        answer = browser.post(reverse(f"dashboards:{address}"), {"list": key, "name": "名"})
        assert answer.status_code == 404


def test_a_list_that_is_not_open_cannot_be_kept(sysadmin: User, as_user: Any) -> None:
    assert keep(as_user(sysadmin)).status_code == 403


def test_the_table_itself_refuses_two_defaults(office: User) -> None:
    SavedView.objects.create(user=office, list_key=LIST, name="甲", is_default=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedView.objects.create(user=office, list_key=LIST, name="乙", is_default=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedView.objects.create(user=office, list_key=LIST, name="", query="q=1")


def test_a_list_that_went_can_still_be_cleared(office: User, as_user: Any) -> None:
    view = SavedView.objects.create(user=office, list_key="gone:list", name="旧")
    browser = as_user(office)
    assert "旧" in browser.get(reverse("dashboards:saved_views")).content.decode()
    assert browser.post(reverse("dashboards:view_delete", args=[view.pk])).status_code == 302
