"""One process at a time works on a run, and anybody may give it orders."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from bertsum_app.core.cancel import CancelToken
from bertsum_app.core.errors import RunBusy
from bertsum_app.training import run_presence
from bertsum_app.training.control import Command, RunControl
from bertsum_app.training.run_presence import COMMAND_FILE, at_work, is_at_work, send_command

WAIT_S = 10.0


class Obeyed(RunControl):
    """Notes what it was told."""

    def __init__(self) -> None:
        super().__init__(CancelToken())
        self.commands: list[Command] = []
        self.told = threading.Condition()

    def obey(self, command: Command) -> None:
        with self.told:
            self.commands.append(command)
            self.told.notify()

    def wait_for(self, *commands: Command) -> None:
        with self.told:
            assert self.told.wait_for(lambda: self.commands == [*commands], WAIT_S), self.commands


def test_only_one_works_on_a_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_presence, "_GRACE_S", 0.0)
    assert not is_at_work(tmp_path)
    with at_work(tmp_path, Obeyed()):
        assert is_at_work(tmp_path)
        with pytest.raises(RunBusy), at_work(tmp_path, Obeyed()):
            pass
    assert not is_at_work(tmp_path)
    with at_work(tmp_path, Obeyed()):
        assert is_at_work(tmp_path)


def test_orders_arrive_once_and_in_order_and_what_is_none_is_passed_over(tmp_path: Path) -> None:
    control = Obeyed()
    with at_work(tmp_path, control):
        send_command(tmp_path, "pause")
        control.wait_for("pause")
        with (tmp_path / COMMAND_FILE).open("a", encoding="utf-8") as lines:
            lines.write("dance\nres")
        with (tmp_path / COMMAND_FILE).open("a", encoding="utf-8") as lines:
            lines.write("ume\n")
        send_command(tmp_path, "finish")
        control.wait_for("pause", "resume", "finish")


def test_orders_for_an_earlier_process_are_not_for_the_next_one(tmp_path: Path) -> None:
    send_command(tmp_path, "stop")
    control = Obeyed()
    with at_work(tmp_path, control):
        send_command(tmp_path, "save")
        control.wait_for("save")
