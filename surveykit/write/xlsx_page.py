"""How a sheet is seen and printed: what stays in view, what is repeated, and how it fits the paper."""

from __future__ import annotations

from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet


def set_page(sheet: Worksheet, *, header: int, stub: bool = False, landscape: bool = False) -> None:
    """Fit the width of an A4 page, repeat the first `header` rows on each page and keep them in view.

    Parameters
    ----------
    sheet : Worksheet
        A sheet that has been filled.
    header : int
        Rows above the first one that scrolls.
    stub : bool
        Whether the first column stays in view too.
    landscape : bool
        Whether the page is turned.
    """
    sheet.freeze_panes = f"{'B' if stub else 'A'}{header + 1}"
    sheet.print_title_rows = f"1:{header}"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.print_options.horizontalCentered = True
