"""The table of everything a key can do: what it is called in files, its usual keys, and where.

Pages bind their actions by id (`Shortcuts.bind`) and name no keys themselves; `shortcuts.words` has
the words for people. A new action is a row here and its words there; a test holds the two together.
No Qt in here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

#: Where a key is listened to: everywhere in the window, or on one of its pages.
Place: TypeAlias = Literal["window", "workspace", "training", "history"]
PLACES: tuple[Place, ...] = ("window", "workspace", "training", "history")


@dataclass(frozen=True)
class Action:
    """`keys` are written as Qt's portable text. The first is shown; the others are old habits."""

    id: str
    keys: tuple[str, ...]
    place: Place


ACTIONS = (
    Action("page-workspace", ("Alt+1",), "window"),
    Action("page-training", ("Alt+2",), "window"),
    Action("page-history", ("Alt+3", "Ctrl+H"), "window"),
    Action("page-settings", ("Ctrl+,", "Alt+4"), "window"),
    Action("glossary", ("Ctrl+Shift+T",), "window"),
    Action("help", ("F1",), "window"),
    Action("quit", ("Ctrl+Q",), "window"),
    Action("run", ("Ctrl+Return",), "workspace"),
    Action("cancel", ("Esc",), "workspace"),
    Action("live", ("Ctrl+L",), "workspace"),
    Action("mode-translate", ("Ctrl+1",), "workspace"),
    Action("mode-summarize", ("Ctrl+2",), "workspace"),
    Action("mode-sentiment", ("Ctrl+3",), "workspace"),
    Action("open", ("Ctrl+O",), "workspace"),
    Action("open-documents", ("Ctrl+Shift+O",), "workspace"),
    Action("save", ("Ctrl+S",), "workspace"),
    Action("remember", ("Ctrl+Shift+M",), "workspace"),
    Action("copy-result", ("Ctrl+Shift+C",), "workspace"),
    Action("swap", ("Ctrl+Shift+X",), "workspace"),
    Action("next-pane", ("F6",), "workspace"),
    Action("previous-pane", ("Shift+F6",), "workspace"),
    Action("alternatives", ("Alt+Down",), "workspace"),
    Action("light-words", ("Ctrl+Shift+L",), "workspace"),
    Action("find", ("Ctrl+F",), "workspace"),
    Action("find-next", ("F3", "Ctrl+G"), "workspace"),
    Action("find-previous", ("Shift+F3", "Ctrl+Shift+G"), "workspace"),
    Action("zoom-in", ("Ctrl++", "Ctrl+="), "workspace"),
    Action("zoom-out", ("Ctrl+-",), "workspace"),
    Action("zoom-reset", ("Ctrl+0",), "workspace"),
    Action("start-training", ("Ctrl+Return",), "training"),
    Action("search-history", ("Ctrl+F",), "history"),
)

ACTION: Mapping[str, Action] = MappingProxyType({action.id: action for action in ACTIONS})


def meet(first: Place, second: Place) -> bool:
    """Whether one key press could reach both places."""
    return first == second or "window" in (first, second)
