"""core/fault_report.py: where a fault arose, and nothing of what the user wrote."""

from __future__ import annotations

import errno
import importlib
import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.core.errors import TextTooLong, UnreadableFile
from bertsum_app.core.fault_report import fault_report, trace_of
from bertsum_app.core.logs import close_logging, configure_logging

SECRET = "my confidential contract 机密合同"


def raised(action: Callable[[], object]) -> BaseException:
    try:
        action()
    except BaseException as error:
        return error
    raise AssertionError("nothing was raised")


def fail_with_text(text: str) -> None:
    try:
        dict[str, str]()[text]
    except KeyError as error:
        raise ValueError(f"cannot deal with {text!r}") from error


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=2))
def test_no_text_is_in_the_trace(text: str) -> None:
    trace = trace_of(raised(lambda: fail_with_text(text)))
    assert text not in trace
    assert "ValueError" in trace


@pytest.mark.parametrize(
    "action",
    [
        lambda: int(SECRET),
        lambda: SECRET.encode("ascii"),
        lambda: json.loads(SECRET),
        lambda: dict[str, str]()[SECRET],
        lambda: (_ for _ in ()).throw(RuntimeError(SECRET)),
        lambda: (_ for _ in ()).throw(UnreadableFile(Path(f"/home/me/{SECRET}"), "no")),
        lambda: Path(f"/nowhere/{SECRET}").read_bytes(),
    ],
)
def test_words_of_exceptions_that_may_quote_are_left_out(action: Callable[[], object]) -> None:
    trace = trace_of(raised(action))
    for word in ("confidential", "机密", "/home", "/nowhere"):
        assert word not in trace


def test_words_that_python_makes_of_code_alone_are_told() -> None:
    thing: Any = object()
    assert "has no attribute 'nothing'" in trace_of(raised(lambda: thing.nothing))
    assert "IndexError: list index out of range" in trace_of(raised(lambda: list[int]()[1]))
    assert trace_of(raised(lambda: (_ for _ in ()).throw(TextTooLong(1, 2)))).endswith(
        "TextTooLong: text-too-long\n"
    )
    full = OSError(errno.ENOSPC, "whatever", f"/home/{SECRET}")
    assert "OSError: ENOSPC" in trace_of(full)


def test_what_led_to_an_exception_comes_before_it() -> None:
    trace = trace_of(raised(lambda: fail_with_text("x")))
    assert trace.index("KeyError") < trace.index("which led to:") < trace.index("ValueError")


def test_places_are_told_without_the_folders_of_the_machine() -> None:
    error = raised(lambda: fail_with_text("x"))
    assert str(Path(__file__).parent) not in trace_of(error)
    assert "test_fault_report.py:" in trace_of(error)


@pytest.mark.parametrize(
    ("file", "place"),
    [
        ("/home/me/bertsum/bertsum_app/core/paths.py", "bertsum_app/core/paths.py"),
        ("/home/me/.venv/lib/python3.12/site-packages/numpy/core.py", "numpy/core.py"),
        ("torch/__init__.py", "torch/__init__.py"),
        ("/home/me/script.py", "script.py"),
        ("<string>", "<string>"),
    ],
)
def test_a_place_is_the_end_of_its_path(file: str, place: str) -> None:
    error = raised(lambda: exec(compile("1 // 0", file, "exec")))
    assert f"  {place}:1 <module>\n" in trace_of(error)


def test_the_steps_of_an_import_are_left_out() -> None:
    trace = trace_of(raised(lambda: importlib.import_module("bertsum_app.not_there")))
    assert "importlib" not in trace.replace("importlib/__init__", "")
    assert "ModuleNotFoundError: bertsum_app.not_there\n" in trace


def test_an_import_that_fails_names_the_module_and_not_its_place() -> None:
    trace = trace_of(raised(lambda: exec("from os.path import nothing")))
    assert "ImportError: posixpath\n" in trace or "ImportError: ntpath\n" in trace
    error = ImportError("no symbol", name="torch", path="/home/me/torch.so")
    assert "/home" not in trace_of(error)


def test_exceptions_in_a_circle_come_to_an_end() -> None:
    one, two = RuntimeError(), RuntimeError()
    one.__context__, two.__context__ = two, one
    assert trace_of(one).count("RuntimeError") == 2


def test_a_report_begins_with_versions() -> None:
    head, _, trace = fault_report("the trace\n", "Qt 6").partition("\n\n")
    assert head.startswith("BertSum ")
    assert head.endswith("Qt 6")
    assert trace == "the trace\n"


def test_the_log_has_no_text_of_an_exception(tmp_path: Path) -> None:
    path = configure_logging(tmp_path)
    assert path is not None
    log = logging.getLogger("bertsum_app.core.test")
    try:
        fail_with_text(SECRET)
    except ValueError:
        log.exception("reading failed")
    close_logging()
    written = path.read_text(encoding="utf-8")
    assert "reading failed" in written
    assert "ValueError" in written
    assert "fail_with_text" in written
    assert "confidential" not in written
