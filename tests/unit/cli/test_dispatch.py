"""`bertsum` without a command opens the window; everything else goes to the command line."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from types import ModuleType

import pytest

import bertsum_app.cli.main
from bertsum_app.__main__ import main


def _refuse(argv: Sequence[str]) -> int:
    raise AssertionError("not asked for")


@pytest.mark.parametrize(
    ("arguments", "passed_on"),
    [([], []), (["gui"], []), (["gui", "--style", "x"], ["--style", "x"])],
)
def test_no_command_or_gui_opens_the_window(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], passed_on: list[str]
) -> None:
    window = ModuleType("bertsum_app.gui.app")
    seen: list[Sequence[str]] = []

    def open_window(argv: Sequence[str]) -> int:
        seen.append(argv)
        return 7

    monkeypatch.setattr(window, "main", open_window, raising=False)
    monkeypatch.setitem(sys.modules, "bertsum_app.gui.app", window)
    monkeypatch.setattr(bertsum_app.cli.main, "main", _refuse)

    assert main(arguments) == 7
    assert seen == [passed_on]


def test_a_command_goes_to_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bertsum_app.cli.main, "main", len)

    assert main(["models", "list"]) == 2


def test_the_arguments_of_the_process_are_taken_where_none_are_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "argv", ["bertsum", "doctor"])
    monkeypatch.setattr(bertsum_app.cli.main, "main", len)

    assert main() == 1


def test_an_interrupt_at_the_start_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(argv: Sequence[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(bertsum_app.cli.main, "main", interrupted)

    assert main(["doctor"]) == 130
