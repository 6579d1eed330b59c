"""How well terms of a glossary are honoured, and what that does to the translations.

    python -m benchmarks.glossary PAIRS LEXICON [--pairs 200]

PAIRS has lines ``source<TAB>en<TAB>zh``, LEXICON the same with a word or phrase on each side. For each
sampled pair the longest entry is taken whose sides both stand in it, and wanted for that sentence alone.
Reported for both directions: sentences whose translation has the term without and with the glossary,
BLEU of the translations against the references, and how often a term that is to be left as it is comes
through. Not part of `make bench`: it needs the training data.
"""

from __future__ import annotations

import argparse
import lzma
import random
import time
from collections.abc import Iterator
from pathlib import Path

from bertsum_app.core.cancel import CancelToken
from bertsum_app.evaluation.bleu import corpus_bleu
from bertsum_app.inference.term_search import applied
from bertsum_app.inference.translator import TranslateOptions, Translator
from bertsum_app.service.app import BertSumService
from bertsum_app.text.glossary import Glossary, Term, TermFinder

_LONGEST = 200  # code points of an English sentence


def read_pairs(path: Path) -> Iterator[tuple[str, str]]:
    """English and Chinese of each line."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            _, english, chinese = line.rstrip("\n").split("\t")
            yield english, chinese


def choose(pairs: Path, lexicon: Path, count: int) -> list[tuple[str, str, Term]]:
    """English, Chinese, and the English term with its translation in the reference."""
    entries: dict[str, set[str]] = {}
    for english, chinese in read_pairs(lexicon):
        if len(english) >= 4 and len(chinese) >= 2 and english[0].isalpha():
            entries.setdefault(english.lower(), set()).add(chinese)
    finder = TermFinder((Term(each, None) for each in entries if len(each) < 60), "en")
    chosen = []
    candidates = [pair for pair in read_pairs(pairs) if 20 < len(pair[0]) < _LONGEST]
    random.Random(7).shuffle(candidates)
    for english, chinese in candidates:
        found = [
            Term(match.term.source, target)
            for match in finder.find(english)
            for target in entries[match.term.source]
            if target in chinese
        ]
        if found:
            term = max(found, key=lambda each: (len(each.target or ""), len(each.source)))
            chosen.append((english, chinese, term))
        if len(chosen) == count:
            break
    return chosen


def measure(translator: Translator, chosen: list[tuple[str, str, Term]], target: str) -> None:
    """Print shares and scores for one direction."""
    source = "en" if target == "zh" else "zh"
    outputs: dict[str, list[str]] = {"without": [], "with": [], "kept": []}
    have, seconds = dict.fromkeys(outputs, 0), dict.fromkeys(outputs, 0.0)
    references: list[str] = []
    for english, chinese, pair in chosen:
        text, reference = (english, chinese) if target == "zh" else (chinese, english)
        assert pair.target is not None
        term = pair if target == "zh" else Term(pair.target, pair.source)
        kept = Term(term.source, None)
        matches = TermFinder([term], source).find(text)
        if not matches:
            continue
        references.append(reference)
        for name, terms, wanted in (
            ("without", (), matches),
            ("with", (term,), matches),
            ("kept", (kept,), TermFinder([kept], source).find(text)),
        ):
            started = time.perf_counter()
            options = TranslateOptions(glossary=Glossary(source, target, terms))
            result = translator.translate(text, source, target, options, None, CancelToken())
            seconds[name] += time.perf_counter() - started
            outputs[name].append(result.text)
            have[name] += all(applied(wanted, result.text, target))
    total = len(references)
    print(f"{source} -> {target}, {total} sentences")
    for name, label in (
        ("without", "no glossary"),
        ("with", "term wanted"),
        ("kept", "term to be left as it is"),
    ):
        bleu = corpus_bleu(outputs[name], references, target).value
        score = f", BLEU {bleu:.2f}" if name != "kept" else ""
        print(
            f"    {label}: in {have[name]} ({100 * have[name] / total:.1f} %){score}, "
            f"{1000 * seconds[name] / total:.0f} ms a sentence"
        )


def main() -> None:
    """Measure both directions."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("lexicon", type=Path)
    parser.add_argument("--pairs", dest="count", type=int, default=200)
    given = parser.parse_args()
    service = BertSumService.default()
    chosen = choose(given.pairs, given.lexicon, given.count)
    translator = service.engine(None).engine.translator
    for target in ("zh", "en"):
        measure(translator, chosen, target)
    service.close()


if __name__ == "__main__":
    main()
