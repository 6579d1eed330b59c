"""Key sentences beside TextRank, LexRank and the first sentences, in ROUGE, by source of the texts.

    python benchmarks/extractive.py DEV ... [--sentences 3] [--model ID] [--beside ID ...] [--save FILE]

TextRank and LexRank are those of the package sumy (``pip install sumy``), which nothing else here
needs. All methods get the same sentences; the graph methods get the units of our ROUGE as words: Latin
words and single Chinese characters. Figures are F1 of ROUGE-1, 2 and L, the mean length in units, and,
so that nobody gains by length, the recall of ROUGE-1 of the best sentences cut to the length of the
first ones (not of the graph methods, which do not tell an order). Differences to the model are paired
bootstraps over the texts.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bertsum_app.core.cancel import CancelToken
from bertsum_app.corpus.examples import SummaryExample
from bertsum_app.corpus.readers import read_summaries
from bertsum_app.evaluation.bootstrap import Statistics, paired_bootstrap
from bertsum_app.evaluation.rouge import rouge, rouge_units
from bertsum_app.inference.selection import ScoredDocument
from bertsum_app.service.app import BertSumService

FIGURES = ("ROUGE-1", "ROUGE-2", "ROUGE-L", "length", "recall")
Numbers = np.ndarray[Any, np.dtype[np.float64]]
#: The chosen sentences of a document, and all of them in order of preference where that is told.
Choose = Callable[[ScoredDocument, int], tuple[Sequence[int], Sequence[int] | None]]


def lead(document: ScoredDocument, count: int) -> tuple[Sequence[int], Sequence[int]]:
    """The first sentences."""
    places = range(len(document.sentences))
    return places[:count], places


def model(document: ScoredDocument, count: int) -> tuple[Sequence[int], Sequence[int]]:
    """What the program would choose."""
    return document.chosen(count), document.order


def graph_method(name: str) -> Choose:
    """`name` of sumy, "TextRank" or "LexRank"."""
    try:
        from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
        from sumy.summarizers.lex_rank import LexRankSummarizer
        from sumy.summarizers.text_rank import TextRankSummarizer
    except ImportError:
        sys.exit("sumy is not installed: pip install sumy")
    summarizer = {"TextRank": TextRankSummarizer, "LexRank": LexRankSummarizer}[name]()

    def choose(document: ScoredDocument, count: int) -> tuple[Sequence[int], None]:
        class Units:
            def to_words(self, text: str) -> tuple[str, ...]:
                return tuple(rouge_units(text, document.language))

        sentences = [Sentence(text, Units()) for text in document.sentences]
        chosen = summarizer(ObjectDocumentModel([Paragraph(sentences)]), count)
        # By identity: two sentences of a text may be equal.
        places = {id(sentence): index for index, sentence in enumerate(sentences)}
        return sorted(places[id(sentence)] for sentence in chosen), None

    return choose


@dataclass(frozen=True)
class Subject:
    """A method, and the documents as it is given them (a model's with its own scores)."""

    choose: Choose
    documents: Sequence[ScoredDocument]


def figures(subject: Subject, number: int, example: SummaryExample, count: int) -> list[float]:
    """`FIGURES` of `count` sentences of document `number`."""
    document = subject.documents[number]
    chosen, order = subject.choose(document, count)
    blank = " " if document.language == "en" else ""
    text = blank.join(document.sentences[index].strip() for index in chosen)
    f1 = rouge(text, example.summary, document.language)
    length = len(rouge_units(text, document.language))
    recall = math.nan if order is None else _recall(document, order, example.summary, count)
    return [f1.rouge1, f1.rouge2, f1.rougeL, length, recall]


def _recall(document: ScoredDocument, order: Sequence[int], summary: str, count: int) -> float:
    """ROUGE-1 recall of the best sentences, as many units as the first `count` sentences have."""
    units = [rouge_units(sentence, document.language) for sentence in document.sentences]
    room = sum(map(len, units[:count]))
    found: Counter[str] = Counter()
    for index in order:
        taken = units[index][:room]
        found.update(taken)
        room -= len(taken)
    wanted = Counter(rouge_units(summary, document.language))
    return (found & wanted).total() / max(1, wanted.total())


def main() -> None:
    """Score every text by every method and print one table for each source."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--sentences", type=int, default=3)
    parser.add_argument("--model", metavar="ID")
    parser.add_argument("--beside", metavar="ID", action="append", default=[])
    parser.add_argument("--save", type=Path)
    arguments = parser.parse_args()
    examples = [example for path in arguments.data for example in read_summaries(path)]
    service = BertSumService.default(os.environ)

    def scored(model_id: str | None) -> list[ScoredDocument]:
        summarizer = service.engine(model_id).engine.summarizer
        return [summarizer.score(each.text, each.language, CancelToken()) for each in examples]

    documents = scored(arguments.model)
    subjects = {
        "lead": Subject(lead, documents),
        "TextRank": Subject(graph_method("TextRank"), documents),
        "LexRank": Subject(graph_method("LexRank"), documents),
        **{name: Subject(model, scored(name)) for name in arguments.beside},
        "model": Subject(model, documents),
    }
    rows: dict[tuple[str, str], list[list[float]]] = defaultdict(list)
    for number, example in enumerate(examples):
        for name, subject in subjects.items():
            found = figures(subject, number, example, arguments.sentences)
            for group in (f"{example.language} all", f"{example.language} {example.source}"):
                rows[group, name].append(found)
    report: dict[str, Any] = {}
    for group in sorted({group for group, _ in rows}):
        table = {name: np.array(rows[group, name]) for name in subjects}
        print(f"\n{group}, {len(table['model'])} texts, {arguments.sentences} sentences")
        for name, row in table.items():
            report[f"{group} / {name}"] = _report(row, table["model"])
            print(f"  {name:12}", _line(report[f"{group} / {name}"]))
    if arguments.save:
        arguments.save.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


def _report(row: Numbers, ours: Numbers) -> dict[str, list[float]]:
    """By figure: its mean, and the difference of the model to it with its 95 % interval."""
    found: dict[str, list[float]] = {}
    for place, name in enumerate(FIGURES):
        if np.isnan(row[:, place]).any():
            continue
        share = 1 if name == "length" else 100
        theirs, mine = (share * each[:, [place]] for each in (row, ours))
        told = [float(theirs.mean())]
        if row is not ours:
            counts = np.ones((len(row), 1))
            first, second = (np.hstack([each, counts]) for each in (theirs, mine))
            boot = paired_bootstrap(first, second, _mean)
            told += [boot.difference, boot.low, boot.high]
        found[name] = [round(value, 2) for value in told]
    return found


def _mean(statistics: Statistics) -> float:
    """The score of a drawn set, from the sum of its figures and how many there are."""
    return float(statistics[0] / statistics[1])


def _line(report: dict[str, list[float]]) -> str:
    means = " ".join(f"{report[name][0]:6.2f}" if name in report else " " * 6 for name in FIGURES)
    told = [
        f"{name} {report[name][1]:+.2f} ({report[name][2]:+.2f} to {report[name][3]:+.2f})"
        for name in ("ROUGE-1", "recall")
        if len(report.get(name, [])) > 1
    ]
    return means + ("  model " + ", ".join(told) if told else "")


if __name__ == "__main__":
    main()
