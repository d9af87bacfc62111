"""Private PostgreSQL and Valkey servers, started from Python packages: no system package needed."""

from tools.services.broker import Broker
from tools.services.postgres import Postgres
from tools.services.processes import ServiceError

__all__ = ["Broker", "Postgres", "ServiceError"]
