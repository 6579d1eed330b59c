"""`bertsum train`: what is refused before anything is read."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from bertsum_app.cli.main import build_parser, main
from bertsum_app.cli.train import run
from bertsum_app.core.errors import CorpusTooSmall, TrainingNotIncluded
from bertsum_app.core.paths import AppPaths
from bertsum_app.core.settings import Settings
from bertsum_app.library.store import ModelStore
from bertsum_app.service.app import BertSumService
from bertsum_app.service.correction_store import CorrectionStore
from bertsum_app.service.corrections import Correction
from bertsum_app.service.tune import TuneRequest
from bertsum_app.training.presets import PRESETS, PresetName

_NEW = ["--task", "translate", "--data", "a.tsv", "--name", "mine", "--preset", "article"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--name", "mine"],
        ["--task", "translate", "--data", "a.tsv"],
        ["--task", "translate", "--data", "a.tsv", "--name", "mine", "--columns", "en=1,xx=2"],
        ["--task", "translate", "--data", "a.tsv", "--name", "mine", "--encoding", "klingon"],
        ["--task", "translate", "--data", "a.tsv", "--name", "mine", "--fix", "empty=keep"],
        # A new model begins with nothing, and learns both directions.
        [*_NEW, "--base", "bertsum-en-zh"],
        [*_NEW, "--direction", "en-zh"],
        ["--task", "sentiment", "--corrections", "--name", "mine"],
        ["--task", "summarize", "--data", "a.tsv", "--name", "mine", "--preset", "few"],
        ["--corrections", "--name", "mine"],
    ],
)
def test_wrong_usage_is_told(
    arguments: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bertsum_app.cli.train.lower_priority", lambda: None)
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    with pytest.raises(SystemExit) as ended:
        run(build_parser().parse_args(["train", *arguments]), BertSumService.default())
    assert ended.value.code == 2
    assert "usage: bertsum train" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "preset", "targets"),
    [
        ([], "few", ("zh",)),
        (["--direction", "en-zh"], "few", ("zh",)),
        (["--direction", "zh-en"], "few", ("en",)),
        (["--preset", "thorough"], "thorough", ("zh",)),
        (["--data", "a.tsv"], "quick", ("zh", "en")),
    ],
)
def test_corrections_are_taught_alone_or_beside_files(
    app_paths: AppPaths,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    more: list[str],
    preset: PresetName,
    targets: tuple[str, ...],
) -> None:
    store = CorrectionStore(app_paths.corrections_file)
    store.save([Correction("Hello.", "你好", "您好。", "en", "zh", chosen=False)], 1)
    store.close()
    asked: list[TuneRequest] = []

    def check(service: BertSumService, request: TuneRequest, *_: object) -> None:
        asked.append(request)
        raise CorpusTooSmall(1, 20)

    monkeypatch.setattr("bertsum_app.service.tune.check", check)
    monkeypatch.setattr("bertsum_app.cli.train.lower_priority", lambda: None)
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    service = BertSumService(app_paths, ModelStore(tmp_path, tmp_path), Settings())
    arguments = ["train", "--check", "--task", "translate", "--corrections", *more]
    with pytest.raises(CorpusTooSmall):
        run(build_parser().parse_args(arguments), service)
    (request,) = asked
    assert request.preset == PRESETS["translate"][preset]
    assert request.targets == targets
    assert request.corpus.corrections is not None
    assert len(request.lessons) == 1


@pytest.mark.parametrize(
    "command",
    [
        "train --task sentiment --data a.tsv --name mine",
        "build-model prepare --data a --packed b",
        "build-model export --run a --output b --name c --model-version 1 --card d",
    ],
)
def test_without_pytorch_it_names_the_edition_that_has_it(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert main(command.split()) == TrainingNotIncluded.exit_code
    said = capsys.readouterr().err
    assert "PyTorch" in said
    assert "full edition" in said
    assert "--device" not in said
