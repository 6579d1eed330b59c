"""The Glossary window: the terms of one direction in a table, with undo, search, import and export."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QSize, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QUndoCommand, QUndoStack
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from bertsum_app.core.atomic import write_text_atomic
from bertsum_app.core.errors import AppError
from bertsum_app.gui.glossary.collection import GlossaryCollection
from bertsum_app.gui.glossary.files import GlossaryReader
from bertsum_app.gui.glossary.table import SOURCE, TermTable
from bertsum_app.gui.language_names import language_name
from bertsum_app.gui.messages import Message, message_for
from bertsum_app.gui.widgets.card_frame import CardFrame
from bertsum_app.gui.widgets.clicking import leave_focus
from bertsum_app.gui.widgets.elided_label import ElidedLabel
from bertsum_app.gui.widgets.icon_button import IconButton
from bertsum_app.gui.widgets.language_box import LanguageBox
from bertsum_app.gui.widgets.message_bar import MessageBar
from bertsum_app.gui.widgets.search_field import SearchField
from bertsum_app.gui.window_state import give_first_size
from bertsum_app.service.glossaries import Direction
from bertsum_app.text.glossary import Glossary, Term

_FIRST_SIZE = QSize(720, 560)
_ROW_EXTRA = 16
# The key that says "delete" on a Mac is what others call backspace.
_DELETE_KEYS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class GlossaryWindow(QWidget):
    """A window of its own beside the main one, never modal."""

    def __init__(
        self, collection: GlossaryCollection, languages: tuple[str, ...], parent: QWidget
    ) -> None:
        """`languages` are those of the model; there are two at least."""
        super().__init__(parent, Qt.WindowType.Window)
        self._collection = collection
        self._languages = languages
        self._undo = QUndoStack(self)
        self._reader = GlossaryReader(self)
        self.messages = MessageBar()
        self.source = LanguageBox()
        self.target = LanguageBox()
        self.arrow = QLabel("→")
        self.swap_button = IconButton("swap")
        self.search = SearchField()
        self.import_button = QPushButton()
        self.export_button = QPushButton()
        self.terms = TermTable(self)
        self._filter = QSortFilterProxyModel(self)
        self._filter.setSourceModel(self.terms)
        self._filter.setFilterKeyColumn(-1)
        self._filter.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._filter.setSortCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._filter.setSortLocaleAware(True)
        self.table = _TermView(self._filter)
        self.new_source = QLineEdit()
        self.new_target = QLineEdit()
        self.add_button = QPushButton()
        self.add_button.setProperty("kind", "primary")
        self.delete_button = IconButton("clear")
        self.undo_button = QPushButton()
        self.status = ElidedLabel()
        self.status.setProperty("kind", "muted")
        leave_focus(
            self.import_button,
            self.export_button,
            self.add_button,
            self.undo_button,
        )
        self._arrange()
        self._connect()
        self._retranslate()
        self.show_direction(languages[0], languages[1])
        self.new_source.setFocus()
        give_first_size(self, _FIRST_SIZE)

    @property
    def direction(self) -> Direction:
        """From which language into which the terms are that are shown."""
        return self.source.code, self.target.code

    def show_direction(self, source: str, target: str) -> None:
        """Show the terms from `source` into `target`, as far as the model knows both."""
        if source in self._languages and target in self._languages and source != target:
            self.source.choose(source)
            self.target.choose(target)
        self._refresh()

    def import_file(self, path: Path) -> None:
        """Read a file and add its terms; those that are there already are replaced."""
        self.messages.dismiss()
        self._reader.begin(path, *self.direction)

    def export_file(self, path: Path) -> None:
        """Write the terms that are shown, all of this direction, to a TSV file."""
        from bertsum_app.documents.glossary_tables import table_of

        glossary = Glossary(*self.direction, self.terms.terms)
        try:
            write_text_atomic(path, table_of(glossary))
        except AppError as error:
            self.messages.show_message(message_for(error))
            return
        self.messages.show_message(
            Message(
                self.tr("%Ln term(s) exported", "", len(glossary.terms)),
                self.tr("They are in {path}.").format(path=path),
                severity="notice",
            )
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.source)
        head.addWidget(self.arrow)
        head.addWidget(self.target)
        head.addWidget(self.swap_button)
        head.addStretch(1)
        head.addWidget(self.import_button)
        head.addWidget(self.export_button)
        card = CardFrame()
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 8, 1, 8)
        inside.addWidget(self.table)
        entry = QHBoxLayout()
        entry.setSpacing(8)
        entry.addWidget(self.new_source, 1)
        entry.addWidget(self.new_target, 1)
        entry.addWidget(self.add_button)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.status, 1)
        foot.addWidget(self.undo_button)
        foot.addWidget(self.delete_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.search)
        column.addWidget(self.messages)
        column.addWidget(card, 1)
        column.addLayout(entry)
        column.addLayout(foot)

    def _connect(self) -> None:
        self._collection.changed.connect(self._on_changed)
        self._collection.forgotten.connect(self._undo.clear)
        self.source.chosen.connect(lambda code: self._on_language(self.target, code))
        self.target.chosen.connect(lambda code: self._on_language(self.source, code))
        self.swap_button.clicked.connect(
            lambda: self.show_direction(self.target.code, self.source.code)
        )
        self.search.rested.connect(self._on_search)
        self.search.left_downwards.connect(self.table.setFocus)
        self.terms.edited.connect(lambda terms: self._change(terms, self.tr("change")))
        self.terms.refused.connect(self._on_refused)
        self.table.delete_wanted.connect(self._delete)
        self.table.selectionModel().selectionChanged.connect(self._show_counts)
        self.delete_button.clicked.connect(self._delete)
        self.undo_button.clicked.connect(self._undo.undo)
        self._undo.canUndoChanged.connect(self.undo_button.setEnabled)
        self.undo_button.setEnabled(False)
        self.add_button.clicked.connect(self._add)
        for field in (self.new_source, self.new_target):
            field.returnPressed.connect(self._add)
        self.import_button.clicked.connect(self._ask_what_to_import)
        self.export_button.clicked.connect(self._ask_where_to_export)
        self._reader.read.connect(self._on_read)
        self._reader.failed.connect(lambda error: self.messages.show_message(message_for(error)))
        for keys, act in (
            (QKeySequence.StandardKey.Undo, self._undo.undo),
            (QKeySequence.StandardKey.Redo, self._undo.redo),
            (QKeySequence.StandardKey.Find, self.search.focus_all),
            (QKeySequence.StandardKey.Close, self.close),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _on_language(self, other: LanguageBox, code: str) -> None:
        if other.code == code:
            other.choose(next(each for each in self._languages if each != code))
        self._refresh()

    def _on_changed(self, source: str, target: str) -> None:
        if (source, target) == self.direction:
            self._refresh()

    def _refresh(self) -> None:
        chosen = self.table.currentIndex().row()
        self.terms.show_terms(self._collection.terms(*self.direction))
        rows = self._filter.rowCount()
        if rows and chosen >= 0:
            self.table.setCurrentIndex(self._filter.index(min(chosen, rows - 1), SOURCE))
        self._retitle()
        self._show_counts()

    def _on_search(self, text: str) -> None:
        self._filter.setFilterFixedString(text.strip())
        self._show_counts()

    def _show_counts(self) -> None:
        total, seen = len(self.terms.terms), self._filter.rowCount()
        words = self.tr("%Ln term(s)", "", total)
        if seen != total:
            words = self.tr("%Ln found", "", seen) + " · " + words
        self.status.setText(words)
        self.export_button.setEnabled(total > 0)
        self.delete_button.setEnabled(self.table.selectionModel().hasSelection())

    def _add(self) -> None:
        self.messages.dismiss()
        term = self.terms.checked(self.new_source.text(), self.new_target.text())
        if term is None:
            return
        self._change((*self.terms.terms, term), self.tr("add"))
        for field in (self.new_target, self.new_source):
            field.clear()
        self.new_source.setFocus()

    def _delete(self) -> None:
        chosen = {
            self._filter.mapToSource(index).row()
            for index in self.table.selectionModel().selectedIndexes()
        }
        if not chosen:
            return
        left = tuple(term for row, term in enumerate(self.terms.terms) if row not in chosen)
        self._change(left, self.tr("delete"))

    def _change(self, terms: tuple[Term, ...], name: str) -> None:
        before = self._collection.terms(*self.direction)
        self._undo.push(_Change(self._collection, self.direction, before, terms, name))

    def _on_read(self, glossary: Glossary) -> None:
        direction = (glossary.source_language, glossary.target_language)
        before = self._collection.terms(*direction)
        merged = {term.source: term for term in (*before, *glossary.terms)}
        command = _Change(
            self._collection, direction, before, tuple(merged.values()), self.tr("import")
        )
        self._undo.push(command)
        self.show_direction(*direction)
        self.messages.show_message(
            Message(
                self.tr("%Ln term(s) imported", "", len(glossary.terms)),
                self.tr("Undo takes them out again."),
                severity="notice",
            )
        )

    def _on_refused(self, why: str) -> None:
        words = {
            "empty": self.tr("Write the term first."),
            "long": self.tr("A term can have 200 characters."),
            "double": self.tr("This term is in the glossary already; change it there."),
        }
        self.messages.show_message(Message(self.tr("This is no entry"), words[why]))

    def _ask_what_to_import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Import terms"),
            "",
            self.tr("Glossaries (*.csv *.tsv *.txt *.tbx *.xml);;All files (*)"),
        )
        if name:
            self.import_file(Path(name))

    def _ask_where_to_export(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Export terms"), self.tr("glossary.tsv"), self.tr("Table (*.tsv)")
        )
        if name:
            self.export_file(Path(name))

    def _retitle(self) -> None:
        self.terms.name_columns(
            self.tr("Term ({language})").format(language=language_name(self.source.code)),
            self.tr("Translation ({language})").format(language=language_name(self.target.code)),
        )

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Glossary"))
        for box, name in (
            (self.source, self.tr("Language of the terms")),
            (self.target, self.tr("Language of the translations")),
        ):
            box.set_entries(tuple((code, language_name(code)) for code in self._languages))
            box.setAccessibleName(name)
            box.setToolTip(name)
        self.swap_button.describe(self.tr("Show the other direction"))
        self.search.describe(self.tr("Search in the glossary"), self.tr("Clear the search"))
        self.import_button.setText(self.tr("Import…"))
        self.import_button.setToolTip(self.tr("Add the terms of a CSV, TSV or TBX file"))
        self.export_button.setText(self.tr("Export…"))
        self.table.setAccessibleName(self.tr("Terms"))
        self.table.setAccessibleDescription(
            self.tr("A term without a translation is left as it is.")
        )
        self.new_source.setPlaceholderText(self.tr("New term"))
        self.new_source.setAccessibleName(self.tr("New term"))
        hint = self.tr("Translation; none: leave the term as it is")
        self.new_target.setPlaceholderText(hint)
        self.new_target.setAccessibleName(hint)
        self.add_button.setText(self.tr("Add"))
        self.undo_button.setText(self.tr("Undo"))
        self.delete_button.describe(
            self.tr("Delete the selected terms"), QKeySequence(Qt.Key.Key_Delete)
        )
        self.status.setAccessibleName(self.tr("Status"))
        self._retitle()
        self._show_counts()


class _TermView(QTableView):
    """Enter or F2 edits, Delete deletes; Tab leaves the table."""

    delete_wanted = Signal()

    def __init__(self, model: QSortFilterProxyModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setSortingEnabled(True)
        # As the person entered them, until a heading is clicked.
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + _ROW_EXTRA)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.horizontalHeader().setHighlightSections(False)

    def minimumSizeHint(self) -> QSize:
        # The heading and a term; on a small screen the rest of the window is needed, too.
        return QSize(
            super().minimumSizeHint().width(), 2 * self.verticalHeader().defaultSectionSize()
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            # What the editor leaves over is not for the table.
            super().keyPressEvent(event)
        elif event.key() in _DELETE_KEYS and not event.modifiers():
            self.delete_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class _Change(QUndoCommand):
    """All terms of a direction before and after; they are values, so that is all it takes."""

    def __init__(
        self,
        collection: GlossaryCollection,
        direction: Direction,
        before: tuple[Term, ...],
        after: tuple[Term, ...],
        name: str,
    ) -> None:
        super().__init__(name)
        self._collection = collection
        self._direction = direction
        self._before, self._after = before, after

    def redo(self) -> None:
        self._collection.replace(*self._direction, self._after)

    def undo(self) -> None:
        self._collection.replace(*self._direction, self._before)
