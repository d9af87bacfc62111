"""Print the demo accounts and their shared password."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from supervision.accounts.enums import RoleCode
from supervision.project.demo.accounts import FIXED, named_accounts
from supervision.project.demo.cases_cast import CASES, SEEN_BY


class Command(BaseCommand):
    """Show who can sign in to the demo."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a table."""
        if not settings.DEMO_MODE:
            raise CommandError("There are demo accounts in demo mode only.")
        for row in FIXED:
            self.stdout.write(f"  {row.username:<20} {row.name}　{row.title}")
        self.stdout.write("  办案账号：")
        for row in CASES:
            self.stdout.write(f"  {row.username:<20} {row.name}　{row.title}")
        self.stdout.write("  看点：")
        for username, what in SEEN_BY:
            self.stdout.write(f"  {username:<20} {what}")
        accounts = named_accounts()
        count = sum(row.username.startswith("clerk") for row in accounts)
        first = {row.username: row for row in accounts}
        clerk, head = first["clerk07"], first["head07"]
        self.stdout.write(f"  clerk01 … clerk{count:02}    各单位填报员(clerk07 {clerk.name})")
        self.stdout.write(f"  head01 … head{count:02}      各单位主要负责人(head07 {head.name})")
        secretaries = [row for row in accounts if row.role == RoleCode.TOWNSHIP_LEADER]
        for row in secretaries[:1]:
            place = f"{row.username} … {secretaries[-1].username}"
            self.stdout.write(f"  {place}  各镇街纪(工)委书记({row.username} {row.name})")
        self.stdout.write(f"  密码 password: {settings.DEMO_PASSWORD}")
