"""How long a summary is to be: a slider from one sentence to all, and words for where it stands.

Before a text is scored nobody knows how many sentences it has: the slider then goes by percent. An
abstract has no sentences to count and comes in three lengths.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

from bertsum_app.gui.workspace.modes import LEVELS
from bertsum_app.inference.selection import SummaryLength

_PERCENT = 100
_AT_FIRST = SummaryLength(level="medium")
_MIDDLE_LEVEL = LEVELS.index("medium")
_PAGES = 10


class LengthSlider(QWidget):
    """Keeps what the person wants as a share of the text, so that it suits the next text as well."""

    moved = Signal()
    """The person moved the slider; comes with every step while it is dragged."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._total: int | None = None
        self._count = 0
        self._share: float | None = None
        """What the person asked for; None: nothing yet."""
        self._level = _MIDDLE_LEVEL
        self._by_level = False
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.slider.setMinimumWidth(80)
        self.label = QLabel()
        self.label.setProperty("kind", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 20, 4)
        row.setSpacing(12)
        row.addWidget(self.slider, 1)
        row.addWidget(self.label)
        self.slider.valueChanged.connect(self._on_value)
        self._retranslate()
        self._refresh()

    @property
    def length(self) -> SummaryLength:
        """What to ask for."""
        if self._by_level:
            return SummaryLength(level=LEVELS[self._level])
        return _AT_FIRST if self._share is None else SummaryLength(ratio=self._share)

    @property
    def count(self) -> int:
        """How many sentences are chosen; 0 while the text is not known."""
        return self._count

    def measure(self, total: int | None) -> None:
        """The text has so many sentences (None: not known); the count follows from the wish."""
        self._total = total
        self._count = 0 if total is None else self._sentences_wanted(total)
        self._refresh()

    def show_count(self, count: int) -> None:
        """So many sentences were chosen otherwise; does not say that the slider moved."""
        if self._total is not None:
            self._take_count(count)
            self._refresh()

    def go_by_level(self, by_level: bool) -> None:
        """Whether there are three lengths, or sentences to count."""
        self._by_level = by_level
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._say()

    def _sentences_wanted(self, total: int) -> int:
        wanted = _AT_FIRST if self._share is None else SummaryLength(ratio=self._share)
        return wanted.of(total)

    def _take_count(self, count: int) -> None:
        assert self._total is not None
        self._count = count
        self._share = count / self._total

    def _on_value(self, value: int) -> None:
        if self._by_level:
            self._level = value
        elif self._total is None:
            self._share = value / _PERCENT
        else:
            self._take_count(value)
        self._say()
        self.moved.emit()

    def _refresh(self) -> None:
        """The slider's range and place, from what is known."""
        if self._by_level:
            lowest, highest, value = 0, len(LEVELS) - 1, self._level
        elif self._total is None:
            value = self._sentences_wanted(_PERCENT) if self._share is not None else _FIRST_PERCENT
            lowest, highest = 1, _PERCENT
        else:
            lowest, highest, value = 1, self._total, self._count
        self.slider.blockSignals(True)
        self.slider.setRange(lowest, highest)
        self.slider.setPageStep(max(1, (highest - lowest) // _PAGES))
        self.slider.setValue(value)
        self.slider.blockSignals(False)
        self.slider.setEnabled(highest > lowest)
        self._say()

    def _say(self) -> None:
        words = self._words()
        self.label.setText(words)
        self.slider.setAccessibleDescription(words)

    def _words(self) -> str:
        if self._by_level:
            return (self.tr("Short"), self.tr("Medium"), self.tr("Long"))[self._level]
        if self._total is None:
            share = self.tr("{percent} %").format(percent=self.slider.value())
            return self.tr("{share} of the sentences").format(share=share)
        percent = max(1, round(_PERCENT * self._count / self._total))
        share = self.tr("{percent} %").format(percent=percent)
        count = QLocale().toString(self._count)
        words = self.tr("{count} of %Ln sentence(s)", "", self._total).format(count=count)
        return f"{words} · {share}"

    def _retranslate(self) -> None:
        self.slider.setAccessibleName(self.tr("Length of the summary"))
        self.slider.setToolTip(self.tr("Length of the summary"))


_FIRST_PERCENT = 20
"""What "medium" comes to in a text of ordinary length."""
