"""What came of a training: figures and sentences before and after, and the choice to use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bertsum_app.gui.training.blind_vote import BlindVote
from bertsum_app.gui.training.figures import out_of_hundred
from bertsum_app.gui.training.samples import GrowingText, sample_html
from bertsum_app.gui.training.words import (
    VERDICT_ICONS,
    decimals,
    figure_name,
    number,
    verdict_name,
)
from bertsum_app.gui.widgets.card_frame import CardFrame
from bertsum_app.gui.widgets.clicking import leave_focus
from bertsum_app.gui.widgets.icon_button import IconButton
from bertsum_app.gui.widgets.icon_label import IconLabel
from bertsum_app.gui.widgets.segmented_control import SegmentedControl
from bertsum_app.gui.widgets.themed import THEME_EVENTS
from bertsum_app.service.training import BeforeAfter, RunRow

if TYPE_CHECKING:
    from bertsum_app.evaluation.compare import ComparisonRow

BESIDE, BLIND = "beside", "blind"
_SAMPLES_AT_ONCE = 5


class BeforeAfterView(QScrollArea):
    """Shows what it is given."""

    install_wanted = Signal()
    uninstall_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._row: RunRow | None = None
        self._result: BeforeAfter | None = None
        self._first = 0
        self.judgement = QLabel()
        self.judgement.setProperty("kind", "card-title")
        self._advice = QLabel()
        self._advice.setProperty("kind", "muted")
        for label in (self.judgement, self._advice):
            label.setWordWrap(True)
        self.install = QPushButton()
        self.install.setProperty("kind", "primary")
        self.uninstall = QPushButton()
        self._figures = QGridLayout()
        self.samples = GrowingText()
        self._samples_title = QLabel()
        self._samples_title.setProperty("kind", "card-title")
        self._place = QLabel()
        self._place.setProperty("kind", "muted")
        self.earlier = IconButton("chevron-up")
        self.later = IconButton("chevron-down")
        self.way = SegmentedControl((BESIDE, BLIND), compact=True)
        self.vote = BlindVote()
        self._samples_card = CardFrame()
        self._arrange()
        self.install.clicked.connect(self.install_wanted)
        self.uninstall.clicked.connect(self.uninstall_wanted)
        self.earlier.clicked.connect(lambda: self._go(-_SAMPLES_AT_ONCE))
        self.way.changed.connect(self._show_samples)
        self.later.clicked.connect(lambda: self._go(_SAMPLES_AT_ONCE))
        self._retranslate()

    def show_run(self, row: RunRow) -> None:
        """Whether the model can be used, and whether it is."""
        self._row = row
        self._say()

    def show_result(self, result: BeforeAfter | None) -> None:
        """Show what was measured; None: nothing is known."""
        if result != self._result:
            self._result, self._first = result, 0
            # What it was taught proves nothing, whichever version is liked.
            samples = () if result is None else result.samples
            self.vote.use(tuple(sample for sample in samples if not sample.taught))
            self.way.choose(BESIDE)
            self._fill()
            self._say()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() in THEME_EVENTS:
            self._show_samples()

    # --- inside ---------------------------------------------------------------------------------

    def _arrange(self) -> None:
        leave_focus(self.install, self.uninstall)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.judgement)
        words.addWidget(self._advice)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addLayout(words, 1)
        top.addWidget(self.install, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.uninstall, 0, Qt.AlignmentFlag.AlignTop)
        self._figures.setHorizontalSpacing(20)
        self._figures.setVerticalSpacing(6)
        self._figures.setColumnStretch(0, 1)
        figures = CardFrame()
        column = QVBoxLayout(figures)
        column.setContentsMargins(24, 16, 24, 20)
        column.setSpacing(16)
        column.addLayout(top)
        column.addLayout(self._figures)
        pages = QHBoxLayout()
        pages.setSpacing(8)
        pages.addWidget(self._samples_title)
        pages.addSpacing(8)
        pages.addWidget(self.way)
        pages.addStretch(1)
        pages.addWidget(self._place)
        pages.addWidget(self.earlier)
        pages.addWidget(self.later)
        column = QVBoxLayout(self._samples_card)
        column.setContentsMargins(24, 12, 16, 16)
        column.setSpacing(8)
        column.addLayout(pages)
        column.addWidget(self.samples)
        column.addWidget(self.vote)
        self.vote.hide()
        inside = QWidget()
        page = QVBoxLayout(inside)
        page.setContentsMargins(0, 0, 8, 8)
        page.setSpacing(12)
        page.addWidget(figures)
        page.addWidget(self._samples_card)
        page.addStretch(1)
        self.setWidget(inside)

    def _fill(self) -> None:
        while (item := self._figures.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        result = self._result
        if result is not None:
            for where, comparison in result.comparisons.items():
                self._add_head(where, result.sizes.get(where, 0))
                for row in comparison.rows:
                    self._add_figure(row)
        self._show_samples()

    def _add_head(self, where: str, size: int) -> None:
        row = self._figures.rowCount()
        titles = {
            "user": self.tr("Your own texts, held back ({count})").format(count=number(size)),
            "taught": self.tr("Corrections it was taught ({count})").format(count=number(size)),
            "general": self.tr("General texts ({count})").format(count=number(size)),
        }
        heads = (
            titles.get(where, where),
            self._other or self.tr("Before"),
            self._row.name if self._other and self._row else self.tr("After"),
            self.tr("Difference"),
            self.tr("95 % of resampled"),
        )
        for column, text in enumerate(heads):
            label = QLabel(text)
            label.setProperty("kind", "card-title" if column == 0 else "muted")
            if column:
                label.setAlignment(Qt.AlignmentFlag.AlignRight)
            if row > 1:
                label.setContentsMargins(0, 12, 0, 0)
            self._figures.addWidget(label, row, column)

    def _add_figure(self, row: ComparisonRow) -> None:
        line = self._figures.rowCount()
        before, after, difference, low, high = (
            out_of_hundred(row.name, value)
            for value in (row.before, row.after, row.difference, row.low, row.high)
        )
        texts = (
            decimals(before, 1),
            decimals(after, 1),
            _signed(difference),
            self.tr("{low} to {high}").format(low=_signed(low), high=_signed(high)),
        )
        self._figures.addWidget(QLabel(figure_name(row.name)), line, 0)
        for column, text in enumerate(texts, start=1):
            label = QLabel(text)
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._figures.addWidget(label, line, column)
        verdict = QWidget()
        place = QHBoxLayout(verdict)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(4)
        tint = {"improved": "positive", "regressed": "negative"}.get(row.verdict, "muted")
        place.addWidget(IconLabel(VERDICT_ICONS[row.verdict], tint, edge=16))
        place.addWidget(QLabel(verdict_name(row.verdict)), 1)
        self._figures.addWidget(verdict, line, 5)

    def _go(self, by: int) -> None:
        self._first += by
        self._show_samples()

    def _show_samples(self) -> None:
        samples = self._result.samples if self._result is not None else ()
        beside = self.way.current == BESIDE
        for widget in (self.samples, self._place, self.earlier, self.later):
            widget.setVisible(beside)
        self.vote.setVisible(not beside)
        self._samples_card.setVisible(bool(samples))
        shown = samples[self._first : self._first + _SAMPLES_AT_ONCE]
        self.earlier.setEnabled(self._first > 0)
        self.later.setEnabled(self._first + _SAMPLES_AT_ONCE < len(samples))
        self._place.setText(
            self.tr("{first} to {last} of {all}").format(
                first=number(self._first + 1),
                last=number(self._first + len(shown)),
                all=number(len(samples)),
            )
        )
        self.samples.setHtml("".join(map(sample_html, shown)))

    def _say(self) -> None:
        row, result = self._row, self._result
        ready = row is not None and row.model and row.state == "finished"
        self.install.setVisible(ready and row is not None and not row.installed)
        self.uninstall.setVisible(ready and row is not None and row.installed)
        self.judgement.setText("" if result is None else self._judgement(result))
        if row is None or not ready:
            self._advice.setText("")
        elif row.installed and row.request is not None and row.request.of_corrections:
            self._advice.setText(
                self.tr(
                    "The Workspace translates with {name} now; the box above its panes leads back to "
                    "another model."
                ).format(name=row.name)
            )
        elif result is not None and "taught" in result.comparisons:
            self._advice.setText(self._advice_for_few(result))
        elif row.installed:
            self._advice.setText(
                self.tr("The Workspace offers {name} beside the other models.").format(
                    name=row.name
                )
            )
        elif self._other:
            self._advice.setText(
                self.tr(
                    "Look at the figures and at the sentences. If you use it, it stands beside the "
                    "other models, and can be taken out again at any time."
                )
            )
        else:
            self._advice.setText(
                self.tr(
                    "Look at the figures and at the sentences. If you use it, it stands beside the "
                    "model it came from, and can be taken out again at any time."
                )
            )

    def _advice_for_few(self, result: BeforeAfter) -> str:
        return self.tr(
            "Only {count} corrections were held back: too few for figures to prove anything, so read "
            "the sentences. On those it was taught, figures only tell whether it took them in; on "
            "general texts, what it lost. If you use it, it can be taken out again at any time."
        ).format(count=number(result.sizes.get("user", 0)))

    @property
    def _other(self) -> str:
        """The model that a new one stands beside; "" for one that was taught more."""
        return "" if self._result is None else self._result.compared_with

    def _judgement(self, result: BeforeAfter) -> str:
        """The figures in a few words."""
        verdicts = {
            where: {row.verdict for row in comparison.rows}
            for where, comparison in result.comparisons.items()
        }
        own, general = verdicts.get("user", set()), verdicts.get("general", set())
        if "taught" in verdicts:
            if "improved" not in verdicts["taught"]:
                return self.tr("It has hardly taken your corrections in.")
            if "regressed" in general:
                return self.tr("It has taken your corrections in, but is worse on general texts.")
            return self.tr("It has taken your corrections in, with no clear loss on general texts.")
        if "regressed" in own:
            return self.tr("Not better on your own texts.")
        if "improved" not in own and "regressed" in general:
            return self.tr("No clear difference on your own texts, and worse on general ones.")
        if "improved" not in own:
            return self.tr("No clear difference on your own texts.")
        if "regressed" in general:
            return self.tr("Better on your own texts, a little worse on general ones.")
        if general:
            return self.tr("Better on your own texts, and no clear loss on general ones.")
        return self.tr("Better on your own texts.")

    def _retranslate(self) -> None:
        self.install.setText(self.tr("Use this model"))
        self.uninstall.setText(self.tr("Take it out again"))
        self._samples_title.setText(self.tr("Sentences"))
        self.way.setAccessibleName(self.tr("How to compare"))
        self.way.set_text(BESIDE, self.tr("Side by side"))
        self.way.set_text(
            BLIND,
            self.tr("Blind vote"),
            self.tr("Choose the better one without knowing which model wrote it"),
        )
        self.samples.setAccessibleName(self.tr("Samples before and after"))
        self.earlier.describe(self.tr("Earlier samples"))
        self.later.describe(self.tr("More samples"))
        self._fill()
        self._say()


def _signed(value: float) -> str:
    text = decimals(abs(value), 1)
    return f"{'−' if value < 0 else '+'}{text}"
