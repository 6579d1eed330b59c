"""What adapters and layers computed again cost and gain in fine-tuning, beside the whole network.

    python benchmarks/tuning.py pairs.tsv [--steps 80] [--threads 1]

The embedded model learns the same steps of the same pairs in each way, each in a process of its own, so
that a peak of memory is its own. Seconds are of the processor: other work on the machine matters little.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bertsum_app.core.cancel import CancelToken
from bertsum_app.service.app import BertSumService
from bertsum_app.service.tune_data import CorpusRequest, prepare_data
from bertsum_app.text.sentencepiece_tokenizer import SentencePieceTokenizer
from bertsum_app.text.tokenizer import TOKENIZER_FILE
from bertsum_app.training.events import RunStarted, TrainingEvent, Validated
from bertsum_app.training.presets import PRESETS, tune_config
from bertsum_app.training.run_folder import RunFolder


@dataclass(frozen=True)
class Way:
    """How it is learned."""

    name: str
    lora_rank: int = 0
    recompute: bool = False


WAYS = (
    Way("whole network"),
    Way("whole, computed again", recompute=True),
    Way("adapters of rank 16", lora_rank=16),
    Way("adapters of rank 16, computed again", lora_rank=16, recompute=True),
)


def main() -> int:
    """Measure all ways, or with ``--way`` one of them in this process."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--steps", type=int, default=80)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--way", type=int, choices=range(len(WAYS)))
    arguments = parser.parse_args()
    if arguments.way is not None:
        print(json.dumps(measure(WAYS[arguments.way], arguments)))
        return 0
    for number, way in enumerate(WAYS):
        command = [sys.executable, *sys.argv, "--way", str(number)]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
        print(f"{way.name}: {line(json.loads(done.stdout))}", flush=True)
    return 0


def line(found: dict[str, Any]) -> str:
    """What was measured, to read."""
    losses = ", ".join(f"{loss:.3f} at step {step}" for step, loss in found["losses"])
    return (
        f"{found['learning']:,} of {found['parameters']:,} parameters, "
        f"{found['seconds']:.2f} s a step, peak {found['peak_mb']:,.0f} MB, "
        f"checkpoint {found['checkpoint_mb']:,.0f} MB; loss on held-back pairs {losses}"
    )


def measure(way: Way, arguments: argparse.Namespace) -> dict[str, Any]:
    """Learn some steps in this process."""
    import torch

    from bertsum_app.model.checkpoint import load_model
    from bertsum_app.training.launch import start_from_model
    from bertsum_app.training.memory import peak_bytes
    from bertsum_app.training.trainer import Trainer

    torch.set_num_threads(arguments.threads)
    base = BertSumService.default().model(None)
    model = load_model(base.folder)
    with tempfile.TemporaryDirectory() as scratch:
        packed, run = Path(scratch) / "data", RunFolder(Path(scratch) / "run")
        request = CorpusRequest("translate", (arguments.pairs,))
        data = prepare_data(request, base.folder / TOKENIZER_FILE, packed, CancelToken())
        preset = replace(
            PRESETS["translate"]["quick"],
            most_steps=arguments.steps,
            validations=2,
            checkpoint_every_s=1e9,
            lora_rank=way.lora_rank,
            recompute=way.recompute,
        )
        events: list[TrainingEvent] = []
        device = torch.device("cpu")
        trainer = Trainer(
            run,
            tune_config("translate", model.config, preset, data.size),
            packed,
            SentencePieceTokenizer(packed / TOKENIZER_FILE).special,
            events.append,
            device=device,
            initialize=start_from_model(base.folder),
            teacher=model,
        )
        before = time.process_time()
        stopped = trainer.train(CancelToken())
        seconds = time.process_time() - before
        checkpoint = sum(file.stat().st_size for file in run.checkpoints()[-1].iterdir())
    started = next(event for event in events if isinstance(event, RunStarted))
    validated = [event for event in events if isinstance(event, Validated)]
    return {
        "learning": started.learning,
        "parameters": started.parameters,
        "seconds": seconds / stopped.step,
        "peak_mb": (peak_bytes(device) or 0) / 1e6,
        "checkpoint_mb": checkpoint / 1e6,
        "losses": [(event.step, event.loss["translate"]) for event in validated],
    }


if __name__ == "__main__":
    sys.exit(main())
