"""What the window is asked to do as it opens."""

from __future__ import annotations

from pathlib import Path

import pytest

from bertsum_app.gui.start_arguments import StartArguments, parse_start


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        ([], StartArguments()),
        (["a.txt", "b 文.txt"], StartArguments(None, (Path("a.txt"), Path("b 文.txt")))),
        (["--mode", "summarize", "a.txt"], StartArguments("summarize", (Path("a.txt"),))),
        (["a.txt", "--mode=sentiment"], StartArguments("sentiment", (Path("a.txt"),))),
        (["--mode", "sing"], StartArguments()),
        (["--mode"], StartArguments()),
        # What macOS once passed to programs it opened.
        (["-psn_0_12345", "a.txt"], StartArguments(None, (Path("a.txt"),))),
    ],
)
def test_what_is_known_is_taken_and_the_rest_left_aside(
    arguments: list[str], meant: StartArguments
) -> None:
    assert parse_start(arguments) == meant
