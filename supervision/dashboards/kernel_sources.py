"""What the search box finds in the kernel's own records: places, the tree, accounts, notices."""

from typing import Any

from django.urls import reverse

from supervision.accounts import selectors as accounts
from supervision.attachments import gates
from supervision.attachments import selectors as attachments
from supervision.attachments.models import Attachment
from supervision.dashboards.search import Hit, SearchResult, best, holding, words
from supervision.dashboards.sounding import is_spelling, sounding, sounds_like
from supervision.documents.selectors import deliveries, papers
from supervision.notifications import selectors as notices
from supervision.organizations import selectors as organizations
from supervision.organizations.enums import RESPONSIBLE_KINDS
from supervision.people.selectors import files
from supervision.people.selectors import people as register
from supervision.web import formats, navigation
from supervision.web.searching import holding as standing


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


def issued_papers(user: Any, text: str, limit: int) -> SearchResult:
    """Find papers of the office's register by number or title."""
    rows = papers.papers_to_read(user).filter(holding(text, "number", "title"))
    found, total = best(rows, limit, "-pk")
    hits = [
        Hit(
            paper.title,
            " · ".join(part for part in (paper.number, paper.get_status_display()) if part),
            paper.get_absolute_url(),
            unit=paper.subject_unit.short_name if paper.subject_unit else None,
        )
        for paper in found
    ]
    return SearchResult(hits, total)


def received_papers(user: Any, text: str, limit: int) -> SearchResult:
    """Find papers that came to the account's units by number or title."""
    rows = deliveries.with_light(deliveries.received_by_units(user))
    rows = rows.filter(holding(text, "document__number", "document__title"))
    found, total = best(rows, limit, "-pk")
    hits = [
        Hit(
            row.document.title,
            f"{row.document.number} · {row.get_status_display()}",
            row.get_absolute_url(),
            light=row.light,
            unit=row.unit.short_name,
        )
        for row in found
    ]
    return SearchResult(hits, total)


def file_texts(user: Any, text: str, limit: int) -> SearchResult:
    """Find words in the text of files whose records the account may read."""
    rows = attachments.texts_readable_to(user)
    for word in words(text):
        rows = rows.filter(standing(word, "text"))
    found, total = best(rows, limit, "-attachment__uploaded_at", "-pk")
    hits = [
        Hit(
            row.attachment.name,
            attachments.snippet(row.text, words(text)),
            _page_of(row.attachment),
        )
        for row in found
    ]
    return SearchResult(hits, total)


def _page_of(file: Attachment) -> str:
    """Return the page of the record that holds the file, else where the file is downloaded."""
    url_of = gates.get(file.owner_type).url_of
    return url_of(file.owner_id) if url_of else file.url
