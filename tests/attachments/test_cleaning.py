"""Left-over uploads go after a week; what belongs to a record stays."""

import datetime as dt
import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from supervision import clock
from supervision.attachments import selectors, storage, tasks
from supervision.attachments.models import Attachment
from supervision.attachments.services import store
from supervision.audit.models import AuditEvent
from tests.attachments.scene import PDF, Cast, upload

WEEK = dt.timedelta(days=7)


def clean(older_than: str = "7d") -> str:
    """Run the command and return what it printed."""
    out = StringIO()
    call_command("clean_staged_files", "--older-than", older_than, stdout=out)
    return out.getvalue().strip()


def test_old_uploads_go_and_attached_files_stay(cast: Cast, media: Path) -> None:
    store(actor=cast.clerk, upload=upload(), draft="organizations.unit:1")
    bound = store(actor=cast.clerk, upload=upload(), owner=cast.unit)
    assert clean() == "uploads removed: 0, orphans: 0"
    clock.set_shift(WEEK + dt.timedelta(seconds=5))
    young = store(actor=cast.clerk, upload=upload(), draft="organizations.unit:1")
    assert clean() == "uploads removed: 1, orphans: 0"
    assert set(Attachment.objects.all()) == {bound, young}
    assert {name for name, _t in storage.everything()} == {bound.storage_name, young.storage_name}
    assert AuditEvent.objects.filter(verb="attachments.cleaned").count() == 1


def test_files_without_a_row_go_once_they_are_old(cast: Cast, media: Path) -> None:
    bound = store(actor=cast.clerk, upload=upload(), owner=cast.unit)
    old, young = storage.write([PDF], limit=999), storage.write([PDF], limit=999)
    long_ago = clock.real_now().timestamp() - 8 * 24 * 3600
    for name in (bound.storage_name, old.storage_name):
        os.utime(storage.path_of(name), (long_ago, long_ago))
    assert clean() == "uploads removed: 0, orphans: 1"
    assert {name for name, _t in storage.everything()} == {bound.storage_name, young.storage_name}


def test_a_second_run_removes_nothing(cast: Cast, media: Path) -> None:
    store(actor=cast.clerk, upload=upload(), draft="organizations.unit:1")
    clock.set_shift(2 * WEEK)
    tasks.clean_staged_files.apply(throw=True)
    tasks.clean_staged_files.apply(throw=True)
    assert AuditEvent.objects.filter(verb="attachments.cleaned").count() == 1


@pytest.mark.parametrize("age", ["soon", "7", "-1d", "7w"])
def test_an_unreadable_age_is_refused(db: None, age: str) -> None:
    with pytest.raises(CommandError):
        clean(age)


def test_a_stranger_sees_no_left_over_file(cast: Cast, media: Path) -> None:
    store(actor=cast.clerk, upload=upload(), draft="organizations.unit:1")
    assert not selectors.staged(cast.stranger, "organizations.unit:1").exists()
