"""A vote without knowing which model wrote what."""

from __future__ import annotations

import random

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from bertsum_app.gui.training.before_after import BLIND, BeforeAfterView
from bertsum_app.gui.training.blind_vote import BlindVote, Vote
from bertsum_app.service.training import Sample
from gui.fake_training import before_after

SAMPLES = tuple(Sample(f"text {n}", "", f"old {n}", f"new {n}") for n in range(12))


class Chance(random.Random):
    """Left and right in turns: the new one is left first."""

    def __init__(self) -> None:
        super().__init__()
        self._left = False

    def random(self) -> float:
        self._left = not self._left
        return 0.0 if self._left else 0.9


@pytest.fixture
def vote(qtbot: QtBot) -> BlindVote:
    made = BlindVote()
    qtbot.addWidget(made)
    made.use(SAMPLES, Chance())
    made.show()
    return made


def shown(vote: BlindVote) -> list[str]:
    return [label.text() for label in vote.findChildren(QLabel) if label.isVisible()]


def side_of(vote: BlindVote, word: str) -> Vote:
    left = next(text for text in shown(vote) if text.startswith(("old", "new")))
    return "first" if left.startswith(word) else "second"


def test_the_order_is_left_to_chance_and_the_result_to_the_end(vote: BlindVote) -> None:
    sides = []
    for number in range(len(SAMPLES)):
        assert f"text {number}" in shown(vote)
        assert not vote.result.isVisible()
        sides.append(side_of(vote, "new"))
        vote.buttons[sides[-1]].click()
    assert set(sides) == {"first", "second"}
    assert (vote.for_new, vote.for_old) == (12, 0)
    assert "12 times" in vote.result.text()
    assert "luck" not in vote.result.text()
    assert vote.chance == pytest.approx(2 / 2**12)


def test_a_close_vote_is_not_taken_for_more_than_luck(vote: BlindVote) -> None:
    for number in range(len(SAMPLES)):
        word = "new" if number % 2 else "old"
        vote.buttons["same" if number < 2 else side_of(vote, word)].click()
    assert (vote.for_new, vote.for_old, vote.for_neither) == (5, 5, 2)
    assert "luck" in vote.result.text()
    vote.again.click()
    assert "text 0" in shown(vote)
    assert vote.for_new == 0


def test_it_takes_the_place_of_the_sentences_side_by_side(qtbot: QtBot) -> None:
    view = BeforeAfterView()
    qtbot.addWidget(view)
    view.show_result(before_after())
    view.show()
    assert view.samples.isVisible()
    view.way.segment(BLIND).click()
    assert view.vote.isVisible()
    assert not view.samples.isVisible()
    view.show_result(before_after("regressed"))
    assert view.samples.isVisible()
