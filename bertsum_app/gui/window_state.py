"""Where the window was, how its panes were shared out, and which kind of work was chosen.

State, not settings: it lies in the state folder, and losing it costs nothing. The place is kept for
each screen by name; a screen that is gone, or smaller than it was, never hides the window.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from bertsum_app.core.atomic import write_text_atomic
from bertsum_app.core.errors import AppError

_log = logging.getLogger(__name__)

_VERSION = 1
_FRAME = QSize(16, 48)
"""What the desktop draws around a window, at most; unknown before the window is shown."""


@dataclass(frozen=True)
class Place:
    """A window on its screen, in device independent pixels from the screen's own corner."""

    x: int
    y: int
    width: int
    height: int
    maximized: bool = False


@dataclass(frozen=True)
class WindowState:
    """What is kept between two starts; `share` is the first pane's part of the room, 0 to 1, side
    by side and one over the other."""

    screen: str = ""
    places: Mapping[str, Place] = field(default_factory=dict)
    share: tuple[float, float] = (0.5, 0.5)
    mode: str = "translate"


def load_state(path: Path) -> WindowState:
    """The state stored at `path`; that of a first start where it cannot be used."""
    try:
        document = json.loads(path.read_bytes())
        if document["version"] != _VERSION:
            return WindowState()
        across, down = (float(part) for part in document["share"])
        return WindowState(
            screen=str(document["screen"]),
            places={str(name): _place(it) for name, it in document["places"].items()},
            share=(_sane(across), _sane(down)),
            mode=str(document["mode"]),
        )
    except FileNotFoundError:
        return WindowState()
    except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        _log.info("window state not used: %r", error)
        return WindowState()


def save_state(path: Path, state: WindowState) -> None:
    """Store the state; a failure is logged only, for nobody misses it much."""
    document = {
        "version": _VERSION,
        "screen": state.screen,
        "places": {name: vars(place) for name, place in state.places.items()},
        "share": state.share,
        "mode": state.mode,
    }
    try:
        write_text_atomic(path, json.dumps(document, indent=2, ensure_ascii=False) + "\n")
    except AppError as error:
        _log.warning("window state not stored: %s", error)


def fitting(wanted: QRect, room: QRect, least: QSize) -> QRect:
    """The wanted place moved, and made smaller if it must be, until it lies within the room.

    Never smaller than `least`, which wins over a room that is smaller still.
    """
    size = wanted.size().boundedTo(room.size()).expandedTo(least)
    left = max(room.left(), min(wanted.left(), room.right() + 1 - size.width()))
    top = max(room.top(), min(wanted.top(), room.bottom() + 1 - size.height()))
    return QRect(left, top, size.width(), size.height())


def give_first_size(window: QWidget, wanted: QSize) -> None:
    """Give a new window this size, or as much of it as the screen has room for beside its frame."""
    window.resize(wanted.boundedTo(window.screen().availableSize() - _FRAME))


def put_window(window: QWidget, state: WindowState) -> None:
    """Give the window its place: on its last screen, else on one it was on, else as a new one."""
    screens = {screen.name(): screen for screen in QGuiApplication.screens()}
    names = [name for name in (state.screen, *state.places) if name in state.places]
    known = next((name for name in names if name in screens), None)
    least = window.minimumSizeHint().expandedTo(window.minimumSize())
    if known is None:
        _put_in_the_middle(window, QGuiApplication.primaryScreen(), least)
        return
    place, room = state.places[known], screens[known].availableGeometry()
    wanted = QRect(place.x, place.y, place.width, place.height).translated(room.topLeft())
    window.setGeometry(fitting(wanted, room, least))
    if place.maximized:
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)


def place_of(window: QWidget) -> tuple[str, Place]:
    """The name of the window's screen, and its place there (that of the unmaximized window)."""
    screen = window.screen()
    rect = window.normalGeometry() if window.isMaximized() else window.geometry()
    inside = rect.translated(-screen.availableGeometry().topLeft())
    place = Place(inside.x(), inside.y(), inside.width(), inside.height(), window.isMaximized())
    return screen.name(), place


def _put_in_the_middle(window: QWidget, screen: QScreen, least: QSize) -> None:
    room = screen.availableGeometry()
    wanted = QRect(window.rect())
    wanted.moveCenter(room.center())
    window.setGeometry(fitting(wanted, room, least))


def _place(stored: Mapping[str, object]) -> Place:
    x, y, width, height = (int(str(stored[key])) for key in ("x", "y", "width", "height"))
    return Place(x, y, width, height, stored["maximized"] is True)


def _sane(share: float) -> float:
    return share if 0.05 <= share <= 0.95 else 0.5
