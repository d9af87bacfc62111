"""The outbox of text messages: queued with the notice, sent later, tried again when it fails."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import translation
from django.utils.translation import ngettext

from supervision import clock
from supervision.audit.services import record
from supervision.notifications import gateways, kinds, verbs
from supervision.notifications.enums import SmsState
from supervision.notifications.models import SmsMessage

MAX_ATTEMPTS = 8
#: After so many failures in a row the gateway is down; the rest waits for the next run.
_GIVE_UP_AFTER = 3
_OPEN = (SmsState.QUEUED, SmsState.FAILED)


@dataclass
class Delivery:
    """What one run did."""

    sent: int = 0
    failed: int = 0
    dead: int = 0


def queue_sms(notices: Iterable[tuple[int, int, str]], *, now: dt.datetime) -> int:
    """Queue one message for each person and kind; people without a phone get none.

    The text names the kind and the count. Titles stay inside the portal: a text message passes
    through other hands.
    """
    groups: dict[tuple[int, str], list[int]] = defaultdict(list)
    for pk, recipient, code in notices:
        groups[recipient, code].append(pk)
    if not groups:
        return 0
    people = (
        get_user_model()
        .objects.filter(is_active=True)
        .exclude(phone="")
        .in_bulk(list({recipient for recipient, _code in groups}))
    )
    messages = [
        SmsMessage(
            recipient_id=recipient,
            phone=people[recipient].phone,
            text=_text(people[recipient], code, len(pks)),
            next_attempt_at=now,
            created_at=now,
            dedupe_key=f"{code}:{recipient}:{min(pks)}",
        )
        for (recipient, code), pks in groups.items()
        if recipient in people
    ]
    SmsMessage.objects.bulk_create(messages, ignore_conflicts=True, batch_size=1000)
    return len(messages)


def _text(person: Any, code: str, count: int) -> str:
    with translation.override(person.language or settings.LANGUAGE_CODE):
        return ngettext(
            "[%(portal)s] %(kind)s: %(count)d item. Sign in to read it.",
            "[%(portal)s] %(kind)s: %(count)d items. Sign in to read them.",
            count,
        ) % {"portal": settings.PORTAL_NAME, "kind": kinds.get(code).label, "count": count}


def deliver_sms(*, limit: int = 200) -> Delivery:
    """Send what is due; safe to run twice at once, since each message is claimed first."""
    gateway = gateways.chosen()
    delivery, failures = Delivery(), 0
    for _n in range(limit):
        message = _claim()
        if message is None:
            break
        try:
            ref = gateway.send(key=str(message.pk), phone=message.phone, text=message.text)
        except gateways.GatewayError as error:
            failures += 1
            _settle_failure(message, str(error), delivery)
            if failures >= _GIVE_UP_AFTER:
                break
        else:
            failures = 0
            delivery.sent += _settle(
                message, state=SmsState.SENT, sent_at=clock.now(), gateway_ref=ref, last_error=""
            )
    if delivery.sent or delivery.dead:
        record(verb=verbs.TEXTED, actor=None, details=vars(delivery))
    return delivery


@transaction.atomic
def _claim() -> SmsMessage | None:
    """Take the next message and set its next attempt, so that a crash costs a delay, not a loss."""
    now = clock.now()
    message = (
        SmsMessage.objects.select_for_update(skip_locked=True)
        .filter(state__in=_OPEN, next_attempt_at__lte=now)
        .order_by("next_attempt_at", "id")
        .first()
    )
    if message is not None:
        message.attempts += 1
        message.next_attempt_at = now + dt.timedelta(minutes=2**message.attempts)
        message.save(update_fields=["attempts", "next_attempt_at"])
    return message


def _settle(message: SmsMessage, **changes: Any) -> int:
    """Compare and set: only the run that claimed this attempt may write its outcome."""
    return SmsMessage.objects.filter(
        pk=message.pk, attempts=message.attempts, state__in=_OPEN
    ).update(**changes)


def _settle_failure(message: SmsMessage, error: str, delivery: Delivery) -> None:
    is_dead = message.attempts >= MAX_ATTEMPTS
    state = SmsState.DEAD if is_dead else SmsState.FAILED
    changed = _settle(message, state=state, last_error=error[:200])
    if is_dead:
        delivery.dead += changed
    else:
        delivery.failed += changed
