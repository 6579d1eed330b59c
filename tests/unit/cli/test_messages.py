"""Every known trouble has words, and the words name what happened."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import bertsum_app
from bertsum_app.cli.messages import message
from bertsum_app.core.errors import (
    AppError,
    CorpusUnreadable,
    JobNotSupported,
    UnknownEncoding,
    UnreadableFile,
    UnsupportedLanguage,
)

SAMPLES: dict[str, str | int | Path] = {"str": "sample", "int": 7, "float": 7, "Path": Path("p/q")}


def _error_classes(base: type[AppError] = AppError) -> Iterator[type[AppError]]:
    yield base
    for subclass in base.__subclasses__():
        yield from _error_classes(subclass)


def _all_error_classes() -> list[type[AppError]]:
    # Floors keep errors of their own in modules named `errors`.
    for module in pkgutil.walk_packages(bertsum_app.__path__, "bertsum_app."):
        if module.name.endswith(".errors"):
            importlib.import_module(module.name)
    return sorted(set(_error_classes()), key=lambda kind: kind.__qualname__)


def _sample(kind: type[AppError]) -> AppError:
    if kind.__init__ is AppError.__init__:
        return kind()
    arguments = {}
    for name, parameter in list(inspect.signature(kind.__init__).parameters.items())[1:]:
        arguments[name] = SAMPLES[str(parameter.annotation).split(" ")[0]]
    return kind(**arguments)


@pytest.mark.parametrize("kind", _all_error_classes(), ids=lambda kind: kind.__name__)
def test_every_error_class_has_a_one_line_message_with_its_parameters(kind: type[AppError]) -> None:
    error = _sample(kind)

    text = message(error)

    assert "\n" not in text
    assert not re.search(r"[{}]", text)
    assert not text.endswith(".")
    for value in error.params.values():
        assert str(value) in text


def test_codes_are_unique() -> None:
    codes = [kind.code for kind in _all_error_classes()]

    assert len(codes) == len(set(codes))


def test_a_known_language_is_called_by_its_name() -> None:
    assert "French (fr)" in message(UnsupportedLanguage("fr"))


def test_a_job_is_called_by_what_the_user_asked_for() -> None:
    text = message(JobNotSupported("summarize-abstractive", "tiny"))

    assert "tiny" in text
    assert "--method abstractive" in text


def test_line_breaks_in_a_reason_are_folded() -> None:
    assert "one two" in message(UnreadableFile(Path("f"), "one\n  two"))


def test_a_file_that_cannot_be_opened_is_not_blamed_on_a_line() -> None:
    text = message(CorpusUnreadable(Path("dev.tsv"), 0, "No such file or directory"))

    assert text.startswith("cannot read dev.tsv: No such file or directory; check ")


def test_standard_input_is_not_called_dash() -> None:
    assert "standard input" in message(UnknownEncoding(Path("-")))
