"""The lines of a summary: a few edits instead of a new text, in turns of the event loop."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bertsum_app.gui.widgets.result_pane import ResultPane
from bertsum_app.gui.workspace.summary_draft import Line
from bertsum_app.gui.workspace.summary_lines import SummaryLines, line_edits

MOST = 48

keys = st.lists(st.integers(0, 300), unique=True, max_size=120).map(sorted)


def lines_of(chosen: list[int], words: str = "Sentence") -> list[Line]:
    return [Line(key, f"{words} {key}.") for key in chosen]


def applied(old: list[Line], new: list[Line]) -> list[Line]:
    made, shift = list(old), 0
    for edit in line_edits(old, new):
        made[edit.start + shift : edit.end + shift] = edit.lines
        shift += len(edit.lines) - (edit.end - edit.start)
    return made


@given(keys, keys, st.booleans())
def test_the_edits_make_one_list_into_the_other(
    old: list[int], new: list[int], translated: bool
) -> None:
    wanted = lines_of(new, "Satz" if translated else "Sentence")
    assert applied(lines_of(old), wanted) == wanted


@given(keys, keys)
def test_edits_are_in_order_and_none_is_long(old: list[int], new: list[int]) -> None:
    edits = line_edits(lines_of(old), lines_of(new))
    assert all(len(edit.lines) <= MOST for edit in edits)
    ends = [edit.end for edit in edits]
    assert all(edit.start >= end for edit, end in zip(edits[1:], ends, strict=False))


@given(keys)
def test_what_is_the_same_is_left_alone(same: list[int]) -> None:
    assert line_edits(lines_of(same), lines_of(same)) == []


def test_one_sentence_more_touches_one_line() -> None:
    old, new = list(range(0, 200, 2)), sorted([*range(0, 200, 2), 101])
    [edit] = line_edits(lines_of(old), lines_of(new))
    assert (edit.start, edit.end, [line.key for line in edit.lines]) == (51, 51, [101])


@pytest.fixture
def pane(qtbot: QtBot) -> ResultPane:
    made = ResultPane()
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ([1, 2, 3], [1, 2, 3, 4]),
        ([1, 2, 3], [0, 1, 2, 3]),
        ([1, 3], [1, 2, 3]),
        ([1, 2, 3], [1, 2]),
        ([1, 2, 3], [2, 3]),
        ([1, 2, 3], [1, 3]),
        ([1, 2, 3], [3]),
        ([1, 2, 3], [1]),
        ([1, 2], [3, 4]),
        ([1, 2], []),
        ([], [1, 2]),
        ([1, 50, 51, 99], [0, 1, 2, 50, 98, 100]),
        (list(range(0, 100, 2)), list(range(1, 100, 2))),
        (list(range(300)), [7, 150, 299]),
    ],
)
def test_the_pane_holds_what_is_wanted(
    qtbot: QtBot, pane: ResultPane, old: list[int], new: list[int]
) -> None:
    lines = SummaryLines(pane)
    lines.begin(lines_of(old))
    expect(qtbot, pane, lines, old)
    lines.show(lines_of(new))
    expect(qtbot, pane, lines, new)


def expect(qtbot: QtBot, pane: ResultPane, lines: SummaryLines, chosen: list[int]) -> None:
    wanted = lines_of(chosen)
    qtbot.waitUntil(lambda: pane.text == "\n".join(line.text for line in wanted))
    ranges = lines.ranges_of(set(chosen))
    assert {key: pane.text[slice(*place)] for key, place in ranges.items()} == {
        line.key: line.text for line in wanted
    }
    for key, (start, end) in ranges.items():
        assert lines.key_at(start) == lines.key_at(end - 1) == key


def test_a_long_summary_comes_in_turns_from_above(qtbot: QtBot, pane: ResultPane) -> None:
    lines = SummaryLines(pane)
    many = [Line(key, "A sentence of some length, with a number. " * 60) for key in range(600)]
    lines.begin(many)
    here = pane.document().blockCount()
    assert MOST <= here < len(many)
    # Whatever stands there can be told apart already.
    assert lines.key_at(0) == 0
    assert len(lines.ranges_of(range(600))) == here
    with qtbot.waitSignal(lines.settled):
        pass
    assert pane.document().blockCount() == len(many)


def test_another_wish_in_the_middle_wins(qtbot: QtBot, pane: ResultPane) -> None:
    lines = SummaryLines(pane)
    lines.begin(
        [Line(key, "A sentence of some length, with a number. " * 60) for key in range(600)]
    )
    lines.show(lines_of([3, 500]))
    QApplication.processEvents()
    expect(qtbot, pane, lines, [3, 500])


def test_a_pane_given_away_is_not_written_into(qtbot: QtBot, pane: ResultPane) -> None:
    lines = SummaryLines(pane)
    lines.begin(
        [Line(key, "A sentence of some length, with a number. " * 60) for key in range(600)]
    )
    lines.stop()
    pane.replace_text("Somebody else's.")
    QApplication.processEvents()
    assert pane.text == "Somebody else's."
    assert lines.key_at(3) == -1
