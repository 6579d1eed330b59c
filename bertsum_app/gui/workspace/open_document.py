"""The document whose text stands in the source pane: what it is, and where a sentence is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from bertsum_app.documents.model import Document

_LONGEST_TITLE = 40


class OpenDocument(QObject):
    """Holds until another text is opened; it is asked with the text that stands in the pane now."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._document: Document | None = None

    def take(self, document: Document | None) -> None:
        """The text of this document is put into the pane; None: some other text."""
        self._document = document

    def of(self, text: str) -> Document | None:
        """The document, if this is still its text, untouched."""
        document = self._document
        return document if document is not None and document.text == text else None

    def reference(self, document: Document, offset: int) -> str:
        """The file (of several), page and heading that a code point is found under; often empty."""
        place = document.place_at(offset)
        parts = [_cut(place.file)] if place.file else []
        if place.page is not None:
            parts.append(self.tr("p. {page}").format(page=place.page))
        if place.section:
            parts.append(_cut(place.section[-1]))
        return " · ".join(parts)


def _cut(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE].rstrip()}…"
