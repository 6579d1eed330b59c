"""Samples: what two versions of a model make of the same text, with what differs marked."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QTextBrowser, QVBoxLayout, QWidget

from bertsum_app.gui.theme import current_theme
from bertsum_app.gui.training.differences import marked
from bertsum_app.gui.training.words import number, samples_line, verdict_of_text
from bertsum_app.gui.widgets.card_frame import CardFrame
from bertsum_app.gui.widgets.themed import THEME_EVENTS
from bertsum_app.service.training import Sample
from bertsum_app.training.events import Sampled, SampleText

# Named as lupdate looks for it.
translate = QCoreApplication.translate


def sample_html(sample: Sample, *, learning: bool = False) -> str:
    """A table for a `QTextBrowser`; `learning`: the later version is not the last one."""
    theme = current_theme()
    before, after = marked(sample.before, sample.after, theme.highlight_strong)
    was, now = translate("Samples", "Before:"), translate("Samples", "After:")
    if learning:
        was, now = translate("Samples", "At first:"), translate("Samples", "Now:")
    named = translate("Samples", "Taught:") if sample.taught else translate("Samples", "Text:")
    muted = f'style="color: {theme.muted};"'
    cell = '<td width="50%" style="padding: 4px 16px 4px 0; line-height: 140%;">'

    def words(name: str, text: str) -> str:
        if not text:
            return ""
        return (
            f'<tr><td colspan="2" style="padding: 2px 0;"><span {muted}>{escape(name)}</span> '
            f"{escape(text)}</td></tr>"
        )

    return (
        '<table width="100%" style="margin-bottom: 14px;">'
        + words(named, sample.text)
        + f"<tr>{cell}<span {muted}>{escape(was)}</span><br>{before}</td>"
        + f"{cell}<span {muted}>{escape(now)}</span><br>{after}</td></tr>"
        + words(translate("Samples", "Yours:"), sample.reference)
        + "</table>"
    )


class GrowingText(QTextBrowser):
    """As high as its text: what is around it scrolls."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def _grow(self) -> None:
        self.setFixedHeight(max(1, math.ceil(self.document().size().height())))


class LiveSamples(QScrollArea):
    """What the model in training makes of the samples now, beside what it made of them at first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self._samples: Sequence[Sampled] = ()
        self.title = QLabel()
        self.title.setProperty("kind", "card-title")
        self.figures = QLabel()
        self.figures.setProperty("kind", "muted")
        self.figures.setWordWrap(True)
        self.texts = GrowingText()
        card = CardFrame()
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 16, 16, 16)
        column.setSpacing(8)
        for widget in (self.title, self.figures, self.texts):
            column.addWidget(widget)
        inside = QWidget()
        page = QVBoxLayout(inside)
        page.setContentsMargins(0, 0, 8, 8)
        page.addWidget(card)
        page.addStretch(1)
        self.setWidget(inside)
        self._retranslate()

    def show_samples(self, samples: Sequence[Sampled]) -> None:
        """Show the newest beside the first; all of the run, oldest first."""
        if list(samples) != list(self._samples):
            self._samples = tuple(samples)
            self._fill()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() in THEME_EVENTS:
            self._fill()

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Samples"))
        self.texts.setAccessibleName(self.tr("Samples at first and now"))
        self._fill()

    def _fill(self) -> None:
        if not self._samples:
            self.title.setText(self.tr("Nothing has been tried yet."))
            self.figures.setText("")
            self.texts.clear()
            return
        first, now = self._samples[0], self._samples[-1]
        self.title.setText(
            self.tr("Held-back texts at step {step}").format(step=number(now.step))
            if now is not first
            else self.tr("Held-back texts, before anything is learned")
        )
        self.figures.setText(samples_line(self._samples))
        pairs = zip(first.texts, now.texts, strict=False)
        self.texts.setHtml("".join(sample_html(_beside(*pair), learning=True) for pair in pairs))


def _beside(first: SampleText, now: SampleText) -> Sample:
    reference, before, after = (
        text if now.language else verdict_of_text(text)
        for text in (now.reference, first.output, now.output)
    )
    return Sample(now.text, reference, before, after)
