from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from threadpoolctl import ThreadpoolController

import bertsum_app.inference.engine as module
from bertsum_app.core.cancel import CancelToken
from bertsum_app.core.errors import (
    DeviceUnavailable,
    DiskFull,
    FolderNotWritable,
    JobNotSupported,
    ModelDamaged,
    OutOfMemory,
)
from bertsum_app.core.paths import AppPaths
from bertsum_app.inference import ctranslate2_model
from bertsum_app.inference.ctranslate2_variables import Variables, model_file
from bertsum_app.inference.engine import Engine
from bertsum_app.inference.numpy_threads import OPENBLAS_OF_NUMPY
from bertsum_app.inference.selection import SummaryLength
from bertsum_app.inference.translator import TranslateOptions
from bertsum_app.library.manifest import describe_files, write_manifest
from bertsum_app.library.store import InstalledModel
from helpers.tiny_model import SHAPE, build_tiny_model

ENGLISH = "The cat likes tea.\n\nMy sister opens the red book!"


def translated(engine: Engine, text: str = ENGLISH) -> str:
    return engine.translator.translate(
        text, None, "zh", TranslateOptions(), None, CancelToken()
    ).text


def with_files(model: InstalledModel, folder: Path, **contents: bytes | None) -> InstalledModel:
    """A copy of `model` in `folder` with other files (`__` stands for the dot), manifest included."""
    shutil.copytree(model.folder, folder)
    for name, data in contents.items():
        path = folder / name.replace("__", ".")
        path.unlink(missing_ok=True)
        if data is not None:
            path.write_bytes(data)
    names = [path.name for path in folder.iterdir() if path.name != "manifest.json"]
    manifest = replace(model.manifest, files=describe_files(folder, names))
    write_manifest(folder, manifest)
    return InstalledModel(manifest, folder, embedded=False)


def test_engine_does_all_four_jobs(tiny_model_int8: InstalledModel, app_paths: AppPaths) -> None:
    with Engine.open(tiny_model_int8, app_paths, "cpu", threads=1) as engine:
        assert engine.device_label == "CPU · int8"
        assert engine.cache_problem is None
        assert engine.model_id == tiny_model_int8.manifest.id
        first, empty, second = translated(engine).split("\n")
        assert first.endswith("。")
        assert (empty, second[-1]) == ("", "！")
        extract, abstract = (
            engine.summarizer.summarize(
                ENGLISH, "en", method, SummaryLength(sentences=1), CancelToken()
            )
            for method in ("extractive", "abstractive")
        )
        assert extract.text in ENGLISH
        assert abstract.text
        sentiment = engine.sentiment_reader.read(ENGLISH, "en", CancelToken())
        assert len(sentiment.sentences) == 2


def test_numpy_leaves_the_cores_to_ctranslate2(
    tiny_model_int8: InstalledModel, app_paths: AppPaths
) -> None:
    blas = ThreadpoolController().select(prefix=OPENBLAS_OF_NUMPY)
    if not blas.info():
        pytest.skip("NumPy has another BLAS here")
    with blas.limit(limits=2), Engine.open(tiny_model_int8, app_paths, "cpu", threads=1):
        assert [each["num_threads"] for each in blas.info()] == [1]


def test_second_start_needs_no_weights(
    tiny_model: InstalledModel, app_paths: AppPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Engine.open(tiny_model, app_paths, "cpu", threads=1) as engine:
        expected = translated(engine)

    def refuse(path: Path) -> None:
        raise AssertionError("the weights were read")

    monkeypatch.setattr(module, "read_weights", refuse)
    with Engine.open(tiny_model, app_paths, "cpu", threads=1) as engine:
        assert translated(engine) == expected


def test_translator_is_made_once(tiny_model: InstalledModel, app_paths: AppPaths) -> None:
    with Engine.open(tiny_model, app_paths, "cpu", threads=1) as engine:
        assert engine.translator is engine.translator
        translated(engine)
        result = engine.translator.translate(
            ENGLISH, None, "zh", TranslateOptions(), None, CancelToken()
        )
        assert all(segment.cached for segment in result.segments)


@pytest.mark.parametrize("file", ["model.safetensors", "config.json", "tokenizer.model"])
@pytest.mark.parametrize("damage", ["altered", "missing"])
def test_damaged_model_is_not_loaded(
    tiny_model: InstalledModel, tmp_path: Path, app_paths: AppPaths, file: str, damage: str
) -> None:
    folder = tmp_path / "model"
    shutil.copytree(tiny_model.folder, folder)
    data = (folder / file).read_bytes()
    if damage == "altered":
        (folder / file).write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    else:
        (folder / file).unlink()
    with pytest.raises(ModelDamaged) as caught:
        Engine.open(replace(tiny_model, folder=folder), app_paths, "cpu")
    assert caught.value.params["path"] == folder / file
    assert not app_paths.converted.exists()


def test_tokenizer_of_another_model_is_noticed(
    tiny_model: InstalledModel, tmp_path: Path, app_paths: AppPaths
) -> None:
    config = json.loads((tiny_model.folder / "config.json").read_text(encoding="utf-8"))
    config["vocab_size"] += 1
    other = with_files(tiny_model, tmp_path / "model", config__json=json.dumps(config).encode())
    with pytest.raises(ModelDamaged) as caught:
        Engine.open(other, app_paths, "cpu")
    assert "400 pieces" in str(caught.value.params["reason"])


def test_model_without_tokenizer_is_damaged(
    tiny_model: InstalledModel, tmp_path: Path, app_paths: AppPaths
) -> None:
    lacking = with_files(tiny_model, tmp_path / "model", tokenizer__model=None)
    with pytest.raises(ModelDamaged):
        Engine.open(lacking, app_paths, "cpu")


def test_weights_that_lack_a_tensor_are_damaged(
    tiny_model: InstalledModel, tmp_path: Path, app_paths: AppPaths
) -> None:
    config = json.loads((tiny_model.folder / "config.json").read_text(encoding="utf-8"))
    config["encoder_layers"] += 1
    other = with_files(tiny_model, tmp_path / "model", config__json=json.dumps(config).encode())
    with pytest.raises(ModelDamaged) as caught:
        Engine.open(other, app_paths, "cpu")
    assert "encoder.layers.2" in str(caught.value.params["reason"])
    assert not app_paths.converted.exists()


@pytest.mark.parametrize(
    ("job", "head", "attribute"),
    [
        ("translate", {"decoder_layers": 0}, "translator"),
        ("sentiment", {"classes": 0}, "sentiment_reader"),
        ("summarize-extractive", {"decoder_layers": 0, "scorer_layers": 0}, "summarizer"),
    ],
)
def test_missing_head_is_named(
    tmp_path: Path, app_paths: AppPaths, job: str, head: dict[str, Any], attribute: str
) -> None:
    shape = replace(SHAPE, **head)
    model = build_tiny_model(tmp_path / "models", model_id="lacking", shape=shape)
    with Engine.open(model, app_paths, "cpu", threads=1) as engine:
        with pytest.raises(JobNotSupported) as caught:
            getattr(engine, attribute)
        assert caught.value.params == {"job": job, "model_id": "lacking"}


def test_job_that_was_not_learned_is_not_offered(
    tiny_model: InstalledModel, app_paths: AppPaths
) -> None:
    manifest = replace(tiny_model.manifest, jobs=("translate",))
    with Engine.open(replace(tiny_model, manifest=manifest), app_paths, "cpu", threads=1) as engine:
        assert translated(engine)
        with pytest.raises(JobNotSupported):
            _ = engine.summarizer
        with pytest.raises(JobNotSupported):
            _ = engine.sentiment_reader


def test_model_that_only_writes_summaries_does_not_score(
    tiny_model: InstalledModel, app_paths: AppPaths
) -> None:
    manifest = replace(tiny_model.manifest, jobs=("summarize-abstractive",))
    length = SummaryLength(sentences=1)
    with Engine.open(replace(tiny_model, manifest=manifest), app_paths, "cpu", threads=1) as engine:
        assert engine.summarizer.abstract(ENGLISH, "en", length, CancelToken()).text
        with pytest.raises(JobNotSupported):
            engine.summarizer.score(ENGLISH, "en", CancelToken())


@pytest.mark.parametrize("device", ["cuda", "mps", "abacus"])
def test_missing_device_is_named(
    tiny_model: InstalledModel,
    app_paths: AppPaths,
    monkeypatch: pytest.MonkeyPatch,
    device: str,
) -> None:
    monkeypatch.setattr(module, "cuda_devices", lambda: 0)
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)
    monkeypatch.setattr("torch.backends.mps.is_available", lambda: False)
    with pytest.raises(DeviceUnavailable) as caught:
        Engine.open(tiny_model, app_paths, device)
    assert caught.value.params["device"] == device
    assert caught.value.params["reason"]


def test_auto_takes_the_cpu_where_there_is_no_gpu(
    tiny_model: InstalledModel, app_paths: AppPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "cuda_devices", lambda: 0)
    with Engine.open(tiny_model, app_paths) as engine:
        assert engine.device_label.startswith("CPU · ")


@pytest.mark.parametrize("problem", [FolderNotWritable, DiskFull])
def test_a_cache_that_takes_no_files_is_told_and_nothing_is_written_anywhere(
    tiny_model: InstalledModel,
    app_paths: AppPaths,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    problem: type[FolderNotWritable | DiskFull],
) -> None:
    with Engine.open(tiny_model, app_paths, "cpu", threads=1) as engine:
        expected = translated(engine)
    shutil.rmtree(app_paths.cache)

    def refusing(final: Path) -> object:
        raise problem(final)

    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(ctranslate2_model, "staged_folder", refusing)
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    with Engine.open(tiny_model, app_paths, "cpu", threads=1) as engine:
        assert translated(engine) == expected
        length = SummaryLength(sentences=1)
        assert engine.summarizer.summarize(ENGLISH, "en", "extractive", length, CancelToken()).text
        assert isinstance(engine.cache_problem, problem)
        path = engine.cache_problem.params["path"]
        assert isinstance(path, Path)
        assert path.is_relative_to(app_paths.cache)
        assert list(temporary.iterdir()) == []


def test_cache_may_be_emptied_while_the_model_is_in_use(
    tiny_model: InstalledModel, app_paths: AppPaths
) -> None:
    with Engine.open(tiny_model, app_paths, "cpu", threads=1) as engine:
        shutil.rmtree(app_paths.cache)
        assert translated(engine)
        length = SummaryLength(sentences=1)
        assert engine.summarizer.summarize(ENGLISH, "en", "extractive", length, CancelToken()).text
        assert engine.sentiment_reader.read(ENGLISH, "en", CancelToken()).sentences


def test_conversion_that_is_always_refused_is_named(
    tiny_model: InstalledModel, app_paths: AppPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ctranslate2_model, "model_file", lambda *_: b"no model at all, but whole")
    with pytest.raises(ModelDamaged):
        Engine.open(tiny_model, app_paths, "cpu", threads=1)


def test_conversion_that_ctranslate2_refuses_is_made_again(
    tiny_model: InstalledModel, app_paths: AppPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def first_time_wrong(name: str, revision: int, variables: Variables) -> bytes:
        made.append(name)
        if len(made) == 1:
            return b"no model at all, but whole"
        return model_file(name, revision, variables)

    monkeypatch.setattr(ctranslate2_model, "model_file", first_time_wrong)
    with Engine.open(tiny_model, app_paths, "cpu", threads=1) as engine:
        assert translated(engine)


def test_a_device_without_room_for_the_model_is_no_damage_to_it(
    tiny_model: InstalledModel, app_paths: AppPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise RuntimeError("CUDA failed with error out of memory")

    Engine.open(tiny_model, app_paths, "cpu", threads=1).close()
    before = sorted(app_paths.cache.rglob("model.bin"))
    monkeypatch.setattr("ctranslate2.Encoder", full)
    with pytest.raises(OutOfMemory):
        Engine.open(tiny_model, app_paths, "cpu", threads=1)
    assert sorted(app_paths.cache.rglob("model.bin")) == before != []


_WITHOUT_TORCH = """
import sys
from pathlib import Path

from bertsum_app.core.cancel import CancelToken
from bertsum_app.core.paths import AppPaths
from bertsum_app.inference.engine import Engine
from bertsum_app.inference.selection import SummaryLength
from bertsum_app.inference.translator import TranslateOptions
from bertsum_app.library.store import ModelStore

models, home = map(Path, sys.argv[1:])
model = ModelStore(models, home / "none").default()
with Engine.open(model, AppPaths.beneath(home), "cpu", threads=1) as engine:
    text = "The cat likes tea."
    options, cancel = TranslateOptions(), CancelToken()
    print(engine.translator.translate(text, None, "zh", options, None, cancel).text)
    engine.summarizer.summarize(text, None, "extractive", SummaryLength(sentences=1), cancel)
    engine.sentiment_reader.read(text, None, cancel)
print(sorted({name.partition(".")[0] for name in sys.modules} & {"torch", "PySide6", "sacrebleu"}))
"""


def test_torch_is_never_imported_on_the_cpu(
    tiny_model_int8: InstalledModel, tmp_path: Path
) -> None:
    """Not even by the first conversion, although CTranslate2's own converter would."""
    found = subprocess.run(
        [sys.executable, "-c", _WITHOUT_TORCH, str(tiny_model_int8.folder.parent), str(tmp_path)],
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONPATH": str(Path(__file__).parents[3]), "PYTHONIOENCODING": "utf-8"},
        check=True,
    )
    translation, imported = found.stdout.splitlines()
    assert translation.endswith("。")
    assert imported == "[]"
