"""Workbooks for tests: made by openpyxl, then bent by hand."""

import io
import zipfile

import openpyxl

SHEET = "xl/worksheets/sheet1.xml"


def workbook(**sheets) -> bytes:
    """A workbook with these rows in sheets of these names."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_member(content: bytes, name: str, text: bytes) -> bytes:
    """The same workbook with another text in one of its members, which may be new."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in dict.fromkeys([*old.namelist(), name]):
            new.writestr(member, text if member == name else old.read(member))
    return out.getvalue()


def sheet_of(rows: bytes) -> bytes:
    """The XML of a sheet with these rows."""
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return (
        b'<worksheet xmlns="'
        + space
        + b'" xmlns:x="'
        + space
        + b'"><sheetData>'
        + rows
        + b"</sheetData></worksheet>"
    )
