"""From a run to a model folder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bertsum_app.core.cancel import CancelToken
from bertsum_app.core.errors import RunIncompatible, RunNotFound
from bertsum_app.library.manifest import read_manifest, verify_files
from bertsum_app.model.checkpoint import load_model, to_weights
from bertsum_app.training.export import ModelDescription, averaged_weights, export_run
from bertsum_app.training.launch import Machine, launch, start_from_model
from bertsum_app.training.run_folder import RunFolder
from helpers.tiny_training import PackedFolder, tiny_config

DESCRIPTION = ModelDescription("tiny-model", "Tiny", ("en", "zh"), "Apache-2.0", "tests", "1")
CPU = Machine("cpu", 1)


@pytest.fixture
def run(tmp_path: Path, packed: PackedFolder) -> RunFolder:
    run = RunFolder(tmp_path / "run")
    config = tiny_config(packed.vocab_size, max_steps=3, checkpoint_every_s=0.0)
    launch(run, config, packed.folder, CPU, lambda event: None, CancelToken())
    return run


def test_the_exported_model_is_the_run_without_its_training_only_head(
    tmp_path: Path, run: RunFolder
) -> None:
    target = tmp_path / "models" / "tiny-model"
    export_run(run, target, DESCRIPTION, "# Card\n", precision="float32")
    manifest = read_manifest(target)
    verify_files(target, manifest)
    assert manifest.jobs == (
        "translate",
        "summarize-extractive",
        "summarize-abstractive",
        "sentiment",
    )
    exported = to_weights(load_model(target))
    assert not any(name.startswith("mlm") for name in exported)
    for name, value in averaged_weights(run, 1).items():
        np.testing.assert_array_equal(exported[name], value)


def test_averaging_takes_the_mean_of_the_last_checkpoints(run: RunFolder) -> None:
    name = "decoder.norm.bias"
    each = []
    for count in (1, 2, 3):
        each.append(averaged_weights(run, count)[name])
    last, two, three = each
    before_last = 2 * two - last
    first = 3 * three - 2 * two
    assert not np.allclose(last, before_last)
    np.testing.assert_allclose((last + before_last + first) / 3, three, atol=1e-6)


def test_exporting_again_replaces_the_model(tmp_path: Path, run: RunFolder) -> None:
    target = tmp_path / "models" / "tiny-model"
    export_run(run, target, DESCRIPTION, "# First\n")
    export_run(run, target, DESCRIPTION, "# Second\n")
    assert (target / "CARD.md").read_text(encoding="utf-8") == "# Second\n"
    assert [path.name for path in target.parent.iterdir()] == ["tiny-model"]


def test_a_run_without_checkpoint_cannot_be_exported(tmp_path: Path) -> None:
    with pytest.raises(RunNotFound):
        export_run(RunFolder(tmp_path / "nothing"), tmp_path / "model", DESCRIPTION, "")


def test_training_goes_on_from_an_exported_model(
    tmp_path: Path, run: RunFolder, packed: PackedFolder
) -> None:
    target = tmp_path / "models" / "tiny-model"
    export_run(run, target, DESCRIPTION, "# Card\n", precision="float32")
    again = RunFolder(tmp_path / "again")
    config = tiny_config(packed.vocab_size, max_steps=0)
    start = start_from_model(target)
    launch(again, config, packed.folder, CPU, lambda event: None, CancelToken(), start)
    for name, value in averaged_weights(again, 1).items():
        np.testing.assert_array_equal(averaged_weights(run, 1)[name], value)


def test_a_run_is_not_begun_over_another(run: RunFolder, packed: PackedFolder) -> None:
    config = tiny_config(packed.vocab_size)
    with pytest.raises(RunIncompatible, match="already"):
        launch(run, config, packed.folder, CPU, lambda event: None, CancelToken())


def test_resuming_what_is_not_there_says_so(tmp_path: Path, packed: PackedFolder) -> None:
    nowhere = RunFolder(tmp_path / "nowhere")
    with pytest.raises(RunNotFound):
        launch(nowhere, None, packed.folder, CPU, lambda event: None, CancelToken())
