"""The contract that scripts rely on, kept by the real program on real files and pipes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path

import pytest

from helpers.program import TIMEOUT_S, Program

ENGLISH = b"The cat likes the red book.\n\nMy sister opens a cup of tea!\n"
CHINESE = "猫喜欢红色的书。\n我的姐姐要买一杯茶！"

on_posix = pytest.mark.skipif(os.name == "nt", reason="named pipes and signals of POSIX")


def test_translation_keeps_lines_and_says_nothing_else(program: Program) -> None:
    ended = program.run("translate", "--to", "zh", "--model", "tiny", stdin=ENGLISH)

    assert ended.exit_code == 0
    assert ended.err == ""
    first, empty, last, rest = ended.out.split("\n")
    assert first
    assert last
    assert (empty, rest) == ("", "")


def test_spans_of_a_translation_point_into_input_and_output(program: Program) -> None:
    given = "\ufeff\U0001f600 " + CHINESE
    ended = program.run("translate", "--model", "tiny", "--json", stdin=given.encode())

    found = json.loads(ended.out)
    text = given.removeprefix("\ufeff")
    assert (found["source_language"], found["target_language"]) == ("zh", "en")
    assert "".join(
        text[segment["source"]["start"] : segment["source"]["end"]] for segment in found["segments"]
    ).endswith("我的姐姐要买一杯茶！")
    for segment in found["segments"]:
        target = segment["target"]
        assert found["text"][target["start"] : target["end"]] == segment["text"]


def test_a_summary_has_so_many_sentences_of_the_text_in_order(
    program: Program, tmp_path: Path
) -> None:
    sentences = [f"The {word} looked at the weather today." for word in ("cat", "teacher", "tea")]
    path = tmp_path / "article.txt"
    path.write_text(" ".join(sentences), encoding="utf-8")

    ended = program.run("summarize", "--sentences", "2", "--model", "tiny", str(path))

    assert ended.exit_code == 0
    chosen = ended.out.splitlines()
    assert len(chosen) == 2
    assert chosen == [sentence for sentence in sentences if sentence in chosen]


def test_sentiment_and_abstract_work_on_a_real_model(program: Program) -> None:
    sentiment = program.run("sentiment", "--model", "tiny", stdin=ENGLISH)
    abstract = program.run(
        "summarize", "--method", "abstractive", "--model", "tiny", stdin=CHINESE.encode()
    )

    label, probability = sentiment.out.rstrip("\n").split("\t")
    assert label in ("positive", "negative")
    assert 0.5 <= float(probability) <= 1.0
    assert (abstract.exit_code, abstract.err) == (0, "")
    assert abstract.out.strip()


def test_nul_and_lone_surrogates_do_no_harm(program: Program) -> None:
    given = b"The \0cat \xed\xa0\x80likes tea.\n\0\n"

    ended = program.run("translate", "--to", "zh", "--model", "tiny", stdin=given)

    assert (ended.exit_code, ended.err) == (0, "")
    assert ended.out.count("\n") == 2


def test_bytes_that_are_no_text_end_with_3(program: Program) -> None:
    ended = program.run("translate", "--model", "tiny", stdin=b"\xff\x80\xfe\x81\xff")

    assert ended.exit_code == 3
    assert ended.out == ""
    assert ended.err.startswith("bertsum: error: cannot tell the text encoding of standard input")


def test_an_altered_model_ends_with_4(program: Program, tmp_path: Path) -> None:
    damaged = program.copy(tmp_path / "home")
    weights = damaged.paths.models / "tiny" / "model.safetensors"
    data = bytearray(weights.read_bytes())
    data[-1] ^= 1
    weights.write_bytes(data)

    ended = damaged.run("translate", "--to", "zh", "--model", "tiny", stdin=ENGLISH)

    assert ended.exit_code == 4
    assert ended.out == ""
    assert str(weights) in ended.err
    assert "Traceback" not in ended.err


@pytest.mark.skipif(not Path("/sys/kernel").is_dir(), reason="a folder nobody may write to")
def test_a_cache_that_cannot_be_written_does_not_stop_the_work(
    program: Program, tmp_path: Path
) -> None:
    hindered = program.copy(tmp_path / "home")
    # Permissions would not do: the tests may run as root.
    hindered.paths.cache.symlink_to("/sys")

    ended = hindered.run("translate", "--to", "zh", "--model", "tiny", stdin=ENGLISH)

    assert ended.exit_code == 0
    assert ended.out.count("\n") == 3
    assert ended.err.startswith("bertsum: warning: the converted model cannot be kept")
    assert len(ended.err.splitlines()) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_a_full_disk_behind_the_output_ends_with_5(program: Program) -> None:
    with open("/dev/full", "wb") as full:
        ended = subprocess.run(
            program.command("models", "list"),
            env=program.environment,
            stdin=subprocess.DEVNULL,
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=TIMEOUT_S,
            check=False,
        )

    assert ended.returncode == 5
    assert ended.stderr.startswith(b"bertsum: error: no space is left")
    assert b"Traceback" not in ended.stderr


def test_a_reader_that_has_gone_is_no_trouble(program: Program) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    try:
        ended = subprocess.run(
            program.command("models", "list"),
            env=program.environment,
            stdin=subprocess.DEVNULL,
            stdout=write_end,
            stderr=subprocess.PIPE,
            timeout=TIMEOUT_S,
            check=False,
        )
    finally:
        os.close(write_end)

    assert (ended.returncode, ended.stderr) == (0, b"")


@on_posix
def test_an_interrupt_ends_with_130_and_without_a_word(program: Program, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    process = subprocess.Popen(
        program.command("translate", "--model", "tiny", str(pipe)),
        env=program.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    # Opening waits until the program has opened its end, so it is reading from here on.
    with pipe.open("wb"):
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=TIMEOUT_S)

    assert process.returncode == 130
    assert (out, err) == (b"", b"")


def test_commands_load_neither_torch_nor_qt(program: Program) -> None:
    script = """
import sys
from bertsum_app.__main__ import main
code = main(["translate", "--to", "zh", "--model", "tiny"])
heavy = {"torch", "PySide6", "shiboken6", "transformers", "sacrebleu"} & set(sys.modules)
print(code, sorted(heavy), file=sys.stderr)
"""

    ended = program.run_python("-c", script, stdin=ENGLISH)

    assert ended.err == "0 []\n"


def test_help_loads_no_runtime(program: Program) -> None:
    script = """
import sys
from bertsum_app.__main__ import main
try:
    main(["--help"])
finally:
    print(sorted({"ctranslate2", "numpy", "torch", "PySide6"} & set(sys.modules)), file=sys.stderr)
"""

    ended = program.run_python("-c", script)

    assert ended.err == "[]\n"
    assert "translate" in ended.out
    assert "gui" in ended.out
