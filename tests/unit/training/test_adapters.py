"""Low-rank adapters and layers that are computed again: less memory, the same learning."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from bertsum_app.core.cancel import CancelToken
from bertsum_app.core.errors import RunIncompatible
from bertsum_app.model.bertsum import BertSum
from bertsum_app.model.checkpoint import from_weights, to_weights
from bertsum_app.training.adapters import add_adapters, share_what_stands_still, with_adapters
from bertsum_app.training.config import TaskConfig, TrainConfig
from bertsum_app.training.events import RunStarted, TrainingEvent
from bertsum_app.training.export import averaged_weights, read_network
from bertsum_app.training.losses import MultiTaskLoss
from bertsum_app.training.precision import Precision
from bertsum_app.training.run_folder import NETWORK_FILE, RunFolder
from bertsum_app.training.supply import make_step
from bertsum_app.training.tasks import TaskMix
from bertsum_app.training.trainer import Trainer
from helpers.tiny_training import PackedFolder, tiny_config, weights_equal

CPU = torch.device("cpu")
RANK = 2
TASKS = (
    TaskConfig("translate", 0.6, tokens=256, max_length=48, pool_examples=100),
    TaskConfig("summarize-extractive", 0.2, tokens=512, max_length=128, pool_examples=12),
    TaskConfig("sentiment", 0.2, tokens=128, max_length=32, pool_examples=6),
)


def begin(model: BertSum) -> None:
    """The weights that a run begins with, whenever it is asked."""
    generator = torch.Generator().manual_seed(3)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(torch.randn(parameter.shape, generator=generator) * 0.02)


def base_of(config: TrainConfig) -> BertSum:
    torch.manual_seed(config.seed)
    model = BertSum(config.model)
    begin(model)
    return model


def config_of(packed: PackedFolder, **changes: Any) -> TrainConfig:
    config = tiny_config(packed.vocab_size, tasks=TASKS, max_steps=6, log_every_steps=1)
    return replace(config, **changes)


def trainer_of(
    folder: Path, packed: PackedFolder, config: TrainConfig, events: list[TrainingEvent]
) -> Trainer:
    folder.mkdir(parents=True, exist_ok=True)
    run = RunFolder(folder)
    run.config_file.write_text(config.to_json(), encoding="utf-8")
    return Trainer(
        run,
        config,
        packed.folder,
        packed.tokenizer.special,
        events.append,
        device=CPU,
        initialize=begin,
    )


def test_adapters_that_have_learnt_nothing_change_nothing(packed: PackedFolder) -> None:
    config = config_of(packed)
    model = base_of(config).eval()
    ids = torch.randint(5, packed.vocab_size, (2, 9))
    segments = torch.zeros_like(ids)
    before = model.encoder(ids, segments)
    add_adapters(model, RANK, ["translate"])
    assert torch.equal(model.encoder(ids, segments), before)


def test_adapters_alone_learn_and_are_added_to_the_weights(
    tmp_path: Path, packed: PackedFolder
) -> None:
    config = config_of(packed, adapter_rank=RANK, max_steps=20)
    events: list[TrainingEvent] = []
    trainer = trainer_of(tmp_path / "run", packed, config, events)
    trainer.train(CancelToken())
    base, model = to_weights(base_of(config)), trainer.module.model
    after = to_weights(model)
    table = "encoder.embeddings.word.weight"
    query = "decoder.layers.0.cross_attention.query"
    assert np.array_equal(after[table], base[table])
    assert np.array_equal(after[query + ".weight"], base[query + ".weight"])
    assert np.abs(after[query + ".up"]).max() > 0
    # The small head of what is learnt anew learns whole.
    assert not np.array_equal(after["classifier.output.weight"], base["classifier.output.weight"])

    checkpoint = RunFolder(tmp_path / "run").checkpoints()[-1]
    merged = with_adapters(base, read_network(checkpoint))
    assert merged.keys() == base.keys()
    exported = from_weights(config.model, merged, checkpoint)
    ids = torch.randint(5, packed.vocab_size, (2, 9))
    segments = torch.zeros_like(ids)
    expected = model.eval().encoder(ids, segments)
    torch.testing.assert_close(exported.encoder(ids, segments), expected)
    assert not torch.allclose(base_of(config).eval().encoder(ids, segments), expected, atol=1e-4)

    started = next(event for event in events if isinstance(event, RunStarted))
    assert 0 < started.learning < started.parameters / 2
    whole = trainer_of(tmp_path / "whole", packed, replace(config, adapter_rank=0, max_steps=1), [])
    whole.train(CancelToken())
    size = (checkpoint / NETWORK_FILE).stat().st_size
    full = RunFolder(tmp_path / "whole").checkpoints()[-1] / NETWORK_FILE
    assert size < full.stat().st_size / 2


@pytest.mark.parametrize("changes", [{"adapter_rank": RANK}, {"recompute": True}])
def test_resuming_is_exact(
    tmp_path: Path, packed: PackedFolder, changes: dict[str, object]
) -> None:
    config = config_of(packed, **changes)
    config = replace(config, model=replace(config.model, dropout=0.2))
    whole = trainer_of(tmp_path / "whole", packed, config, [])
    whole.train(CancelToken())
    half = trainer_of(tmp_path / "halves", packed, replace(config, max_steps=3), [])
    half.train(CancelToken())
    torch.manual_seed(999)
    rest = trainer_of(tmp_path / "halves", packed, config, [])
    assert rest.progress.step == 3
    rest.train(CancelToken())
    assert weights_equal(to_weights(whole.module.model), to_weights(rest.module.model))


def test_adapters_are_no_model_by_themselves(tmp_path: Path, packed: PackedFolder) -> None:
    trainer_of(tmp_path, packed, config_of(packed, adapter_rank=RANK), []).train(CancelToken())
    with pytest.raises(RunIncompatible, match="adapters"):
        averaged_weights(RunFolder(tmp_path), 1)


def test_a_checkpoint_of_another_rank_is_refused(tmp_path: Path, packed: PackedFolder) -> None:
    trainer_of(tmp_path, packed, config_of(packed, adapter_rank=RANK), []).train(CancelToken())
    with pytest.raises(RunIncompatible):
        trainer_of(tmp_path, packed, config_of(packed, adapter_rank=RANK + 1), [])
    with pytest.raises(RunIncompatible):
        trainer_of(tmp_path, packed, config_of(packed), [])


def test_what_stands_still_is_in_memory_once(packed: PackedFolder) -> None:
    model, teacher = base_of(config_of(packed)), base_of(config_of(packed))
    add_adapters(model, RANK, ["sentiment"])
    share_what_stands_still(model, teacher)
    own, shared = dict(model.named_parameters()), dict(teacher.named_parameters())
    place = {name: parameter.data_ptr() for name, parameter in own.items()}
    assert all(
        (parameter.data_ptr() == place[name]) is not own[name].requires_grad
        for name, parameter in shared.items()
    )


def steps_of(
    packed: PackedFolder, config: TrainConfig
) -> tuple[list[Tensor], dict[str, Tensor], int]:
    """Losses and gradients of six steps, and the bytes that were kept for the way back."""
    model = base_of(config)
    model.encoder.recompute = config.recompute
    assert model.decoder is not None
    model.decoder.recompute = config.recompute
    module = MultiTaskLoss(model, None, 0.1)
    precision = Precision(module, CPU, bf16=False)
    special, size = packed.tokenizer.special, packed.vocab_size
    mix = TaskMix(packed.folder, config.tasks, special, vocab_size=size, seed=1)
    losses, kept = [], 0

    def keep(tensor: Tensor) -> Tensor:
        nonlocal kept
        kept += tensor.numel() * tensor.element_size()
        return tensor

    torch.manual_seed(5)
    for step in range(1, 7):
        [batch] = make_step(mix, step, 1).batches
        with torch.autograd.graph.saved_tensors_hooks(keep, lambda tensor: tensor):
            with precision.kernels():
                loss = module(batch, CPU).loss
            losses.append(loss.detach())
        precision.backward(loss)
    gradients = {n: p.grad for n, p in model.named_parameters() if p.grad is not None}
    return losses, gradients, kept


def test_layers_that_are_computed_again_keep_less_and_learn_the_same(packed: PackedFolder) -> None:
    config = config_of(packed)
    config = replace(config, model=replace(config.model, dropout=0.1))
    losses, gradients, kept = steps_of(packed, config)
    again_losses, again_gradients, again_kept = steps_of(packed, replace(config, recompute=True))
    torch.testing.assert_close(again_losses, losses)
    torch.testing.assert_close(again_gradients, gradients)
    assert again_kept < kept / 2
