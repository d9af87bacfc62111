"""The list base: stable order, exact totals, HTMX, and 403 for a stranger."""

from __future__ import annotations

from typing import Any

import django_filters
import django_tables2 as tables
import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.html import format_html
from django_htmx.middleware import HtmxDetails

from supervision.web.columns import LeadColumn, PickColumn
from supervision.web.filters import FilterBar, RowChoiceFilter
from supervision.web.tables import PortalTable
from supervision.web.views.access import PermissionRequiredMixin
from supervision.web.views.lists import ListPage

pytestmark = pytest.mark.django_db
ROWS = 45


class KindTable(PortalTable):
    pick = PickColumn()
    model = LeadColumn(verbose_name="Model", url=lambda r: f"/kinds/{r.pk}/", sub=lambda r: "<sub>")
    app_label = tables.Column(verbose_name="App")

    class Meta(PortalTable.Meta):
        per_page = 20

    def render_app_label(self, value: str) -> str:
        return format_html("<b>{}</b>", value)


class KindFilter(django_filters.FilterSet):
    app_label = django_filters.CharFilter(label="App")


class KindList(PermissionRequiredMixin, ListPage):
    permission = "kinds.read"
    title = "Kinds"
    table_class = KindTable
    filterset_class = KindFilter

    def get_queryset(self) -> Any:
        return ContentType.objects.filter(app_label__startswith="shelf")


class Reader:
    is_authenticated = True
    elder_mode = False
    name = "R"
    role_label = ""
    home_unit = None

    def can(self, permission: str) -> bool:
        return permission == "kinds.read"


@pytest.fixture(autouse=True)
def _kinds(db: None) -> None:
    ContentType.objects.bulk_create(
        ContentType(app_label=f"shelf{n % 2}", model=f"<m>{n:02}") for n in range(ROWS)
    )


def ask(query: str = "", htmx: bool = False, user: Any = None) -> Any:
    headers = {"HX-Request": "true"} if htmx else {}
    request = RequestFactory().get(f"/kinds/{query}", headers=headers)
    request.user = user or Reader()
    request.htmx = HtmxDetails(request)
    return KindList.as_view()(request)


def test_htmx_gets_the_table_alone() -> None:
    part = ask(htmx=True).render().content.decode()
    assert part.lstrip().startswith('<div id="list">')
    assert "<html" not in part
    assert "HX-Request" in ask(htmx=True).headers["Vary"]


def test_rows_are_escaped_and_led_by_a_link() -> None:
    table = ask().context_data["table"]
    html = table.body()
    assert "&lt;m&gt;00" in html
    assert "<m>" not in html
    assert '<span class="p-sub">&lt;sub&gt;</span>' in html
    assert '<th scope="row" class="is-lead"><a href="/kinds/' in html
    assert '<td data-th="App"><b>shelf0</b></td>' in html


def test_totals_are_exact_and_pages_cover_every_row_once() -> None:
    seen: list[int] = []
    for number in (1, 2, 3):
        page = ask(f"?page={number}&sort=app_label").context_data["page"]
        assert page.paginator.count == ROWS
        seen += [row.record.pk for row in page.object_list]
    assert len(seen) == len(set(seen)) == ROWS


def test_the_primary_key_breaks_ties_once() -> None:
    order = ask("?sort=app_label").context_data["table"].data.data.query.order_by
    assert order == ("app_label", "pk")
    order = ask("?sort=-app_label").context_data["table"].data.data.query.order_by
    assert order == ("-app_label", "pk")
    assert ask().context_data["table"].data.data.query.order_by[-1] == "pk"


@pytest.mark.parametrize("query", ["?page=999", "?page=x", "?per_page=7", "?sort=nothing"])
def test_strange_parameters_show_a_page(query: str) -> None:
    context = ask(query).context_data
    assert len(context["page"].object_list) in (20, ROWS % 20)


def test_headings_sort_both_ways_and_keep_the_filter() -> None:
    table = ask("?app_label=shelf1&sort=app_label&page=2").context_data["table"]
    heading = {h.label: h for h in table.headings()}["App"]
    assert heading.sorted == "ascending"
    assert heading.url == "?app_label=shelf1&sort=-app_label"


def test_a_change_of_a_filter_keeps_the_order() -> None:
    part = ask("?sort=-app_label", htmx=True).render().content.decode()
    assert '<input type="hidden" name="sort" value="-app_label" form="list-filter">' in part
    bar = Template('{% include "components/filter_bar.html" %}')
    assert ' id="list-filter"' in bar.render(Context({"filter_bar": _bar("shelf0")}))


class ShelfFilter(django_filters.FilterSet):
    stands = True
    kind = RowChoiceFilter(
        label="Kind",
        queryset=lambda request: ContentType.objects.filter(app_label=request.user.shelf),
        label_field="model",
    )


def _bar(shelf: str, query: dict[str, Any] | None = None) -> FilterBar:
    request = RequestFactory().get("/kinds/")
    request.user = Reader()
    request.user.shelf = shelf
    return FilterBar(ShelfFilter(query, ContentType.objects.all(), request=request), request.path)


def test_a_standing_filter_bar_shows_each_reader_its_own_rows_as_they_are() -> None:
    block = Template(
        "{% load standing %}{% standing filter_bar %}"
        '{% include "components/filter_bar.html" %}{% endstanding %}'
    )

    def drawn(shelf: str) -> str:
        return block.render(Context({"filter_bar": _bar(shelf)}))

    assert "&lt;m&gt;00" in drawn("shelf0")
    assert "&lt;m&gt;00" not in drawn("shelf1")
    assert "&lt;m&gt;01" in drawn("shelf1")
    ContentType.objects.create(app_label="shelf1", model="new")
    assert "new</option>" in drawn("shelf1")
    assert "<m>" not in drawn("shelf1")


def test_a_filter_bar_with_a_choice_does_not_stand() -> None:
    chosen = ContentType.objects.filter(app_label="shelf0").first()
    assert _bar("shelf0").stands
    bar = _bar("shelf0", {"kind": str(chosen.pk)})
    assert not bar.stands
    assert f'<option value="{chosen.pk}" selected>' in str(bar.form["kind"])


def test_a_column_hidden_in_one_table_is_drawn_in_the_next() -> None:
    first = KindTable(ContentType.objects.all())
    first.show_columns(["model"])
    assert "app_label" not in [bound.name for bound in first.columns]
    second = KindTable(ContentType.objects.all())
    assert "app_label" in [bound.name for bound in second.columns]


def test_a_chip_takes_its_filter_away() -> None:
    (chip,) = ask("?app_label=shelf1&page=2").context_data["chips"]
    assert (chip.label, chip.value, chip.url) == ("App", "shelf1", "?")


def test_a_page_costs_the_total_the_keys_and_the_rows(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(3):
        response = ask(htmx=True)
        response.context_data["table"].body()


def test_a_stranger_is_refused() -> None:
    stranger = get_user_model()(username="stranger", name="S")
    stranger.save()
    with pytest.raises(PermissionDenied):
        ask(user=stranger)


def test_nobody_signed_in_is_not_a_reader() -> None:
    with pytest.raises((PermissionDenied, AttributeError)):
        ask(user=AnonymousUser())


def test_a_table_without_meta_is_drawn_the_same_way() -> None:
    class Plain(PortalTable):
        model = tables.Column()

    table = Plain(ContentType.objects.none())
    assert table.template_name == "components/table.html"
    assert table.attrs["class"] == "table is-cards"
    html = table.as_html(RequestFactory().get("/"))
    assert "p-empty" in html
