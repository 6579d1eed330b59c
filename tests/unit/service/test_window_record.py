"""The record of an open window, among several of them, each a process of its own where that matters."""

from __future__ import annotations

import os
import subprocess
import sys

from bertsum_app.core.paths import AppPaths
from bertsum_app.service.drafts import Draft
from bertsum_app.service.window_record import WindowRecord, left_records

_DIES = """
import os, sys
from bertsum_app.core.paths import AppPaths
from bertsum_app.service.drafts import Draft
from bertsum_app.service.window_record import WindowRecord
record = WindowRecord(AppPaths.default())
record.crash_log.start()
assert record.write(Draft(text="a text"))
os._exit(3)
"""


def test_what_a_dead_process_left_is_found_once(app_paths: AppPaths) -> None:
    subprocess.run([sys.executable, "-c", _DIES], env=dict(os.environ), check=False)
    [left] = left_records(app_paths)
    assert left.draft == Draft(text="a text")
    assert not left.has_traces
    assert left_records(app_paths) == (), "another start does not get it, too"
    left.release()
    [again] = left_records(app_paths)
    again.remove()
    assert left_records(app_paths) == ()
    assert not app_paths.drafts.exists()
    assert not list(app_paths.log.iterdir())


def test_the_record_of_a_living_window_is_nobody_else_s(app_paths: AppPaths) -> None:
    record = WindowRecord(app_paths)
    assert record.write(Draft(text="a text"))
    assert left_records(app_paths) == ()
    record.remove()
    assert not app_paths.drafts.exists()


def test_two_windows_have_records_of_their_own(app_paths: AppPaths) -> None:
    one, two = WindowRecord(app_paths), WindowRecord(app_paths)
    assert one.write(Draft(text="one"))
    assert two.write(Draft(text="two"))
    one.remove()
    assert [file.suffix for file in sorted(app_paths.drafts.iterdir())] == [".json", ".lock"]
    two.remove()


def test_traces_of_a_crash_are_kept_under_one_name(app_paths: AppPaths) -> None:
    crashes = _DIES.replace("os._exit(3)", "import faulthandler; faulthandler._sigsegv()")
    died = subprocess.run([sys.executable, "-c", crashes], env=dict(os.environ), check=False)
    assert died.returncode != 0
    [left] = left_records(app_paths)
    assert left.has_traces
    assert "a text" not in app_paths.crash_report.read_text(encoding="utf-8")
    assert "in <module>" in app_paths.crash_report.read_text(encoding="utf-8")
    left.remove()


def test_a_text_that_no_file_can_hold_is_not_said_to_be_recorded(app_paths: AppPaths) -> None:
    record = WindowRecord(app_paths)
    assert not record.write(Draft(text="\ud800"))
    record.remove()


def test_a_folder_that_takes_no_files_is_no_second_trouble(app_paths: AppPaths) -> None:
    app_paths.state.parent.mkdir(parents=True)
    app_paths.state.write_bytes(b"")
    app_paths.log.write_bytes(b"")
    record = WindowRecord(app_paths)
    record.crash_log.start()
    assert not record.write(Draft(text="a text"))
    record.remove()
    record.crash_log.stop()
    assert left_records(app_paths) == ()
