"""One document in the list: how it stands, and what can be done about it. View only."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bertsum_app.core.errors import DiskFull, FolderNotWritable
from bertsum_app.documents.errors import NoDocuments
from bertsum_app.gui.documents.file_kinds import is_read_as_told
from bertsum_app.gui.documents.queue import QueuedDocument, State
from bertsum_app.gui.documents.words import DocumentWords
from bertsum_app.gui.widgets.clicking import leave_focus
from bertsum_app.gui.widgets.elided_label import ElidedLabel
from bertsum_app.gui.widgets.icon_button import IconButton
from bertsum_app.gui.widgets.icon_label import IconLabel
from bertsum_app.gui.widgets.progress_line import ProgressLine

_ICONS: dict[State, tuple[str, str]] = {
    "waiting": ("history", "muted"),
    "working": ("translate", "accent"),
    "stopping": ("stop", "muted"),
    "asking": ("info", "accent"),
    "finished": ("check", "positive"),
    "stopped": ("stop", "muted"),
    "failed": ("warning", "warning"),
}
_PROGRESS_WIDTH = 160


class DocumentRow(QWidget):
    """The signals carry nothing: who made the row knows its document."""

    cancel_wanted = Signal()
    retry_wanted = Signal()
    replace_wanted = Signal()
    both_wanted = Signal()
    elsewhere_wanted = Signal()
    """The person wants the new file in another folder."""
    reading_wanted = Signal()
    """The person wants to say how the document is read."""
    open_wanted = Signal()
    folder_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, document: QueuedDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._say = DocumentWords(self)
        self._icon = IconLabel("history", "muted")
        self.name = ElidedLabel()
        self.name.setProperty("kind", "card-title")
        self.words = QLabel()
        self.words.setProperty("kind", "muted")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.progress = ProgressLine()
        self.progress.setMaximumWidth(_PROGRESS_WIDTH)
        self.replace_button = _pill(self.replace_wanted)
        self.both_button = _pill(self.both_wanted)
        self.retry_button = _pill(self.retry_wanted)
        self.elsewhere_button = _pill(self.elsewhere_wanted)
        self.reading_button = _icon_button("sliders", self.reading_wanted)
        self.open_button = _pill(self.open_wanted)
        self.folder_button = _icon_button("open", self.folder_wanted)
        self.cancel_button = _icon_button("stop", self.cancel_wanted)
        self.remove_button = _icon_button("close", self.remove_wanted)
        self._arrange()
        self.show_document(document)

    @property
    def document(self) -> QueuedDocument:
        """The document as it is shown."""
        return self._document

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What the keyboard comes to in it, in order."""
        return (
            self.replace_button,
            self.both_button,
            self.retry_button,
            self.elsewhere_button,
            self.open_button,
            self.reading_button,
            self.folder_button,
            self.cancel_button,
            self.remove_button,
        )

    def show_document(self, document: QueuedDocument) -> None:
        """How it is now."""
        before, self._document = self._document, document
        state = document.state
        self._icon.show_icon(*_ICONS[state])
        working = state in ("working", "stopping")
        if not working:
            self.progress.finish()
        elif document.total:
            self.progress.show_progress(document.done, document.total)
        else:
            self.progress.show_busy()
        self.replace_button.setVisible(state == "asking")
        self.both_button.setVisible(state == "asking")
        self.retry_button.setVisible(_can_be_done_again(document))
        self.elsewhere_button.setVisible(isinstance(document.error, (FolderNotWritable, DiskFull)))
        has_result = document.report is not None or document.summary is not None
        self.open_button.setVisible(has_result)
        self.folder_button.setVisible(document.report is not None)
        self.reading_button.setVisible(_can_be_read_otherwise(document))
        self.cancel_button.setVisible(document.is_open)
        self.cancel_button.setEnabled(state != "stopping")
        self.remove_button.setVisible(not document.is_open)
        self.retranslate()
        if before.state != state and not document.is_open:
            told = QAccessibleAnnouncementEvent(self, self.accessibleName())
            QAccessible.updateAccessibility(told)

    def retranslate(self) -> None:
        """Say everything in the interface's language."""
        document = self._document
        name = self._say.name(document.request)
        self.name.setText(name)
        self.name.setToolTip("\n".join(map(str, document.paths)))
        words = self._say.state(document)
        self.words.setText(words)
        self.setAccessibleName(f"{name}: {words}")
        self.progress.setAccessibleName(self.tr("Progress of {name}").format(name=name))
        self.replace_button.setText(self.tr("Replace it"))
        self.both_button.setText(self.tr("Keep both"))
        again = self.tr("Start again") if document.state == "stopped" else self.tr("Try again")
        self.retry_button.setText(again)
        self.elsewhere_button.setText(self.tr("Other folder…"))
        open_summary = document.summary is not None
        words = self.tr("Show summary") if open_summary else self.tr("Open result")
        self.open_button.setText(words)
        for button in (
            self.replace_button,
            self.both_button,
            self.retry_button,
            self.elsewhere_button,
            self.open_button,
        ):
            button.setAccessibleName(f"{button.text()}: {name}")
        self.reading_button.describe(self.tr("How {name} is read…").format(name=name))
        self.folder_button.describe(self.tr("Show in folder: {name}").format(name=name))
        if document.state == "asking":
            self.cancel_button.describe(self.tr("Do not translate {name}").format(name=name))
        else:
            self.cancel_button.describe(self.tr("Cancel {name}").format(name=name))
        self.remove_button.describe(self.tr("Take {name} off the list").format(name=name))

    def _arrange(self) -> None:
        second = QHBoxLayout()
        second.setSpacing(12)
        second.addWidget(self.progress, 1, Qt.AlignmentFlag.AlignVCenter)
        second.addWidget(self.words, 3)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self.name)
        column.addLayout(second)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addSpacing(4)
        row.addLayout(column, 1)
        for button in self.stops:
            row.addWidget(button)


def _can_be_done_again(document: QueuedDocument) -> bool:
    if isinstance(document.error, NoDocuments):
        return False
    return document.state in ("stopped", "failed")


def _can_be_read_otherwise(document: QueuedDocument) -> bool:
    if document.state in ("working", "stopping") or len(document.paths) > 1:
        return False
    return is_read_as_told(document.path)


def _pill(wanted: SignalInstance) -> QPushButton:
    button = QPushButton()
    button.setProperty("kind", "pill")
    leave_focus(button)
    button.clicked.connect(wanted)
    return button


def _icon_button(icon_name: str, wanted: SignalInstance) -> IconButton:
    button = IconButton(icon_name)
    button.clicked.connect(wanted)
    return button
