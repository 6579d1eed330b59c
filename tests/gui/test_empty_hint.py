"""The words in an empty pane: as wide as is good to read, wherever they stand."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from bertsum_app.gui.widgets.empty_hint import EmptyHint


@pytest.mark.parametrize(
    ("width", "widest"), [(1400, 560), (500, 500 - 2 * 48), (200, 200 - 2 * 12)]
)
def test_lines_are_short_in_a_wide_page_and_fill_a_narrow_pane(
    qtbot: QtBot, width: int, widest: int
) -> None:
    hint = EmptyHint("training")
    qtbot.addWidget(hint)
    hint.resize(width, 400)
    with qtbot.waitExposed(hint):
        hint.show()
    hint.say("training", "Nothing is here", "Words that are many more than fit into a line. " * 5)
    text = next(label for label in hint.findChildren(QLabel) if label.text().startswith("Words"))
    qtbot.waitUntil(lambda: text.width() == widest)
    assert abs(text.geometry().center().x() - hint.rect().center().x()) <= 1
