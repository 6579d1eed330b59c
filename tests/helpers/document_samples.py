"""One small sound file of each format, as bytes."""

from __future__ import annotations

from helpers.books import book
from helpers.catalogues import PO, XLIFF, XLIFF_2
from helpers.documents import CSV, HTML, JSON, MARKDOWN, SRT, TEXT, VTT
from helpers.open_document import open_sheets, open_slides, open_text
from helpers.pdf import ARTICLE
from helpers.rtf import RTF
from helpers.sheets import shared_workbook, workbook
from helpers.slides import presentation
from helpers.word import REPORT

SAMPLES: dict[str, bytes] = {
    "markdown": MARKDOWN.encode(),
    "html": HTML.encode(),
    "srt": SRT.encode(),
    "vtt": VTT.encode(),
    "docx": REPORT,
    "pptx": presentation(),
    "xlsx": workbook(),
    "xlsx-shared": shared_workbook(),
    "odt": open_text(),
    "odp": open_slides(),
    "ods": open_sheets(),
    "epub": book(),
    "po": PO.encode(),
    "pdf": ARTICLE,
    "xliff": XLIFF.encode(),
    "xliff2": XLIFF_2.encode(),
    "csv": CSV.encode(),
    "json": JSON.encode(),
    "rtf": RTF,
    "text": (TEXT + "中文的文字也在这里。\n").encode(),
}
