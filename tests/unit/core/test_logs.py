"""core/logs.py: where records go, and that a log never disturbs the work."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from bertsum_app.core.logs import LOG_FILE, close_logging, configure_logging

_log = logging.getLogger("bertsum_app.core.test")


@pytest.fixture(autouse=True)
def closed_afterwards() -> Iterator[None]:
    yield
    close_logging()


def test_records_go_to_the_file_as_utf8_with_level_and_module(tmp_path: Path) -> None:
    path = configure_logging(tmp_path / "log")
    assert path == tmp_path / "log" / LOG_FILE
    _log.warning("文件 %d", 3)
    line = path.read_text(encoding="utf-8")
    assert "WARNING" in line
    assert "bertsum_app.core.test: 文件 3" in line


def test_records_below_the_level_and_of_other_programs_stay_out(tmp_path: Path) -> None:
    path = configure_logging(tmp_path)
    assert path is not None
    _log.debug("quiet")
    logging.getLogger("another.library").warning("not ours")
    assert path.read_text(encoding="utf-8") == ""


def test_configuring_again_moves_the_log_and_writes_each_record_once(tmp_path: Path) -> None:
    first = configure_logging(tmp_path / "a")
    second = configure_logging(tmp_path / "b")
    assert first is not None
    assert second is not None
    _log.info("once")
    assert first.read_text(encoding="utf-8") == ""
    assert second.read_text(encoding="utf-8").count("once") == 1


def test_a_folder_that_cannot_be_written_means_no_log_and_no_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    assert configure_logging(tmp_path / "file" / "log") is None
    _log.error("nowhere to go")
    assert capsys.readouterr() == ("", "")


def test_a_record_that_cannot_be_written_is_dropped_in_silence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logging(tmp_path)
    _log.warning("%d", "not a number")
    assert capsys.readouterr() == ("", "")


def test_a_full_log_makes_room_and_few_are_kept(tmp_path: Path) -> None:
    configure_logging(tmp_path)
    for _ in range(60):
        _log.info("%s", "." * 100_000)
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {LOG_FILE, *(f"{LOG_FILE}.{number}" for number in (1, 2, 3))}
    assert all(path.stat().st_size <= 1_000_000 for path in tmp_path.iterdir())


def test_closing_gives_records_back_to_the_default_handling(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    configure_logging(tmp_path)
    close_logging()
    _log.warning("seen by others again")
    assert "seen by others again" in caplog.text
