from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bertsum_app.core import errors as core_errors
from bertsum_app.core.errors import (
    AppError,
    CorpusUnreadable,
    DiskFull,
    EmptyText,
    GlossaryUnreadable,
    TextTooLong,
    UnsupportedLanguage,
)
from bertsum_app.documents import errors as document_errors
from bertsum_app.gui.interface_language import InterfaceLanguage
from bertsum_app.gui.messages import Message, message_for, worded_errors

VALUES: dict[str, Any] = {"int": 7, "float": 0.5, "Path": Path("/some/place"), "str": "some-word"}


def subclasses(kind: type[AppError]) -> Iterator[type[AppError]]:
    for subclass in kind.__subclasses__():
        if subclass.__module__ in (core_errors.__name__, document_errors.__name__):
            yield subclass
            yield from subclasses(subclass)


ERRORS = tuple(dict.fromkeys(subclasses(AppError)))


def made(kind: type[AppError]) -> AppError:
    """An error with a value for each of its parameters."""
    if "__init__" not in vars(kind):
        return kind()
    parameters = list(inspect.signature(kind).parameters.values())
    return kind(**{p.name: VALUES[str(p.annotation).split(" | ")[0]] for p in parameters})


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("code", ["en", "zh"])
def test_every_error_has_words_of_its_own(
    language: InterfaceLanguage, code: str, kind: type[AppError]
) -> None:
    assert kind in worded_errors()
    language.use(code)
    error = made(kind)
    message = message_for(error)
    assert message.title
    assert message.text
    assert "{" not in message.title + message.text
    shown = message.title + message.text
    paths = [value for value in error.params.values() if isinstance(value, Path)]
    assert all(str(path) in shown for path in paths)


def test_the_words_are_translated(language: InterfaceLanguage) -> None:
    english = message_for(EmptyText())
    language.use("zh")
    assert message_for(EmptyText()).title == "还没有文字"
    assert message_for(EmptyText()) != english


@pytest.mark.parametrize("kind", [CorpusUnreadable, GlossaryUnreadable])
def test_what_is_wrong_with_a_file_as_a_whole_is_not_blamed_on_a_line(
    language: InterfaceLanguage, kind: type[CorpusUnreadable | GlossaryUnreadable]
) -> None:
    assert "memory.tsv, line 7: " in message_for(kind(Path("memory.tsv"), 7, "bad")).text
    assert "memory.tsv: " in message_for(kind(Path("memory.tsv"), 0, "bad")).text


def test_numbers_are_written_as_people_write_them(language: InterfaceLanguage) -> None:
    assert "2,000,000" in message_for(TextTooLong(limit=2_000_000, length=2_500_000)).text


def test_languages_are_called_by_their_names(language: InterfaceLanguage) -> None:
    assert message_for(UnsupportedLanguage("fr")).title.endswith("French")
    language.use("zh")
    assert message_for(UnsupportedLanguage("fr")).title.endswith("法语")


def test_trouble_with_the_machine_can_be_tried_again(language: InterfaceLanguage) -> None:
    assert message_for(DiskFull(Path("/x"))).action == "retry"


def test_a_bug_of_ours_says_so_and_carries_its_traceback(language: InterfaceLanguage) -> None:
    try:
        raise KeyError("nobody expects this")
    except KeyError as error:
        message: Message = message_for(error)
    assert message.action == "copy-details"
    assert "KeyError" in message.details
    assert "nobody expects this" not in message.title + message.text
