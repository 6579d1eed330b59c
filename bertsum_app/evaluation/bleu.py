"""BLEU and chrF through sacrebleu, each with the signature that makes the figure repeatable.

sacrebleu is imported when a score is computed: it takes a noticeable part of the program's start.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

#: sacrebleu's tokenizer for each target language; "13a" (words, punctuation apart) for the others.
_TOKENIZERS: Mapping[str, str] = {"zh": "zh"}
_DEFAULT_TOKENIZER = "13a"
_MAX_ORDER = 4
_SMOOTHING = "exp"  # of an order without a match (Chen & Cherry 2014), as in signatures


@dataclass(frozen=True)
class Score:
    """A figure with its name and what is needed to compute it again."""

    name: str
    value: float  # 0 to 100
    signature: str


def corpus_bleu(
    hypotheses: Sequence[str], references: Sequence[str], target_language: str
) -> Score:
    """BLEU of a test set (Papineni et al. 2002), one reference each, as sacrebleu computes it."""
    metric = _bleu(target_language)
    result = metric.corpus_score(list(hypotheses), [list(references)])
    return Score("BLEU", float(result.score), str(metric.get_signature()))


def corpus_chrf(hypotheses: Sequence[str], references: Sequence[str]) -> Score:
    """chrF2 of a test set (Popović 2015): character 6-grams, recall weighed twice."""
    metric = _chrf()
    result = metric.corpus_score(list(hypotheses), [list(references)])
    return Score("chrF2", float(result.score), str(metric.get_signature()))


def sentence_chrf(hypotheses: Sequence[str], references: Sequence[str]) -> tuple[float, ...]:
    """chrF2 of each sentence alone, 0 to 100: rough, but tells which sentences got better."""
    metric = _chrf()
    return tuple(
        float(metric.sentence_score(hypothesis, [reference]).score)
        for hypothesis, reference in zip(hypotheses, references, strict=True)
    )


def bleu_statistics(
    hypotheses: Sequence[str], references: Sequence[str], target_language: str
) -> npt.NDArray[np.int64]:
    """Counts of each sentence that add up to BLEU, [sentences, 10].

    Columns: matching n-grams of order 1 to 4, all n-grams of order 1 to 4, tokens of the
    hypothesis, tokens of the reference.
    """
    # effective_order leaves the counts alone; without it sacrebleu warns about single sentences.
    metric = _bleu(target_language, effective_order=True)
    rows = []
    for hypothesis, reference in zip(hypotheses, references, strict=True):
        result = metric.sentence_score(hypothesis, [reference])
        rows.append([*result.counts, *result.totals, result.sys_len, result.ref_len])
    return np.array(rows, dtype=np.int64).reshape(len(rows), 2 * _MAX_ORDER + 2)


def bleu_of_statistics(totals: npt.NDArray[np.int64] | npt.NDArray[np.float64]) -> float:
    """BLEU, 0 to 100, of summed `bleu_statistics` [10]."""
    from sacrebleu.metrics.bleu import BLEU

    counts = [int(value) for value in totals]
    result = BLEU.compute_bleu(
        counts[:_MAX_ORDER],
        counts[_MAX_ORDER : 2 * _MAX_ORDER],
        counts[-2],
        counts[-1],
        smooth_method=_SMOOTHING,  # compute_bleu's own default is none
    )
    return float(result.score)


def _bleu(target_language: str, *, effective_order: bool = False) -> BLEU:
    from sacrebleu.metrics.bleu import BLEU

    # sacrebleu finds its tokenizers by name, which nothing that packs a program can see.
    from sacrebleu.tokenizers import tokenizer_13a, tokenizer_zh  # noqa: F401  # for packers

    tokenizer = _TOKENIZERS.get(target_language, _DEFAULT_TOKENIZER)
    return BLEU(tokenize=tokenizer, effective_order=effective_order, smooth_method=_SMOOTHING)


def _chrf() -> CHRF:
    from sacrebleu.metrics.chrf import CHRF

    return CHRF()
