"""Whoever follows a case without a part in it: every address, list, search, figure and export."""

from __future__ import annotations

import io
import re
from typing import Any

from openpyxl import load_workbook
from playwright.sync_api import APIResponse

from .case_scene import RESPONDENT, SUMMARY, Bench

#: Addresses that belong to one case: under its number, or by the key of one of its records.
_KEYS = r"(cases/(steps|papers|rectification)/\d|cases/interference/GY|files/[0-9a-f]{8}-)"
_KEY = re.compile(r"\d|/files/.*|(?<=/papers/)[a-z_]+(?=/)|(?<=/propose/)\w+")
#: Where somebody looks who heard of a case: lists, figures, boards, prompts, notices.
_LISTS = (
    "/",
    "/notices/",
    "/cases/desk/",
    "/cases/board/",
    "/cases/clues/",
    "/cases/clues/summary/",
    "/cases/papers/",
    "/cases/warnings/",
    "/cases/prompts/",
    "/cases/reporters/",
    "/cases/interference/",
    "/cases/rectification/",
    "/cases/figures/",
    "/cases/figures/sources/",
    "/cases/figures/waiting/",
    "/cases/figures/fields/",
    "/cases/figures/blanks/",
)
#: What differs between two answers although they say the same.
_CHANCE = re.compile(r'(nonce|value|content)="[^"]{30,}"|\b[0-9a-f]{32}\b')
_REFUSED = {403, 404, 405}
#: Numbers and keys that no record bears.
_NOBODY = {"clues": "XS-2026-9999", "steps": "987654", "papers": "987654"}


def own_addresses(bench: Bench, user: Any, *, one_of_a_kind: bool = False) -> None:
    """Ask for the addresses of the case that anybody came past: refused, and nothing said."""
    own = re.compile(rf"/({_KEYS}|cases/clues/{bench.number}/)")
    paths = [path for path in bench.addresses if own.match(path)]
    assert len(paths) > 100
    if one_of_a_kind:
        paths = list({_KEY.sub("", path): path for path in paths}.values())
    for path in paths:
        answer = _get(bench, user, path)
        assert answer.status in _REFUSED, f"{user.username} {path}: {answer.status}"
        _says_nothing(bench, answer.text(), path)


def same_as_nothing(bench: Bench, user: Any) -> None:
    """See that the case is answered like one that does not exist, read and written."""
    step, paper = bench.clue.steps.order_by("pk")[0].pk, bench.clue.papers.order_by("pk")[0].pk
    for kind, key in (("clues", bench.number), ("steps", step), ("papers", paper)):
        known = _get(bench, user, f"/cases/{kind}/{key}/")
        unknown = _get(bench, user, f"/cases/{kind}/{_NOBODY[kind]}/")
        assert known.status == unknown.status == 404
        assert _plain(known, key) == _plain(unknown, _NOBODY[kind])
    bench.seat(user).opens("/")
    for act in ("steps/{}/sign/", "steps/{}/take-back/", "papers/{}/issue/", "papers/{}/withdraw/"):
        key = step if act.startswith("steps") else paper
        tried = _post(bench, user, f"/cases/{act.format(key)}")
        assert tried.status == _post(bench, user, f"/cases/{act.format(987654)}").status == 404


def lists(bench: Bench, user: Any, *parts: dict[str, str]) -> None:
    """Open every list, its part for HTMX too where asked; search by name, number and words."""
    for path in _LISTS:
        for headers in ({}, *parts):
            answer = _get(bench, user, path, headers)
            assert answer.status in {200, 204, 403}, f"{user.username} {path}: {answer.status}"
            _says_nothing(bench, answer.text(), path)
    for asked in (RESPONDENT, bench.number, SUMMARY):
        for path in (f"/cases/clues/?q={asked}", f"/search/?q={asked}"):
            said = _get(bench, user, path).text().replace(asked, "")
            _says_nothing(bench, said, path)


def drill_down(bench: Bench, user: Any) -> None:
    """Open the figures and every list of rows to which one of their numbers leads."""
    for name in ("", "sources/", "waiting/", "fields/", "blanks/"):
        seat = bench.seat(user)
        assert seat.opens(f"/cases/figures/{name}").status == 200
        ways = seat.page.eval_on_selector_all(
            "main a[href*='/cases/clues/?']", "links => links.map(link => link.href)"
        )
        for way in list(dict.fromkeys(ways))[:5]:
            _says_nothing(bench, _get(bench, user, way.removeprefix(seat.address)).text(), way)


def export(bench: Bench, user: Any) -> None:
    """Take the ledger out as Excel: no row of it is the case."""
    seat = bench.seat(user)
    seat.opens("/cases/clues/export/")
    seat.page.locator("main [name=kind]").first.check()
    with seat.page.expect_download() as sent:
        seat.page.locator("main form .btn-primary").click()
    book = load_workbook(io.BytesIO(sent.value.path().read_bytes()))
    rows = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
    _says_nothing(bench, str(rows), "export")


def _get(bench: Bench, user: Any, path: str, headers: Any = None) -> APIResponse:
    seat = bench.seat(user)
    return seat.context.request.get(seat.address + path, headers=headers or {}, max_redirects=3)


def _post(bench: Bench, user: Any, path: str) -> APIResponse:
    seat = bench.seat(user)
    token = seat.page.locator("meta[name=csrf-token]").get_attribute("content") or ""
    form = {"act": "approve", "opinion": "同意", "reason": "不需要了"}
    request = seat.context.request
    return request.post(seat.address + path, form=form, headers={"X-CSRFToken": token})


def _plain(answer: APIResponse, key: Any) -> str:
    return _CHANCE.sub("", answer.text()).replace(f"/{key}/", "")


def _says_nothing(bench: Bench, text: str, where: str) -> None:
    # Forms of the shell lead back to the address that was asked.
    text = text.replace(where, "")
    for word in (bench.number, bench.clue.case_number, RESPONDENT, SUMMARY):
        assert word not in text, f"{where} says {word}"
