"""W7: a thousand supervision letters through the real services: drafted, signed, drawn.

Each letter has a table of ten overdue items, goes to a unit of its own, is drafted by one person
and signed by another, gets the next number of its series, its Word file and, as the worker does
it, its PDF. The floor is the drawing alone.
"""

import argparse
import datetime as dt
import os
import tempfile
import time
from collections.abc import Callable
from typing import Any

from benchmarks.database import fresh
from benchmarks.report import Row, emit, ratio

LETTERS, ITEMS = 1000, 10
SECONDS = 60.0
KIND = "accountability.supervision_letter"


def words(name: str, content: Any) -> Any:
    """Return the words of one letter."""
    rows = tuple(
        (str(at), f"{name}第{at}项责任事项的落实情况", "2026年9月30日", f"逾期{at}天")
        for at in range(1, ITEMS + 1)
    )
    return content.Content(
        title="关于督促报送2026年第三季度主体责任清单履责材料的函",
        blocks=(
            content.Paragraph("经核查，你单位下列责任事项逾期未报。现将有关情况函告如下。"),
            content.Heading("逾期事项"),
            content.Table(("序号", "责任事项", "应报时间", "情况"), rows),
            content.Heading("工作要求"),
            content.Paragraph("请于收到本函之日起10个工作日内补报材料，并书面说明原因。"),
        ),
        contact="周文澜，0800-12345",
    )


def _timed(draw: Callable[[Any], bytes], papers: list[Any]) -> float:
    """Return how long the drawing alone takes."""
    began = time.perf_counter()
    for paper in papers:
        draw(paper)
    return time.perf_counter() - began


def run(count: int) -> list[Row]:
    """Draft, sign and draw; then draw alone."""
    from celery import current_app  # noqa: PLC0415  after Django is set up

    from benchmarks import dataset  # noqa: PLC0415
    from supervision import clock  # noqa: PLC0415
    from supervision.accounts.enums import RoleCode  # noqa: PLC0415
    from supervision.accounts.models import Posting, User  # noqa: PLC0415
    from supervision.documents import content, drawing  # noqa: PLC0415
    from supervision.documents.services import drafting, files, signing  # noqa: PLC0415
    from supervision.organizations.models import Unit  # noqa: PLC0415

    # The PDFs are drawn here, one after the other; no worker of another portal is to draw them.
    current_app.conf.broker_url = "memory://"
    office = dataset.build(units=count, duties=count, open_duties=count, turning=0)
    drafter = User.objects.create_user("w7-drafter", "Passw0rd#2026", name="周文澜")
    posting = office.postings.get()
    Posting.objects.create(
        user=drafter, unit=posting.unit, role=RoleCode.OFFICER, started_on=dt.date(2020, 1, 1)
    )
    units = list(Unit.objects.order_by("-depth", "pk")[:count])
    assert len(units) == count
    began = time.perf_counter()
    papers = [
        drafting.submit(
            actor=drafter,
            document=drafting.draft(
                actor=drafter,
                kind=KIND,
                units=[unit],
                content=words(unit.name, content),
                reply_by=clock.today() + dt.timedelta(days=14),
                subject_unit=unit,
            ),
        )
        for unit in units
    ]
    drafted = time.perf_counter()
    result = signing.sign_many(actor=office, documents=papers)
    assert len(result.signed) == count, result.refused[:3]
    signed = time.perf_counter()
    for paper in result.signed:
        files.draw_pdf(document_id=paper.pk)
    printed = time.perf_counter()
    drawn = [files.paper_of(paper) for paper in result.signed]
    words_only = _timed(drawing.docx_of, drawn)
    prints_only = _timed(drawing.pdf_of, drawn)
    numbers = {paper.number for paper in result.signed}
    assert len(numbers) == count
    bar = SECONDS * count / LETTERS
    signing_time, printing = signed - began, printed - signed
    parts = f"draft {drafted - began:.1f} s, sign and Word {signed - drafted:.1f} s"
    return [
        _row(
            f"W7 {count:,} letters drafted, signed, in Word", signing_time, parts, words_only, bar
        ),
        _row(f"W7 {count:,} letters as PDF, by one worker", printing, "", prints_only, bar),
    ]


def _row(work: str, seconds: float, parts: str, floor: float, bar: float) -> Row:
    figure = f"{seconds:.1f} s" + (f" ({parts})" if parts else "")
    return Row(work, figure, f"{floor:.1f} s", ratio(seconds, floor), f"{bar:g} s", seconds <= bar)


def main() -> None:
    """Run at full size, or a hundredth."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MEDIA_ROOT"] = folder
        with fresh("portal_bench_w7"):
            emit(run(LETTERS // 100 if options.quick else LETTERS))


if __name__ == "__main__":
    main()
