"""Key sentences beside TextRank, LexRank and the first sentences, in ROUGE, by source of the texts.

    python benchmarks/extractive.py DEV.jsonl[.xz] ... [--sentences 3] [--model ID] [--save FILE]

TextRank and LexRank are those of the package sumy (``pip install sumy``), which nothing else here
needs. All methods get the same sentences; the graph methods get the units of our ROUGE as words: Latin
words and single Chinese characters. Differences to the model are paired bootstraps over the texts.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bertsum_app.core.cancel import CancelToken
from bertsum_app.corpus.readers import read_summaries
from bertsum_app.evaluation.bootstrap import Statistics, paired_bootstrap
from bertsum_app.evaluation.rouge import rouge, rouge_units
from bertsum_app.inference.selection import ScoredDocument
from bertsum_app.service.app import BertSumService

FIGURES = ("rouge1", "rouge2", "rougeL")
Choose = Callable[[ScoredDocument, int], Sequence[int]]


def lead(document: ScoredDocument, count: int) -> Sequence[int]:
    """The first sentences."""
    return range(min(count, len(document.sentences)))


def model(document: ScoredDocument, count: int) -> Sequence[int]:
    """What the program would choose."""
    return document.chosen(count)


def graph_method(name: str) -> Choose:
    """`name` of sumy, "TextRank" or "LexRank"."""
    try:
        from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
        from sumy.summarizers.lex_rank import LexRankSummarizer
        from sumy.summarizers.text_rank import TextRankSummarizer
    except ImportError:
        sys.exit("sumy is not installed: pip install sumy")
    summarizer = {"TextRank": TextRankSummarizer, "LexRank": LexRankSummarizer}[name]()

    def choose(document: ScoredDocument, count: int) -> Sequence[int]:
        class Units:
            def to_words(self, text: str) -> tuple[str, ...]:
                return tuple(rouge_units(text, document.language))

        sentences = [Sentence(text, Units()) for text in document.sentences]
        chosen = summarizer(ObjectDocumentModel([Paragraph(sentences)]), count)
        # By identity: two sentences of a text may be equal.
        places = {id(sentence): index for index, sentence in enumerate(sentences)}
        return sorted(places[id(sentence)] for sentence in chosen)

    return choose


def mean(statistics: Statistics) -> float:
    """The score of a drawn set, from the sum of its figures and how many there are."""
    return float(statistics[0] / statistics[1])


def main() -> None:
    """Score every text by every method and print one table for each source."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--sentences", type=int, default=3)
    parser.add_argument("--model", metavar="ID")
    parser.add_argument("--save", type=Path)
    arguments = parser.parse_args()
    summarizer = BertSumService.default(os.environ).engine(arguments.model).engine.summarizer
    methods: dict[str, Choose] = {
        "lead": lead,
        "TextRank": graph_method("TextRank"),
        "LexRank": graph_method("LexRank"),
        "model": model,
    }
    scores: dict[tuple[str, str], list[tuple[float, ...]]] = defaultdict(list)
    for path in arguments.data:
        for example in read_summaries(path):
            document = summarizer.score(example.text, example.language, CancelToken())
            blank = " " if example.language == "en" else ""
            for method, choose in methods.items():
                chosen = choose(document, arguments.sentences)
                text = blank.join(document.sentences[index].strip() for index in chosen)
                figures = rouge(text, example.summary, example.language)
                values = tuple(getattr(figures, name) for name in FIGURES)
                for group in (f"{example.language} all", f"{example.language} {example.source}"):
                    scores[group, method].append(values)
    report: dict[str, Any] = {}
    for group in sorted({group for group, _ in scores}):
        rows = {method: np.array(scores[group, method]) for method in methods}
        print(f"\n{group}, {len(rows['model'])} texts, {arguments.sentences} sentences")
        for method, row in rows.items():
            cells = [f"{100 * value:6.2f}" for value in row.mean(axis=0)]
            differences = [] if method == "model" else [_difference(row, rows["model"])]
            print(f"  {method:9}", *cells, *differences)
            report[f"{group} / {method}"] = [*cells, *differences]
    if arguments.save:
        arguments.save.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


def _difference(
    row: np.ndarray[Any, np.dtype[np.float64]], ours: np.ndarray[Any, np.dtype[np.float64]]
) -> str:
    counts = np.ones(len(row))
    theirs, mine = (np.stack((figures[:, 0], counts), axis=1) for figures in (row, ours))
    found = paired_bootstrap(theirs, mine, mean)
    low, high = 100 * found.low, 100 * found.high
    return f"  model {100 * found.difference:+.2f} ROUGE-1 ({low:+.2f} to {high:+.2f})"


if __name__ == "__main__":
    main()
