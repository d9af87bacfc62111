"""Keep views of lists for oneself. Every act is on the actor's own rows and on no others.

The audit record names the list alone: what a view is called and what it looks for stays private.
"""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from supervision.accounts.models import User
from supervision.audit.services import record
from supervision.audit.verbs import Verb
from supervision.dashboards.models import SavedView
from supervision.dashboards.selectors import own_view, own_views
from supervision.dashboards.verbs import VIEW_CHANGED, VIEW_DELETED, VIEW_SAVED

#: Views a person can keep of one list.
VIEWS_PER_LIST = 20
_COLUMNS = 60
_NAME_LENGTH = 40
_QUERY_LENGTH = 2000


@transaction.atomic
def save_view(
    *,
    actor: Any,
    list_key: str,
    name: str,
    query: str = "",
    columns: Sequence[str] = (),
    is_default: bool = False,
) -> SavedView:
    """Keep the list as it stands under a name; raises ValidationError for a bad or taken name."""
    name = _checked_name(actor, list_key, name)
    if own_views(actor).filter(list_key=list_key).count() >= VIEWS_PER_LIST:
        raise ValidationError(
            _("You keep %(n)d views of this list already; delete one first.")
            % {"n": VIEWS_PER_LIST}
        )
    view = SavedView.objects.create(
        user_id=actor.pk,
        list_key=list_key,
        name=name,
        query=_checked_query(query),
        columns=list(columns)[:_COLUMNS],
    )
    if is_default:
        _make_default(view)
    _note(VIEW_SAVED, actor, view)
    return view


@transaction.atomic
def rename_view(*, actor: Any, pk: int, name: str) -> SavedView:
    """Give one's own view another name; raises Http404 for anybody else's."""
    view = own_view(actor, pk)
    view.name = _checked_name(actor, view.list_key, name, but=view.pk)
    view.save(update_fields=["name"])
    _note(VIEW_CHANGED, actor, view)
    return view


@transaction.atomic
def update_view(*, actor: Any, pk: int, query: str, columns: Sequence[str]) -> SavedView:
    """Let one's own view stand for the list as it is now."""
    view = own_view(actor, pk)
    view.query = _checked_query(query)
    view.columns = list(columns)[:_COLUMNS]
    view.save(update_fields=["query", "columns"])
    _note(VIEW_CHANGED, actor, view)
    return view


@transaction.atomic
def set_default(*, actor: Any, pk: int, is_default: bool) -> SavedView:
    """Let the list open with one's own view, or no longer."""
    view = own_view(actor, pk)
    _wait_turn(actor)
    if is_default:
        _make_default(view)
    else:
        SavedView.objects.filter(pk=view.pk).update(is_default=False)
    _note(VIEW_CHANGED, actor, view)
    return view


@transaction.atomic
def delete_view(*, actor: Any, pk: int) -> str:
    """Delete one's own view; return the list it was of."""
    view = own_view(actor, pk)
    _note(VIEW_DELETED, actor, view)
    view.delete()
    return view.list_key


@transaction.atomic
def choose_columns(
    *, actor: Any, list_key: str, columns: Sequence[str], page_size: int = 0, view: int = 0
) -> None:
    """Keep the columns of a list, those of a view when one is open, and the rows on a page.

    Not in the audit record: how wide a person's own table is changes nothing for anybody else.
    """
    chosen = list(columns)[:_COLUMNS]
    bare: dict[str, Any] = {"page_size": page_size}
    if view:
        SavedView.objects.filter(pk=own_view(actor, view).pk).update(columns=chosen)
    else:
        bare["columns"] = chosen
    _wait_turn(actor)
    SavedView.objects.update_or_create(user_id=actor.pk, list_key=list_key, name="", defaults=bare)


def _wait_turn(actor: Any) -> None:
    """Let one act of a person on their views follow the other."""
    User.objects.select_for_update(no_key=True).get(pk=actor.pk)


def _checked_name(actor: Any, list_key: str, name: str, but: int = 0) -> str:
    _wait_turn(actor)
    name = " ".join(name.split())
    if not name:
        raise ValidationError(_("Give the view a name."))
    if len(name) > _NAME_LENGTH:
        raise ValidationError(_("The name is too long; 40 characters at most."))
    if own_views(actor).filter(list_key=list_key, name=name).exclude(pk=but).exists():
        raise ValidationError(_("You already keep a view of this list with that name."))
    return name


def _checked_query(query: str) -> str:
    if len(query) > _QUERY_LENGTH:
        raise ValidationError(_("These are too many conditions to keep."))
    return query


def _make_default(view: SavedView) -> None:
    others = SavedView.objects.filter(user_id=view.user_id, list_key=view.list_key)
    others.filter(is_default=True).update(is_default=False)
    SavedView.objects.filter(pk=view.pk).update(is_default=True)
    view.is_default = True


def _note(verb: Verb, actor: Any, view: SavedView) -> None:
    record(verb=verb, actor=actor, details={"list": view.list_key})
