"""What goes to standard output and error, and when."""

from __future__ import annotations

import errno
import io
import sys
from pathlib import Path

import pytest

from bertsum_app.cli.console import OutputClosed, ProgressLine, note, read_stdin, report, write
from bertsum_app.core.errors import DiskFull, EmptyText, UnreadableFile


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


class BrokenOutput(io.StringIO):
    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number

    def write(self, text: str) -> int:
        raise OSError(self._number, "no")


def test_text_is_closed_by_one_line_feed(capsys: pytest.CaptureFixture[str]) -> None:
    write("a")
    write("b\n")
    write("\n")

    assert capsys.readouterr().out == "a\nb\n\n"


def test_a_reader_that_has_gone_is_told_apart_from_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", BrokenOutput(errno.EPIPE))

    with pytest.raises(OutputClosed):
        write("a")


def test_a_full_disk_behind_standard_output_is_trouble_with_a_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdout", BrokenOutput(errno.ENOSPC))

    with pytest.raises(DiskFull):
        write("a")


def test_closed_standard_streams_are_survived(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)

    write("a")
    note("b")
    with ProgressLine() as line:
        line.show("c")

    assert read_stdin() == b""


def test_an_error_names_the_input_it_came_up_with(capsys: pytest.CaptureFixture[str]) -> None:
    report(EmptyText(), about="notes.txt")
    report(EmptyText(), about="-")
    report(UnreadableFile(Path("notes.txt"), "no such file"), about="notes.txt")

    named, standard_input, named_once = capsys.readouterr().err.splitlines()
    assert named.startswith("bertsum: error: notes.txt: there is no text")
    assert standard_input.startswith("bertsum: error: there is no text")
    assert named_once.count("notes.txt") == 1


def test_progress_is_written_over_and_taken_away() -> None:
    terminal = Terminal()
    clock = Clock()

    with ProgressLine(terminal, clock) as line:
        line.show("10/20")
        clock.seconds = 1.0
        line.show("9/9")

    assert terminal.getvalue() == "\r10/20\r9/9  \r   \r"


def test_progress_is_thinned_out_to_ten_a_second() -> None:
    terminal = Terminal()
    clock = Clock()
    line = ProgressLine(terminal, clock)

    for step in range(100):
        clock.seconds = step / 100
        line.show(str(step))

    assert terminal.getvalue().count("\r") == 10


def test_progress_stays_silent_where_nobody_watches() -> None:
    stream = io.StringIO()

    with ProgressLine(stream) as line:
        line.show("1/2", at_once=True)

    assert stream.getvalue() == ""
