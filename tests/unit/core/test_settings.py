"""core/settings.py: round trip, damage, newer and older files."""

from __future__ import annotations

import json
import logging
import os
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.core.errors import DiskFull, SettingsDamaged, SettingsTooNew, SettingsUnreadable
from bertsum_app.core.settings import (
    CLIPBOARD_RESULTS,
    DEVICES,
    INTERFACE_LANGUAGES,
    THEMES,
    JsonObject,
    Settings,
    drop_damaged,
    migrate,
    read_settings,
    save_settings,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


def _store(path: Path, **values: object) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"schema_version": 1, **values}), encoding="utf-8")


def test_without_a_file_the_defaults_hold_and_no_file_is_made(path: Path) -> None:
    assert read_settings(path).settings == Settings()
    assert not path.parent.exists()


_settings = st.builds(
    Settings,
    device=st.sampled_from(DEVICES),
    threads=st.integers(0, 256),
    beam_size=st.integers(1, 16),
    theme=st.sampled_from(THEMES),
    interface_language=st.sampled_from(INTERFACE_LANGUAGES),
    target_language=st.sampled_from(["en", "zh", "de"]),
    start_source=st.sampled_from(["last", "", "en"]),
    start_target=st.sampled_from(["last", "zh"]),
    tray=st.booleans(),
    clipboard_result=st.sampled_from(CLIPBOARD_RESULTS),
)


@given(settings=_settings)
def test_what_was_saved_is_loaded(
    tmp_path_factory: pytest.TempPathFactory, settings: Settings
) -> None:
    path = tmp_path_factory.mktemp("settings") / "settings.json"
    save_settings(path, settings)
    assert read_settings(path).settings == settings


@pytest.mark.parametrize(
    "values",
    [
        {"device": "tpu"},
        {"threads": -1},
        {"threads": True},
        {"beam_size": 0},
        {"beam_size": 2.5},
        {"theme": None},
        {"target_language": "xx"},
        {"interface_language": ["en"]},
        {"source_language": "xx"},
        {"live": "yes"},
        {"history": 1},
        {"history_limit": 9},
        {"history_limit": 100_001},
    ],
)
def test_one_bad_value_falls_back_to_its_default_and_the_others_stay(
    path: Path, values: dict[str, Any]
) -> None:
    _store(path, **{"theme": "dark", "beam_size": 2, **values})
    expected: dict[str, Any] = {"theme": "dark", "beam_size": 2}
    for name in values:
        expected[name] = asdict(Settings())[name]
    assert read_settings(path).settings == replace(Settings(), **expected)
    with pytest.raises(ValueError, match=next(iter(values))):
        replace(Settings(), **values)


def test_unknown_keys_are_ignored_and_named_in_the_log(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    _store(path, colour="red", theme="light")
    with caplog.at_level(logging.INFO):
        assert read_settings(path).settings == Settings(theme="light")
    assert "colour" in caplog.text


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"dark"',
        b"\xff\xfe\x00",
        b'{"theme": "dark"}',
        b'{"schema_version": "1"}',
        b'{"schema_version": true}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_file_is_kept_beside_and_the_defaults_hold(path: Path, data: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(data)
    assert read_settings(path).settings == Settings()
    assert path.with_name("settings.json.bak").read_bytes() == data


def test_a_damaged_file_that_cannot_be_kept_does_not_stop_the_program(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.parent.mkdir()
    path.write_bytes(b"{")

    def full(*args: object) -> None:
        raise DiskFull(path)

    monkeypatch.setattr("bertsum_app.core.settings.write_bytes_atomic", full)
    assert read_settings(path).settings == Settings()


def test_a_file_of_a_newer_program_is_read_as_far_as_it_goes_and_kept(path: Path) -> None:
    _store(path, schema_version=99, theme="dark", device="quantum")
    before = path.read_bytes()
    assert read_settings(path).settings == Settings(theme="dark")
    assert path.with_name("settings.json.bak").read_bytes() == before


def test_a_settings_path_that_cannot_be_read_is_an_error(path: Path) -> None:
    path.mkdir(parents=True)
    loaded = read_settings(path)
    assert isinstance(loaded.problem, SettingsUnreadable)
    assert loaded.problem.params == {"path": path}
    assert loaded.settings == Settings()


def test_a_save_that_fails_keeps_the_old_settings(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_settings(path, Settings(theme="dark"))

    def fail(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(DiskFull):
        save_settings(path, Settings(theme="light"))
    assert read_settings(path).settings == Settings(theme="dark")


def test_migrations_run_in_order_up_to_the_newest_and_leave_their_input_alone() -> None:
    def rename(document: JsonObject) -> JsonObject:
        document["theme"] = document.pop("colours")
        return document

    def upper(document: JsonObject) -> JsonObject:
        return {**document, "theme": str(document["theme"]).upper()}

    old: JsonObject = {"schema_version": 1, "colours": "dark"}
    assert migrate(old, {1: rename, 2: upper}) == {"schema_version": 3, "theme": "DARK"}
    assert old == {"schema_version": 1, "colours": "dark"}


def test_a_damaged_file_is_told_of_and_kept(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"{ not json")
    loaded = read_settings(path)
    assert loaded.settings == Settings()
    assert isinstance(loaded.problem, SettingsDamaged)
    kept = loaded.problem.params["kept"]
    assert isinstance(kept, Path)
    assert kept.read_bytes() == b"{ not json"


def test_once_told_of_a_damaged_file_is_there_under_its_other_name_only(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"{ not json")
    problem = read_settings(path).problem
    assert isinstance(problem, SettingsDamaged)
    drop_damaged(problem)
    assert read_settings(path).problem is None
    assert path.with_name("settings.json.bak").read_bytes() == b"{ not json"


def test_a_damaged_file_without_a_copy_stays(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.parent.mkdir()
    path.write_bytes(b"{")

    def full(*args: object) -> None:
        raise DiskFull(path)

    monkeypatch.setattr("bertsum_app.core.settings.write_bytes_atomic", full)
    problem = read_settings(path).problem
    assert isinstance(problem, SettingsDamaged)
    drop_damaged(problem)
    assert path.read_bytes() == b"{"


def test_settings_that_were_stored_meanwhile_stay(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"{")
    problem = read_settings(path).problem
    assert isinstance(problem, SettingsDamaged)
    save_settings(path, Settings(theme="dark"))
    drop_damaged(problem)
    assert read_settings(path).settings.theme == "dark"


def test_a_newer_file_is_told_of_and_kept(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"schema_version": 99, "theme": "dark"}', encoding="utf-8")
    loaded = read_settings(path)
    assert loaded.settings == Settings(theme="dark")
    assert isinstance(loaded.problem, SettingsTooNew)


def test_a_whole_file_has_no_problem(path: Path) -> None:
    save_settings(path, Settings(shortcuts={"swap": "Ctrl+T"}))
    assert read_settings(path).problem is None
    assert read_settings(path).settings.shortcuts == {"swap": "Ctrl+T"}


@pytest.mark.parametrize("value", [[], {"swap": 1}, "Ctrl+T"])
def test_shortcuts_that_are_none_are_left_out(path: Path, value: object) -> None:
    _store(path, shortcuts=value)
    assert read_settings(path).settings.shortcuts == {}
