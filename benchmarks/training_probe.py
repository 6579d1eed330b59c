"""Trains one network for some steps in a process of its own: `ours`, or `trainer` for Hugging Face's.

Both get the same batches in the same order, a network of the same shape with weights of chance, AdamW
with the same settings, the same precision, label smoothing, clipping and dropout, and one core. What the
two networks differ in is the architecture's own: BERTSUM has tables for positions and segments and a
pre-norm decoder, Marian sinusoids and a post-norm decoder.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from bertsum_app.core.cancel import CancelToken
from bertsum_app.core.resources import resource_path
from bertsum_app.corpus.batches import Seq2SeqBatch
from bertsum_app.corpus.pack import PAIRS_FILE, pack_pairs
from bertsum_app.corpus.packed import write_packed
from bertsum_app.corpus.readers import read_pairs
from bertsum_app.model.config import BertSumConfig
from bertsum_app.text.sentencepiece_tokenizer import SentencePieceTokenizer
from bertsum_app.training.config import ScheduleConfig, TaskConfig, TrainConfig
from bertsum_app.training.events import TrainingEvent, TrainProgress
from bertsum_app.training.memory import peak_bytes
from bertsum_app.training.run_folder import RunFolder
from bertsum_app.training.tasks import open_stream
from bertsum_app.training.trainer import Trainer

if TYPE_CHECKING:
    from transformers import PreTrainedModel

_WARM_UP, _MEASURED = 5, 25
_STEPS = _WARM_UP + _MEASURED
_RATE = 1e-4


@dataclass
class _Clock:
    """Processor time from the end of the warm-up to the last step."""

    started_s: float = 0.0
    ended_s: float = 0.0

    def step_done(self, step: int) -> None:
        if step == _WARM_UP:
            self.started_s = time.process_time()
        if step == _STEPS:
            self.ended_s = time.process_time()

    @property
    def seconds(self) -> float:
        return self.ended_s - self.started_s


def main(whose: str, model: Path) -> None:
    """Print one JSON object."""
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        config = _config(model, folder)
        train = {"ours": _train_ours, "trainer": _train_theirs}[whose]
        clock, parameters = train(config, folder)
        measured = _batches(config, folder)[_WARM_UP:]
        tokens = sum(batch.source.tokens + batch.target_inputs.size for batch in measured)
    peak = peak_bytes(torch.device("cpu")) or 0
    figures = {
        "tokens_per_s": tokens / clock.seconds,
        "peak_mb": peak / 1e6,
        "parameters": parameters,
    }
    print(json.dumps(figures))


def _config(model: Path, folder: Path) -> TrainConfig:
    """The embedded model's shape with a decoder and no other head, on the general pairs."""
    path = model / "config.json"
    shape = json.loads(path.read_text(encoding="utf-8"))
    shape |= {"scorer_layers": 0, "classes": 0, "dropout": 0.1}
    tokenizer = SentencePieceTokenizer(model / "tokenizer.model")
    pairs = read_pairs(resource_path("general", "pairs.tsv.xz"))
    write_packed(folder / PAIRS_FILE, pack_pairs(tokenizer, (("general", each) for each in pairs)))
    schedule = ScheduleConfig("linear", _RATE, 1)
    (folder / "tokenizer.model").write_bytes((model / "tokenizer.model").read_bytes())
    return TrainConfig(
        BertSumConfig.from_json(json.dumps(shape), path),
        (TaskConfig("translate", 1.0, tokens=2048, max_length=96),),
        encoder_schedule=schedule,
        heads_schedule=schedule,
        max_minutes=10_000.0,
        max_steps=_STEPS,
        checkpoint_every_s=1e9,
        validate_every_s=1e9,
        log_every_steps=_WARM_UP,
    )


def _batches(config: TrainConfig, folder: Path) -> list[Seq2SeqBatch]:
    special = SentencePieceTokenizer(folder / "tokenizer.model").special
    vocab_size, seed = config.model.vocab_size, config.seed
    stream = open_stream(folder, config.tasks[0], special, vocab_size=vocab_size, seed=seed)
    batches = [stream.next_batch() for _ in range(_STEPS)]
    return [batch for batch in batches if isinstance(batch, Seq2SeqBatch)]


def _train_ours(config: TrainConfig, folder: Path) -> tuple[_Clock, int]:
    clock = _Clock()

    def watch(event: TrainingEvent) -> None:
        if isinstance(event, TrainProgress):
            clock.step_done(event.step)

    special = SentencePieceTokenizer(folder / "tokenizer.model").special
    run, device = RunFolder(folder / "run"), torch.device("cpu")
    trainer = Trainer(run, config, folder, special, watch, device=device)
    trainer.train(CancelToken())
    return clock, trainer.module.model.parameter_count


def _train_theirs(config: TrainConfig, folder: Path) -> tuple[_Clock, int]:
    from torch.utils.data import SequentialSampler
    from transformers import Trainer as TheirTrainer
    from transformers import TrainerCallback, TrainingArguments

    clock = _Clock()

    class Watch(TrainerCallback):
        def on_step_end(self, args: Any, state: Any, control: Any, **rest: Any) -> None:
            del args, control, rest
            clock.step_done(state.global_step)

    class InOrder(TheirTrainer):
        def _get_train_sampler(self, train_dataset: Any = None) -> Any:
            dataset: Any = train_dataset or self.train_dataset
            return SequentialSampler(dataset)

    arguments = TrainingArguments(
        output_dir=str(folder / "trainer"),
        max_steps=_STEPS,
        per_device_train_batch_size=1,  # one of the batches made already
        learning_rate=_RATE,
        adam_beta1=config.beta1,
        adam_beta2=config.beta2,
        adam_epsilon=1e-9,
        weight_decay=config.weight_decay,
        max_grad_norm=config.clip_norm,
        label_smoothing_factor=config.label_smoothing,
        optim="adamw_torch_fused",
        bf16=config.bf16,
        use_cpu=True,
        logging_steps=_WARM_UP,
        save_strategy="no",
        report_to=[],
        disable_tqdm=True,
        remove_unused_columns=False,
    )
    model = _marian(config)
    trainer = InOrder(
        model=model,
        args=arguments,
        train_dataset=[_as_theirs(batch) for batch in _batches(config, folder)],
        data_collator=lambda batches: batches[0],
        callbacks=[Watch()],
    )
    trainer.train()
    return clock, sum(parameter.numel() for parameter in model.parameters())


def _marian(config: TrainConfig) -> PreTrainedModel:
    from transformers import MarianConfig, MarianMTModel

    shape = config.model
    return MarianMTModel(
        MarianConfig(
            vocab_size=shape.vocab_size,
            d_model=shape.hidden_size,
            encoder_layers=shape.encoder_layers,
            decoder_layers=shape.decoder_layers,
            encoder_attention_heads=shape.encoder_heads,
            decoder_attention_heads=shape.decoder_heads,
            encoder_ffn_dim=shape.encoder_ff_size,
            decoder_ffn_dim=shape.decoder_ff_size,
            max_position_embeddings=shape.max_positions,
            dropout=shape.dropout,
            attention_dropout=shape.dropout,
            pad_token_id=shape.pad_id,
            decoder_start_token_id=2,
            share_encoder_decoder_embeddings=True,
            tie_word_embeddings=True,
            use_cache=False,
        )
    )


def _as_theirs(batch: Seq2SeqBatch) -> dict[str, torch.Tensor]:
    ids = torch.from_numpy(batch.source.ids)
    mask = torch.ones_like(ids)
    if batch.source.lengths is not None:
        positions = torch.arange(ids.shape[1])
        mask = (positions < torch.from_numpy(batch.source.lengths)[:, None]).long()
    return {
        "input_ids": ids,
        "attention_mask": mask,
        "decoder_input_ids": torch.from_numpy(batch.target_inputs),
        "labels": torch.from_numpy(batch.target_outputs),  # -100 where there is none, as theirs
    }


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
