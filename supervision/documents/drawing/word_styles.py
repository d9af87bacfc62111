"""The styles of a paper in Word; their names there are Chinese, for whoever edits the file."""

from supervision.documents.drawing import faces, measures
from supervision.documents.drawing.word_xml import Element, made, spacing
from supervision.documents.drawing.word_xml import faces as fonts

RED = "FF0000"
LINE = measures.LINE_PITCH
TYPE_WIDTH = round(measures.CHARACTER * measures.CHARACTERS)
#: Identifiers of the styles; their names in Word are Chinese.
MARK, CORNER, NUMBER, TITLE, ADDRESSEE, BODY = (
    "GwMark",
    "GwCorner",
    "GwNumber",
    "GwTitle",
    "GwAddressee",
    "GwBody",
)
HEADINGS = ("GwHeading1", "GwHeading2", "GwHeading3", "GwHeading4")
TABLE_HEAD, CELL, ATTACHMENT, SIGNATURE, NOTE, IMPRINT, PAGE_NUMBER, BLANK = (
    "GwTableHead",
    "GwTableCell",
    "GwAttachment",
    "GwSignature",
    "GwNote",
    "GwImprint",
    "GwPageNumber",
    "GwBlank",
)
_HEADING_FACES = (faces.HEI, faces.KAI, faces.FANGSONG, faces.FANGSONG)
#: The list that numbers the headings.
NUMBERING_ID = 97


def write_styles(part: Element) -> None:
    for child in list(part):
        part.remove(child)
    language = made("lang", val="zh-CN", eastAsia="zh-CN")
    defaults = made(
        "docDefaults",
        made(
            "rPrDefault",
            made("rPr", fonts(faces.FANGSONG), *_size(measures.BODY), language),
        ),
        made("pPrDefault", made("pPr")),
    )
    part.insert(0, defaults)
    part.append(
        made(
            "style",
            made("name", val="Normal"),
            made("qFormat"),
            made(
                "pPr",
                made("widowControl", val=0),
                # Figures stand close to the words beside them, as in print.
                made("autoSpaceDE", val=0),
                made("autoSpaceDN", val=0),
                # Every line has its height and every letter its width: programs that read the
                # grid of the page in their own way (LibreOffice) set 22 lines of 28 all the same.
                made("snapToGrid", val=0),
                spacing(exactly=LINE),
                made("jc", val="both"),
            ),
            # Named once more: LibreOffice measures the characters of the grid by this style.
            made("rPr", *_size(measures.BODY)),
            type="paragraph",
            default=1,
            styleId="Normal",
        )
    )
    part.append(
        made(
            "style",
            made("name", val="Normal Table"),
            made("uiPriority", val=99),
            made("semiHidden"),
            made("tblPr", made("tblInd", w=0, type="dxa")),
            type="table",
            default=1,
            styleId="TableNormal",
        )
    )
    part.extend(_styles())


def _size(points: float) -> tuple[Element, Element]:
    return made("sz", val=round(points * 2)), made("szCs", val=round(points * 2))


def _indent() -> Element:
    return made("ind", firstLineChars=200, firstLine=round(2 * measures.CHARACTER))


def _one(
    identifier: str,
    name: str,
    face: str = faces.FANGSONG,
    size: float = measures.BODY,
    layout: tuple[Element, ...] = (),
    colour: str = "",
) -> Element:
    return made(
        "style",
        made("name", val=name),
        made("basedOn", val="Normal"),
        made("qFormat"),
        made("pPr", *layout),
        made(
            "rPr",
            fonts(face),
            made("color", val=colour) if colour else None,
            made("spacing", val=measures.LETTER_SPACE) if size == measures.BODY else None,
            *_size(size),
        ),
        type="paragraph",
        customStyle=1,
        styleId=identifier,
    )


def _styles() -> list[Element]:
    centred, left = made("jc", val="center"), made("jc", val="left")
    off_grid = made("snapToGrid", val=0)
    headings = [
        _one(
            identifier,
            f"公文{level}级标题",
            face=_HEADING_FACES[at],
            layout=(
                made("keepNext"),
                made("numPr", made("ilvl", val=at), made("numId", val=NUMBERING_ID)),
                _indent(),
                made("outlineLvl", val=at),
            ),
        )
        for at, (identifier, level) in enumerate(zip(HEADINGS, "一二三四", strict=True))
    ]
    return [
        _one(
            MARK,
            "发文机关标志",
            faces.XIAOBIAOSONG,
            layout=(off_grid, _copy(centred)),
            colour=RED,
        ),
        _one(CORNER, "份号密级紧急程度", faces.HEI, layout=(_copy(left),)),
        _one(NUMBER, "发文字号", layout=(_copy(centred),)),
        _one(
            TITLE,
            "公文标题",
            faces.XIAOBIAOSONG,
            measures.TITLE,
            layout=(
                _copy(off_grid),
                spacing(before=2 * LINE, after=LINE, exactly=LINE),
                _copy(centred),
            ),
        ),
        _one(ADDRESSEE, "主送机关", layout=(_copy(left),)),
        _one(BODY, "公文正文", layout=(_indent(),)),
        *headings,
        _one(
            TABLE_HEAD,
            "公文表头",
            faces.HEI,
            measures.CELL,
            layout=(
                made("keepNext"),
                _copy(off_grid),
                spacing(exactly=360),
                _copy(centred),
            ),
        ),
        _one(
            CELL,
            "公文表格",
            size=measures.CELL,
            layout=(_copy(off_grid), spacing(exactly=360), _copy(left)),
        ),
        _one(ATTACHMENT, "附件说明", layout=(_copy(left),)),
        _one(
            SIGNATURE,
            "署名和成文日期",
            layout=(made("keepNext"), made("keepLines"), made("jc", val="right")),
        ),
        _one(NOTE, "附注", layout=(_indent(), _copy(left))),
        _one(
            IMPRINT,
            "版记",
            size=measures.SMALL,
            layout=(_copy(off_grid), spacing(exactly=480), _copy(left)),
        ),
        _one(
            PAGE_NUMBER,
            "页码",
            faces.SONG,
            measures.SMALL,
            layout=(_copy(off_grid), spacing(exactly=280)),
        ),
        _one(
            BLANK,
            "空行",
            size=1,
            layout=(_copy(off_grid), spacing(exactly=20), _copy(left)),
        ),
    ]


def _copy(element: Element) -> Element:
    """Return the element again: an element stands in one place only."""
    return made(element.tag.rpartition("}")[2], **{_local(k): v for k, v in element.items()})


def _local(name: str) -> str:
    return name.rpartition("}")[2]
