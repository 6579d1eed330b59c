"""service/user_data.py: all that the program wrote goes, and nothing else."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from bertsum_app.core.cancel import CancelToken
from bertsum_app.core.logs import close_logging, configure_logging
from bertsum_app.core.paths import AppPaths
from bertsum_app.core.settings import Settings, save_settings
from bertsum_app.service.correction_store import CorrectionStore
from bertsum_app.service.corrections import Correction
from bertsum_app.service.history import FinishedWork
from bertsum_app.service.history_store import HistoryStore
from bertsum_app.service.user_data import (
    ADDED_BY_USER,
    DataKind,
    DeletedData,
    delete_data,
    find_data,
)
from bertsum_app.training.control import RunControl
from bertsum_app.training.run_presence import at_work

OURS: tuple[DataKind, ...] = (
    "settings",
    "history",
    "corrections",
    "glossaries",
    "window",
    "drafts",
    "log",
    "converted",
)
ALL = (*OURS, *ADDED_BY_USER)


def put(path: Path, text: str = "12345") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


@pytest.fixture
def used(app_paths: AppPaths) -> AppPaths:
    """Folders as the program leaves them behind, with models and a training run."""
    save_settings(app_paths.settings_file, Settings())
    store = HistoryStore(app_paths.history_file)
    store.record(FinishedWork("translate", "text", "文字", "en", "zh", "m"), 1, 10)
    store.close()
    configure_logging(app_paths.log)
    close_logging()
    put(app_paths.settings_file.with_name("settings.json.bak"))
    put(app_paths.history_file.with_name("history.sqlite3.bak-1"))
    put(app_paths.history_file.with_name(".history.sqlite3.0a1b.partial"))
    corrections = CorrectionStore(app_paths.corrections_file)
    corrections.save([Correction("text", "字", "文字", "en", "zh", chosen=False)], 1)
    corrections.close()
    put(app_paths.corrections_file.with_name("corrections.sqlite3-journal"))
    put(app_paths.glossary_file)
    put(app_paths.glossary_file.with_name("glossaries.json.bak"))
    put(app_paths.window_file)
    put(app_paths.drafts / "0a1b.json")
    put(app_paths.drafts / "0a1b.lock")
    put(app_paths.crash_report)
    put(app_paths.crash_log_of("0a1b"))
    put(app_paths.log / "bertsum.log.1")
    put(app_paths.converted / "some-hash" / "model.bin")
    put(app_paths.torch_caches / "cache" / "one")
    put(app_paths.models / "mine" / "model.safetensors")
    put(app_paths.runs / "first" / "state.json")
    return app_paths


def files(paths: AppPaths) -> set[Path]:
    return {path for path in paths.data.parent.rglob("*") if path.is_file()}


def test_everything_goes_but_what_the_user_installed_and_trained(used: AppPaths) -> None:
    kept = {used.models / "mine" / "model.safetensors", used.runs / "first" / "state.json"}
    gone = files(used) - kept
    size = sum(path.stat().st_size for path in gone)
    assert delete_data(used, OURS) == DeletedData(len(gone), size)
    assert files(used) == kept
    assert not used.config.exists()


def test_each_kind_is_told_with_its_place_and_size(used: AppPaths) -> None:
    parts = {part.kind: part for part in find_data(used)}
    assert set(parts) == set(ALL)
    assert sum(part.files for part in parts.values()) == len(files(used))
    assert sum(part.bytes for part in parts.values()) == sum(p.stat().st_size for p in files(used))
    assert parts["history"].place == used.history_file
    assert parts["models"].files == 1
    shutil.rmtree(used.runs)
    assert "runs" not in {part.kind for part in find_data(used)}


def test_models_and_runs_go_when_asked_for_and_no_folder_is_left(used: AppPaths) -> None:
    count = len(files(used))
    assert delete_data(used, ALL).files == count
    folders = (used.data, used.cache, used.config, used.state, used.log)
    assert not any(folder.exists() for folder in folders)


def test_what_is_not_ours_stays(used: AppPaths) -> None:
    others = {
        put(used.data / "diary.txt"),
        put(used.config / "settings.json.mine"),
        put(used.log / "other.log"),
        put(used.cache / "thumbnails" / "a.png"),
    }
    delete_data(used, ALL)
    assert files(used) == others


@pytest.mark.skipif(sys.platform == "win32", reason="making links needs a right there")
def test_a_link_is_removed_and_what_it_leads_to_stays(used: AppPaths, tmp_path: Path) -> None:
    elsewhere = put(tmp_path / "elsewhere" / "big.bin").parent
    shutil.rmtree(used.converted)
    used.converted.symlink_to(elsewhere, target_is_directory=True)
    delete_data(used, OURS)
    assert not os.path.lexists(used.converted)
    assert (elsewhere / "big.bin").exists()


def test_what_cannot_be_removed_is_told_and_the_rest_goes(
    used: AppPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path == used.history_file:
            raise PermissionError(13, "in use")
        real(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    size = sum(path.stat().st_size for path in files(used) - {used.history_file})
    deleted = delete_data(used, ALL)
    assert deleted.failures == (used.history_file,)
    assert deleted.bytes == size
    assert files(used) == {used.history_file}


def test_where_nothing_was_ever_written_there_is_nothing_to_do(app_paths: AppPaths) -> None:
    assert find_data(app_paths) == ()
    assert delete_data(app_paths, ALL) == DeletedData(0, 0)


def test_runs_that_something_works_on_are_not_taken_from_under_it(used: AppPaths) -> None:
    folder = next(path for path in used.runs.iterdir() if path.is_dir())
    with at_work(folder, RunControl(CancelToken())):
        deleted = delete_data(used, ALL)
    assert deleted.failures == (used.runs,)
    assert folder.is_dir()
    assert not used.models.exists()
    assert delete_data(used, ALL).failures == ()
    assert not used.runs.exists()
