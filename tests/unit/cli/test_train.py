"""`bertsum train`: what is refused before anything is read."""

from __future__ import annotations

import importlib.util

import pytest

from bertsum_app.cli.main import build_parser, main
from bertsum_app.cli.train import run
from bertsum_app.core.errors import TrainingNotIncluded
from bertsum_app.service.app import BertSumService

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
