"""Appoint the three administrators where they are missing: once, right after the installation."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from supervision.accounts.enums import RoleCode
from supervision.accounts.services import appointing
from supervision.organizations.enums import UnitKind
from supervision.organizations.models import Unit
from supervision.organizations.services import save_unit

_OPTIONS = {
    "system": RoleCode.SYSTEM_ADMIN,
    "security": RoleCode.SECURITY_ADMIN,
    "auditor": RoleCode.AUDITOR,
}


class Command(BaseCommand):
    """One system administrator, two security administrators, one auditor; four persons."""

    help = (
        "Open the missing administrators' accounts, for example: --unit JW --unit-name 区纪委监委 "
        "--system zhangsan:张三 --security lisi:李四 --security wangwu:王五 --auditor zhaoliu:赵六"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the unit and the persons."""
        parser.add_argument("--unit", required=True, help="code of the unit they belong to")
        parser.add_argument("--unit-name", default="", help="its name, where it does not exist yet")
        for option in _OPTIONS:
            parser.add_argument(f"--{option}", action="append", default=[], metavar="ACCOUNT:NAME")

    def handle(self, *args: Any, **options: Any) -> None:
        """Appoint, and print each first password once."""
        persons = {
            role.value: [self._person(text) for text in options[option]]
            for option, role in _OPTIONS.items()
        }
        try:
            unit = self._unit(options["unit"], options["unit_name"])
            made = appointing.appoint(unit=unit, persons=persons)
        except ValidationError as refused:
            raise CommandError("; ".join(refused.messages)) from refused
        for each in made:
            self.stdout.write(f"{each.role:15} {each.username:20} {each.name}  {each.password}")
        for role, number in appointing.missing().items():
            self.stdout.write(self.style.WARNING(f"still missing: {number} × {role}"))

    def _person(self, text: str) -> tuple[str, str]:
        username, _colon, name = text.partition(":")
        if not username or not name:
            raise CommandError(f"{text!r} is not ACCOUNT:NAME")
        return username, name

    def _unit(self, code: str, name: str) -> Unit:
        if name and not Unit.objects.filter(code=code).exists():
            save_unit(
                actor=None, code=code, name=name, short_name=name[:20], kind=UnitKind.COMMISSION
            )
        unit = Unit.objects.filter(code=code).first()
        if unit is None:
            raise CommandError(f"there is no unit {code!r}; give --unit-name to make it")
        return unit
