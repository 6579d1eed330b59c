"""Common names that the sources lack, or have in an unusual way, and what is no name."""

from __future__ import annotations

from pathlib import Path

from bertsum_app.corpus.formats.lines import text_lines


def names_by_hand(path: Path) -> dict[str, str]:
    """Chinese for English names; empty where an English word is not to be taken for a name.

    Raises:
        CorpusUnreadable: the file cannot be read.
    """
    entries = (line.partition("\t") for _, line in text_lines(path))
    return {english: chinese for english, _, chinese in entries}
