"""Begin and end the posts of a person."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from supervision.audit.services import record
from supervision.people import permissions
from supervision.people.models import Person, PersonPost
from supervision.people.selectors.people import people_units, people_visible_to
from supervision.people.values import PostData
from supervision.people.verbs import POST_ENDED, POST_STARTED
from supervision.web import formats


@transaction.atomic
def start_post(*, actor: Any, person: Person, data: PostData) -> PersonPost:
    """Enter a post the person holds or has held.

    Raises ValidationError where the same post is held in those days already, where its end lies
    before its start, or where it is neither in a unit nor in an organisation.
    """
    permissions.require(actor, permissions.MANAGE)
    person = people_visible_to(actor).get(pk=person.pk)
    # Two entries at once wait for one another here; the constraint stands behind.
    Person.objects.select_for_update().get(pk=person.pk)
    _check(actor, person, data)
    post = PersonPost.objects.create(
        person=person,
        unit=data.unit,
        organisation=data.organisation,
        title=data.title,
        rank=data.rank,
        is_leading=data.is_leading,
        started_on=data.started_on,
        ended_on=data.ended_on,
    )
    details = {"post": post.pk, "note": f"{post} {_days(post)}"}
    record(verb=POST_STARTED, actor=actor, target=person, unit=person.unit, details=details)
    return post


@transaction.atomic
def end_post(*, actor: Any, post: PersonPost, ended_on: dt.date) -> PersonPost:
    """Say on which day the post was held last.

    Raises ValidationError where it has ended already or had not begun by then.
    """
    permissions.require(actor, permissions.MANAGE)
    person = people_visible_to(actor).get(pk=post.person_id)
    post = person.posts.select_for_update(of=("self",)).select_related("unit").get(pk=post.pk)
    if post.ended_on is not None:
        raise ValidationError({"ended_on": _("This post has ended already.")})
    if ended_on < post.started_on:
        raise ValidationError({"ended_on": _("A post does not end before it begins.")})
    post.ended_on = ended_on
    post.save(update_fields=["ended_on"])
    details = {"post": post.pk, "note": f"{post} {_days(post)}"}
    record(verb=POST_ENDED, actor=actor, target=person, unit=person.unit, details=details)
    return post


def _check(actor: Any, person: Person, data: PostData) -> None:
    if (data.unit is None) == (not data.organisation):
        raise ValidationError(
            {"unit": _("Choose a unit, or write an organisation outside of the district.")}
        )
    if data.unit is not None and not people_units(actor).filter(pk=data.unit.pk).exists():
        raise ValidationError({"unit": _("This unit lies outside of what your post reaches.")})
    if data.ended_on is not None and data.ended_on < data.started_on:
        raise ValidationError({"ended_on": _("A post does not end before it begins.")})
    same = person.posts.filter(
        unit=data.unit,
        organisation=data.organisation,
        title=data.title,
        started_on__lte=data.ended_on or dt.date.max,
    ).exclude(ended_on__lt=data.started_on)
    if same.exists():
        raise ValidationError({"title": _("The same post is held in these days already.")})


def _days(post: PersonPost) -> str:
    last = formats.full_date(post.ended_on) if post.ended_on else ""
    return f"{formats.full_date(post.started_on)} – {last}"
