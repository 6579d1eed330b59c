"""What the actions of the table are called for people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from bertsum_app.gui.shortcuts.table import Place

# Named as lupdate looks for it.
translate = QCoreApplication.translate


def action_name(action_id: str) -> str:
    """The name of an action in the interface's language."""
    return _NAMES[action_id]()


def place_name(place: Place) -> str:
    """The name of a place in the interface's language."""
    return {
        "window": translate("Shortcuts", "Everywhere"),
        "workspace": translate("Shortcuts", "Workspace"),
        "training": translate("Shortcuts", "Training"),
        "history": translate("Shortcuts", "History"),
    }[place]


def text_keys() -> tuple[tuple[str, QKeySequence.StandardKey], ...]:
    """The keys of every text field, which are the system's own; words and key."""
    keys = QKeySequence.StandardKey
    return (
        (translate("Shortcuts", "Undo"), keys.Undo),
        (translate("Shortcuts", "Redo"), keys.Redo),
        (translate("Shortcuts", "Cut"), keys.Cut),
        (translate("Shortcuts", "Copy"), keys.Copy),
        (translate("Shortcuts", "Paste"), keys.Paste),
        (translate("Shortcuts", "Select all"), keys.SelectAll),
    )


# Functions: the words must be asked for anew when the language changes.
_NAMES: Mapping[str, Callable[[], str]] = MappingProxyType(
    {
        "page-workspace": lambda: translate("Shortcuts", "Go to the Workspace"),
        "page-training": lambda: translate("Shortcuts", "Go to the Training"),
        "page-history": lambda: translate("Shortcuts", "Go to the History"),
        "page-settings": lambda: translate("Shortcuts", "Go to the Settings"),
        "glossary": lambda: translate("Shortcuts", "Open the glossary"),
        "help": lambda: translate("Shortcuts", "List of the keyboard shortcuts"),
        "quit": lambda: translate("Shortcuts", "Quit BertSum"),
        "run": lambda: translate("Shortcuts", "Translate, summarize, or read sentiment"),
        "cancel": lambda: translate("Shortcuts", "Cancel, or dismiss a message"),
        "live": lambda: translate("Shortcuts", "Work while you type, or not"),
        "light-words": lambda: translate("Shortcuts", "Light words that belong together, or not"),
        "mode-translate": lambda: translate("Shortcuts", "Kind of work: translate"),
        "mode-summarize": lambda: translate("Shortcuts", "Kind of work: summarize"),
        "mode-sentiment": lambda: translate("Shortcuts", "Kind of work: sentiment"),
        "open": lambda: translate("Shortcuts", "Open the text of a file"),
        "open-documents": lambda: translate("Shortcuts", "Open documents"),
        "save": lambda: translate("Shortcuts", "Save the result"),
        "remember": lambda: translate("Shortcuts", "Remember corrections of a translation"),
        "copy-result": lambda: translate("Shortcuts", "Copy the result"),
        "swap": lambda: translate("Shortcuts", "Swap languages and texts"),
        "next-pane": lambda: translate("Shortcuts", "To the other pane"),
        "previous-pane": lambda: translate("Shortcuts", "To the other pane, backwards"),
        "alternatives": lambda: translate("Shortcuts", "Other renderings of a sentence"),
        "find": lambda: translate("Shortcuts", "Find in the text of a pane"),
        "find-next": lambda: translate("Shortcuts", "Find the next place"),
        "find-previous": lambda: translate("Shortcuts", "Find the place before"),
        "zoom-in": lambda: translate("Shortcuts", "Larger text in the panes"),
        "zoom-out": lambda: translate("Shortcuts", "Smaller text in the panes"),
        "zoom-reset": lambda: translate("Shortcuts", "Usual size of the text in the panes"),
        "start-training": lambda: translate("Shortcuts", "Start the training that is set up"),
        "search-history": lambda: translate("Shortcuts", "Search in the history"),
    }
)

NAMED_ACTIONS = frozenset(_NAMES)
"""The ids there are words for."""
