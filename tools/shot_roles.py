"""What each role does before the camera, in the order of its page in the user guide."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
_TEXT = (
    "局党组书记主持召开专题会,听取招标采购、项目验收两个环节的廉政风险排查情况,"
    "议定整改措施三项,明确责任科室和完成时限。"
)


def _material(seat: Any, name: str) -> None:
    seat.page.set_input_files(
        "[data-upload-url] input[type=file]",
        {"name": name, "mimeType": "application/pdf", "buffer": _PDF},
    )
    seat.page.locator("[data-upload-list] [data-tick]").last.wait_for()


def clerk(seat: Any) -> None:
    """Acknowledge, file, look up, ask for time; then a record on the phone."""
    seat.sign_in("clerk26")
    seat.take("clerk-popup")
    seat.acknowledge()
    seat.open("/")
    seat.take("clerk-home")
    seat.open("/accountability/lists/mine/")
    seat.take("clerk-lists")
    seat.open("/")
    seat.follow("section[aria-labelledby=h-todo] tbody th a")
    seat.page.fill("[name=event_on]", seat.today())
    seat.page.fill("[name=text]", _TEXT)
    _material(seat, "专题会议纪要.pdf")
    seat.page.locator("#filing").scroll_into_view_if_needed()
    seat.take("clerk-duty")
    seat.follow("[form=filing][value=draft]")
    seat.open("/accountability/ledger/")
    seat.take("clerk-ledger")
    seat.follow("table tbody a[href*='/filings/']")
    seat.take("clerk-receipt")
    seat.open("/accountability/calendar/")
    seat.take("clerk-calendar")
    seat.open("/accountability/duties/?light=neutral")
    seat.follow("table tbody a[href*='/duties/']")
    seat.follow("a[href$='/change/']")
    seat.take("clerk-change")
    seat.sign_in("clerk26", phone=True)
    seat.acknowledge()
    seat.open("/")
    seat.take("phone-home")
    seat.open("/accountability/quick/")
    seat.take("phone-choose")
    seat.follow(".p-list a")
    seat.page.fill("[name=text]", "与工程科负责人谈心谈话,提醒招标环节廉政风险。")
    seat.take("phone-quick")


def head(seat: Any) -> None:
    """Look over one's own unit."""
    seat.sign_in("head26")
    seat.acknowledge()
    seat.open("/")
    seat.take("head-home")
    seat.open("/accountability/duties/?light=red")
    seat.take("head-overdue")
    seat.open("/accountability/ledger/")
    seat.follow("table tbody a[href*='/filings/']")
    seat.take("head-filing")


def office(seat: Any) -> None:
    """Watch all units; draft a list, issue a task, decide a request."""
    seat.sign_in("office")
    seat.acknowledge()
    seat.open("/")
    seat.take("office-home")
    seat.open("/accountability/units/?order=red")
    seat.take("office-units")
    seat.open("/accountability/duties/?light=red")
    seat.take("office-duties")
    seat.open("/accountability/lists/")
    seat.take("office-lists")
    seat.follow("table tbody a[href*='/lists/']")
    seat.take("office-list")
    seat.open("/accountability/tasks/new/")
    seat.page.fill("[name=title]", "开展岁末年初纠治“四风”专项自查")
    seat.page.fill("[name=content]", "对照问题清单逐项自查,重点查公务接待、公车使用、津补贴发放。")
    seat.page.fill("[name=standard]", "形成自查报告,问题逐条列明整改措施、责任人和时限。")
    seat.take("office-task")
    seat.open("/accountability/changes/")
    seat.take("office-changes")
    seat.open("/accountability/assessments/")
    seat.take("office-assessments")
    seat.follow("table tbody a[href*='/assessments/']")
    seat.take("office-assessment")


def records(seat: Any) -> None:
    """Search, keep a view, look back, read a person's file, import, export."""
    seat.sign_in("office")
    seat.acknowledge()
    seat.open("/")
    seat.page.locator("[data-search-input]").press_sequentially("水务", delay=60)
    seat.page.locator(".p-searchhits a").first.wait_for()
    seat.take("record-search")
    seat.open("/accountability/duties/?light=red")
    seat.page.locator(".p-viewbar summary").first.click()
    seat.page.fill("[name=name]", "本周督办")
    seat.take("record-view")
    seat.open("/accountability/units/glance/")
    seat.take("record-heat")
    seat.open("/?as_of=2026-09-30")
    seat.take("record-past")
    seat.open("/people/")
    seat.take("record-people")
    seat.follow("table tbody th a")
    seat.take("record-person")
    seat.follow("a[href*='/reveal/']")
    seat.confirm()
    seat.take("record-reveal")
    seat.open("/exchange/")
    seat.take("record-exchange")
    seat.open("/exchange/export/people/")
    seat.take("record-export")


def leader(seat: Any) -> None:
    """Read the overview and go down to one unit."""
    seat.sign_in("leader")
    seat.acknowledge()
    seat.open("/")
    seat.take("leader-home")
    seat.follow(".p-heat a")
    seat.take("leader-unit")
    seat.open("/accountability/ledger/?is_late=true")
    seat.take("leader-ledger")


def administrators(seat: Any) -> None:
    """Three administrators, each with a third of the powers."""
    seat.sign_in("sysadmin", picture="admin-code")
    seat.acknowledge()
    seat.open("/account/")
    seat.take("admin-accounts")
    seat.open("/units/")
    seat.take("admin-units")
    seat.open("/deadlines/calendar/")
    seat.take("admin-calendar")
    seat.open("/deadlines/clock/")
    seat.take("admin-clock")
    seat.sign_in("secadmin")
    seat.acknowledge()
    seat.open("/account/?q=clerk26")
    seat.follow("table tbody th a")
    seat.take("admin-posts")
    seat.follow("a[href$='/ask/give_post/']")
    seat.confirm()
    seat.take("admin-ask")
    seat.open("/account/reach/?q=clerk26")
    seat.follow("table tbody th a")
    seat.take("admin-reach")
    seat.open("/account/me/")
    seat.take("admin-me")
    seat.sign_in("auditor")
    seat.acknowledge()
    seat.open("/audit/")
    seat.take("admin-audit")
    seat.open("/audit/reads/")
    seat.take("admin-reads")
    seat.open("/audit/digests/")
    seat.follow("table tbody th a")
    seat.take("admin-digest")


def assessor(seat: Any) -> None:
    """Get the slip from the office, sign in with it, read."""
    seat.sign_in("office")
    seat.acknowledge()
    seat.open("/accountability/assessments/")
    seat.follow("table tbody a[href*='/assessments/']")
    seat.act("form[action$='/issue/'] [type=submit]")
    seat.take("assessor-slips")
    username, password = seat.page.locator(".p-slip .p-secret").all_inner_texts()[:2]
    seat.sign_in(username, password)
    seat.take("assessor-home")
    seat.open("/accountability/duties/?light=green")
    seat.take("assessor-duties")
    seat.follow("table tbody a[href*='/duties/']")
    seat.take("assessor-duty")
    seat.open("/accountability/assessing/")
    seat.follow("table tbody th a")
    seat.take("assessor-reading")


def dealings(seat: Any) -> None:
    """Deal as a unit with what the office asks: a paper, a rectification, talks, the score."""
    seat.sign_in("clerk08")
    seat.acknowledge()
    seat.open("/documents/received/?status=sent")
    seat.follow("table tbody a[href*='/deliveries/']")
    seat.take("clerk-paper")
    seat.open("/accountability/rectifications/?status=open")
    seat.follow("table tbody a[href*='/rectifications/']")
    seat.take("clerk-rectification")
    seat.sign_in("clerk24")
    seat.acknowledge()
    seat.open("/accountability/duties/?split=split")
    seat.follow("table tbody a[href*='/duties/']")
    seat.page.locator("#h-parts").scroll_into_view_if_needed()
    seat.take("clerk-parts")
    seat.sign_in("head24")
    seat.acknowledge()
    seat.open("/")
    seat.follow("a[href$='/score/']")
    seat.take("head-score")
    seat.follow(".p-tabs a[href$='/year/']")
    seat.take("head-year")
    seat.follow(".p-tabs a[href$='/talks/']")
    seat.take("head-talks")


def pressing(seat: Any) -> None:
    """Press, rate and look into doubts as the office; read what waits for the signature."""
    seat.sign_in("office")
    seat.acknowledge()
    seat.open("/accountability/ladder/")
    seat.take("office-ladder")
    seat.open("/accountability/ratings/queue/")
    seat.follow("table tbody a[href*='/rate/'], table tbody a[href*='/filings/']")
    seat.take("office-rate")
    seat.open("/accountability/doubts/?kind=alike_text")
    seat.follow("table tbody a[href*='/doubts/']")
    seat.take("office-doubt")
    seat.open("/accountability/scores/")
    seat.take("office-scores")


ROLES: dict[str, Callable[[Any], None]] = {
    "clerk": clerk,
    "head": head,
    "office": office,
    "records": records,
    "leader": leader,
    "administrators": administrators,
    "assessor": assessor,
    "dealings": dealings,
    "pressing": pressing,
}
