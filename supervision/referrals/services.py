"""Hand a matter on, and write back how it ended: direct calls inside one transaction."""

import json
from dataclasses import asdict

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.audit.services import record, record_read
from supervision.referrals import receivers
from supervision.referrals.enums import ReferralStatus
from supervision.referrals.models import Referral
from supervision.referrals.receivers import Matter
from supervision.referrals.verbs import CONCLUDED, OPENED, RAISED

# One statement: the row's lock makes a second taker wait until the first has committed.
_TAKE = """
INSERT INTO referrals_referralseries AS series (year, last) VALUES (%s, 1)
ON CONFLICT (year) DO UPDATE SET last = series.last + 1
RETURNING last
"""


@transaction.atomic
def raise_referral(
    *,
    actor: User,
    permission: str,
    source: Model,
    label: str,
    receiver: str,
    matter: Matter,
    public_code: str = "",
) -> Referral:
    """Hand the matter to the receiver, which makes its own record of it before this returns.

    `permission` is the sender's own; `label` names the source without its content. The audit
    record hangs on the referral, never on the source, whose history others read. Raises
    PermissionDenied without the permission in the unit, LookupError for an unknown receiver,
    ValidationError for a source that was handed on already and for what the receiver refuses.
    """
    require(actor, permission, matter.unit)
    taker = receivers.get(receiver)
    source_type, source_id = source._meta.label_lower, str(source.pk)
    number = _number()
    # After the number: of two clicks at once the second waits there and finds the first.
    same = Referral.objects.filter(source_type=source_type, source_id=source_id, receiver=receiver)
    if same.exists():
        raise ValidationError(_("This was handed on already."))
    received = taker.take(actor, matter, number)
    referral = Referral.objects.create(
        number=number,
        receiver=receiver,
        source_type=source_type,
        source_id=source_id,
        source_label=label[:60],
        title=matter.title,
        what=matter.what,
        people=json.dumps([asdict(one) for one in matter.people], ensure_ascii=False),
        unit=matter.unit,
        sent_by=actor,
        sent_at=clock.now(),
        sender_unit=actor.home_unit,
        received_type=received._meta.label_lower,
        received_id=str(received.pk),
        received_label=str(received)[:40],
        public_code=public_code,
    )
    details = {"source": label[:60], "receiver": receiver}
    record(verb=RAISED, actor=actor, target=referral, unit=actor.home_unit, details=details)
    return referral


def open_referral(*, actor: User, referral: Referral) -> None:
    """Record that the account read what was handed on."""
    record_read(verb=OPENED, actor=actor, target=referral, unit=referral.sender_unit)


def _number() -> str:
    year = clock.today().year
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [year])
        return f"YS-{year}-{cursor.fetchone()[0]:04}"


@transaction.atomic
def write_back(*, actor: User, received: Model, publishable: str = "") -> Referral | None:
    """Tell the sender that the record made of its matter is concluded; None where nobody sent it.

    `publishable` is the permitted result and is kept only where somebody holds a query code. The
    receiver has asked its own permission. A second call changes nothing.
    """
    rows = Referral.objects.select_for_update().filter(
        received_type=received._meta.label_lower, received_id=str(received.pk)
    )
    referral = rows.first()
    if referral is None or referral.status == ReferralStatus.CONCLUDED:
        return referral
    referral.status = ReferralStatus.CONCLUDED
    referral.concluded_at = clock.now()
    referral.publishable = publishable.strip()[:300] if referral.public_code else ""
    referral.save(update_fields=["status", "concluded_at", "publishable"])
    record(verb=CONCLUDED, actor=actor, target=referral, unit=referral.sender_unit)
    return referral
