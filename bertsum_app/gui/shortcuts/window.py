"""The list of all keyboard shortcuts, where they are changed, too. A window beside the main one.

It listens to no shortcut of the main window, so that any keys can be pressed in its field.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from bertsum_app.gui.shortcuts.keys import Shortcuts
from bertsum_app.gui.shortcuts.table import ACTIONS, PLACES
from bertsum_app.gui.shortcuts.words import action_name, place_name, text_keys
from bertsum_app.gui.window_state import give_first_size

_ID = Qt.ItemDataRole.UserRole

# Beside the field and its button: wide enough for the longest word.
_NAME_WIDTH = 96


class ShortcutsWindow(QWidget):
    """Opened with `open`; Escape closes it, except in the field for new keys."""

    def __init__(self, shortcuts: Shortcuts, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._shortcuts = shortcuts
        self._rows: dict[str, QTreeWidgetItem] = {}
        self.list = QTreeWidget()
        self.list.setColumnCount(2)
        self.list.setRootIsDecorated(False)
        self.list.setItemsExpandable(False)
        self.list.setTabKeyNavigation(False)
        self.list.setUniformRowHeights(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.list.header().setStretchLastSection(False)
        self.name = QLabel()
        self.name.setWordWrap(True)
        self.name.setMinimumWidth(_NAME_WIDTH)
        self.field = QKeySequenceEdit()
        self.field.setMaximumSequenceLength(1)
        self.field.setMinimumHeight(32)
        self.remove_button = QPushButton()
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.reset_button = QPushButton()
        self.close_button = QPushButton()
        self.close_button.setProperty("kind", "primary")
        for button in (self.remove_button, self.reset_button, self.close_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._arrange()
        self.list.currentItemChanged.connect(lambda now, before: self._on_current())
        self.field.editingFinished.connect(self._on_keys)
        self.remove_button.clicked.connect(self._on_remove)
        self.reset_button.clicked.connect(self._on_reset)
        self.close_button.clicked.connect(self.close)
        shortcuts.changed.connect(self._fill)
        self._retranslate()

    def open(self) -> None:
        """Show the window and go to the list."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.list.setFocus()

    @property
    def chosen(self) -> str | None:
        """The action whose keys can be changed now."""
        item = self.list.currentItem()
        found = None if item is None else item.data(0, _ID)
        return None if found is None else str(found)

    def choose(self, action: str) -> None:
        """Go to an action in the list."""
        self.list.setCurrentItem(self._rows[action])

    def keys_shown(self, action: str) -> str:
        """What the list says for an action."""
        return self._rows[action].text(1)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        change = QHBoxLayout()
        change.setSpacing(8)
        change.addWidget(self.name, 1)
        change.addWidget(self.field)
        change.addWidget(self.remove_button)
        buttons = QHBoxLayout()
        buttons.addWidget(self.reset_button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addWidget(self.list, 1)
        column.addLayout(change)
        column.addWidget(self.said)
        column.addLayout(buttons)
        give_first_size(self, QSize(560, 640))

    def _fill(self) -> None:
        chosen = self.chosen
        self.list.blockSignals(True)
        self.list.clear()
        for place in PLACES:
            group = self._add_group(place_name(place))
            for action in ACTIONS:
                if action.place != place:
                    continue
                keys = " / ".join(self._texts(action.id)) or self.tr("none")
                if self._shortcuts.is_changed(action.id):
                    keys = self.tr("{keys} (changed)").format(keys=keys)
                item = QTreeWidgetItem(group, [action_name(action.id), keys])
                item.setData(0, _ID, action.id)
                self._rows[action.id] = item
        group = self._add_group(self.tr("In texts (cannot be changed)"))
        for name, standard in text_keys():
            keys = QKeySequence(standard).toString(QKeySequence.SequenceFormat.NativeText)
            QTreeWidgetItem(group, [name, keys])
        self.list.expandAll()
        self.list.blockSignals(False)
        self.choose(chosen or ACTIONS[0].id)
        self._on_current()

    def _add_group(self, name: str) -> QTreeWidgetItem:
        group = QTreeWidgetItem(self.list, [name])
        font = group.font(0)
        font.setBold(True)
        group.setFont(0, font)
        group.setFlags(Qt.ItemFlag.ItemIsEnabled)
        return group

    def _texts(self, action: str) -> list[str]:
        native = QKeySequence.SequenceFormat.NativeText
        # Some languages have one word for both Return keys.
        found = dict.fromkeys(keys.toString(native) for keys in self._shortcuts.keys(action))
        return list(found)

    def _on_current(self) -> None:
        action = self.chosen
        changeable = action is not None
        self.field.setEnabled(changeable)
        self.remove_button.setEnabled(changeable and bool(self._shortcuts.keys(action or "")))
        self.name.setText("" if action is None else action_name(action))
        self._show_keys()
        self.said.setText(self.tr("Press the new keys in the field."))

    def _show_keys(self) -> None:
        action = self.chosen
        self.field.blockSignals(True)
        if action is None:
            self.field.clear()
        else:
            self.field.setKeySequence(self._shortcuts.main_keys(action))
        self.field.blockSignals(False)

    def _on_keys(self) -> None:
        action, keys = self.chosen, self.field.keySequence()
        if action is None or keys.isEmpty() or keys == self._shortcuts.main_keys(action):
            self._show_keys()
            return
        refusal = self._shortcuts.refusal(action, keys)
        if refusal is None:
            self._shortcuts.change(action, keys)
            self.said.setText(self.tr("The new keys hold at once."))
            return
        text = keys.toString(QKeySequence.SequenceFormat.NativeText)
        if refusal.reason == "taken":
            words = self.tr("{keys} already does this: {action}. Choose others.")
            words = words.format(keys=text, action=action_name(refusal.action))
        elif refusal.reason == "editing":
            words = self.tr("{keys} is needed for editing text. Choose others.").format(keys=text)
        else:
            words = self.tr("{keys} is needed for typing. Hold Ctrl or Alt with it.").format(
                keys=text
            )
        self._show_keys()
        self.said.setText(words)

    def _on_remove(self) -> None:
        if self.chosen is not None:
            self._shortcuts.change(self.chosen, QKeySequence())

    def _on_reset(self) -> None:
        self._shortcuts.reset()
        self.said.setText(self.tr("All keys are the usual ones again."))

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.list.setHeaderLabels([self.tr("Action"), self.tr("Keys")])
        self.list.setAccessibleName(self.tr("Keyboard shortcuts"))
        self.field.setAccessibleName(self.tr("New keys"))
        editor = self.field.findChild(QLineEdit)
        if editor is not None:
            editor.setAccessibleName(self.tr("New keys"))
        self.remove_button.setText(self.tr("Without keys"))
        self.reset_button.setText(self.tr("All as usual"))
        self.close_button.setText(self.tr("Close"))
        self._fill()
