"""How sentiment is shown: a verdict with its probability, a scale, and every sentence by itself."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from bertsum_app.gui.widgets.icon_label import IconLabel
from bertsum_app.gui.widgets.sentence_list import SentenceList, SentenceRow
from bertsum_app.gui.widgets.sentiment_meter import SentimentMeter

if TYPE_CHECKING:
    from bertsum_app.inference.sentiment import SentimentResult

UNDECIDED = 0.1
"""So near to one half, a sentence speaks neither well nor badly."""


class SentimentView(QWidget):
    """Fills the right card in sentiment mode."""

    sentence_chosen = Signal(int)
    """The index of the sentence the person went to, or -1."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._result: SentimentResult | None = None
        self._source_text = ""
        self._icon = IconLabel("positive", "positive", edge=40)
        self.verdict = QLabel()
        self.verdict.setProperty("kind", "verdict")
        self.probability = QLabel()
        self.probability.setProperty("kind", "muted")
        self.meter = SentimentMeter()
        self._low = QLabel()
        self._high = QLabel()
        self.tally = QLabel()
        self.tally.setProperty("kind", "muted")
        self.sentences = SentenceList()
        self._arrange()
        self.sentences.row_chosen.connect(self.sentence_chosen)
        self._retranslate()

    def show_result(self, source_text: str, result: SentimentResult) -> None:
        """Show what was found about `source_text`."""
        self._source_text = source_text
        self._result = result
        self._refresh()

    def go_to_sentence(self, index: int) -> None:
        """Choose a sentence of the list and bring it into view."""
        self.sentences.go_to_row(index)

    def as_text(self) -> str:
        """The same as text, to copy or save: a line for the whole, one for each sentence."""
        if self._result is None:
            return ""
        lines = [f"{self.verdict.text()} {self.probability.text()}", ""]
        model = self.sentences.rows
        rows = [model.row(index) for index in range(model.rowCount())]
        lines += [f"{row.label} {row.figure}\t{row.text}" for row in rows]
        return "\n".join(lines) + "\n"

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _arrange(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.verdict)
        words.addWidget(self.probability)
        top = QHBoxLayout()
        top.setContentsMargins(20, 8, 20, 0)
        top.setSpacing(12)
        top.addWidget(self._icon)
        top.addLayout(words, 1)
        scale = QVBoxLayout()
        scale.setContentsMargins(20, 16, 20, 8)
        scale.setSpacing(4)
        scale.addWidget(self.meter)
        ends = QHBoxLayout()
        for label in (self._low, self._high):
            label.setProperty("kind", "muted")
        ends.addWidget(self._low)
        ends.addStretch(1)
        ends.addWidget(self._high)
        scale.addLayout(ends)
        self.tally.setContentsMargins(20, 12, 20, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addLayout(scale)
        column.addWidget(self.tally)
        column.addWidget(self.sentences, 1)

    def _refresh(self) -> None:
        result = self._result
        if result is None:
            return
        positive = result.label == "positive"
        name = "positive" if positive else "negative"
        self._icon.show_icon(name, name)
        self.verdict.setText(self.tr("Positive") if positive else self.tr("Negative"))
        sure = max(result.positive, 1 - result.positive)
        self.probability.setText(
            self.tr("with a probability of {percent}").format(percent=self._percent(sure))
        )
        self.meter.show_probability(result.positive)
        self.meter.setAccessibleName(
            self.tr("Positive with a probability of {percent}").format(
                percent=self._percent(result.positive)
            )
        )
        rows = [
            self._row(self._source_text[item.span.start : item.span.end], item.positive)
            for item in result.sentences
        ]
        self.sentences.show_rows(rows)
        self.tally.setText(self._tally(rows))

    def _tally(self, rows: list[SentenceRow]) -> str:
        """How many sentences speak how; only kinds that there are."""
        count = Counter(row.icon_name for row in rows)
        kinds = (
            (count["positive"], self.tr("%Ln positive", "", count["positive"])),
            (count["neutral"], self.tr("%Ln undecided", "", count["neutral"])),
            (count["negative"], self.tr("%Ln negative", "", count["negative"])),
        )
        return " · ".join([self.tr("Sentence by sentence"), *(text for n, text in kinds if n)])

    def _row(self, text: str, positive: float) -> SentenceRow:
        shown = " ".join(text.split())
        figure = self._percent(max(positive, 1 - positive))
        if abs(positive - 0.5) < UNDECIDED:
            return SentenceRow("neutral", "muted", shown, self.tr("Undecided"), figure)
        if positive > 0.5:
            return SentenceRow("positive", "positive", shown, self.tr("Positive"), figure)
        return SentenceRow("negative", "negative", shown, self.tr("Negative"), figure)

    def _percent(self, share: float) -> str:
        """A probability as a whole percentage. Nothing is ever quite certain: never 100 %."""
        return self.tr("{percent} %").format(percent=min(99, round(share * 100)))

    def _retranslate(self) -> None:
        self._low.setText(self.tr("Negative"))
        self._high.setText(self.tr("Positive"))
        self.tally.setText(self.tr("Sentence by sentence"))
        self.sentences.setAccessibleName(self.tr("Sentiment of each sentence"))
        self.setAccessibleName(self.tr("Sentiment"))
        self._refresh()
