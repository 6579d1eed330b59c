"""A box to choose a language from: its words, and what becomes of them where room is short."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QStyleOptionComboBox
from pytestqt.qtbot import QtBot

from bertsum_app.gui.theme import ThemeSwitch
from bertsum_app.gui.widgets.language_box import LanguageBox

WORDS = ("Detect language (English)", "检测语言（中文）", "W")


def shown(box: LanguageBox) -> str:
    """The words that are painted."""
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    return option.currentText


@pytest.mark.parametrize("words", WORDS)
def test_words_that_have_room_are_shown_whole(qtbot: QtBot, theme: ThemeSwitch, words: str) -> None:
    box = LanguageBox()
    qtbot.addWidget(box)
    box.set_entries((("", words),))
    box.show()
    box.resize(box.sizeHint())

    assert shown(box) == words


def test_words_that_have_none_end_in_an_ellipsis(qtbot: QtBot, theme: ThemeSwitch) -> None:
    box = LanguageBox()
    qtbot.addWidget(box)
    box.set_entries((("", WORDS[0]),))
    box.show()
    box.resize(100, box.height())

    assert shown(box).startswith("Det")
    assert shown(box).endswith("…")
    assert box.currentText() == WORDS[0]
