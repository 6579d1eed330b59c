"""The list of documents under the panes: what is at work, what became of the others. View only."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from bertsum_app.gui.documents.queue import QueuedDocument, together
from bertsum_app.gui.documents.row import DocumentRow
from bertsum_app.gui.documents.words import DocumentWords
from bertsum_app.gui.documents.written_as_box import WrittenAsBox
from bertsum_app.gui.language_names import language_name
from bertsum_app.gui.shortcuts.keys import Shortcuts
from bertsum_app.gui.widgets.card_frame import CardFrame
from bertsum_app.gui.widgets.clicking import leave_focus
from bertsum_app.gui.widgets.elided_label import ElidedLabel
from bertsum_app.gui.widgets.icon_button import IconButton
from bertsum_app.gui.widgets.language_box import LanguageBox
from bertsum_app.service.documents import DocumentRequest

_SHARE, _LARGE_SHARE = 0.28, 0.5
"""Of the window's height, at most, that rows take without scrolling; the large one without panes."""
_LEAST_HEIGHT = 56
_LEAST_BOX = 100
_ARRANGED_AT_ONCE = 30
_TURN_S = 0.008
"""How long rows are made and changed in one turn of the event loop: hundreds may come at once."""


class DocumentsPanel(CardFrame):
    """Hidden while there are no documents. Rows come and go with `show_document` and `remove`."""

    open_requested = Signal()
    cancel_all_requested = Signal()
    clear_requested = Signal()
    choices_changed = Signal()
    """The person chose another language for documents, or another form of what comes of them."""
    arranged = Signal()
    """It was shown, hidden, folded or unfolded."""
    together_requested = Signal()
    """One summary is wanted of all that are summarized."""
    save_requested = Signal()
    """All summaries are to be put into one file."""
    row_added = Signal(object)
    """A `DocumentRow`, for who gives it life."""

    def __init__(self, shortcuts: Shortcuts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shortcuts = shortcuts
        shortcuts.changed.connect(self._retranslate)
        self._languages: tuple[str, ...] = ()
        self.rows: dict[int, DocumentRow] = {}
        """By the key of the document, in order."""
        self._todo: dict[int, QueuedDocument] = {}
        """Documents whose rows are to be made or changed, the first first."""
        self._until = 0.0
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._on_turn)
        self._folded = False
        self._short_of_room = False
        self._say = DocumentWords(self)
        self.fold_button = IconButton("chevron-down")
        self.title = QLabel()
        self.title.setProperty("kind", "card-title")
        self.summary = ElidedLabel()
        self.summary.setProperty("kind", "muted")
        self.cancel_button = _button("quiet")
        self.clear_button = _button("quiet")
        self._language_label = QLabel()
        self.language = LanguageBox()
        self._language_label.setBuddy(self.language)
        self.bilingual = LanguageBox()
        self.written_as = WrittenAsBox()
        self.together_button = _button("pill")
        self.save_button = _button("pill")
        self.open_button = _button("pill")
        self._list = QWidget()
        self._column = QVBoxLayout(self._list)
        self._area = _Area(self._list)
        self._foot = QWidget()
        self._arrange()
        self._area.rewrapped.connect(self._take_room)
        self.fold_button.clicked.connect(lambda: self.fold(not self._folded))
        self.cancel_button.clicked.connect(self.cancel_all_requested)
        self.clear_button.clicked.connect(self.clear_requested)
        self.together_button.clicked.connect(self.together_requested)
        self.save_button.clicked.connect(self.save_requested)
        self.open_button.clicked.connect(self.open_requested)
        self.bilingual.chosen.connect(self.written_as.be_bilingual)
        for box in (self.bilingual, self.written_as):
            # In narrow windows they give way: their words can be read in their lists.
            box.setMinimumWidth(_LEAST_BOX)
        for box in (self.language, self.bilingual, self.written_as):
            box.chosen.connect(self.choices_changed)
        self._retranslate()
        self._refresh()

    def offer_languages(self, codes: tuple[str, ...]) -> None:
        """The languages that documents can be translated into."""
        self._languages = codes
        self.language.set_entries(tuple((code, language_name(code)) for code in codes))

    def show_document(self, document: QueuedDocument) -> None:
        """A document is new, or something about it is: at once, or soon where there are many."""
        self._todo[document.key] = document
        if not self._turn.isActive():
            self._until = time.perf_counter() + _TURN_S
            self._turn.start()
        self._go_on()

    def remove(self, key: int) -> None:
        """The document is no longer in the list; who was at its row goes to the next one."""
        self._todo.pop(key, None)
        row = self.rows.pop(key, None)
        if row is None:
            return
        focus = QApplication.focusWidget()
        if focus is not None and row.isAncestorOf(focus):
            self.fold_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._refresh()

    def fold(self, folded: bool) -> None:
        """Show one line only, or the rows."""
        self._folded = folded
        self.fold_button.set_icon_name("chevron-up" if folded else "chevron-down")
        self._area.setVisible(not folded)
        self._foot.setVisible(not folded)
        self._describe_fold()
        self._refresh()
        self.arranged.emit()

    @property
    def fills_page(self) -> bool:
        """Whether it stands in the place of the panes, since there is no room for both."""
        return self._short_of_room and not self._folded and not self.isHidden()

    def be_short_of_room(self, short: bool) -> None:
        """Whether the page is too low for the panes and the unfolded list."""
        self._short_of_room = short
        self._take_room()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.window().installEventFilter(self)
        self._take_room()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._take_room()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.offer_languages(self._languages)
            self._retranslate()
            for row in self.rows.values():
                row.retranslate()
            self._refresh()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(8, 4, 8, 0)
        head.setSpacing(8)
        head.addWidget(self.fold_button)
        head.addWidget(self.title)
        head.addWidget(self.summary, 1)
        head.addWidget(self.cancel_button)
        head.addWidget(self.clear_button)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(20, 0, 8, 8)
        foot.setSpacing(8)
        foot.addWidget(self._language_label)
        foot.addWidget(self.language)
        foot.addSpacing(8)
        foot.addWidget(self.bilingual)
        foot.addWidget(self.written_as)
        foot.addStretch(1)
        foot.addWidget(self.together_button)
        foot.addWidget(self.save_button)
        foot.addWidget(self.open_button)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._area)
        column.addWidget(self._foot)

    def _on_turn(self) -> None:
        self._until = time.perf_counter() + _TURN_S
        self._go_on()

    def _go_on(self) -> None:
        """Make and change rows while there is time; the rest follows in the next turn."""
        while self._todo and time.perf_counter() < self._until:
            self._put(self._todo.pop(next(iter(self._todo))))
        # Once there is more than can be seen, all the rest is arranged in one go.
        self._column.setEnabled(len(self.rows) < _ARRANGED_AT_ONCE or not self._todo)
        if not self._todo and time.perf_counter() < self._until:
            self._refresh()
        else:
            self._turn.start()

    def _put(self, document: QueuedDocument) -> None:
        row = self.rows.get(document.key)
        if row is None:
            self._add(document)
            return
        begins = document.state == "working" and row.document.state == "waiting"
        row.show_document(document)
        if begins:
            self._area.ensureWidgetVisible(row, 0, 0)

    def _add(self, document: QueuedDocument) -> None:
        row = DocumentRow(document)
        before = next(reversed(self.rows.values())).stops[-1] if self.rows else self.clear_button
        self.rows[document.key] = row
        self._column.insertWidget(len(self.rows) - 1, row)
        # As the eye goes: what stands below the rows was there before them.
        for stop in row.stops:
            QWidget.setTabOrder(before, stop)
            before = stop
        self.row_added.emit(row)
        if len(self.rows) == 1:
            self._refresh()
            self.fold(False)
            # Nobody's text is to vanish by itself.
            self.fold(self._short_of_room)

    def _refresh(self) -> None:
        documents = [row.document for row in self.rows.values()]
        unfinished = [each for each in documents if each.is_open]
        was_hidden = self.isHidden()
        self.setVisible(bool(documents))
        self.cancel_button.setVisible(bool(unfinished))
        self.clear_button.setVisible(len(unfinished) < len(documents))
        translated = [each for each in documents if isinstance(each.request, DocumentRequest)]
        for widget in (self._language_label, self.language, self.bilingual):
            widget.setVisible(bool(translated))
        self.written_as.be_for(each.path for each in translated)
        self.save_button.setVisible(any(each.summary is not None for each in documents))
        self.together_button.setVisible(len(together(documents)) > 1)
        self.summary.setText(self._summary(documents))
        self._take_room()
        if was_hidden != self.isHidden():
            self.arranged.emit()

    def _take_room(self) -> None:
        share = _LARGE_SHARE if self.fills_page else _SHARE
        self._area.take_room(round(share * self.window().height()))

    def _summary(self, documents: list[QueuedDocument]) -> str:
        finished = sum(each.state == "finished" for each in documents)
        parts = [self.tr("{done} of %Ln done", "", len(documents)).format(done=finished)]
        if failed := sum(each.state == "failed" for each in documents):
            parts.append(self.tr("%Ln failed", "", failed))
        if asking := sum(each.state == "asking" for each in documents):
            parts.append(self.tr("%Ln to be decided", "", asking))
        working = next((each for each in documents if each.state == "working"), None)
        if self._folded and working is not None and working.total:
            counts = self._say.counts(working.done, working.total)
            parts.append(f"{self._say.name(working.request)}: {counts}")
        return " · ".join(parts)

    def _describe_fold(self) -> None:
        self.fold_button.describe(
            self.tr("Show the documents") if self._folded else self.tr("Hide the documents")
        )

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Documents"))
        self.title.setText(self.tr("Documents"))
        self.summary.setAccessibleName(self.tr("How many are done"))
        self.cancel_button.setText(self.tr("Cancel all"))
        self.clear_button.setText(self.tr("Clear the list"))
        self.clear_button.setToolTip(self.tr("Take all that is over off the list; files stay"))
        self._language_label.setText(self.tr("Translate into"))
        self.language.setAccessibleName(self.tr("Language to translate documents into"))
        self.language.setToolTip(self.tr("For documents that have not begun"))
        self.bilingual.set_entries(
            (
                ("", self.tr("Translation only")),
                ("alternating", self.tr("Below the original")),
                ("side-by-side", self.tr("Beside the original (Word)")),
            )
        )
        self.bilingual.setAccessibleName(self.tr("What becomes of the original"))
        self.bilingual.setToolTip(
            self.tr(
                "The translation alone, below each passage of the original, or beside it in a table "
                "of a Word file; for documents that have not begun"
            )
        )
        self.together_button.setText(self.tr("One summary of all"))
        self.together_button.setToolTip(
            self.tr("Summarize the documents of the list together, as if they were one")
        )
        self.save_button.setText(self.tr("Save summaries…"))
        self.save_button.setToolTip(self.tr("All summaries of the list in one file"))
        self.open_button.setText(self.tr("Open documents…"))
        self.open_button.setToolTip(
            self._shortcuts.with_keys(self.tr("Open documents…"), "open-documents")
        )
        self._describe_fold()


class _Area(QScrollArea):
    """As high as its rows, up to a limit."""

    rewrapped = Signal()
    """Its words wrap otherwise, so that the rows have another height."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self._inside = inside
        self._wanted = _LEAST_HEIGHT
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def take_room(self, most: int) -> None:
        """Take as much as the rows need, or this much."""
        layout = self._inside.layout()
        assert layout is not None
        width = self.viewport().width()
        needed = 0
        for index in range(layout.count()):
            item = layout.itemAt(index)
            if item is None or needed >= most:
                break
            wraps = item.hasHeightForWidth()
            needed += item.heightForWidth(width) if wraps else item.sizeHint().height()
        wanted = max(_LEAST_HEIGHT, min(needed, most))
        if wanted != self._wanted:
            self._wanted = wanted
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self._inside.sizeHint().width(), self._wanted)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._inside.minimumSizeHint().width(), _LEAST_HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.rewrapped.emit()


def _button(kind: str) -> QPushButton:
    button = QPushButton()
    button.setProperty("kind", kind)
    leave_focus(button)
    return button
