"""Fill a portal with a small district and one of everything, as its running role.

Run in the environment of a portal: python -m tests.operations.fill. The names, numbers and texts
planted here must turn up in no log.
"""

from __future__ import annotations

import os

import django

NAME = "欧阳樟楠"
OTHER_NAME = "司徒栎桐"
PHONE = "13987654321"
ID_NUMBER = "11010519491231002X"
PASSWORD = "Qingjiang#2026"
TEXT = "专题研究河道采砂问题"


def main() -> None:
    """Build it by the services of the portal."""
    django.setup()
    # Models load only now.
    from tests.operations import district  # noqa: PLC0415

    duty = district.build()
    print(f"duty {duty.pk} of {os.environ['PORTAL_ENV']}")


if __name__ == "__main__":
    main()
