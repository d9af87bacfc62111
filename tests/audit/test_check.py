"""The stand-alone script finds every kind of tampering in any log, and says where."""

import copy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervision.audit import rules
from tests.audit.logs import batches_of, chain, closed, event, printed
from tools import verify_audit
from tools.layout import ROOT
from tools.verify_audit import Checker, Result, parse_printed

#: A loaded machine is no fault of the script.
CALM = settings(deadline=None, max_examples=150)
TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=12)
DETAILS = st.dictionaries(
    TEXT, st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT, max_size=3
)


@st.composite
def logs(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw the lines of a log of a few batches."""
    count = draw(st.integers(2, 14))
    events = [
        event(number, object_label=draw(TEXT), details=draw(DETAILS))
        for number in range(1, count + 1)
    ]
    return chain(batches_of(events, draw(st.integers(1, 6))))


def check(lines: list[bytes], *prints: str) -> Result:
    """Run the checker."""
    return Checker([parse_printed(one) for one in prints]).check(lines)


def of_kind(lines: list[dict[str, Any]], kind: str) -> list[int]:
    """Return the places of the lines of a kind."""
    return [place for place, line in enumerate(lines) if line["type"] == kind]


def batch_at(lines: list[dict[str, Any]], place: int) -> int:
    """Return the batch to which the line at a place belongs."""
    return [line["number"] for line in lines[: place + 1] if line["type"] == "seal"][-1]


def named(result: Result) -> set[tuple[int | None, int | None]]:
    """Return the batches and events that the findings name."""
    return {(finding.batch, finding.event) for finding in result.findings}


@CALM
@given(logs())
def test_an_untouched_log_is_whole(lines: list[dict[str, Any]]) -> None:
    count = len(of_kind(lines, "seal"))
    result = check(closed(lines), *(printed(lines, number + 1) for number in range(count)))
    assert result.findings == []
    assert result.batches == count
    assert result.events == len(of_kind(lines, "event"))


@CALM
@given(logs(), st.data())
def test_one_changed_byte_is_found_where_it_is(
    lines: list[dict[str, Any]], data: st.DataObject
) -> None:
    content = bytearray(b"".join(closed(lines)))
    place = data.draw(st.integers(0, len(content) - 1))
    old = content[place]
    content[place] = data.draw(st.integers(0, 255).filter(lambda byte: byte != old))
    line = bytes(content[:place]).count(b"\n") + 1
    result = check(bytes(content).splitlines(keepends=True))
    assert result.findings
    # A byte in an event or seal is named by its line, or by the batch it belongs to.
    if 1 < line <= len(lines):
        batch = batch_at(lines, line - 1)
        assert any(
            finding.line in (line, line + 1) or finding.batch in (batch, batch + 1)
            for finding in result.findings
        )


@CALM
@given(logs(), st.data())
def test_a_changed_event_is_named(lines: list[dict[str, Any]], data: st.DataObject) -> None:
    place = data.draw(st.sampled_from(of_kind(lines, "event")))
    changed = copy.deepcopy(lines)
    changed[place]["event"]["actor_name"] += "x"
    result = check(closed(changed))
    assert named(result) == {(batch_at(lines, place), lines[place]["event"]["id"])}


@CALM
@given(logs(), st.data())
def test_a_removed_event_is_named(lines: list[dict[str, Any]], data: st.DataObject) -> None:
    place = data.draw(st.sampled_from(of_kind(lines, "event")))
    result = check(closed(lines[:place] + lines[place + 1 :]))
    gone = lines[place]["event"]["id"]
    assert named(result) == {(batch_at(lines, place), gone)}
    assert f"event {gone}" in result.findings[0].says and "missing" in result.findings[0].says


@CALM
@given(logs(), st.data())
def test_an_added_event_is_named(lines: list[dict[str, Any]], data: st.DataObject) -> None:
    place = data.draw(st.sampled_from(of_kind(lines, "event")))
    new = {"type": "event", "event": event(999)}
    result = check(closed([*lines[:place], new, *lines[place:]]))
    assert (batch_at(lines, place), 999) in named(result)
    twice = check(closed([*lines[:place], lines[place], *lines[place:]]))
    assert named(twice) == {(batch_at(lines, place), lines[place]["event"]["id"])}


@CALM
@given(logs(), st.data())
def test_events_in_another_order_are_found(
    lines: list[dict[str, Any]], data: st.DataObject
) -> None:
    places = of_kind(lines, "event")
    one, other = sorted(data.draw(st.lists(st.sampled_from(places), min_size=2, unique=True))[:2])
    swapped = list(lines)
    swapped[one], swapped[other] = lines[other], lines[one]
    result = check(closed(swapped))
    batches = {finding.batch for finding in result.findings}
    assert batches == {batch_at(lines, one), batch_at(lines, other)}


def batches(lines: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Cut the lines of a log into its batches, each led by its seal."""
    starts = [*of_kind(lines, "seal"), len(lines)]
    return [lines[a:b] for a, b in zip(starts, starts[1:], strict=False)]


def three() -> list[dict[str, Any]]:
    """Return a log of three batches of four events."""
    return chain(batches_of([event(number) for number in range(1, 13)], 4))


def test_a_removed_batch_is_named() -> None:
    lines = three()
    first, _second, third = batches(lines)
    result = check(closed([lines[0], *first, *third]))
    assert [finding.says for finding in result.findings] == ["batch 2 is missing before batch 3"]


def test_batches_in_another_order_are_named() -> None:
    lines = three()
    first, second, third = batches(lines)
    result = check(closed([lines[0], *first, *third, *second]))
    assert any("batch 2 stands behind batch 3" in finding.says for finding in result.findings)


def test_a_forked_chain_is_named() -> None:
    lines = three()
    other = chain(batches_of([event(number, actor_name="乙") for number in range(1, 13)], 4))
    forked = [lines[0], *batches(lines)[0], *batches(lines)[1], *batches(other)[2]]
    result = check(closed(forked))
    assert [finding.batch for finding in result.findings] == [3]
    assert "does not continue batch 2" in result.findings[0].says


def test_a_cut_end_is_found_by_the_closing_line_and_by_the_print() -> None:
    lines = three()
    cut = [rules.canonical(line) + b"\n" for line in lines[:-5]]
    assert "closing line is missing" in check(cut).findings[-1].says
    forged = closed(lines[:-5])
    assert check(forged).is_whole
    result = check(forged, printed(lines, 3))
    assert [finding.batch for finding in result.findings] == [3]
    assert "the file ends with batch 2" in result.findings[0].says


def test_a_log_that_was_rebuilt_as_a_whole_is_found_by_the_prints_alone() -> None:
    lines = three()
    events = [event(number) for number in range(1, 13)]
    events[6]["actor_name"] = "别人"
    rebuilt = closed(chain(batches_of(events, 4)))
    assert check(rebuilt).is_whole
    result = check(rebuilt, printed(lines, 1), printed(lines, 3))
    assert [finding.says for finding in result.findings] == [
        f"batch 3 is not the one on the print of {printed(lines, 3)[:10]}: the record was "
        "rewritten between batch 2 and batch 3"
    ]


def test_an_event_and_its_digest_both_replaced_are_found_in_their_batch() -> None:
    lines = three()
    seal, changed = lines[6], lines[8]
    changed["event"]["actor_name"] = "别人"
    seal["leaves"][1] = rules.digest("sha256", rules.canonical(changed["event"]))
    assert {finding.batch for finding in check(closed(lines)).findings} == {2}


def test_a_digest_line_that_does_not_fit_is_found() -> None:
    lines = three()
    lines.append({"type": "digest", "line": printed(lines, 2)})
    assert "does not fit batch 3" in check(closed(lines)).findings[0].says


def test_the_writer_and_the_script_agree_without_sharing_a_line() -> None:
    value = event(1, details={"ä": 1.5, "b": [None, True, "\u2028"]})
    assert verify_audit.canonical(value) == rules.canonical(value)
    assert "supervision" not in (ROOT / "tools" / "verify_audit.py").read_text()


@pytest.mark.parametrize("algorithm", rules.ALGORITHMS)
def test_the_script_runs_alone_and_speaks_by_its_exit_code(tmp_path: Path, algorithm: str) -> None:
    rules.digest(algorithm, b"")
    lines = chain(batches_of([event(number) for number in range(1, 13)], 4), algorithm)
    file, script = tmp_path / "log.jsonl", tmp_path / "verify_audit.py"
    file.write_bytes(b"".join(closed(lines)))
    script.write_bytes((ROOT / "tools" / "verify_audit.py").read_bytes())

    def run(*words: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-I", "-S", str(script), *words]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    whole = run(str(file), "--digest", printed(lines, 3))
    assert whole.returncode == 0 and whole.stdout.splitlines()[-1].startswith("WHOLE: 3 batches")
    lines[8]["event"]["actor_name"] = "别人"
    file.write_bytes(b"".join(closed(lines)))
    changed = run(str(file))
    assert changed.returncode == 1 and "event 6 of batch 2 was changed" in changed.stdout
    assert run(str(file), "--digest", "nonsense").returncode == 2
    assert run(str(tmp_path / "none")).returncode == 2


def test_a_missing_algorithm_is_said_plainly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def without(name: str, content: bytes) -> Any:
        raise ValueError(f"unsupported hash type {name}")

    file = tmp_path / "log.jsonl"
    file.write_bytes(b"".join(closed(three())))
    monkeypatch.setattr(verify_audit.hashlib, "new", without)
    assert verify_audit.main([str(file)]) == 3
    assert "this Python has no sha256" in capsys.readouterr().err
