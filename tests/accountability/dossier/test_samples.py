"""A sample is drawn once by a seed nobody chose, and anybody can draw it again (A31)."""

import datetime as dt
import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InternalError, transaction
from hypothesis import given
from hypothesis import strategies as st

from accountability.models import Finding, PatrolSample, SpotCheck, SpotResult
from accountability.sampling import Ballot, digest_of, draw, size_of
from accountability.selectors import spot_checks as selectors
from accountability.services import spot_checks
from supervision import clock
from supervision.attachments.services import store
from tools.layout import ROOT

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
    b"\x1f\x15\xc4\x89\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4\x00\x00"
    b"\x00\x00IEND\xaeB`\x82"
)


@pytest.fixture
def sample(patrol: Any, office: Any) -> PatrolSample:
    return spot_checks.draw_sample(
        actor=office, patrol=patrol, size=3, each_unit=True, check_by=dt.date(2026, 11, 30)
    )


populations = st.lists(
    st.tuples(st.integers(1, 10**9), st.sampled_from(["U1", "U2", "U3"])),
    min_size=1,
    max_size=60,
    unique_by=lambda row: row[0],
).map(lambda rows: [Ballot(*row) for row in rows])


@given(populations, st.integers(0, 2**256 - 1), st.booleans(), st.data())
def test_the_same_seed_draws_the_same_whatever_the_order(
    ballots: list[Ballot], number: int, each_unit: bool, data: Any
) -> None:
    units = {ballot.unit for ballot in ballots}
    size = data.draw(st.integers(len(units) if each_unit else 1, len(ballots)))
    seed = f"{number:064x}"
    first = draw(ballots, seed=seed, size=size, each_unit=each_unit)
    shuffled = random.Random(number).sample(ballots, len(ballots))
    assert draw(shuffled, seed=seed, size=size, each_unit=each_unit) == first
    assert digest_of(shuffled) == digest_of(ballots)
    assert len(set(first)) == size
    if each_unit:
        drawn = {ballot.unit for ballot in ballots if ballot.number in set(first)}
        assert drawn == units


def test_every_filing_is_as_likely_as_another() -> None:
    ballots = [Ballot(number, "U") for number in range(40)]
    draw_of = random.Random(7)
    hits = [0] * 40
    for _turn in range(2000):
        for number in draw(ballots, seed=draw_of.randbytes(32).hex(), size=4, each_unit=False):
            hits[number] += 1
    assert max(hits) < 260 and min(hits) > 140


def test_a_share_is_rounded_up() -> None:
    assert (size_of(77, 10), size_of(5, 10), size_of(100, 10)) == (8, 1, 10)


def test_the_page_proves_the_sample(
    sample: PatrolSample, as_user: Any, officer: Any, tmp_path: Path
) -> None:
    browser = as_user(officer)
    page = browser.get(f"/accountability/patrols/samples/{sample.pk}/?again=1")
    assert page.context["is_proved"] is True
    answer = browser.get(f"/accountability/patrols/samples/{sample.pk}/proof/")
    proof = json.loads(answer.content)
    path = tmp_path / "proof.json"
    for change, code in ((None, 0), ("seed", 1), ("population", 1), ("type", 2)):
        told = dict(proof)
        if change == "seed":
            told["seed"] = "0" * 64
        elif change == "population":
            told["population"] = proof["population"][1:]
        elif change == "type":
            told["type"] = "else"
        path.write_text(json.dumps(told), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-I", str(ROOT / "tools" / "redraw_sample.py"), str(path)],
            capture_output=True,
            check=False,
        )
        assert done.returncode == code, done.stdout


def test_nobody_draws_until_it_suits(sample: PatrolSample, patrol: Any, office: Any) -> None:
    day = dt.date(2026, 11, 30)
    with pytest.raises(ValidationError):
        spot_checks.draw_sample(actor=office, patrol=patrol, size=3, each_unit=True, check_by=day)
    further = spot_checks.draw_sample(
        actor=office, patrol=patrol, size=2, each_unit=True, check_by=day, reason="扩大抽查面。"
    )
    assert further.draw_number == 2 and further.seed != sample.seed
    assert patrol.samples.count() == 2
    assert selectors.is_proved(sample) and selectors.is_proved(further)
    for write in (
        lambda: PatrolSample.objects.filter(pk=sample.pk).update(seed="a" * 64),
        lambda: SpotCheck.objects.filter(sample=sample).delete(),
    ):
        with pytest.raises(InternalError), transaction.atomic():
            write()


@pytest.mark.parametrize(("size", "each_unit"), [(0, False), (6, False), (1, True)])
def test_a_size_that_cannot_be_drawn(size: int, each_unit: bool, patrol: Any, office: Any) -> None:
    with pytest.raises(ValidationError):
        spot_checks.draw_sample(
            actor=office,
            patrol=patrol,
            size=size,
            each_unit=each_unit,
            check_by=dt.date(2026, 11, 30),
        )


def enter(
    actor: Any, check: SpotCheck, outcome: str = "agrees", note: str = "", **more: Any
) -> Any:
    return spot_checks.enter_result(
        actor=actor,
        check=check,
        outcome=outcome,
        note=note,
        checked_on=more.pop("checked_on", clock.today()),
        **more,
    )


def test_a_result_with_its_photograph_stands_on_the_filing(
    sample: PatrolSample, officer: Any, clerk: Any, other_clerk: Any, as_user: Any
) -> None:
    check = sample.checks.filter(filing__unit__code="U01").first()
    assert check is not None
    photo = store(
        actor=officer,
        upload=SimpleUploadedFile("现场.png", PNG),
        draft=selectors.result_key(check),
    )
    # Until its result is in, the unit learns nothing of a check that comes unannounced.
    before = as_user(clerk).get(f"/accountability/filings/{check.filing_id}/").content.decode()
    assert sample.round.number not in before
    known = as_user(officer).get(f"/accountability/filings/{check.filing_id}/").content.decode()
    assert sample.round.number in known
    result = enter(officer, check, "differs", "原件日期为三日。", photos=[photo])
    page = as_user(clerk).get(f"/accountability/filings/{check.filing_id}/").content.decode()
    assert "原件日期为三日" in page and photo.url in page
    assert as_user(clerk).get(photo.url).status_code == 200
    assert as_user(other_clerk).get(photo.url).status_code == 404
    assert SpotResult.objects.get() == result


def test_a_result_is_corrected_with_a_reason(sample: PatrolSample, officer: Any) -> None:
    check = sample.checks.first()
    assert check is not None
    first = enter(officer, check)
    with pytest.raises(ValidationError):
        enter(officer, check)
    second = enter(officer, check, "missing", "复核时原件不在盒内。", raises_finding=True)
    assert second.corrects == first
    assert Finding.objects.get().source == "patrol"
    assert selectors.counts_of(sample)["missing"] == 1
    with pytest.raises(InternalError), transaction.atomic():
        SpotResult.objects.filter(pk=second.pk).update(note="")


def test_a_result_of_an_impossible_day(sample: PatrolSample, officer: Any) -> None:
    check = sample.checks.first()
    assert check is not None
    for day in (clock.today() + dt.timedelta(days=1), dt.date(2020, 1, 1)):
        with pytest.raises(ValidationError):
            enter(officer, check, checked_on=day)
    with pytest.raises(ValidationError):
        enter(officer, check, "differs", "")


@pytest.mark.parametrize("who", ["stranger", "clerk", "leader"])
def test_others_neither_draw_nor_enter(
    who: str, patrol: Any, sample: PatrolSample, request: Any, as_user: Any
) -> None:
    user = request.getfixturevalue(who)
    check = sample.checks.first()
    assert check is not None
    with pytest.raises(PermissionDenied):
        enter(user, check)
    page = as_user(user).post(f"/accountability/patrols/{patrol.pk}/draw/", {"amount": 1})
    assert page.status_code == 403


def test_the_sheet_and_the_form(sample: PatrolSample, as_user: Any, officer: Any) -> None:
    browser = as_user(officer)
    sheet = browser.get(f"/accountability/patrols/samples/{sample.pk}/sheet/").content.decode()
    for check in sample.checks.select_related("filing"):
        assert check.filing.receipt in sheet
    check = sample.checks.first()
    url = f"/accountability/patrols/checks/{check.pk}/"
    data = {"outcome": "differs", "checked_on": clock.today().isoformat(), "note": ""}
    assert browser.post(url, data).status_code == 422
    data["note"] = "签名与名册不一致。"
    done = browser.post(url, {**data, "files": SimpleUploadedFile("现场.png", PNG)})
    assert done.status_code == 302
    assert (
        len(selectors.photos_of([SpotResult.objects.get()])[str(SpotResult.objects.get().pk)]) == 1
    )
