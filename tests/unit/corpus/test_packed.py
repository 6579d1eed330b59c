"""Packed corpora: memory to disk and back, and damaged files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import safetensors.numpy
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.core.errors import PackedCorpusDamaged
from bertsum_app.corpus.packed import (
    Packed,
    PackedDocuments,
    PackedPairs,
    PackedSentences,
    PackedTexts,
    read_packed,
    write_packed,
)
from bertsum_app.corpus.ragged import Ragged

sequences = st.lists(st.lists(st.integers(0, 65_535), max_size=6), max_size=8)


def as_lists(ragged: Ragged) -> list[list[int]]:
    return [ragged[index].tolist() for index in range(len(ragged))]


@given(sequences)
def test_sequences_come_back_as_they_were(rows: list[list[int]]) -> None:
    ragged = Ragged.from_sequences(rows)
    assert as_lists(ragged) == rows
    assert ragged.lengths.tolist() == [len(row) for row in rows]


@given(sequences.filter(len), st.data())
def test_taken_rows_keep_their_order(rows: list[list[int]], data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.integers(0, len(rows) - 1), max_size=6))
    taken = Ragged.from_sequences(rows).take(np.array(chosen, dtype=np.int64))
    assert as_lists(taken) == [rows[index] for index in chosen]


def test_an_id_beyond_16_bits_is_refused() -> None:
    with pytest.raises(OverflowError):
        Ragged.from_sequences([[65_536]])


def packed_of(rows: list[list[int]]) -> list[Packed]:
    ragged = Ragged.from_sequences(rows)
    domain = np.arange(len(rows), dtype=np.int32) % 2
    domains = ("news", "日常")
    return [
        PackedPairs(ragged, Ragged.from_sequences(rows[::-1]), domain, domains),
        PackedDocuments(ragged, ragged, ragged, domain, domains),
        PackedTexts(ragged, domain[::-1].copy(), domain, domains),
        PackedSentences(
            states=np.arange(len(ragged.values) * 2, dtype=np.float16).reshape(-1, 2),
            offsets=ragged.offsets,
            texts=np.arange(len(rows)) - 2,
            document=np.arange(len(rows), dtype=np.int32)[::-1].copy(),
            labels=ragged,
            domain=domain,
            domains=domains,
            reader="of a model",
        ),
    ]


@given(sequences)
def test_each_kind_comes_back_from_disk(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[int]]
) -> None:
    path = tmp_path_factory.mktemp("packed") / "corpus.safetensors"
    for packed in packed_of(rows):
        write_packed(path, packed)
        found = read_packed(path)
        assert type(found) is type(packed)
        assert len(found) == len(rows)
        assert found.domains == packed.domains
        for name, value in vars(packed).items():
            other = getattr(found, name)
            if isinstance(value, Ragged):
                assert as_lists(other) == as_lists(value)
            else:
                np.testing.assert_array_equal(other, value)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a corpus",
        safetensors.numpy.save({"domain": np.zeros(2, np.int32)}),
        safetensors.numpy.save({"domain": np.zeros(2)}, {"kind": "pairs", "domains": '["a"]'}),
        safetensors.numpy.save({"domain": np.zeros(2)}, {"kind": "images", "domains": '["a"]'}),
        safetensors.numpy.save({"texts.values": np.zeros(2)}, {"kind": "texts", "domains": "[]"}),
    ],
    ids=["empty", "noise", "no metadata", "columns missing", "unknown kind", "no offsets"],
)
def test_what_is_no_packed_corpus_is_damage(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "corpus.safetensors"
    path.write_bytes(content)
    with pytest.raises(PackedCorpusDamaged) as caught:
        read_packed(path)
    assert caught.value.params["path"] == path


def test_a_missing_and_a_cut_file_are_damage(tmp_path: Path) -> None:
    path = tmp_path / "corpus.safetensors"
    with pytest.raises(PackedCorpusDamaged):
        read_packed(path)
    write_packed(path, packed_of([[1, 2], [3]])[0])
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(PackedCorpusDamaged):
        read_packed(path)
