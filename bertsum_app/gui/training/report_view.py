"""What was found in the files: how much there is, what is wrong, and a switch for each trouble."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bertsum_app.gui.training.words import duration, finding_name, fix_name, number
from bertsum_app.gui.widgets.clicking import leave_focus
from bertsum_app.gui.widgets.icon_label import IconLabel
from bertsum_app.gui.widgets.language_box import LanguageBox
from bertsum_app.gui.widgets.progress_line import ProgressLine

if TYPE_CHECKING:
    from bertsum_app.corpus.check import Finding
    from bertsum_app.service.training import CheckedCorpus

_SHOWN_CHARACTERS = 12
_LITTLE = 0.005
"""A smaller share of pieces that the model has not learned is not worth a word."""


class ReportView(QWidget):
    """Shows what it is given; says which fixes the person wants."""

    fix_chosen = Signal(str, str)
    """The kind of a finding, and the fix that is wanted for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._checked: CheckedCorpus | None = None
        self._busy = False
        self._unfolded: set[str] = set()
        self.boxes: dict[str, LanguageBox] = {}
        """The switch of each finding, by its kind."""
        self.progress = ProgressLine()
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self._facts = QLabel()
        self._facts.setProperty("kind", "muted")
        self._facts.setWordWrap(True)
        self._findings = QGridLayout()
        self._findings.setHorizontalSpacing(12)
        self._findings.setVerticalSpacing(6)
        self._findings.setColumnStretch(2, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.summary)
        column.addWidget(self.progress)
        column.addLayout(self._findings)
        column.addWidget(self._facts)
        self._refresh()

    def show_nothing(self) -> None:
        """There is nothing to tell of."""
        self._checked, self._busy = None, False
        self._unfolded.clear()
        self._refresh()

    def show_busy(self) -> None:
        """The files are being looked at; what is known of them from before stays."""
        self._busy = True
        self._refresh()

    def show_checked(self, checked: CheckedCorpus) -> None:
        """Tell what was found."""
        self._checked, self._busy = checked, False
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._refresh()

    def _refresh(self) -> None:
        if self._busy:
            self.progress.show_busy()
        else:
            self.progress.finish()
        self.progress.setAccessibleName(self.tr("Looking at the texts"))
        checked = self._checked
        self.setVisible(self._busy or checked is not None)
        self._facts.setVisible(checked is not None)
        self._clear_findings()
        if checked is None:
            self.summary.setText(self.tr("Looking at the texts…") if self._busy else "")
            self.summary.setVisible(self._busy)
            return
        self.summary.show()
        report = checked.report
        self.summary.setText(
            self.tr(
                "%Ln example(s): {training} to learn from, {held_back} held back to measure with",
                "",
                report.checked.examples,
            ).format(training=number(report.training), held_back=number(report.held_back))
        )
        for finding in report.findings:
            self._add_finding(finding, [file.path for file in report.files], report.task)
        self._facts.setText("\n".join(self._facts_of(checked)))

    def _facts_of(self, checked: CheckedCorpus) -> list[str]:
        facts = []
        if not checked.report.findings:
            facts.append(self.tr("Nothing is wrong with them."))
        coverage = checked.report.coverage
        if coverage.unknown + coverage.bytes > _LITTLE:
            facts.append(
                self.tr("The model has not learned some characters in them: {characters}").format(
                    characters=" ".join(coverage.characters[:_SHOWN_CHARACTERS])
                )
            )
        if checked.minutes is not None:
            parts = [
                self.tr("%Ln step(s)", "", checked.steps),
                self.tr("less than a minute here")
                if checked.minutes < 1
                else self.tr("about {time} here").format(time=duration(checked.minutes * 60)),
            ]
            if checked.peak_bytes is not None:
                size = QLocale().formattedDataSize(
                    checked.peak_bytes, 1, QLocale.DataSizeFormat.DataSizeSIFormat
                )
                parts.append(self.tr("{size} of memory").format(size=size))
            facts.append(" · ".join(parts))
        doubts = {
            "large": self.tr(
                "The network is large for so little text: it will know the text by heart rather than "
                "learn the language."
            ),
            "slow": self.tr("That is more than a day of work on this computer."),
        }
        return [*facts, *(doubts[doubt] for doubt in checked.doubts)]

    def _clear_findings(self) -> None:
        self.boxes.clear()
        while (item := self._findings.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _add_finding(self, finding: Finding, files: list[str], task: str) -> None:
        row = self._findings.rowCount()
        name = finding_name(finding.kind, task)
        words = QLabel(
            self.tr("{finding}: {count}").format(finding=name, count=number(finding.count))
        )
        box = LanguageBox()
        box.set_entries(tuple((fix, fix_name(fix)) for fix in finding.choices))
        box.choose(finding.fix)
        box.setEnabled(len(finding.choices) > 1)
        box.setAccessibleName(self.tr("What to do with: {finding}").format(finding=name))
        box.chosen.connect(lambda fix, kind=finding.kind: self.fix_chosen.emit(kind, fix))
        self.boxes[finding.kind] = box
        examples = QLabel(_examples_text(finding, files))
        examples.setTextFormat(Qt.TextFormat.PlainText)
        examples.setProperty("kind", "muted")
        examples.setWordWrap(True)
        examples.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        examples.setVisible(finding.kind in self._unfolded)
        more = QPushButton(self._more_text(finding.kind))
        more.setProperty("kind", "message")
        leave_focus(more)

        def unfold() -> None:
            self._unfolded ^= {finding.kind}
            examples.setVisible(finding.kind in self._unfolded)
            more.setText(self._more_text(finding.kind))

        more.clicked.connect(unfold)
        place = QHBoxLayout()
        place.addWidget(box)
        self._findings.addWidget(IconLabel("warning", "warning", edge=18), row, 0)
        self._findings.addWidget(words, row, 1)
        self._findings.addWidget(more, row, 3)
        self._findings.addWidget(box, row, 4)
        self._findings.addWidget(examples, row + 1, 1, 1, 4)

    def _more_text(self, kind: str) -> str:
        return self.tr("Hide") if kind in self._unfolded else self.tr("Show some")


def _examples_text(finding: Finding, files: list[str]) -> str:
    return "\n".join(
        f"{Path(files[example.file]).name}:{example.line}   {_short(example.first)}   |   "
        f"{_short(example.second)}"
        for example in finding.examples
    )


def _short(text: str) -> str:
    shown = " ".join(text.split())
    return shown if len(shown) <= 48 else shown[:47] + "…"
