"""Two processes under torchrun learn what one does from the same batches."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import safetensors.numpy
from numpy.testing import assert_allclose

from bertsum_app.training.run_folder import NETWORK_FILE, RunFolder
from helpers.tiny_training import pack_tiny_corpus, tiny_config

STEPS = 6


def train(packed: Path, run: Path, recipe: Path, processes: int) -> list[dict[str, object]]:
    launcher = ["-m", "torch.distributed.run", "--standalone", f"--nproc-per-node={processes}"]
    # "--", or torchrun takes --run for one of its own.
    start = [*launcher, "-m", "--", "bertsum_app"] if processes > 1 else ["-m", "bertsum_app"]
    command = [
        sys.executable,
        *start,
        "build-model",
        "train",
        "--packed",
        str(packed),
        "--run",
        str(run),
    ]
    command += ["--recipe", str(recipe), "--device", "cpu", "--threads", "1"]
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.skipif(sys.platform == "win32", reason="torchrun's own store is not built for Windows")
def test_two_processes_follow_the_curve_of_one_at_the_same_global_batch(tmp_path: Path) -> None:
    packed = tmp_path / "packed"
    tokenizer = pack_tiny_corpus(packed)
    config = tiny_config(len(tokenizer.vocabulary), max_steps=STEPS)
    config = replace(config, accumulation=2, log_every_steps=1, bf16=False)
    recipe = tmp_path / "recipe.json"
    recipe.write_text(config.to_json(), encoding="utf-8")

    one = train(packed, tmp_path / "one", recipe, 1)
    two = train(packed, tmp_path / "two", recipe, 2)

    # Who would speak twice would say each step twice.
    assert [event["kind"] for event in one] == [event["kind"] for event in two]
    for kind in ("progress", "validated"):
        ours = [event for event in one if event["kind"] == kind]
        theirs = [event for event in two if event["kind"] == kind]
        assert ours
        for mine, yours in zip(ours, theirs, strict=True):
            assert mine["loss"] == pytest.approx(yours["loss"], abs=2e-3)
    stopped = [events[-1] for events in (one, two)]
    assert stopped[0]["target_tokens"] == stopped[1]["target_tokens"]
    networks = [
        safetensors.numpy.load_file(RunFolder(tmp_path / name).checkpoints()[-1] / NETWORK_FILE)
        for name in ("one", "two")
    ]
    for name, weights in networks[0].items():
        assert_allclose(weights, networks[1][name], atol=2e-4, err_msg=name)
