"""The keys in use: those of the table, or what the person chose instead.

`Settings.shortcuts` holds the person's choices alone, so that a later version may find better usual
keys for everything else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from PySide6.QtCore import QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from bertsum_app.core.settings import Settings
from bertsum_app.gui.preferences import Preferences
from bertsum_app.gui.shortcuts.table import ACTION, ACTIONS, meet

RefusalReason: TypeAlias = Literal["taken", "typing", "editing"]

_WITH_TEXT = (
    QKeySequence.StandardKey.Undo,
    QKeySequence.StandardKey.Redo,
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.SelectAll,
)
"""Whoever writes needs these; the fields they write in listen to them first."""

_MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


@dataclass(frozen=True)
class Refusal:
    """Why keys cannot be given to an action; `action` is the one that has them already."""

    reason: RefusalReason
    action: str = ""


class Shortcuts(QObject):
    """Knows which keys do what, and keeps the bound shortcuts up to date."""

    changed = Signal()
    """Some action has other keys now."""

    def __init__(self, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._bound: list[tuple[str, QShortcut]] = []
        preferences.changed.connect(self._on_preferences)

    def bind(self, action: str, owner: QWidget) -> QShortcut:
        """Listen to the keys of an action while `owner` can be seen; connect to `activated`."""
        shortcut = QShortcut(owner)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.setKeys(list(self.keys(action)))
        self._bound.append((action, shortcut))
        return shortcut

    def keys(self, action: str) -> tuple[QKeySequence, ...]:
        """All keys of an action; none where the person took them away."""
        chosen = self._chosen.get(action)
        if chosen is None:
            found = [QKeySequence(keys) for keys in ACTION[action].keys]
        else:
            found = [QKeySequence(chosen)] if chosen else []
        # To people the two Return keys are one.
        return tuple(found) + tuple(twin for keys in found if (twin := _twin(keys)) is not None)

    def main_keys(self, action: str) -> QKeySequence:
        """The keys to show for an action; empty where it has none."""
        return next(iter(self.keys(action)), QKeySequence())

    def text(self, action: str) -> str:
        """The keys to show, as this system writes them."""
        return self.main_keys(action).toString(QKeySequence.SequenceFormat.NativeText)

    def with_keys(self, words: str, action: str) -> str:
        """`words (keys)`, or the words alone where there are no keys."""
        keys = self.text(action)
        return f"{words} ({keys})" if keys else words

    def is_changed(self, action: str) -> bool:
        """Whether the person chose other keys than the usual ones."""
        return action in self._chosen

    def refusal(self, action: str, keys: QKeySequence) -> Refusal | None:
        """Why these keys cannot be given to this action; None: they can. Needs a QGuiApplication."""
        wanted = {keys} if (twin := _twin(keys)) is None else {keys, twin}
        for other in ACTIONS:
            if other.id == action or not meet(other.place, ACTION[action].place):
                continue
            if wanted.intersection(self.keys(other.id)):
                return Refusal("taken", other.id)
        if any(keys in QKeySequence.keyBindings(standard) for standard in _WITH_TEXT):
            return Refusal("editing")
        if _types_text(keys):
            return Refusal("typing")
        return None

    def change(self, action: str, keys: QKeySequence) -> None:
        """Give an action these keys instead of its own; empty ones leave it without.

        Raises:
            ValueError: the keys are refused (`refusal` says why).
        """
        if not keys.isEmpty() and self.refusal(action, keys) is not None:
            raise ValueError(f"keys refused for {action}")
        text = keys.toString(QKeySequence.SequenceFormat.PortableText)
        usual = ACTION[action].keys
        chosen = {key: value for key, value in self._chosen.items() if key != action}
        if text != (usual[0] if usual else ""):
            chosen[action] = text
        self._preferences.change(shortcuts=chosen)

    def reset(self) -> None:
        """Give every action its usual keys."""
        self._preferences.change(shortcuts={})

    @property
    def _chosen(self) -> Mapping[str, str]:
        return self._preferences.settings.shortcuts

    def _on_preferences(self, before: Settings, after: Settings) -> None:
        if before.shortcuts == after.shortcuts:
            return
        for action, shortcut in self._bound:
            shortcut.setKeys(list(self.keys(action)))
        self.changed.emit()


def _twin(keys: QKeySequence) -> QKeySequence | None:
    """The same with the Enter key of the number block in place of Return."""
    if keys.count() != 1 or _first(keys).key() != Qt.Key.Key_Return:
        return None
    return QKeySequence(_first(keys).keyboardModifiers().value | Qt.Key.Key_Enter.value)


def _first(keys: QKeySequence) -> QKeyCombination:
    combination: QKeyCombination = keys[0]  # type: ignore[index]  # the stubs know of no items
    return combination


def _types_text(keys: QKeySequence) -> bool:
    """Whether pressing the first of these keys would write, or move in, a text."""
    first = _first(keys)
    if first.keyboardModifiers() & _MODIFIERS:
        return False
    key = first.key()
    return not (Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35 or key == Qt.Key.Key_Escape)
