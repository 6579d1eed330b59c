from __future__ import annotations

import lzma
from pathlib import Path

import pytest

from bertsum_app.service.promise_check import random_sentences


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "monolingual"
    folder.mkdir()
    for language in ("en", "zh"):
        passages = [
            f"Passage {number} begins here. It goes on for a while. Then it ends."
            if language == "en"
            else f"第{number}段从这里开始。它继续下去。然后就结束了。"
            for number in range(30)
        ]
        with lzma.open(folder / f"{language}_wiki.txt.xz", "wt", encoding="utf-8") as file:
            file.write("\n".join(passages) + "\n")
    return tmp_path


@pytest.mark.parametrize("language", ["en", "zh"])
def test_sentences_are_drawn_by_the_seed_one_of_a_passage(data: Path, language: str) -> None:
    drawn = random_sentences(data, language, 12, seed=1)
    assert len(drawn) == 12
    assert drawn == random_sentences(data, language, 12, seed=1)
    assert drawn != random_sentences(data, language, 12, seed=2)
    mark = "." if language == "en" else "。"
    assert all(sentence.count(mark) == 1 for sentence in drawn)


def test_there_are_no_more_than_passages(data: Path) -> None:
    assert len(random_sentences(data, "en", 100, seed=1)) == 30
