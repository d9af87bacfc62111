"""What is said about a cell, a sheet or a file that cannot be read."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

REASONS: dict[str, str | StrPromise] = {
    # The file
    "too_large": _("The file is %(size)s MB; at most %(limit)s MB can be imported."),
    "empty_file": _("The file is empty (0 bytes). Save the workbook again and choose it anew."),
    "wrong_extension": _("%(name)s is not an Excel workbook. Save it as .xlsx and choose it anew."),
    "extension_disagrees": _(
        "%(name)s is named like an Excel workbook but is %(found)s inside. "
        "Open it, save it as .xlsx and choose it anew."
    ),
    "no_room": _(
        "%(name)s could not be kept: the portal's disk is full. "
        "Tell the system administrator and choose it again later."
    ),
    "encrypted": _(
        "%(name)s is protected by a password. Remove the password in Excel "
        "(File, Info, Protect Workbook) and choose it anew."
    ),
    "broken": _("%(name)s is damaged and cannot be opened. Save it again in Excel as .xlsx."),
    "too_many_cells": _(
        "Sheet “%(sheet)s” reaches to cell %(cell)s, which is too far. "
        "Delete what stands outside the table and choose the file anew."
    ),
    "macros": _(
        "%(name)s holds macros, which are never opened here. "
        "Save it as an Excel workbook (.xlsx) and choose it anew."
    ),
    "outside_links": _(
        "%(name)s fetches values from other files or programs. "
        "Break the links in Excel (Data, Edit Links) and choose it anew."
    ),
    "unsafe_archive": _(
        "%(name)s is not packed as Excel packs its files and was not opened. "
        "Open it in Excel, save it as .xlsx and choose it anew."
    ),
    "zip_bomb": _(
        "%(name)s would unpack to far more than it is (at most %(limit)s MB are read). "
        "Copy the table into a new workbook and choose that."
    ),
    "xml_entities": _(
        "The workbook holds a document type declaration, which Excel never writes. It was not read."
    ),
    "nested_too_deep": _("The workbook is nested deeper than Excel ever does. It was not read."),
    "text_too_long": _(
        "A cell holds more than %(limit)s characters, which is more than Excel allows. "
        "The workbook was not read."
    ),
    "too_many_sheets": _("The workbook has more than %(limit)s sheets."),
    "too_many_merged": _(
        "Sheet “%(sheet)s” has too many merged cells. Unmerge them and choose the file anew."
    ),
    # The sheet
    "wrong_sheet": _("There is no sheet “%(wanted)s”. The file holds: %(found)s."),
    "empty_sheet": _("The sheet has no rows below its headings."),
    "no_header": _("No row of headings found in the first %(rows)s rows. Expected: %(columns)s."),
    "missing_column": _("Column “%(wanted)s” is missing."),
    "renamed_column": _("Column “%(wanted)s” is missing. Was it renamed “%(near)s”?"),
    "double_column": _("Column “%(wanted)s” appears twice: in %(first)s and %(second)s."),
    "too_many_rows": _("The sheet has %(rows)s rows; at most %(limit)s can be imported at once."),
    # The cell
    "required": _("This cell must be filled in."),
    "too_long": _("%(length)s characters; at most %(limit)s fit."),
    "digits_lost": _(
        "Excel has turned this long number into an inexact one. "
        "Format the column as text and type the number again."
    ),
    "text_is_date": _(
        "Excel has turned this into a date. Format the column as text and type it again."
    ),
    "formula_error": _("The formula in this cell shows an error. Type the value itself."),
    "not_whole": _("This must be a whole number."),
    "not_number": _("This is not a number."),
    "too_small": _("This must be at least %(limit)s."),
    "not_date": _("This is not a date. Write it like 2026-03-05 or 2026年3月5日."),
    "date_is_number": _("This is a number, not a date. Write it like 2026-03-05."),
    "ambiguous_date": _("This date can be read in more than one way. Write it like 2026-03-05."),
    "no_such_date": _("There is no such day in the calendar."),
    "date_out_of_range": _("This date lies too far off."),
    "not_choice": _("Not one of the values allowed: %(allowed)s."),
    "not_found": _("Not found by code, full name or short name."),
    "not_found_near": _("Not found; did you mean “%(near)s”?"),
    "many_found": _("More than one fits: %(found)s. Write the code."),
    "duplicate": _("Rows %(first)s and %(second)s are the same in: %(columns)s."),
    "merged_across": _("This cell is merged across columns. Unmerge it and fill in each column."),
    "refused": "%(message)s",
    # Units
    "unit_unknown_parent": _("No unit with this code, neither in the file nor in the portal."),
    "unit_cycle": _("The unit would stand below itself: %(path)s."),
    "unit_name_taken": _("This name belongs to the unit with the code %(code)s."),
}

NOTICES: dict[str, str | StrPromise] = {
    "title_rows": _("The headings were found in row %(row)s; the rows above were not read."),
    "other_sheet": _("Sheet “%(sheet)s” was read, as it holds the expected columns."),
    "unread_columns": _("Columns that were not read: %(columns)s."),
    "filled_down": _("Merged cells %(range)s: their value was taken for every row."),
    "remark_row": _("Row %(row)s is a remark across the table and was not read."),
    "sample_row": _("Row %(row)s is the sample of the template and was not read."),
    "header_again": _("Row %(row)s repeats the headings and was not read."),
}


def sentence(code: str, params: Mapping[str, str]) -> str:
    """Return the reason or notice in the language of the reader."""
    return str(REASONS.get(code) or NOTICES[code]) % params
