"""core/errors.py: codes, exit codes, and what an OSError becomes."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from bertsum_app.core.errors import (
    AppError,
    CorpusError,
    DatabaseError,
    DiskFull,
    EmptyText,
    FolderNotWritable,
    InputError,
    ModelError,
    ModelNotFound,
    ResourceError,
    SettingsError,
    TextTooLong,
    TrainingError,
    UnreadableFile,
    from_os_error,
)


def _all_subclasses(family: type[AppError]) -> list[type[AppError]]:
    direct = family.__subclasses__()
    return direct + [deeper for each in direct for deeper in _all_subclasses(each)]


@pytest.mark.parametrize(
    ("family", "exit_code"),
    [
        (InputError, 3),
        (ModelError, 4),
        (ResourceError, 5),
        (CorpusError, 6),
        (TrainingError, 6),
        (SettingsError, 3),
        (DatabaseError, 5),
    ],
)
def test_every_error_of_a_family_has_the_exit_code_of_the_family(
    family: type[AppError], exit_code: int
) -> None:
    members = _all_subclasses(family)
    assert members
    assert {member.exit_code for member in [family, *members]} == {exit_code}


def test_no_two_errors_share_a_code() -> None:
    codes = [each.code for each in _all_subclasses(AppError)]
    assert len(codes) == len(set(codes))


def test_parameters_are_kept_by_name_and_shown_in_the_log_form() -> None:
    error = TextTooLong(limit=10, length=12)
    assert error.params == {"limit": 10, "length": 12}
    assert str(error) == "text-too-long: limit=10 length=12"
    assert str(EmptyText()) == "empty-text"


def test_model_not_found_takes_several_folders_as_text_or_one_as_path(tmp_path: Path) -> None:
    assert ModelNotFound("m", tmp_path).params["searched"] == tmp_path
    assert ModelNotFound("m", "a, b").params["searched"] == "a, b"


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EACCES, FolderNotWritable),
        (errno.EPERM, FolderNotWritable),
        (errno.EROFS, FolderNotWritable),
        (errno.ENOENT, UnreadableFile),
        (errno.EISDIR, UnreadableFile),
    ],
)
def test_os_errors_become_what_the_user_can_act_on(number: int, expected: type[AppError]) -> None:
    path = Path("somewhere")
    error = from_os_error(OSError(number, "the system's words"), path)
    assert type(error) is expected
    assert error.params["path"] == path


def test_an_os_error_without_words_still_names_its_kind() -> None:
    assert from_os_error(OSError(), Path("x")).params["reason"] == "OSError"
