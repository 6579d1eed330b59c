"""What the events of a run come to, and how two versions of a sentence are compared."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.gui.training.differences import marked, pieces
from bertsum_app.gui.training.setup_form import free_name, model_id_of
from bertsum_app.gui.training.story import Point, RunStory
from bertsum_app.library.manifest import check_model_id
from bertsum_app.training.events import (
    RunResumed,
    RunStarted,
    Sampled,
    StageStarted,
    TrainingEvent,
    Validated,
)
from gui.fake_training import beginning, progress, sampled

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=40)
NAMES = st.frozensets(st.from_regex(r"[a-c](-[2-4])?", fullmatch=True))


def bare(rich: str) -> str:
    return unescape(re.sub(r"</?span[^>]*>", "", rich))


def told(*more: TrainingEvent) -> RunStory:
    story = RunStory()
    story.tell([*beginning(), *more])
    return story


def test_time_left_follows_from_the_last_steps() -> None:
    assert told().seconds_left == pytest.approx(40.0)
    # Since the pause it is twice as fast.
    faster = told(RunResumed(20), progress(30, 20.0), progress(40, 22.5))
    assert faster.seconds_left == pytest.approx(15.0)


def test_nothing_is_said_of_the_time_before_it_is_known() -> None:
    assert RunStory().seconds_left is None
    assert told(RunStarted(20, 1, "cpu", 1, 1.0), progress(30, 99.0)).seconds_left is None


def test_what_is_done_anew_is_drawn_once() -> None:
    story = told(progress(30, 15.0), RunStarted(10, 1, "cpu", 1, 1.0), progress(20, 30.0, 2.0))
    assert [point.step for point in story.train] == [10, 20]
    assert story.train[-1].value == 2.0
    assert [point.step for point in story.development] == [0]


def test_the_best_is_the_lowest_on_held_back_texts() -> None:
    story = told(Validated(40, 20.0, {"translate": 4.4}, {}))
    assert story.best == Point(20, 4.25)
    assert story.accuracy == 0.4


def test_the_score_is_the_mean_of_the_samples_figures_out_of_a_hundred() -> None:
    reviews = Sampled(0, 3, 0.5, {"en accuracy": 0.5, "zh accuracy": 1.0}, ())
    assert told(reviews).scores == [Point(0, 75.0)]
    assert told(sampled(0, 8.0, "蝙蝠")).scores == [Point(0, 9.0)]


def test_samples_that_are_made_anew_are_there_once() -> None:
    story = told(
        sampled(0, 8.0, "蝙蝠"),
        sampled(20, 9.0, "老鼠"),
        RunStarted(10, 1, "cpu", 1, 1.0),
        sampled(20, 9.5, "蝙蝠和老鼠"),
    )
    assert [(point.step, point.value) for point in story.scores] == [(0, 9.0), (20, 10.5)]


def test_of_two_stages_each_is_drawn_and_judged_by_what_it_learns() -> None:
    def loss(chosen: float, written: float) -> dict[str, float]:
        return {"summarize-extractive": chosen, "summarize-abstractive": written}

    first = StageStarted(0, 1, 2, ("summarize-extractive",))
    second = StageStarted(20, 2, 2, ("summarize-abstractive",))
    events: list[TrainingEvent] = [
        RunStarted(0, 1, "cpu", 1, 1.0),
        first,
        Validated(0, 0.0, loss(0.6, 4.0), {}),
        Validated(10, 1.0, loss(0.4, 4.5), {}),
        Validated(20, 2.0, loss(0.5, 4.6), {}),
    ]
    story = RunStory()
    story.tell(events)
    assert story.best == Point(10, 0.4)
    story.tell(
        [second, Validated(30, 3.0, loss(0.7, 3.5), {}), Validated(40, 4.0, loss(0.7, 3.6), {})]
    )
    assert [point.value for point in story.development] == [0.6, 0.4, 0.5, 3.5, 3.6]
    assert story.best == Point(30, 3.5)
    # Broken off, and gone on with from before the second stage.
    story.tell([RunStarted(10, 1, "cpu", 1, 1.0), Validated(20, 2.0, loss(0.5, 4.6), {})])
    assert story.best == Point(10, 0.4)


def test_what_the_network_is_only_held_to_is_no_loss_of_its_own() -> None:
    assert [point.value for point in told().train] == [5.0, 4.0]
    assert [point.value for point in told().calm_train] == [5.0, 4.5]


@given(TEXTS)
def test_pieces_are_the_text(text: str) -> None:
    assert "".join(pieces(text)) == text


@given(TEXTS, TEXTS)
def test_marking_changes_no_word(before: str, after: str) -> None:
    rich = marked(before, after, "#ffff00")
    assert tuple(map(bare, rich)) == (before, after)


def test_only_what_differs_is_marked() -> None:
    before, after = marked("the old cat & I", "the new cat & I", "#ffff00")
    assert before == (
        'the <span style="background-color: #ffff00; text-decoration: underline;">old</span>'
        " cat &amp; I"
    )
    assert ">new</span> cat &amp; I" in after
    assert marked("一只猫", "一只狗", "#ffff00")[1].startswith("一只<span")


@given(TEXTS, NAMES)
def test_a_name_that_is_suggested_is_one_and_free(text: str, taken: frozenset[str]) -> None:
    name = free_name(text, taken)
    check_model_id(name)
    assert name == model_id_of(name)
    assert name not in taken
