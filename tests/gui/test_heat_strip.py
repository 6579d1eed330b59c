from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from bertsum_app.gui.interface_language import InterfaceLanguage
from bertsum_app.gui.theme import ThemeSwitch, current_theme
from bertsum_app.gui.widgets.heat_strip import HeatSentence, HeatStrip

SENTENCES = (
    HeatSentence(0.0, 0.25, 0.9),
    HeatSentence(0.25, 0.5, 0.1),
    HeatSentence(0.5, 1.0, 0.45),
)
# Beside the bands, where only ticks are.
TICKS, BANDS = 4, 11


@pytest.fixture
def strip(qtbot: QtBot, theme: ThemeSwitch, language: InterfaceLanguage) -> HeatStrip:
    made = HeatStrip()
    qtbot.addWidget(made)
    made.resize(made.width(), 216)
    made.show_sentences(SENTENCES)
    made.show_chosen({0, 2})
    made.show()
    return made


def colour(strip: HeatStrip, x: int, index: int) -> QColor:
    return strip.grab().toImage().pixelColor(x, strip.middle_of(index))


def test_sentences_lie_where_they_stand_in_the_text(strip: HeatStrip) -> None:
    assert [strip.sentence_at(y) for y in (7, 8, 57, 58, 107, 108, 207, 208)] == [
        -1, 0, 0, 1, 1, 2, 2, -1,
    ]  # fmt: skip


def rgb(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()


@pytest.mark.parametrize("name", ["light", "dark"])
def test_a_better_sentence_is_nearer_to_the_heat(
    strip: HeatStrip, theme: ThemeSwitch, name: str
) -> None:
    theme.choose("dark" if name == "dark" else "light")
    hot = QColor(current_theme().heat)

    def distance(index: int) -> int:
        seen = colour(strip, BANDS, index)
        pairs = zip(rgb(seen), rgb(hot), strict=True)
        return sum(abs(one - other) for one, other in pairs)

    assert distance(0) == 0
    assert distance(0) < distance(2) < distance(1)


def test_the_colours_follow_the_theme_the_text_and_the_size(
    strip: HeatStrip, theme: ThemeSwitch
) -> None:
    light = colour(strip, BANDS, 0)
    theme.choose("dark")
    assert colour(strip, BANDS, 0) == QColor(current_theme().heat) != light
    strip.resize(strip.width(), 416)
    assert colour(strip, BANDS, 0) == QColor(current_theme().heat)
    strip.show_sentences((HeatSentence(0.0, 0.25, 0.1), HeatSentence(0.25, 1.0, 0.9)))
    assert colour(strip, BANDS, 0) != QColor(current_theme().heat)


def test_chosen_ones_have_a_tick_besides_their_colour(strip: HeatStrip) -> None:
    tick = QColor(current_theme().text)
    assert [colour(strip, TICKS, index) == tick for index in range(3)] == [True, False, True]
    strip.show_chosen({1})
    assert [colour(strip, TICKS, index) == tick for index in range(3)] == [False, True, False]


def test_a_click_goes_to_the_sentence(qtbot: QtBot, strip: HeatStrip) -> None:
    for index in (1, 2):
        with qtbot.waitSignal(strip.visited) as visited:
            place = QPoint(5, strip.middle_of(index))
            qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=place)
        assert visited.args == [index]
    with qtbot.assertNotEmitted(strip.visited):
        qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(5, 2))


def test_arrow_keys_go_through_the_chosen_ones(qtbot: QtBot, strip: HeatStrip) -> None:
    seen: list[int] = []
    strip.visited.connect(seen.append)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_End, Qt.Key.Key_Home):
        qtbot.keyClick(strip, key)
    assert seen == [0, 2, 0, 2, 0]


def test_it_is_told_in_words(strip: HeatStrip, qtbot: QtBot) -> None:
    assert strip.accessibleName() == "How telling each sentence is"
    assert strip.accessibleDescription().startswith("2 of 3 sentence")
    assert strip.tip_of(1) == "Sentence 2 of 3\nScore 10 %\nNot in the summary"
    qtbot.keyClick(strip, Qt.Key.Key_Down)
    assert "Sentence 1 of 3, Score 90 %, In the summary" in strip.accessibleDescription()


def test_of_many_sentences_in_one_row_the_best_is_shown(strip: HeatStrip) -> None:
    many = 2000
    strip.show_sentences(
        [HeatSentence(i / many, (i + 1) / many, 0.9 if i == 777 else 0.1) for i in range(many)]
    )
    assert strip.sentence_at(strip.middle_of(777)) == 777
    assert colour(strip, BANDS, 777) == QColor(current_theme().heat)


def test_without_a_text_there_is_nothing_to_click(qtbot: QtBot, strip: HeatStrip) -> None:
    strip.show_sentences(())
    with qtbot.assertNotEmitted(strip.visited):
        qtbot.mouseClick(strip, Qt.MouseButton.LeftButton)
        qtbot.keyClick(strip, Qt.Key.Key_Down)
