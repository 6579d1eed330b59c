"""A system without a Chinese font: boxes are explained, not left to be wondered at."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtGui import QFontDatabase

from bertsum_app.gui import fonts
from bertsum_app.gui.main_window import MainWindow
from bertsum_app.gui.messages import Message
from bertsum_app.gui.workspace.missing_font import MissingFont, missing_font_words

Systems = QFontDatabase.WritingSystem


@pytest.mark.parametrize(
    ("has", "shown"),
    [
        ({Systems.SimplifiedChinese, Systems.Latin}, True),
        ({Systems.Japanese, Systems.Latin}, True),
        ({Systems.Latin}, False),
    ],
)
def test_a_font_of_any_language_written_with_han_characters_shows_chinese(
    monkeypatch: pytest.MonkeyPatch, has: set[Systems], shown: bool
) -> None:
    def families(system: Systems) -> list[str]:
        return ["A font"] if system in has else []

    monkeypatch.setattr(fonts, "QFontDatabase", SimpleNamespace(families=families))
    assert fonts.shows_chinese() is shown


@pytest.fixture
def said(window: MainWindow) -> list[Message | None]:
    """What the page says after an English text, after a Chinese one, and after one more, in turn."""
    MissingFont(window.workspace)
    pane, messages = window.workspace.source.pane, window.workspace.messages
    seen = []
    for text in ("The weather is nice.", " 天气很好。", "好"):
        pane.insert(text)
        seen.append(messages.message)
    return seen


def test_boxes_are_explained_as_soon_as_there_are_some(said: list[Message | None]) -> None:
    assert said == [None, missing_font_words(), missing_font_words()]


def test_nothing_else_that_is_said_is_taken_away(window: MainWindow) -> None:
    MissingFont(window.workspace)
    other = Message("The disk is full", "Free some space.")
    window.workspace.messages.show_message(other)
    window.workspace.source.pane.insert("天气很好。")
    assert window.workspace.messages.message == other
