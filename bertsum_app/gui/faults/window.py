"""The dialog after a fault of the program: what it means for the person, and a report to pass on.

It does not stop the work and takes no key that was meant for a text.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from bertsum_app.core.fault_report import fault_report
from bertsum_app.gui.window_state import give_first_size


class FaultWindow(QDialog):
    """One for all faults of a run: a later one takes the place of the report."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Shown in the middle of typing: the keys go on to where they went.
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setModal(False)
        self._kept = False
        self.count = 0
        """Faults since the dialog was opened."""
        self.title = QLabel()
        self.title.setProperty("kind", "card-title")
        self.text = QLabel()
        self.report = QPlainTextEdit()
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        for label in (self.title, self.text):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.copy_button = QPushButton()
        self.copy_button.clicked.connect(self._copy)
        self.close_button = QPushButton()
        self.close_button.setProperty("kind", "primary")
        self.close_button.clicked.connect(self.close)
        for button in (self.copy_button, self.close_button):
            button.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.addWidget(self.copy_button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addWidget(self.title)
        column.addWidget(self.text)
        column.addWidget(self.report, 1)
        column.addLayout(buttons)
        give_first_size(self, QSize(640, 420))
        self._retranslate()

    def tell(self, trace: str, kept: bool) -> None:
        """Show a fault; `kept`: the texts are on the disk."""
        if not self.isVisible():
            self.count = 0
        self.count += 1
        self._kept = kept
        plugin = QGuiApplication.platformName()
        self.report.setPlainText(fault_report(trace, f"Qt {qVersion()}, {plugin}"))
        self._retranslate()
        self.show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self.copy_button.setText(self.tr("Copied"))

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("A fault of BertSum"))
        title = self.tr("Something went wrong inside BertSum")
        if self.count > 1:
            title = self.tr("{title} ({count} times)").format(title=title, count=self.count)
        self.title.setText(title)
        if self._kept:
            text = self.tr(
                "This is a fault of the program, not of your text. You can go on working. Your texts "
                "were saved: should BertSum end now, they come back with its next start. The report "
                "helps to find the fault; it holds nothing that you wrote."
            )
        else:
            text = self.tr(
                "This is a fault of the program, not of your text. You can go on working; to be safe, "
                "copy what you need. The report helps to find the fault; it holds nothing that you "
                "wrote."
            )
        self.text.setText(text)
        self.report.setAccessibleName(self.tr("Report"))
        self.copy_button.setText(self.tr("Copy the report"))
        self.close_button.setText(self.tr("Close"))
