"""Tell people, take their acknowledgement, send text messages, and warn of deadlines."""

from supervision.notifications.services.acknowledging import (
    acknowledge,
    acknowledge_digest,
    mark_read,
)
from supervision.notifications.services.notices import notify, withdraw
from supervision.notifications.services.outbox import enqueue_after_commit, pick_up_outbox
from supervision.notifications.services.sms import deliver_sms
from supervision.notifications.services.sweep import SweepResult, sweep

__all__ = [
    "SweepResult",
    "acknowledge",
    "acknowledge_digest",
    "deliver_sms",
    "enqueue_after_commit",
    "mark_read",
    "notify",
    "pick_up_outbox",
    "sweep",
    "withdraw",
]
