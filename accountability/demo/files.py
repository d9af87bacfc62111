"""Make small real files: Word, Excel, PDF and text, byte for byte the same for the same content.

Office files are written by hand because libraries stamp the time of day into them.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

_MADE_AT = (2026, 1, 1, 8, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPES = "application/vnd.openxmlformats-officedocument"
_LINE = 34
_LINES_PER_PAGE = 26


def word_file(title: str, paragraphs: Sequence[str]) -> bytes:
    """Return a .docx with a centred title and indented paragraphs on A4."""
    body = _word_paragraph(title, "center", "方正小标宋简体", 44, 0)
    body += "".join(_word_paragraph(text, "both", "仿宋_GB2312", 32, 640) for text in paragraphs)
    document = (
        f'{_HEAD}<w:document xmlns:w="{_WORD}"><w:body>{body}<w:sectPr>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" '
        'w:left="1588" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr></w:body>'
        "</w:document>"
    )
    return _package("word/document.xml", f"{_TYPES}.wordprocessingml.document.main+xml", document)


def sheet_file(title: str, header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    """Return an .xlsx with a title row, a header row and the rows."""
    lines = [_sheet_row(1, [title], 1), _sheet_row(2, header, 2)]
    lines += [_sheet_row(number, row, 0) for number, row in enumerate(rows, start=3)]
    last = _column(len(header) - 1)
    widths = "".join(
        f'<col min="{place}" max="{place}" width="{8 if place == 1 else 22}" customWidth="1"/>'
        for place in range(1, len(header) + 1)
    )
    sheet = (
        f'{_HEAD}<worksheet xmlns="{_SHEET}"><cols>{widths}</cols>'
        f"<sheetData>{''.join(lines)}</sheetData>"
        f'<mergeCells count="1"><mergeCell ref="A1:{last}1"/></mergeCells></worksheet>'
    )
    workbook = (
        f'{_HEAD}<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="表1" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    spreadsheet = f"{_TYPES}.spreadsheetml"
    parts = {
        "xl/worksheets/sheet1.xml": (f"{spreadsheet}.worksheet+xml", sheet),
        "xl/styles.xml": (f"{spreadsheet}.styles+xml", _STYLES),
        "xl/_rels/workbook.xml.rels": (
            "",
            _relations(("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")),
        ),
    }
    return _package("xl/workbook.xml", f"{spreadsheet}.sheet.main+xml", workbook, parts)


def text_file(title: str, paragraphs: Sequence[str]) -> bytes:
    """Return a UTF-8 text with its mark, so that old programs read the Chinese."""
    return "\r\n".join([title, "", *paragraphs, ""]).encode("utf-8-sig")


def pdf_file(title: str, paragraphs: Sequence[str]) -> bytes:
    """Return a PDF under a red line, set in the reader's own Song face."""
    lines = [line for text in paragraphs for line in _wrapped(f"　　{text}")]
    pages = [
        lines[first : first + _LINES_PER_PAGE] for first in range(0, len(lines), _LINES_PER_PAGE)
    ] or [[]]
    kids = " ".join(f"{6 + 2 * place} 0 R" for place in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H "
        b"/DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 "
        b"/W [1 95 500] /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> "
        b"/FontDescriptor 5 0 R >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /ItalicAngle 0 /Ascent 880 "
        b"/Descent -120 /CapHeight 880 /StemV 93 /FontBBox [-25 -254 1000 880] >>",
    ]
    for place, page in enumerate(pages):
        stream = _pdf_page(title if place == 0 else "", page, place + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font "
            + f"<< /F1 3 0 R >> >> /Contents {7 + 2 * place} 0 R >>".encode()
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n".encode() + stream + b"\nendstream")
    return _pdf(objects)


def _word_paragraph(text: str, align: str, face: str, half_points: int, indent: int) -> str:
    return (
        f'<w:p><w:pPr><w:spacing w:line="580" w:lineRule="exact"/>'
        f'<w:ind w:firstLine="{indent}"/><w:jc w:val="{align}"/></w:pPr><w:r><w:rPr>'
        f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{face}"/>'
        f'<w:sz w:val="{half_points}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_SHEET}"><fonts count="2"><font><sz val="11"/>'
    '<name val="宋体"/></font><font><b/><sz val="14"/><name val="黑体"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills><borders count="2"><border/>'
    '<border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/>'
    '</border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3">'
    '<xf borderId="1" applyBorder="1" applyAlignment="1">'
    '<alignment vertical="center" wrapText="1"/></xf>'
    '<xf fontId="1" applyFont="1" applyAlignment="1"><alignment horizontal="center"/></xf>'
    '<xf fontId="1" borderId="1" applyFont="1" applyBorder="1" applyAlignment="1">'
    '<alignment horizontal="center" vertical="center"/></xf></cellXfs></styleSheet>'
)


def _sheet_row(number: int, cells: Sequence[str | int], style: int) -> str:
    written = "".join(
        f'<c r="{_column(place)}{number}" s="{style}"><v>{cell}</v></c>'
        if isinstance(cell, int)
        else f'<c r="{_column(place)}{number}" s="{style}" t="inlineStr">'
        f"<is><t>{escape(cell)}</t></is></c>"
        for place, cell in enumerate(cells)
    )
    return f'<row r="{number}">{written}</row>'


def _column(place: int) -> str:
    return chr(ord("A") + place)


def _relations(*targets: tuple[str, str]) -> str:
    written = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{written}</Relationships>'


def _package(
    main: str, main_type: str, content: str, parts: dict[str, tuple[str, str]] | None = None
) -> bytes:
    """Return an Office package whose main part is named first."""
    members = {main: (main_type, content), **(parts or {})}
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>'
        for name, (kind, _content) in members.items()
        if kind
    )
    types = (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
    written = {
        "[Content_Types].xml": types,
        "_rels/.rels": _relations(("officeDocument", main)),
        **{name: content for name, (_kind, content) in members.items()},
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for name, text in written.items():
            package.writestr(zipfile.ZipInfo(name, _MADE_AT), text.encode())
    return buffer.getvalue()


def _wrapped(text: str) -> list[str]:
    return [text[first : first + _LINE] for first in range(0, len(text), _LINE)]


def _pdf_text(x: int, y: int, size: int, text: str) -> str:
    return f"BT /F1 {size} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET"


def _pdf_page(title: str, lines: Sequence[str], number: int) -> bytes:
    drawn = []
    top = 770
    if title:
        size = 18 if len(title) <= 24 else 14
        drawn.append(_pdf_text(max(60, (595 - size * len(title)) // 2), 770, size, title))
        drawn.append("0.8 0.1 0.1 RG 1.2 w 74 752 m 521 752 l S")
        top = 720
    drawn += [_pdf_text(74, top - 26 * place, 13, line) for place, line in enumerate(lines)]
    drawn.append(_pdf_text(276, 40, 12, f"— {number} —"))
    return "\n".join(drawn).encode()


def _pdf(objects: Sequence[bytes]) -> bytes:
    written = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(written))
        written += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = len(written)
    written += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    written += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    written += (
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n"
    ).encode()
    return bytes(written)
