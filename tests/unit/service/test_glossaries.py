"""The user's glossaries on disk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bertsum_app.core.errors import FolderNotWritable, GlossariesDamaged, UnreadableFile
from bertsum_app.service.glossaries import load_glossaries, save_glossaries
from bertsum_app.text.glossary import Glossary, Term

GLOSSARIES = (
    Glossary("en", "zh", (Term("cat", "猫"), Term("SQL", None))),
    Glossary("zh", "en", (Term("猫", "cat"),)),
)


def test_what_was_stored_is_there_again(tmp_path: Path) -> None:
    path = tmp_path / "data" / "glossaries.json"
    save_glossaries(path, (*GLOSSARIES, Glossary("en", "de")))
    loaded = load_glossaries(path)
    assert loaded.problem is None
    assert tuple(loaded.by_direction.values()) == GLOSSARIES
    assert json.loads(path.read_text(encoding="utf-8"))["schema_version"] == 1


def test_a_first_start_has_none(tmp_path: Path) -> None:
    assert load_glossaries(tmp_path / "none.json").by_direction == {}


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"\xff",
        b"[]",
        b'{"schema_version": 2, "glossaries": []}',
        b'{"schema_version": 1}',
        b'{"schema_version": 1, "glossaries": [{"source": "en", "target": "xx", "terms": []}]}',
        b'{"schema_version": 1, "glossaries": [{"source": "en", "target": "zh", "terms": [[1, "a"]]}]}',
        b'{"schema_version": 1, "glossaries": [{"source": "en", "target": "zh", "terms": [["", "a"]]}]}',
    ],
)
def test_a_damaged_file_is_set_aside_and_told_of_once(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "glossaries.json"
    path.write_bytes(content)
    loaded = load_glossaries(path)
    assert loaded.by_direction == {}
    assert isinstance(loaded.problem, GlossariesDamaged)
    assert (tmp_path / "glossaries.json.bak").read_bytes() == content
    assert load_glossaries(path).problem is None


def test_a_file_that_cannot_be_read_or_written_is_told(tmp_path: Path) -> None:
    assert isinstance(load_glossaries(tmp_path).problem, UnreadableFile)
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    with pytest.raises((FolderNotWritable, UnreadableFile)):
        save_glossaries(blocked / "glossaries.json", GLOSSARIES)
