"""What the search box finds in the kernel's own records: places, the tree, accounts, notices."""

from typing import Any

from django.urls import reverse

from supervision.accounts import selectors as accounts
from supervision.dashboards.search import Hit, SearchResult, best, holding
from supervision.dashboards.sounding import is_spelling, sounding, sounds_like
from supervision.notifications import selectors as notices
from supervision.organizations import selectors as organizations
from supervision.organizations.enums import RESPONSIBLE_KINDS
from supervision.people.selectors import files
from supervision.people.selectors import people as register
from supervision.web import formats, navigation


def places(user: Any, text: str, limit: int) -> SearchResult:
    """Find places of the navigation that the account may open."""
    found = [
        Hit(str(item.label), str(navigation.GROUPS[item.group]), reverse(item.url_name))
        for item in navigation.open_to(user)
        if _is_meant(str(item.label), text)
    ]
    return SearchResult(found[:limit], len(found))


def _is_meant(label: str, text: str) -> bool:
    if text.lower() in label.lower():
        return True
    return is_spelling(text) and sounds_like(label, text)


def units(user: Any, text: str, limit: int) -> SearchResult:
    """Find units of the tree by name, code, pinyin or first letters.

    Units with pages of their own are left to the apps that have them, except for administrators,
    who open no other page.
    """
    rows = organizations.tree()
    if not (user.can("accounts.manage") or user.can("accounts.grant_posts")):
        rows = rows.exclude(kind__in=RESPONSIBLE_KINDS)
    condition = holding(text, "name", "short_name", "code") | sounding(rows, text, "short_name")
    found, total = best(rows.filter(condition), limit, "path")
    tree = reverse("organizations:tree")
    hits = [
        Hit(unit.name, f"{unit.get_kind_display()} · {unit.code}", f"{tree}#unit-{unit.pk}")
        for unit in found
    ]
    return SearchResult(hits, total)


def permanent_accounts(user: Any, text: str, limit: int) -> SearchResult:
    """Find permanent accounts by name, login name, pinyin or first letters."""
    rows = accounts.accounts()
    condition = holding(text, "name", "username") | sounding(rows, text, "name")
    found, total = best(rows.filter(condition), limit, "id")
    hits = [
        Hit(
            account.name,
            " · ".join(part for part in (account.username, account.role_label) if part),
            reverse("accounts:detail", args=[account.pk]),
            unit=account.home_unit.short_name if account.home_unit else None,
        )
        for account in found
    ]
    return SearchResult(hits, total)


def people(user: Any, text: str, limit: int) -> SearchResult:
    """Find persons by name, pinyin, initials, ID number, masked ID number or phone."""
    rows = register.search_people(user, text)
    total: int = rows.order_by().count()
    hits = [
        Hit(
            files.shown_name(person, user),
            " · ".join(part for part in (_post_of(person), person.masked_id_number) if part),
            reverse("people:person", args=[person.pk]),
            unit=person.unit.short_name,
        )
        for person in register.with_posts(rows)[:limit]
    ]
    return SearchResult(hits, total)


def _post_of(person: Any) -> str:
    return str(person.held[0].title) if person.held else ""


def own_notices(user: Any, text: str, limit: int) -> SearchResult:
    """Find notices in the account's own inbox."""
    rows = notices.inbox(user).filter(holding(text, "title", "body"))
    found, total = best(rows, limit, "-id")
    hits = [
        Hit(
            notice.title,
            f"{notice.kind_label} · {formats.relative(notice.created_at)}",
            reverse("notifications:open", args=[notice.pk]),
            light=notice.shown_light,
            unit=notice.unit.short_name if notice.unit else None,
        )
        for notice in found
    ]
    return SearchResult(hits, total)
