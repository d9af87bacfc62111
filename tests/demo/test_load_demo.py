"""The demo as a newcomer gets it: loaded by the command, with the quoted figures in its rows.

It runs the real commands in processes of their own against a database of its own, because the
loader walks through a year on a moved clock and in parallel.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest

from supervision.project.demo import planted
from supervision.project.demo.cases_cast import SEEN_BY
from tests.own_database import copied
from tools.services.binaries import postgres_programs

FACTS = """
from accountability.selectors.duties import duties_visible_to
from accountability.selectors.overview import totals, unit_counts
from supervision.accounts.models import User
rows = unit_counts(User.objects.get(username="office"))
print(len(rows), {name for name, count in totals(rows).items() if count} >=
      {"red", "yellow", "neutral", "green", "paused"})
stranger = User.objects.create(username="stranger", name="局外人")
print(duties_visible_to(stranger).count(), len(unit_counts(stranger)))
"""


@pytest.fixture(scope="module")
def demo(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any
) -> Iterator[dict[str, str]]:
    """Load the demo into a database of its own and return the environment it lives in."""
    with django_db_blocker.unblock(), copied("demo") as name:
        environment = os.environ | {
            "DATABASE_URL": urlunsplit(
                urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}")
            ),
            "PORTAL_ENV": "demo",
            "MEDIA_ROOT": str(tmp_path_factory.mktemp("media")),
        }
        manage(environment, "load_demo")
        yield environment


def manage(environment: dict[str, str], *arguments: str) -> str:
    """Run a management command and return what it printed; a failure fails the test."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        env=environment,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_every_quoted_figure_is_computed_from_the_rows(demo: dict[str, str]) -> None:
    printed = manage(demo, "verify_figures")
    assert "1,323" in printed
    assert "MISMATCH" not in printed


def test_a_second_load_changes_nothing(demo: dict[str, str]) -> None:
    assert "there already" in manage(demo, "load_demo")


def test_duties_stand_at_every_light_and_a_stranger_sees_none(demo: dict[str, str]) -> None:
    printed = manage(demo, "shell", "--verbosity=0", "--command", FACTS).splitlines()
    assert printed == ["42 True", "0 0"]


def test_each_account_sees_what_it_should_of_clues_and_cases(demo: dict[str, str]) -> None:
    """The strangers are the townships concerned, another group, and who pried or pleaded."""
    words = "from tests.demo import cases_seen; cases_seen.say()"
    seen = json.loads(manage(demo, "shell", "--verbosity=0", "--command", words))
    repeats = seen["repeats"]
    assert len(repeats["waiting"]) == 3
    assert ["unit_violation"] in repeats["waiting"]
    assert any({"person", "unit_violation"} <= set(fields) for fields in repeats["waiting"])
    assert any("content" in fields for fields in repeats["waiting"])
    assert (repeats["answers"], repeats["repeats"], repeats["others"]) == ([False, True], 1, 0)
    assert seen["crossed"] == {
        **{"foreign": 2, "own": 0, "lent": 1, "panel": 3, "theirs": 0},
        **{"organisation": "organisation", "countersigned": 1, "to_countersign": 1},
    }
    # The other lights of the list depend on the day on which the demo is loaded.
    assert {"green", "red"} <= set(seen["rectified"].pop("lights"))
    assert seen["rectified"] == {"reports": 3, "of_others": 0, "opens": True, "verified": 1}
    assert seen["pleaded"] == {
        **{"read": 5, "notes": 2, "own": 1, "named": [0, 0]},
        "kinds": ["contact", "intervening", "pleading", "prying"],
    }


def test_the_printed_accounts_name_who_sees_what(demo: dict[str, str]) -> None:
    printed = manage(demo, "demo_accounts")
    for username, what in SEEN_BY:
        assert re.search(rf"{username} +{re.escape(what)}", printed), username


def test_a_further_district_is_added_on_request(demo: dict[str, str]) -> None:
    assert "district 2 added" in manage(demo, "load_demo", "--scale", "2")


#: A mobile number or an identity number of the demo's district, standing by itself.
PERSONAL = re.compile(
    rb"(?<![0-9A-Za-z_.:/+=-])(?:1[3-9][0-9]{9}|530197[0-9]{11}[0-9X])(?![0-9A-Za-z_.:/+=-])"
)


def test_a_dump_of_the_database_holds_no_secret(demo: dict[str, str]) -> None:
    """The stranger here is whoever carries the database away without the key ring."""
    program = postgres_programs() / "pg_dump"
    words = [str(program), "--no-owner", "--dbname", demo["DATABASE_URL"]]
    dump = subprocess.run(words, capture_output=True, check=True).stdout
    assert planted.PLANTED[0].name.encode() in dump, "the register is in the dump"
    found = [secret for secret in planted.secrets() if secret.encode() in dump]
    assert not found
    assert not PERSONAL.findall(dump)
    for secret in planted.secrets()[:2]:
        assert PERSONAL.findall(f"\t{secret}\t".encode()), "the pattern would have found it"
