"""Files of tests go to a directory of their own; the administrator imports units."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from celery import current_app
from django.test import Client

from supervision.accounts.enums import RoleCode
from supervision.accounts.models import User
from supervision.exchange import importers, services
from supervision.exchange.models import ImportJob
from supervision.notifications.models import OutboxTask
from tests.cast import Units, enter
from tests.exchange.books import upload


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    """Keep what is uploaded in the test's own directory."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def admin(units: Units, make_user: Callable[..., User]) -> User:
    """Return the system administrator."""
    return make_user("exchange-admin", RoleCode.SYSTEM_ADMIN, units.district, name="王系统")


@pytest.fixture
def stranger(units: Units, make_user: Callable[..., User]) -> User:
    """Return an account without any post."""
    return make_user("exchange-stranger")


@pytest.fixture
def check(admin: User) -> Callable[..., ImportJob]:
    """Return a function that uploads a workbook of units as the administrator."""

    def run(content: bytes, name: str = "单位.xlsx") -> ImportJob:
        importer = importers.get("units")
        return services.check_upload(actor=admin, importer=importer, upload=upload(content, name))

    return run


@pytest.fixture
def work() -> Callable[[], int]:
    """Return a function that does what workers would: runs the queued tasks one after another."""

    current_app.loader.import_default_modules()

    def run() -> int:
        count = 0
        while row := OutboxTask.objects.order_by("created_at").first():
            row.delete()
            current_app.tasks[row.task].apply(args=row.args, throw=True)
            count += 1
        return count

    return run


@pytest.fixture
def browser(admin: User) -> Client:
    """Return the administrator's browser, just confirmed."""
    return enter(Client(), admin)
