"""What may go into shipped weights is left in, what may not is kept out."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest

from bertsum_app.corpus import recipe_data

PARALLEL, SUMMARIES = "parallel", "summarization"


def write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(lzma.compress(text.encode()) if path.suffix == ".xz" else text.encode())


def summary_line(language: str, source: str, text: str = "t") -> str:
    entry = {"lang": language, "text": text, "summary": "s", "source": source}
    return json.dumps(entry) + "\n"


@pytest.mark.parametrize("name", ["everyday", "dict"])
def test_parts_of_unsettled_origin_are_no_domain(name: str) -> None:
    assert name not in recipe_data.PARALLEL_DOMAINS


def test_pairs_under_the_gpl_are_kept_out(tmp_path: Path) -> None:
    lines = "android\tOpen\t打开\npixel-dungeon\tSword\t剑\nandroid\tClose\t关闭\n"
    write(tmp_path / PARALLEL / "ui.tsv.xz", lines)
    pairs = recipe_data.training_pairs(tmp_path, "ui")
    assert [pair.english for pair in pairs] == ["Open", "Close"]


def write_summaries(data: Path, dev_text: str) -> None:
    for language in ("en", "zh"):
        path = data / SUMMARIES / f"dev.{language}.jsonl.xz"
        write(path, summary_line(language, "dev", dev_text))


def test_texts_that_are_measured_on_are_not_learnt_with_another_summary(tmp_path: Path) -> None:
    write_summaries(tmp_path, "measured")
    for name in ("train.en", "train.zh", "extra.zh"):
        lines = summary_line("en", "headline", "measured") + summary_line("en", name, "free")
        write(tmp_path / SUMMARIES / f"{name}.jsonl.xz", lines)
    found = [example.source for example in recipe_data.training_summaries(tmp_path)]
    assert found == ["train.en", "train.zh", "extra.zh"]


def test_non_commercial_summaries_are_kept_out_of_training_in_every_file(tmp_path: Path) -> None:
    write_summaries(tmp_path, "measured")
    for name in ("train.en", "train.zh", "extra.zh"):
        lines = summary_line("en", "dialogsum") + summary_line("en", name)
        write(tmp_path / SUMMARIES / f"{name}.jsonl.xz", lines)
    found = [example.source for example in recipe_data.training_summaries(tmp_path)]
    assert found == ["train.en", "train.zh", "extra.zh"]


def test_each_dev_set_and_part_is_read_from_its_own_file(tmp_path: Path) -> None:
    write(tmp_path / PARALLEL / "dev.tsv", "tatoeba\tHi.\t嗨。\n")
    for language in ("en", "zh"):
        write(tmp_path / SUMMARIES / f"dev.{language}.jsonl.xz", summary_line(language, "dev"))
        for part, label in (("train", 1), ("dev", 0)):
            name = f"{part}.{language}.tsv.xz"
            write(tmp_path / "sentiment" / name, f"{language}\t{label}\t{part}\n")
        write(tmp_path / "monolingual" / f"{language}_wiki.txt.xz", f"{language} passage\n")
    assert [pair.source for pair in recipe_data.dev_pairs(tmp_path)] == ["tatoeba"]
    assert [e.language for e in recipe_data.dev_summaries(tmp_path)] == ["en", "zh"]
    for part, positive in (("train", True), ("dev", False)):
        found = list(recipe_data.sentiments(tmp_path, part))
        assert [(e.language, e.text, e.positive) for e in found] == [
            ("en", part, positive),
            ("zh", part, positive),
        ]
    assert list(recipe_data.passages(tmp_path)) == [
        ("en_wiki", "en passage"),
        ("zh_wiki", "zh passage"),
    ]
