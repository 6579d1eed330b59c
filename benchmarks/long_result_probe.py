"""A process with the real window and engine that uses a translation of 20,000 sentences.

The text has 500 sentences over and over, so that the engine has the others in its cache.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator

from loaded_window import LoadedWindow, probe
from machine import resident_mb
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit, QWidget
from texts import five_hundred_sentences, long_text

SENTENCES = 20_000
_TIMES = 20
_PAUSE_S = 0.03
_REST_S = 0.6


def figures(loaded: LoadedWindow) -> dict[str, float]:
    """Longest gaps of the window's thread in milliseconds, by what is done, and what of them it spent
    computing; and memory."""
    once = long_text(1)
    text = once * (SENTENCES // len(five_hundred_sentences()))
    source, result = loaded.page.source.pane, loaded.page.result.pane
    loaded.window.preferences.change(live=False, history=False)
    found = {}

    def note(name: str) -> None:
        found[f"{name}_ms"] = loaded.ticker.longest_ms
        found[f"{name}_cpu_ms"] = loaded.ticker.longest_cpu_ms

    def gap(name: str, do: Callable[[], Iterator[object]]) -> None:
        loaded.wait(_REST_S)
        loaded.ticker.start()
        for _ in do():
            loaded.wait(_PAUSE_S)
        loaded.wait(_REST_S)
        note(name)

    loaded.ticker.start()
    source.insert(text)
    loaded.wait_until(lambda: not source.is_filling)
    done: list[object] = []
    loaded.window.controller.result_kept.connect(done.append)
    loaded.page.actions_bar.run_button.click()
    loaded.wait_until(lambda: bool(done))
    loaded.wait(_REST_S)
    note("translate")
    gap("hover", lambda: _hover(result))
    gap("caret", lambda: _press(result, Qt.Key.Key_Down))
    gap("scroll", lambda: _scroll(result))
    gap("find", lambda: _find(loaded.window))
    _go_to_the_middle(result)
    gap("edit", lambda: _type(result))
    _go_to_the_middle(source)
    gap("type", lambda: _type(source))
    found["resident_mb"] = resident_mb(os.getpid())
    return found


def _hover(pane: QTextEdit) -> Iterator[object]:
    view = pane.viewport()
    for step in range(_TIMES):
        place = QPointF(40, (step + 1) * view.height() / (_TIMES + 1))
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            place,
            view.mapToGlobal(place),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
        )
        yield QApplication.sendEvent(view, event)


def _press(pane: QWidget, key: Qt.Key) -> Iterator[object]:
    pane.setFocus()
    for _ in range(_TIMES):
        yield QTest.keyClick(pane, key)


def _scroll(pane: QTextEdit) -> Iterator[object]:
    bar = pane.verticalScrollBar()
    for step in range(_TIMES):
        bar.setValue(bar.maximum() * (step * 7 % _TIMES) // _TIMES)
        yield step


def _find(window: QWidget) -> Iterator[object]:
    pane = QApplication.focusWidget()
    assert pane is not None
    yield QTest.keyClick(pane, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    for letter in "的人":
        field.insert(letter)
        yield letter
    for _ in range(_TIMES):
        yield QTest.keyClick(field, Qt.Key.Key_F3)
    QTest.keyClick(field, Qt.Key.Key_Escape)


def _type(pane: QTextEdit) -> Iterator[object]:
    pane.setFocus()
    for letter in "and so it goes on here"[:_TIMES]:
        yield QTest.keyClicks(pane, letter)


def _go_to_the_middle(pane: QTextEdit) -> None:
    cursor = pane.textCursor()
    cursor.setPosition(pane.document().characterCount() // 2)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    pane.setTextCursor(cursor)


if __name__ == "__main__":
    sys.exit(probe(figures))
