"""Reading corpus files, line by line, plain or packed (``.xz``, ``.gz``).

Formats: TSV pairs ``source<TAB>english<TAB>chinese``, summaries as JSON lines with ``lang``, ``text``,
``summary``, ``source``, labelled texts ``lang<TAB>0|1<TAB>text``, and one passage a line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from bertsum_app.core.errors import CorpusUnreadable
from bertsum_app.corpus.examples import SentimentExample, SummaryExample, TranslationExample
from bertsum_app.corpus.formats.lines import text_lines


def read_pairs(path: Path) -> Iterator[TranslationExample]:
    """Pairs of a three-column TSV file.

    Raises:
        CorpusUnreadable: a line has not three columns.
    """
    for number, line in text_lines(path):
        columns = line.split("\t")
        if len(columns) != 3:
            raise CorpusUnreadable(
                path=path, line=number, reason=f"{len(columns)} columns, 3 expected"
            )
        source, english, chinese = columns
        yield TranslationExample(english=english, chinese=chinese, source=source)


def read_summaries(path: Path) -> Iterator[SummaryExample]:
    """Summaries of a JSON-lines file.

    Raises:
        CorpusUnreadable: a line is no JSON object with the four texts.
    """
    for number, line in text_lines(path):
        try:
            entry = json.loads(line)
            values = [entry[key] for key in ("lang", "text", "summary", "source")]
        except (ValueError, KeyError, TypeError) as error:
            raise CorpusUnreadable(path=path, line=number, reason=repr(error)) from error
        if not all(isinstance(value, str) for value in values):
            raise CorpusUnreadable(path=path, line=number, reason="a value is no text")
        yield SummaryExample(*values)


def read_sentiments(path: Path) -> Iterator[SentimentExample]:
    """Labelled texts of a three-column TSV file.

    Raises:
        CorpusUnreadable: a line has not three columns or another label than 0 and 1.
    """
    for number, line in text_lines(path):
        language, _, rest = line.partition("\t")
        label, tab, text = rest.partition("\t")
        if not tab or label not in ("0", "1"):
            raise CorpusUnreadable(path=path, line=number, reason="not lang, 0|1, text")
        yield SentimentExample(language=language, text=text, positive=label == "1")


def read_passages(path: Path) -> Iterator[str]:
    """Passages of a monolingual file, one a line; empty lines are left out."""
    for _, line in text_lines(path):
        if line:
            yield line
