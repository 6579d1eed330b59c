"""What becomes of documents whose own layout cannot hold other text: a box to choose it from."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import cast

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from bertsum_app.documents.kinds import PDF, kind_by_suffix
from bertsum_app.gui.widgets.language_box import LanguageBox
from bertsum_app.service.documents import WrittenAs

_DEFAULT: WrittenAs = "docx"


class WrittenAsBox(LanguageBox):
    """Hidden while there is no such document. What the person chose comes back once it is possible."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted: WrittenAs = _DEFAULT
        self._bilingual = ""
        self._has_pdf = False
        self.chosen.connect(self._on_chosen)
        self._retranslate()

    @property
    def written_as(self) -> WrittenAs:
        """The entry that is shown."""
        return cast("WrittenAs", self.code or _DEFAULT)

    def be_for(self, paths: Iterable[Path]) -> None:
        """The documents that are to be translated."""
        found = {kind for path in paths if (kind := kind_by_suffix(path.suffix)) and kind.flows}
        self._has_pdf = PDF in found
        self.setVisible(bool(found))
        self._offer()

    def be_bilingual(self, bilingual: str) -> None:
        """What becomes of the originals; empty: they are not in the new files."""
        self._bilingual = bilingual
        self._offer()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _on_chosen(self, code: str) -> None:
        self._wanted = cast("WrittenAs", code)

    def _offer(self) -> None:
        entries = [
            ("docx", self.tr("Word for PDF, RTF")),
            ("html", self.tr("HTML for PDF, RTF")),
            ("markdown", self.tr("Markdown for PDF, RTF")),
        ]
        if self._bilingual == "side-by-side":
            del entries[1:]
        elif self._has_pdf:
            entries.append(("pdf", self.tr("PDF stays PDF")))
        self.set_entries(tuple(entries))
        self.choose(self._wanted)
        self.setEnabled(len(entries) > 1)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("What PDF and RTF files become"))
        self.setToolTip(
            self.tr(
                "A file whose text flows anew, or a PDF with new words on the same pages, smaller "
                "where they need more room; with two languages each page follows its original. "
                "For documents that have not begun"
            )
        )
        self._offer()
