from __future__ import annotations

import errno
import json
import os
import shutil
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

import ctranslate2
import numpy as np
import pytest

import bertsum_app.inference.ctranslate2_model as module
from bertsum_app.core.errors import DiskFull, FolderNotWritable
from bertsum_app.inference.ctranslate2_model import (
    ConvertedModel,
    ModelSource,
    converted_model,
)
from bertsum_app.model.weights import Weights


@dataclass
class CountedWeights:
    """Counts how often the weights are asked for, that is, how often a conversion is made."""

    read: Callable[[], Weights]
    reads: list[None] = field(default_factory=list)

    def __call__(self) -> Weights:
        self.reads.append(None)
        return self.read()


@pytest.fixture
def counted(source: ModelSource) -> tuple[ModelSource, CountedWeights]:
    weights = CountedWeights(source.weights)
    return replace(source, weights=weights), weights


def loads(model: ConvertedModel) -> bool:
    """Whether CTranslate2 takes both, from wherever they are."""
    translator, encoder = (
        kind(str(folder), intra_threads=1, files=model.in_memory(folder))
        for kind, folder in (
            (ctranslate2.Translator, model.seq2seq),
            (ctranslate2.Encoder, model.encoder),
        )
    )
    return bool(translator.device == encoder.device == "cpu")


def test_second_call_finds_the_first_ones_result(
    counted: tuple[ModelSource, CountedWeights], tmp_path: Path
) -> None:
    source, weights = counted
    first = converted_model(source, tmp_path / "cache", "int8")
    second = converted_model(source, tmp_path / "cache", "int8")
    assert first == second
    assert first.files is None
    assert len(weights.reads) == 1
    assert loads(first)


def test_other_weights_number_formats_and_converters_have_their_own_place(
    source: ModelSource, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = {
        converted_model(source, tmp_path, "int8").folder,
        converted_model(source, tmp_path, "float32").folder,
        converted_model(replace(source, fingerprint="other"), tmp_path, "int8").folder,
    }
    monkeypatch.setattr(module, "CONVERTER_VERSION", 999)
    folders.add(converted_model(source, tmp_path, "int8").folder)
    assert len(folders) == 4


def test_what_an_older_converter_made_is_removed(
    source: ModelSource, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    float32 = converted_model(source, tmp_path, "float32")
    other = converted_model(replace(source, fingerprint="f" * 64), tmp_path, "int8")
    old = converted_model(source, tmp_path, "int8")
    monkeypatch.setattr(module, "CONVERTER_VERSION", 999)
    new = converted_model(source, tmp_path, "int8")
    assert set(tmp_path.iterdir()) == {float32.folder, other.folder, new.folder}
    assert old.folder != new.folder


@pytest.mark.parametrize("damage", ["cut", "altered", "missing", "unfinished"])
def test_damaged_conversion_is_made_again(
    counted: tuple[ModelSource, CountedWeights], tmp_path: Path, damage: str
) -> None:
    source, weights = counted
    model = converted_model(source, tmp_path, "int8")
    file = model.seq2seq / "model.bin"
    good = file.read_bytes()
    if damage == "cut":
        file.write_bytes(good[: len(good) // 2])
    elif damage == "altered":
        file.write_bytes(good[:-100] + bytes(100))
    elif damage == "missing":
        shutil.rmtree(model.encoder)
    else:
        (model.folder / "complete.json").unlink()
    again = converted_model(source, tmp_path, "int8")
    assert len(weights.reads) == 2
    assert again == model
    assert file.read_bytes() == good
    assert loads(model)
    assert [entry.name for entry in tmp_path.iterdir()] == [model.folder.name]


def test_racing_builders_all_get_a_whole_model(source: ModelSource, tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        models = list(pool.map(lambda _: converted_model(source, tmp_path, "int8"), range(4)))
    assert len(set(models)) == 1
    assert [entry.name for entry in tmp_path.iterdir()] == [models[0].folder.name]
    assert loads(models[0])


def test_a_full_disk_stops_nobody_and_is_told(
    source: ModelSource, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if path.name == "model.bin":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    model = converted_model(source, tmp_path, "int8")
    assert isinstance(model.problem, DiskFull)
    assert loads(model)
    assert list(tmp_path.iterdir()) == []


def test_what_is_in_memory_is_what_would_be_in_the_cache(
    source: ModelSource, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cached = converted_model(source, tmp_path / "cache", "int8")
    (tmp_path / "file").touch()
    kept = converted_model(source, tmp_path / "file" / "cache", "int8")
    for model in (cached.seq2seq, cached.encoder):
        files = {file.name: file.read_bytes() for file in model.iterdir()}
        assert kept.in_memory(kept.folder / model.name) == files
    assert kept.shortlisted_jobs() == cached.shortlisted_jobs() != frozenset()
    assert kept.read_heads().keys() == cached.read_heads().keys()
    for name, tensor in cached.read_heads().items():
        np.testing.assert_array_equal(kept.read_heads()[name], tensor)


def test_file_in_the_way_of_the_cache_does_not_stop_us(source: ModelSource, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.write_text("not a folder", encoding="utf-8")
    model = converted_model(source, cache, "int8")
    assert model.problem is not None
    assert loads(model)
    assert cache.read_text(encoding="utf-8") == "not a folder"


@pytest.mark.skipif(
    sys.platform == "win32" or (hasattr(os, "geteuid") and os.geteuid() == 0),
    reason="this user may write everywhere",
)
def test_read_only_cache_folder_does_not_stop_us(source: ModelSource, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.mkdir(mode=0o500)
    model = converted_model(source, cache, "int8")
    assert isinstance(model.problem, FolderNotWritable)
    assert loads(model)


def test_network_without_heads_needs_no_encoder_of_its_own(
    source: ModelSource, tmp_path: Path
) -> None:
    config = replace(source.config, scorer_layers=0, classes=0)
    model = converted_model(replace(source, config=config), tmp_path, "int8")
    assert model.seq2seq.is_dir()
    assert not model.encoder.exists()


def test_network_without_decoder_is_an_encoder_only(source: ModelSource, tmp_path: Path) -> None:
    config = replace(source.config, decoder_layers=0)
    model = converted_model(replace(source, config=config), tmp_path, "int8")
    assert model.encoder.is_dir()
    assert not model.seq2seq.exists()


def test_cache_tells_nothing_of_the_users_folders(source: ModelSource, tmp_path: Path) -> None:
    model = converted_model(source, tmp_path, "int8")
    recorded = json.loads((model.folder / "complete.json").read_text(encoding="utf-8"))
    assert all(not Path(name).is_absolute() for name in recorded["checksums"])
