"""A run on disk.

run.json                       the TrainConfig
tokenizer.model                the vocabulary the packed corpus is written in
events.jsonl                   one event a line (training/events.py)
checkpoints/step-00001234/     network.safetensors   float32 weights, training-only heads included
                               optimizer.safetensors AdamW's moments, by parameter name
                               average.safetensors   the average of what learns, where there is one
                               state.json            step, budget used, stream states, RNG
checkpoints/best-00001234/     network.safetensors   where the run keeps its best network, averaged
"""

from __future__ import annotations

import shutil
from pathlib import Path

from bertsum_app.core.errors import RunNotFound
from bertsum_app.text.tokenizer import TOKENIZER_FILE
from bertsum_app.training.config import TrainConfig

NETWORK_FILE = "network.safetensors"
OPTIMIZER_FILE = "optimizer.safetensors"
AVERAGE_FILE = "average.safetensors"
STATE_FILE = "state.json"
_STEP_DIGITS = 8


class RunFolder:
    """Paths of one run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def config_file(self) -> Path:
        """The run's `TrainConfig`."""
        return self.folder / "run.json"

    @property
    def tokenizer_file(self) -> Path:
        """The run's vocabulary."""
        return self.folder / TOKENIZER_FILE

    @property
    def events_file(self) -> Path:
        """The run's events."""
        return self.folder / "events.jsonl"

    def checkpoint(self, step: int) -> Path:
        """Where the checkpoint of `step` belongs."""
        return self.folder / "checkpoints" / f"step-{step:0{_STEP_DIGITS}d}"

    def checkpoints(self) -> tuple[Path, ...]:
        """Complete checkpoints, oldest first."""
        found = sorted((self.folder / "checkpoints").glob("step-*"))
        return tuple(path for path in found if (path / STATE_FILE).is_file())

    @property
    def last_step(self) -> int:
        """The step of the newest complete checkpoint; 0 before there is one."""
        found = self.checkpoints()
        return int(found[-1].name.removeprefix("step-")) if found else 0

    def best_checkpoint(self, step: int) -> Path:
        """Where the best network belongs if `step` gave it."""
        return self.folder / "checkpoints" / f"best-{step:0{_STEP_DIGITS}d}"

    def prune_best(self, step: int) -> None:
        """Remove the best networks of other steps than `step`."""
        for path in (self.folder / "checkpoints").glob("best-*"):
            if path != self.best_checkpoint(step):
                shutil.rmtree(path, ignore_errors=True)

    def prune(self, keep: int) -> None:
        """Remove all but the newest `keep` checkpoints."""
        for path in self.checkpoints()[:-keep]:
            shutil.rmtree(path, ignore_errors=True)

    def prune_all(self) -> None:
        """Remove all checkpoints: the run is finished. Best networks stay."""
        for path in self.checkpoints():
            shutil.rmtree(path, ignore_errors=True)

    def read_config(self) -> TrainConfig:
        """The run's configuration.

        Raises:
            RunNotFound: there is no run here.
            RunIncompatible: its configuration is not one of ours.
        """
        try:
            text = self.config_file.read_text(encoding="utf-8")
        except OSError as error:
            raise RunNotFound(path=self.folder) from error
        return TrainConfig.from_json(text, self.config_file)
