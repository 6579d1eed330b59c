"""Training pairs of which a model writes one side (corpus/synthetic.py).

Back-translation (Sennrich et al. 2016) gives real text of one language a source in the other one;
sequence-level distillation (Kim & Rush 2016) gives the sources of real pairs what a larger model makes
of them. Both are made in chunks of a file each, so that a run of hours can be stopped and gone on with.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

from bertsum_app.core.atomic import make_folder, write_text_atomic
from bertsum_app.core.cancel import CancelToken
from bertsum_app.corpus import recipe_data
from bertsum_app.corpus.synthetic import Into, SynthesisKind, chunk_file, synthetic_domain
from bertsum_app.inference.guards import Pair, doubts
from bertsum_app.inference.translator import TranslateOptions, Translator
from bertsum_app.text.chinese import ChineseConverter, full_width_punctuation, join_scripts
from bertsum_app.text.normalize import normalize
from bertsum_app.text.sentences import sentence_spans

#: Sentences to a file.
_CHUNK = 1_000
#: Code points of a sentence worth learning; a longer one is rarely translated whole.
_LENGTHS = {"en": range(20, 401), "zh": range(8, 161)}

Item = TypeVar("Item")


@dataclass(frozen=True)
class Synthesis:
    """What is to be made: `count` sentences at most, drawn by `seed`, searched with `beam_size`."""

    kind: SynthesisKind
    into: Into
    count: int
    beam_size: int = 1
    seed: int = 1

    @property
    def given(self) -> Into:
        """The language of the real side."""
        if self.kind == "back":
            return self.into
        return "en" if self.into == "zh" else "zh"

    @property
    def written(self) -> Into:
        """The language of the side that the model writes."""
        return "en" if self.given == "zh" else "zh"


def synthesize(
    translator: Translator,
    data: Path,
    folder: Path,
    plan: Synthesis,
    report: Callable[[str], None],
    cancel: CancelToken,
) -> None:
    """Write the chunks of `plan` that `folder` lacks; what the model wrote doubtfully is left out.

    Raises:
        CorpusUnreadable: a part of the collection cannot be read.
        ResourceError: `folder` cannot be written.
        Cancelled: `cancel` was set; finished chunks stay.
        AppError: the model cannot translate.
    """
    make_folder(folder)
    domain = synthetic_domain(plan.kind, plan.into)
    texts = islice(given_texts(data, plan), plan.count)
    number = 0
    while chunk := list(islice(texts, _CHUNK)):
        path = chunk_file(folder, domain, number)
        if not path.exists():
            rows = list(_rows(translator, chunk, plan, cancel))
            write_text_atomic(path, "".join(rows))
            report(f"{path.name}: {len(rows):,} of {len(chunk):,} sentences")
        number += 1


def given_texts(data: Path, plan: Synthesis) -> Iterator[tuple[str, str]]:
    """(where it is from, sentence of the language `plan.given`), in an order that the seed decides.

    For back-translation the sentences of the collection's passages, otherwise one side of its pairs,
    of each domain as many until it has no more.
    """
    rng = random.Random(f"{plan.seed}/{plan.kind}/{plan.into}")
    if plan.kind == "back":
        yield from _sentences(data, plan.given, rng)
        return
    sides = []
    for domain in recipe_data.PARALLEL_DOMAINS:
        texts = [
            pair.english if plan.given == "en" else pair.chinese
            for pair in recipe_data.training_pairs(data, domain)
        ]
        rng.shuffle(texts)
        sides.append([(domain, text) for text in dict.fromkeys(texts)])
    yield from _in_turn(sides)


def _sentences(data: Path, language: Into, rng: random.Random) -> Iterator[tuple[str, str]]:
    passages = list(recipe_data.passages(data, language))
    rng.shuffle(passages)
    simplified = ChineseConverter().to_simplified
    for name, passage in passages:
        text = normalize(passage).text
        for span in sentence_spans(text, language):
            sentence = " ".join(span.of(text).split())
            if language == "zh":
                # As the Chinese side of the collection's pairs is written.
                sentence = join_scripts(full_width_punctuation(simplified(sentence)))
            if len(sentence) in _LENGTHS[language]:
                yield name, sentence


def _in_turn(groups: Sequence[Iterable[Item]]) -> Iterator[Item]:
    """One of each, again and again; those that end are left out."""
    left = [iter(group) for group in groups]
    while left:
        going_on = []
        for group in left:
            for item in islice(group, 1):
                yield item
                going_on.append(group)
        left = going_on


def _rows(
    translator: Translator,
    chunk: Sequence[tuple[str, str]],
    plan: Synthesis,
    cancel: CancelToken,
) -> Iterator[str]:
    options = TranslateOptions(beam_size=plan.beam_size, retry_doubtful=False)
    lines = "\n".join(text for _, text in chunk)
    result = translator.translate(lines, plan.given, plan.written, options, None, cancel)
    for (name, given), written in zip(chunk, result.text.split("\n"), strict=True):
        if not written.strip() or doubts(Pair(given, written, plan.given, plan.written)):
            continue
        english, chinese = (given, written) if plan.given == "en" else (written, given)
        yield f"{name}\t{english}\t{chinese}\n"
