"""Pairs of which a model wrote one side: what their files tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from bertsum_app.core.errors import CorpusUnreadable
from bertsum_app.corpus.examples import TranslationExample
from bertsum_app.corpus.synthetic import (
    KINDS,
    LANGUAGES,
    chunk_file,
    only_direction,
    synthetic_domain,
    synthetic_pairs,
)


def test_the_domain_tells_the_one_direction() -> None:
    for kind in KINDS:
        for into in LANGUAGES:
            assert only_direction(synthetic_domain(kind, into)) == into
    assert only_direction("news") is None
    assert only_direction("user") is None


def test_chunks_are_read_in_order_and_other_files_left_alone(tmp_path: Path) -> None:
    chunk_file(tmp_path, "back-zh", 10).write_text("wiki\tThird.\t三。\n", encoding="utf-8")
    chunk_file(tmp_path, "back-zh", 2).write_text("wiki\tSecond.\t二。\n", encoding="utf-8")
    chunk_file(tmp_path, "back-en", 0).write_text("wiki\tFirst.\t一。\n", encoding="utf-8")
    (tmp_path / "notes.tsv").write_text("not of ours", encoding="utf-8")
    assert list(synthetic_pairs(tmp_path)) == [
        ("back-en", TranslationExample("First.", "一。", "wiki")),
        ("back-zh", TranslationExample("Second.", "二。", "wiki")),
        ("back-zh", TranslationExample("Third.", "三。", "wiki")),
    ]


def test_a_damaged_chunk_is_told(tmp_path: Path) -> None:
    path = chunk_file(tmp_path, "taught-en", 0)
    path.write_text("wiki\tOnly one side.\n", encoding="utf-8")
    with pytest.raises(CorpusUnreadable) as caught:
        list(synthetic_pairs(tmp_path))
    assert (caught.value.params["path"], caught.value.params["line"]) == (path, 1)
