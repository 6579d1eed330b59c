"""core/paths.py: which folders, and that none is made unasked."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from bertsum_app.core.errors import DiskFull, FolderNotWritable
from bertsum_app.core.paths import PORTABLE_FOLDER, PORTABLE_MARKER, AppPaths


def _all(paths: AppPaths) -> list[Path]:
    return [paths.data, paths.cache, paths.config, paths.state, paths.log]


def test_home_variable_puts_every_folder_beneath_it_and_creates_none(tmp_path: Path) -> None:
    home = tmp_path / "home"
    paths = AppPaths.default({"BERTSUM_HOME": str(home)}, tmp_path / "program")
    assert all(folder.is_relative_to(home) for folder in _all(paths))
    assert len(set(_all(paths))) == 5
    assert not home.exists()


def test_a_relative_home_does_not_move_with_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    paths = AppPaths.default({"BERTSUM_HOME": "here"}, tmp_path / "program")
    assert paths.data == tmp_path / "here" / "data"


def test_portable_marker_keeps_everything_beside_the_program(tmp_path: Path) -> None:
    (tmp_path / PORTABLE_MARKER).touch()
    paths = AppPaths.default({}, tmp_path / "bertsum.exe")
    assert paths == AppPaths.beneath(tmp_path / PORTABLE_FOLDER)


def test_home_variable_comes_before_portable_mode(tmp_path: Path) -> None:
    (tmp_path / PORTABLE_MARKER).touch()
    paths = AppPaths.default({"BERTSUM_HOME": str(tmp_path / "home")}, tmp_path / "bertsum.exe")
    assert paths.data == tmp_path / "home" / "data"


def test_without_either_the_system_decides(tmp_path: Path) -> None:
    for environ in ({}, {"BERTSUM_HOME": ""}):
        paths = AppPaths.default(environ, tmp_path / "bertsum")
        assert all("bertsum" in str(folder).lower() for folder in _all(paths))
        assert not any(folder.is_relative_to(tmp_path) for folder in _all(paths))


def test_models_and_runs_are_data_but_converted_models_are_cache(app_paths: AppPaths) -> None:
    assert app_paths.models.is_relative_to(app_paths.data)
    assert app_paths.runs.is_relative_to(app_paths.data)
    assert app_paths.converted.is_relative_to(app_paths.cache)


def test_folders_that_will_be_made_where_they_may_be_refuse_nothing(app_paths: AppPaths) -> None:
    assert app_paths.refusing() is None
    app_paths.ensure(app_paths.data)
    assert app_paths.refusing() is None
    assert not app_paths.state.exists()


def test_a_folder_that_cannot_be_made_refuses(tmp_path: Path) -> None:
    paths = AppPaths.beneath(tmp_path)
    paths.config.touch()
    assert paths.refusing() == paths.config


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write")
def test_a_folder_without_the_right_to_write_refuses(app_paths: AppPaths) -> None:
    app_paths.ensure(app_paths.data).chmod(0o555)
    assert app_paths.refusing() == app_paths.data


def test_ensure_makes_the_folder_with_its_parents_and_may_be_repeated(app_paths: AppPaths) -> None:
    for _ in range(2):
        assert app_paths.ensure(app_paths.models) == app_paths.models
        assert app_paths.models.is_dir()


def test_a_file_in_the_way_of_a_folder_is_a_resource_error(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    for folder in (tmp_path / "data", tmp_path / "data" / "models"):
        with pytest.raises(FolderNotWritable) as caught:
            AppPaths.ensure(folder)
        assert caught.value.params == {"path": folder}


def test_a_full_disk_is_told_apart_from_a_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object, **kwargs: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "mkdir", full)
    with pytest.raises(DiskFull):
        AppPaths.ensure(tmp_path / "new")
