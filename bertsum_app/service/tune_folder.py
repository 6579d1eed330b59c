"""What lies where in the folder of a fine-tuning run. Free of torch: the window reads it, too."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from bertsum_app.training.run_folder import RunFolder


class TuneFolder(RunFolder):
    """Paths of one run; the folder bears its name, which becomes the new model's id."""

    @property
    def tune_file(self) -> Path:
        """What was asked for; with it, a run can be gone on with."""
        return self.folder / "tune.json"

    @property
    def lessons_file(self) -> Path:
        """Which corrections made by hand the run was begun with; absent without any."""
        return self.folder / "corrections.json"

    @property
    def data(self) -> Path:
        """The packed examples."""
        return self.folder / "data"

    @property
    def blend_file(self) -> Path:
        """What each share of the tuned weights gains and loses."""
        return self.folder / "blend.json"

    @property
    def comparison_file(self) -> Path:
        """The figures before and after; written when all else is there."""
        return self.folder / "comparison.json"

    @property
    def model(self) -> Path:
        """The new model. A model's folder bears its id, so it can be opened where it is."""
        return self.folder / "model" / self.folder.name

    def report_file(self, when: Literal["before", "after"], where: str) -> Path:
        """What was measured on the texts `where`, with the base or with the new model."""
        return self.folder / f"{when}-{where}.json"
