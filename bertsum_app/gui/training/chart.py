"""The losses of a run over its steps, and the score of its samples, drawn as it learns.

Imported when a run is first shown: pyqtgraph takes a third of a second to load, which the start of the
window does not wait for.
"""

from __future__ import annotations

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bertsum_app.gui.theme import current_theme
from bertsum_app.gui.training.story import Point, RunStory
from bertsum_app.gui.training.words import decimals, number, samples_line
from bertsum_app.gui.widgets.elided_label import ElidedLabel
from bertsum_app.gui.widgets.themed import THEME_EVENTS

_WIDTH = 2
_SPOT = 7
_AXIS_WIDTH = 48
_KEY = QSize(28, 12)


class RunChart(QWidget):
    """Losses above, and beneath them the score, once there is one.

    Lines are told apart by dashes and spots as well as by colour; words beneath say the rest.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._story: RunStory | None = None
        self._plot, self.score_plot = _plot(), _plot()
        self.score_plot.setXLink(self._plot)
        self.score_plot.hide()
        self._each = self._plot.plot(antialias=True)
        self.train = self._plot.plot(antialias=True)
        self.development = self._plot.plot(antialias=True, symbolSize=_SPOT)
        self.score = self.score_plot.plot(antialias=True, symbolSize=_SPOT)
        self._keys = (_Key(), _Key(spot="o"), _Key(spot="s"))
        self._words = (ElidedLabel(), ElidedLabel(), ElidedLabel())
        learning, held_back, score = (
            self._legend(key, words) for key, words in zip(self._keys, self._words, strict=True)
        )
        row = QHBoxLayout()
        row.setContentsMargins(_AXIS_WIDTH, 0, 0, 0)
        row.setSpacing(16)
        # The second one says more, and has what the first one leaves.
        row.addWidget(learning)
        row.addWidget(held_back, 1)
        score.setContentsMargins(_AXIS_WIDTH, 0, 0, 0)
        score.hide()
        self._score_legend = score
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._plot, 3)
        column.addLayout(row)
        column.addWidget(self.score_plot, 2)
        column.addWidget(score)
        self._paint_in_theme()
        self._retranslate()

    def show_story(self, story: RunStory) -> None:
        """Draw what is known of a run."""
        self._story = story
        lines = (
            (self._each, story.train),
            (self.train, story.calm_train),
            (self.development, story.development),
            (self.score, story.scores),
        )
        for line, points in lines:
            line.setData([point.step for point in points], [point.value for point in points])
        for widget in (self.score_plot, self._score_legend):
            widget.setVisible(bool(story.samples))
        last = max((point.step for point in (*story.train, *story.development)), default=0)
        # The whole way is shown as soon as it is known, so that one sees how much is done of it.
        self._plot.setXRange(0, max(story.steps, last, 1), padding=0.02)
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in THEME_EVENTS:
            self._paint_in_theme()
        elif event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _paint_in_theme(self) -> None:
        theme = current_theme()
        for plot in (self._plot, self.score_plot):
            plot.setBackground(theme.raised)
            for name in ("left", "bottom"):
                axis = plot.getAxis(name)
                axis.setPen(QColor(theme.border))
                axis.setTextPen(QColor(theme.muted))
                axis.setStyle(tickFont=self.font())
            plot.showGrid(x=False, y=True, alpha=0.25)
        # What each report says is behind the line that one reads.
        self._each.setPen(_pen(theme.selection, dashed=False, width=1))
        self.train.setPen(_pen(theme.accent, dashed=False))
        self.development.setPen(_pen(theme.heat, dashed=True))
        self.score.setPen(_pen(theme.positive, dashed=True))
        for line, spot, colour in (
            (self.development, "o", theme.heat),
            (self.score, "s", theme.positive),
        ):
            line.setSymbol(spot)
            line.setSymbolBrush(QColor(colour))
            line.setSymbolPen(QColor(theme.raised))
        colours = (theme.accent, theme.heat, theme.positive)
        for key, colour in zip(self._keys, colours, strict=True):
            key.show_colour(colour)

    def _retranslate(self) -> None:
        self._plot.setLabel("bottom", self.tr("Steps"), color=current_theme().muted)
        self.setAccessibleName(self.tr("Losses and score"))
        self._say()

    def _say(self) -> None:
        story = self._story or RunStory()
        learning, held_back, score = self._words
        learning.setText(_with_value(self.tr("Loss while learning"), story.calm_train))
        text = _with_value(self.tr("Loss on held-back texts"), story.development)
        best = story.best
        if best is not None and len(story.development) > 1:
            text += " · " + self.tr("at first {first}, best {best} at step {step}").format(
                first=decimals(story.development[0].value),
                best=decimals(best.value),
                step=number(best.step),
            )
        held_back.setText(text)
        score.setText(samples_line(story.samples))
        said = (words.text() for words in self._words if words.text())
        self.setAccessibleDescription(". ".join(said) + ".")

    def _legend(self, key: _Key, words: ElidedLabel) -> QWidget:
        words.setProperty("kind", "muted")
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(key)
        row.addWidget(words, 1)
        return whole


def _plot() -> pg.PlotWidget:
    plot = pg.PlotWidget()
    plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    plot.setMenuEnabled(False)
    plot.setMouseEnabled(False, False)
    plot.hideButtons()
    plot.getAxis("left").setWidth(_AXIS_WIDTH)
    # Steps are whole numbers; "x0.001" beside them helps nobody.
    for axis in ("left", "bottom"):
        plot.getAxis(axis).enableAutoSIPrefix(False)
    return plot


def _with_value(words: str, points: Sequence[Point]) -> str:
    return f"{words}: {decimals(points[-1].value)}" if points else words


def _pen(colour: str, *, dashed: bool, width: int = _WIDTH) -> QPen:
    pen = QPen(QColor(colour), width)
    # A pen as wide on all screens and scales of the plot.
    pen.setCosmetic(True)
    if dashed:
        pen.setStyle(Qt.PenStyle.DashLine)
    return pen


class _Key(QWidget):
    """A piece of a line, as in the plot; one with spots is dashed."""

    def __init__(self, spot: str = "") -> None:
        """`spot`: "o" is round, "s" square; "" is none."""
        super().__init__()
        self._spot = spot
        self._colour = ""
        self.setFixedSize(_KEY)

    def show_colour(self, colour: str) -> None:
        self._colour = colour
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(_pen(self._colour, dashed=bool(self._spot)))
        middle = self.rect().center()
        painter.drawLine(0, middle.y(), self.width(), middle.y())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._colour))
        half = _SPOT // 2
        if self._spot == "o":
            painter.drawEllipse(middle, half, half)
        elif self._spot == "s":
            painter.drawRect(middle.x() - half, middle.y() - half, 2 * half, 2 * half)
