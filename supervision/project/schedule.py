"""What beat starts, and when."""

from typing import Any

from celery.schedules import crontab

#: Nightly tasks have their hour, in China; a night without beat is made up for at its next start.
BEAT: dict[str, dict[str, Any]] = {
    "seal-audit": {"task": "audit.seal", "schedule": 10.0},
    "seal-all-audit": {"task": "audit.seal_everything", "schedule": crontab(hour=2, minute=10)},
    "sweep-deadlines": {"task": "notifications.sweep_deadlines", "schedule": 60.0},
    "deliver-sms": {"task": "notifications.deliver_sms", "schedule": 60.0},
    "pick-up-outbox": {"task": "notifications.pick_up_outbox", "schedule": 30.0},
    "expire-files": {"task": "exchange.expire_files", "schedule": 600.0},
    "tend-jobs": {"task": "exchange.tend_jobs", "schedule": 60.0},
    "close-unused-accounts": {
        "task": "accounts.close_unused",
        "schedule": crontab(hour=2, minute=20),
    },
    "forget-old-sessions": {
        "task": "accounts.forget_sessions",
        "schedule": crontab(hour=2, minute=30),
    },
    "examine-files": {"task": "attachments.examine_files", "schedule": 120.0},
    "look-for-doubts": {"task": "accountability.look_for_doubts", "schedule": 180.0},
    "catch-up-doubts": {
        "task": "accountability.catch_up_doubts",
        "schedule": crontab(hour=3, minute=10),
    },
    "open-quarters": {"task": "cases.open_quarters", "schedule": 600.0},
    "read-files": {"task": "attachments.read_files", "schedule": 60.0},
    "clean-staged-files": {
        "task": "attachments.clean_staged_files",
        "schedule": crontab(hour=2, minute=40),
    },
}
