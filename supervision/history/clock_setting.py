"""Tell the database which instant it is by the portal's clock.

Versions bear the portal's time, which the demo moves through a year in a minute. The triggers add
the shift they find in the setting `portal.clock_shift`; it goes with each write in the same round
trip and holds for the transaction, so that neither a rollback nor another thread leaves an old
shift behind. A write from outside the portal finds no setting and takes the stored shift.
"""

import re
from collections.abc import Callable
from typing import Any

from supervision import clock

_WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|WITH|MERGE|TRUNCATE)\b", re.IGNORECASE)
_SET = "SELECT set_config('portal.clock_shift', '{seconds}', true); "


def follow_clock(sender: Any, connection: Any, **kwargs: Any) -> None:
    """Wrap the statements of a new connection, once."""
    if with_shift not in connection.execute_wrappers:
        connection.execute_wrappers.append(with_shift)


def with_shift(
    execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """Send a write with the shift of the clock; where the clock is not moved, as it is."""
    moved = clock.shift()
    if not moved or not isinstance(sql, str) or not _WRITES.match(sql):
        return execute(sql, params, many, context)
    prefix = _SET.format(seconds=moved.total_seconds())
    if many:
        context["cursor"].cursor.execute(prefix)
        return execute(sql, params, many, context)
    return execute(prefix + sql, params, many, context)
