"""The texts that benchmarks translate. Written for this project; always the same."""

from __future__ import annotations

from itertools import product
from pathlib import Path

_IN_A_PARAGRAPH = 5
_DATA = Path(__file__).resolve().parent / "data"


def _read(name: str) -> str:
    return (_DATA / name).read_text(encoding="utf-8")


def short_sentences(language: str) -> list[str]:
    """30 everyday and computing sentences of 4 to 12 words, in "en" or "zh"."""
    return _read(f"short.{language}.txt").splitlines()


def twenty_word_sentences() -> list[str]:
    """12 English sentences of exactly 20 words."""
    return _read("twenty_words.en.txt").splitlines()


def page(language: str) -> str:
    """A page of prose: 490 English words, or 635 Chinese characters."""
    return _read(f"page.{language}.txt")


def five_hundred_sentences() -> list[str]:
    """500 different English sentences of 7 to 25 words, put together from parts."""
    blocks = _read("parts.en.txt").split("\n\n")
    parts = (block.strip().splitlines() for block in blocks)
    return [" ".join(sentence) for sentence in product(*parts)]


def long_text(length: int) -> str:
    """Prose of at least so many characters, in paragraphs of five sentences."""
    sentences = five_hundred_sentences()
    paragraphs = [
        " ".join(sentences[number : number + _IN_A_PARAGRAPH])
        for number in range(0, len(sentences), _IN_A_PARAGRAPH)
    ]
    once = "\n".join(paragraphs) + "\n"
    return once * (length // len(once) + 1)
