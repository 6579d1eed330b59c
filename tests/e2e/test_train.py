"""`bertsum train` as a process of its own: killed, paused, stopped, and left alone."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from bertsum_app.model.checkpoint import load_model, to_weights
from bertsum_app.training.run_folder import RunFolder
from helpers.program import TIMEOUT_S, Program
from helpers.tiny_training import PAIRS, weights_equal


@pytest.fixture
def own(program: Program, tmp_path: Path) -> Program:
    return program.copy(tmp_path / "home")


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "config.json"
    values = {"epochs": 1000, "most_steps": 6, "validations": 2, "checkpoint_every_s": 0}
    path.write_text(json.dumps({**values, "dropout": 0.1}), encoding="utf-8")
    return path


def command(own: Program, reviews: Path, config: Path, name: str, *more: str) -> list[str]:
    files = ["--data", str(reviews), "--config", str(config), "--name", name]
    made = own.command("train", "--task", "sentiment", "--base", "tiny", *files)
    return [*made, "--threads", "1", "--device", "cpu", *more]


@contextmanager
def started(own: Program, arguments: Sequence[str]) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        arguments,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=own.environment,
        text=True,
        encoding="utf-8",
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def until(process: subprocess.Popen[str], kind: str, step: int = 0) -> None:
    """Read events up to one of `kind` at `step` or later."""
    assert process.stdout is not None
    for line in process.stdout:
        event = json.loads(line)
        if event["kind"] == kind and event["step"] >= step:
            return
    raise AssertionError(f"it ended without {kind}")


def say(process: subprocess.Popen[str], text: str) -> None:
    assert process.stdin is not None
    process.stdin.write(text + "\n")
    process.stdin.flush()


def test_killed_after_three_of_six_steps_it_goes_on_exactly(
    own: Program, reviews: Path, config: Path
) -> None:
    whole = own.run(*command(own, reviews, config, "whole")[3:])
    assert whole.exit_code == 0, whole.err
    with started(own, command(own, reviews, config, "killed")) as process:
        until(process, "checkpoint", step=3)
        process.kill()
        process.wait(TIMEOUT_S)
    run = RunFolder(own.paths.runs / "killed")
    assert not (own.paths.models / "killed").exists()
    assert run.checkpoints()
    rest = own.run("train", "--resume", "killed", "--threads", "1", "--device", "cpu")
    assert rest.exit_code == 0, rest.err
    first = next(e for e in map(json.loads, rest.out.splitlines()) if e["kind"] == "started")
    assert 3 <= first["step"] < 6
    one, two = (to_weights(load_model(own.paths.models / name)) for name in ("whole", "killed"))
    assert weights_equal(one, two)


def test_it_obeys_commands_and_stops_when_they_end(
    own: Program, reviews: Path, config: Path
) -> None:
    values = json.loads(config.read_text(encoding="utf-8"))
    config.write_text(json.dumps({**values, "most_steps": 100_000}), encoding="utf-8")
    with started(own, command(own, reviews, config, "mine", "--control")) as process:
        until(process, "checkpoint", step=2)
        say(process, "pause")
        until(process, "paused")
        say(process, "resume")
        until(process, "resumed")
        assert process.stdin is not None
        process.stdin.close()
        until(process, "stopped")
        assert process.wait(TIMEOUT_S) == 130
    assert RunFolder(own.paths.runs / "mine").checkpoints()


def test_detached_it_outlives_whoever_started_it(own: Program, reviews: Path, config: Path) -> None:
    with started(own, command(own, reviews, config, "mine", "--control")) as process:
        say(process, "detach")
        until(process, "started")
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.close()
        process.stdout.close()
        assert process.wait(TIMEOUT_S) == 0
    assert (own.paths.models / "mine" / "manifest.json").is_file()
    kinds = [
        json.loads(line)["kind"]
        for line in RunFolder(own.paths.runs / "mine").events_file.read_text("utf-8").splitlines()
    ]
    assert kinds[-1] == "model"


@pytest.fixture
def network(config: Path, tmp_path: Path) -> Path:
    """Settings for a new model in miniature."""
    sizes = {"hidden_size": 32, "encoder_layers": 1, "decoder_layers": 1, "max_positions": 128}
    heads = {"encoder_heads": 4, "decoder_heads": 4}
    feed_forward = {"encoder_ff_size": 64, "decoder_ff_size": 64}
    values = json.loads(config.read_text(encoding="utf-8"))
    path = tmp_path / "network.json"
    values["network"] = {**sizes, **heads, **feed_forward, "vocab_size": 700}
    path.write_text(json.dumps(values), encoding="utf-8")
    return path


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    """Just enough pairs for a language to begin with."""
    path = tmp_path / "memory.tsv"
    lines = [
        f"{pair.english[:-1]} {number}.\t{pair.chinese[:-1]}{number}。\n"
        for number in range(10)
        for pair in PAIRS[:120]
    ]
    path.write_text("".join(lines), encoding="utf-8")
    return path


def test_a_new_model_begins_with_nothing_and_goes_on_exactly_when_killed(
    own: Program, memory: Path, network: Path
) -> None:
    new = ["train", "--task", "translate", "--preset", "article", "--data", str(memory)]
    machine = ["--threads", "1", "--device", "cpu"]
    told = own.run(*new, *machine, "--config", str(network), "--check")
    assert told.exit_code == 0, told.err
    assert "weights learn" in told.out
    new += ["--config", str(network), *machine]
    whole = own.run(*new, "--name", "whole")
    assert whole.exit_code == 0, whole.err
    with started(own, own.command(*new, "--name", "killed")) as process:
        until(process, "checkpoint", step=3)
        process.kill()
        process.wait(TIMEOUT_S)
    rest = own.run("train", "--resume", "killed", *machine)
    assert rest.exit_code == 0, rest.err
    one, two = (to_weights(load_model(own.paths.models / name)) for name in ("whole", "killed"))
    assert weights_equal(one, two)
    said = own.run("translate", "--to", "zh", "--model", "killed", stdin=b"The cat likes tea.")
    assert said.exit_code == 0, said.err


def test_too_few_examples_for_a_new_model_are_told_in_words(
    own: Program, reviews: Path, network: Path
) -> None:
    begin = ["train", "--task", "sentiment", "--preset", "small", "--data", str(reviews)]
    ended = own.run(*begin, "--name", "mine", "--threads", "1", "--device", "cpu")
    assert ended.exit_code == 6
    assert "440" in ended.err


def test_trouble_is_an_event_words_and_an_exit_code(
    own: Program, tmp_path: Path, config: Path
) -> None:
    path = tmp_path / "broken.tsv"
    path.write_text("pos\tfine\n" * 200 + "what\tis this\n", encoding="utf-8")
    ended = own.run(*command(own, path, config, "mine")[3:])
    assert ended.exit_code == 6
    assert "broken.tsv, line 201" in ended.err
    last = json.loads(ended.out.splitlines()[-1])
    assert (last["kind"], last["code"]) == ("failed", "corpus-unreadable")


def test_a_check_prints_the_report(own: Program, reviews: Path) -> None:
    arguments = [
        "train",
        "--check",
        "--task",
        "sentiment",
        "--base",
        "tiny",
        "--data",
        str(reviews),
    ]
    shown = own.run(*arguments)
    assert shown.exit_code == 0, shown.err
    assert "120 examples, 120 usable" in shown.out
    assert "labels: positive" in shown.out
    report = json.loads(own.run(*arguments, "--json").out)
    assert report["report"]["training"] == 80
    assert not own.paths.runs.exists()


def test_a_trained_model_travels_and_is_removed(
    own: Program, reviews: Path, config: Path, tmp_path: Path
) -> None:
    assert own.run(*command(own, reviews, config, "mine")[3:]).exit_code == 0
    packed = tmp_path / "mine.zip"
    assert own.run("models", "export", "mine", str(packed)).exit_code == 0
    assert own.run("models", "import", str(packed)).exit_code == 4  # it is installed
    assert own.run("models", "remove", "mine").exit_code == 0
    assert own.run("models", "import", str(packed)).exit_code == 0
    assert own.run("models", "verify", "mine").out == "mine: whole\n"
    good = own.run("sentiment", "--model", "mine", stdin=b"The cat likes the red book.")
    assert good.exit_code == 0, good.err
    assert own.run("models", "remove", "bertsum-en-zh").exit_code == 4


def test_it_leaves_nothing_in_the_temporary_folder_of_the_system(
    own: Program, reviews: Path, config: Path, tmp_path: Path
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    environment = {**own.environment, **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary))}
    environment.pop("TORCHINDUCTOR_CACHE_DIR", None)
    done = subprocess.run(
        command(own, reviews, config, "clean"),
        env=environment,
        capture_output=True,
        timeout=TIMEOUT_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert list(temporary.iterdir()) == []
    assert own.paths.torch_caches.is_dir()
