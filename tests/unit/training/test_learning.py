"""Runs that teach some parts of a network alone: all else stands still, to the last byte."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import safetensors.numpy
import torch

from bertsum_app.core.cancel import CancelToken
from bertsum_app.core.errors import RunIncompatible
from bertsum_app.corpus.batches import Batch
from bertsum_app.corpus.examples import SummaryExample
from bertsum_app.corpus.pack import DEV_PREFIX, SENTENCES_FILE
from bertsum_app.corpus.pack_sentences import SentencePacker
from bertsum_app.corpus.packed import write_packed
from bertsum_app.inference.scorer import reader_name
from bertsum_app.model.bertsum import BertSum
from bertsum_app.model.checkpoint import from_weights, to_weights
from bertsum_app.model.config import SentenceReading
from bertsum_app.model.weights import Weights, read_weights
from bertsum_app.text.tokenizer import TOKENIZER_FILE
from bertsum_app.training.config import TaskConfig, TrainConfig
from bertsum_app.training.export import (
    ModelDescription,
    averaged_weights,
    export_run,
    export_weights,
)
from bertsum_app.training.half_copy import HalfCopy
from bertsum_app.training.launch import Machine, launch, start_from_model
from bertsum_app.training.losses import MultiTaskLoss
from bertsum_app.training.preparation import prepare_network
from bertsum_app.training.run_folder import RunFolder
from bertsum_app.training.tasks import TaskMix
from helpers.tiny_training import PackedFolder, tiny_config, weights_equal

CPU = torch.device("cpu")
MACHINE = Machine("cpu", 1)
DESCRIPTION = ModelDescription("tiny-model", "Tiny", ("en", "zh"), "Apache-2.0", "tests", "1")
READS: tuple[SentenceReading, ...] = ("cls", "mean")
EXTRACTS = TaskConfig("summarize-extractive", 1.0, tokens=512, max_length=128, pool_examples=12)


def scorer_config(packed: PackedFolder, **changes: Any) -> TrainConfig:
    config = tiny_config(
        packed.vocab_size,
        tasks=(EXTRACTS,),
        max_steps=12,
        learns=("scorer",),
    )
    config = replace(config, model=replace(config.model, scorer_reads="mean", dropout=0.3))
    return replace(config, **changes)


@pytest.fixture
def given(tmp_path: Path, packed: PackedFolder) -> Path:
    """A model in int8, as it is shipped, whose norms and biases are no round numbers."""
    torch.manual_seed(8)
    network = replace(scorer_config(packed).model, scorer_reads="cls")
    model = BertSum(network)
    for parameter in model.parameters():
        parameter.data += torch.randn_like(parameter) * 0.05
    folder = tmp_path / "given"
    vocabulary = packed.folder / TOKENIZER_FILE
    export_weights(to_weights(model), network, vocabulary, folder, DESCRIPTION, "# Card\n")
    return folder


def teach(
    run: RunFolder, config: TrainConfig | None, packed: Path, model: Path | None = None
) -> Weights:
    start = None
    if model is not None and config is not None:
        start = start_from_model(model, config.begins_anew)
    launch(run, config, packed, MACHINE, lambda event: None, CancelToken(), start)
    return averaged_weights(run, 1)


def test_only_the_scorer_of_a_model_changes_not_a_byte_of_all_else(
    tmp_path: Path, packed: PackedFolder, given: Path
) -> None:
    config = scorer_config(packed, begins_anew=("scorer",), checkpoint_every_s=0.0)
    run = RunFolder(tmp_path / "run")
    teach(run, config, packed.folder, given)
    export_run(run, tmp_path / "new", DESCRIPTION, "# Card\n", average=3)
    before, after = (
        safetensors.numpy.load_file(folder / "model.safetensors")
        for folder in (given, tmp_path / "new")
    )
    assert before.keys() == after.keys()
    for name, tensor in before.items():
        same = (tensor.dtype, tensor.tobytes()) == (after[name].dtype, after[name].tobytes())
        assert same or name.startswith("scorer."), name
    assert not np.array_equal(before["scorer.output.weight"], after["scorer.output.weight"])


def test_what_is_learnt_lowers_the_loss(tmp_path: Path, packed: PackedFolder, given: Path) -> None:
    config = scorer_config(packed, begins_anew=("scorer",), max_steps=40)
    config = replace(config, model=replace(config.model, dropout=0.0))
    before = loss_of(
        packed,
        config,
        teach(RunFolder(tmp_path / "0"), replace(config, max_steps=0), packed.folder, given),
    )
    after = loss_of(packed, config, teach(RunFolder(tmp_path / "1"), config, packed.folder, given))
    assert after < before - 0.1


def loss_of(packed: PackedFolder, config: TrainConfig, weights: Weights) -> float:
    module = MultiTaskLoss(from_weights(config.model, weights, Path("weights")), None, 0.0).eval()
    with torch.no_grad():
        return float(module(batch_of(packed, config), CPU).loss)


def batch_of(packed: PackedFolder, config: TrainConfig) -> Batch:
    special, size = packed.tokenizer.special, packed.vocab_size
    mix = TaskMix(packed.folder, config.tasks, special, vocab_size=size, seed=1)
    return mix.streams[config.tasks[0].kind].next_batch()


@pytest.mark.parametrize("half", [False, True])
def test_a_part_that_stands_still_drops_nothing_out_and_keeps_nothing_to_go_back(
    packed: PackedFolder, half: bool
) -> None:
    config = scorer_config(packed)
    torch.manual_seed(1)
    model = BertSum(config.model)
    prepare_network(model, config, None)
    module = MultiTaskLoss(model, None, 0.0)
    computing = HalfCopy(module).module if half else module
    computing.train()
    seen: list[torch.Tensor] = []
    computing.model.encoder.register_forward_hook(lambda *call: seen.append(call[2]))
    batch = batch_of(packed, config)
    for _ in range(2):
        computing(batch, CPU).loss.backward()
    assert torch.equal(seen[0], seen[1])
    assert not seen[0].requires_grad
    learnt = {name for name, each in computing.named_parameters() if each.grad is not None}
    assert learnt == {name for name in module.state_dict() if name.startswith("model.scorer.")}
    # The scorer itself learns, and so has dropout: the same batch is not scored alike twice.
    assert not torch.equal(computing(batch, CPU).loss, computing(batch, CPU).loss)


def test_a_run_goes_on_exactly_without_the_model_that_it_began_from(
    tmp_path: Path, packed: PackedFolder, given: Path
) -> None:
    config = scorer_config(packed, begins_anew=("scorer",))
    whole = teach(RunFolder(tmp_path / "whole"), config, packed.folder, given)
    halves = RunFolder(tmp_path / "halves")
    teach(halves, replace(config, max_steps=5), packed.folder, given)
    halves.config_file.write_text(config.to_json(), encoding="utf-8")
    assert weights_equal(teach(halves, None, packed.folder), whole)


def test_a_scorer_that_reads_otherwise_must_begin_anew(
    tmp_path: Path, packed: PackedFolder, given: Path
) -> None:
    with pytest.raises(RunIncompatible, match="another network"):
        teach(RunFolder(tmp_path / "run"), scorer_config(packed), packed.folder, given)
    same = scorer_config(packed, max_steps=0)
    same = replace(same, model=replace(same.model, scorer_reads="cls"))
    going_on = teach(RunFolder(tmp_path / "on"), same, packed.folder, given)
    assert weights_equal(going_on, read_weights(given / "model.safetensors"))


def test_a_model_gets_a_head_that_it_had_not(packed: PackedFolder, given: Path) -> None:
    config = scorer_config(packed, begins_anew=("scorer",))
    network = replace(config.model, scorer_layers=1, scorer_ff_size=32)
    model = BertSum(network)
    own = to_weights(model)
    start_from_model(given, ("scorer",))(model)
    for name, value in to_weights(model).items():
        expected = own if name.startswith("scorer.") else read_weights(given / "model.safetensors")
        np.testing.assert_array_equal(value, expected[name])


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"learns": ("classifier",)}, "the scorer does not learn"),
        ({"learns": ("scorer", "ears")}, "the network has no ears"),
        ({"adapter_rank": 2}, "adapters"),
        ({"begins_anew": ("decoder",)}, "must learn"),
        ({"learns": (), "begins_anew": ("encoder",)}, "only heads"),
    ],
)
def test_what_does_not_fit_is_refused(
    packed: PackedFolder, changes: dict[str, Any], reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        scorer_config(packed, **changes)


def test_a_recipe_says_what_learns(packed: PackedFolder) -> None:
    config = scorer_config(packed, begins_anew=("scorer",))
    assert TrainConfig.from_json(config.to_json(), Path("run.json")) == config
    assert config.learning_parts == ("scorer",)
    assert replace(config, learns=()).learning_parts == config.model.parts


# --- documents that were read beforehand --------------------------------------------------------


@pytest.fixture
def read_beforehand(tmp_path: Path, packed: PackedFolder) -> Callable[[str], Path]:
    """A folder of documents that a reader of some name has read."""

    def make(reader: str) -> Path:
        rng = np.random.default_rng(3)
        folder = tmp_path / "read"
        folder.mkdir()
        (folder / TOKENIZER_FILE).write_bytes((packed.folder / TOKENIZER_FILE).read_bytes())
        for prefix in ("", DEV_PREFIX):
            packer = SentencePacker(reader)
            for number in range(40):
                sentences = [f"{word} {number}" for word in ("one", "two", "three", "four")]
                chosen = number % 4
                states = rng.normal(size=(4, 32)).astype(np.float32)
                states[chosen, :8] += 3
                about = SummaryExample("en", f"{prefix}{number}", sentences[chosen], "made")
                packer.add(sentences, states, [about])
            write_packed(folder / (prefix + SENTENCES_FILE), packer.packed())
        return folder

    return make


def beforehand(packed: PackedFolder, **changes: Any) -> TrainConfig:
    task = replace(EXTRACTS, tokens=64, max_length=8, packed_file=SENTENCES_FILE)
    changes = {"tasks": (task,), "begins_anew": ("scorer",), "max_steps": 30, **changes}
    return scorer_config(packed, **changes)


def test_the_scorer_learns_from_documents_that_were_read_beforehand(
    tmp_path: Path, packed: PackedFolder, given: Path, read_beforehand: Callable[[str], Path]
) -> None:
    weights = read_weights(given / "model.safetensors")
    folder = read_beforehand(reader_name(beforehand(packed).model, weights))
    config = beforehand(packed, keep_best=True, validate_every_steps=10, max_steps=60)
    losses: list[float] = []

    def listen(event: object) -> None:
        losses.extend(getattr(event, "loss", {}).values() if "Validated" in repr(event) else ())

    launch(
        RunFolder(tmp_path / "run"),
        config,
        folder,
        MACHINE,
        listen,
        CancelToken(),
        start_from_model(given, config.begins_anew),
    )
    assert losses[-1] < losses[0] / 2
    after = averaged_weights(RunFolder(tmp_path / "run"), 1)
    for name, value in weights.items():
        assert name.startswith("scorer.") or np.array_equal(after[name], value)


@pytest.mark.parametrize("changes", [{"learns": ("encoder", "scorer")}, {"learns": ()}])
def test_they_are_no_use_to_an_encoder_that_learns(
    tmp_path: Path,
    packed: PackedFolder,
    given: Path,
    read_beforehand: Callable[[str], Path],
    changes: dict[str, Any],
) -> None:
    weights = read_weights(given / "model.safetensors")
    folder = read_beforehand(reader_name(beforehand(packed).model, weights))
    with pytest.raises(RunIncompatible, match="encoder learns"):
        teach(RunFolder(tmp_path / "run"), beforehand(packed, **changes), folder, given)


def test_nor_to_a_scorer_that_is_given_something_else(
    tmp_path: Path, packed: PackedFolder, given: Path, read_beforehand: Callable[[str], Path]
) -> None:
    network = beforehand(packed).model
    weights = read_weights(given / "model.safetensors")
    names = {reader_name(replace(network, scorer_reads=reads), weights) for reads in READS}
    folder = read_beforehand(max(names - {reader_name(network, weights)}))
    with pytest.raises(RunIncompatible, match="read otherwise"):
        teach(RunFolder(tmp_path / "run"), beforehand(packed), folder, given)
    weights["encoder.embeddings.word.weight"][7] += 1
    assert reader_name(network, weights) not in names
