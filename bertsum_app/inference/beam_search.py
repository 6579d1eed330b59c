"""Greedy and beam search over BERTSUM's decoder, in torch.

Follows CTranslate2's rules, so that both runtimes give the same hypotheses: 2 * beam_size candidates
a step; those of the first beam_size that end become hypotheses and others take their places; an
input is done once beam_size hypotheses are found (with no length penalty: once the best beam ends);
the score is log P / length ** length_penalty, where `</s>` counts if it was written. (PreSumm divides by
GNMT's ((5 + length) / 6) ** alpha instead, and blocks trigrams of words, not of pieces.)
"""

from __future__ import annotations

from dataclasses import dataclass, field

import torch
from torch import Tensor

from bertsum_app.inference.runtime import Hypothesis, SearchOptions
from bertsum_app.model.decoder import Decoder, DecoderCache

_BLOCKED = float("-inf")


@dataclass(frozen=True)
class OutputRules:
    """Ids with a meaning in the output; `never` can not be written at all."""

    bos: int
    eos: int
    never: tuple[int, ...] = ()


@torch.inference_mode()
def search(
    decoder: Decoder,
    memory: Tensor,
    memory_lengths: Tensor | None,
    rules: OutputRules,
    options: SearchOptions,
) -> list[list[Hypothesis]]:
    """Hypotheses for each row of `memory` [batch, length, hidden], best first."""
    cache = decoder.start(memory, memory_lengths)
    # All of the prefix but its last piece only fills the cache; that one is the first step's input.
    for piece in (rules.bos, *options.prefix)[: len(options.prefix)]:
        decoder.step(torch.full((memory.shape[0],), piece, device=memory.device), cache)
    if options.beam_size == 1:
        return _greedy(decoder, cache, memory.shape[0], rules, options)
    return _Beams(decoder, cache, memory.shape[0], rules, options).run()


def _greedy(
    decoder: Decoder, cache: DecoderCache, batch: int, rules: OutputRules, options: SearchOptions
) -> list[list[Hypothesis]]:
    device = decoder.output_bias.device
    prefix = list(options.prefix)
    written = [list(prefix) for _ in range(batch)]
    scores = [0.0] * batch
    ended = [False] * batch
    alive = list(range(batch))
    last = torch.full((batch,), (rules.bos, *prefix)[-1], device=device)
    for step in range(len(prefix), options.max_length):
        logits = decoder.step(last, cache)
        _apply_rules(logits, [written[row] for row in alive], step, rules, options)
        best_scores, best_ids = torch.log_softmax(logits.float(), dim=-1).max(dim=-1)
        kept = []
        for place, (row, piece, score) in enumerate(
            zip(alive, best_ids.tolist(), best_scores.tolist(), strict=True)
        ):
            scores[row] += score
            if piece == rules.eos:
                ended[row] = True
            else:
                written[row].append(piece)
                kept.append(place)
        if not kept:
            break
        if len(kept) < len(alive):
            rows = torch.tensor(kept, device=device)
            cache.select(rows)
            best_ids = best_ids[rows]
            alive = [alive[place] for place in kept]
        last = best_ids
    return [
        [_hypothesis(written[row], scores[row], options, ended=ended[row])] for row in range(batch)
    ]


@dataclass
class _Input:
    """One input still being decoded: its beams, best first, and what has ended so far."""

    row: int
    beams: list[list[int]]
    scores: list[float]
    best_ended: bool = False
    ended: list[Hypothesis] = field(default_factory=list)


class _Beams:
    """Beam search for one batch."""

    def __init__(
        self,
        decoder: Decoder,
        cache: DecoderCache,
        batch: int,
        rules: OutputRules,
        options: SearchOptions,
    ) -> None:
        self._decoder, self._cache = decoder, cache
        self._rules, self._options = rules, options
        self._device = decoder.output_bias.device
        # Rows of the cache: all beams of the first input, then all of the next. Before the first
        # step an input has one beam with the prefix in it.
        self._alive = [_Input(row, [list(options.prefix)], [0.0]) for row in range(batch)]
        self._results: list[list[Hypothesis]] = [[] for _ in range(batch)]

    def run(self) -> list[list[Hypothesis]]:
        """Decode to the end."""
        prefix = self._options.prefix
        first = (self._rules.bos, *prefix)[-1]
        last = torch.full((len(self._alive),), first, device=self._device)
        for step in range(len(prefix), self._options.max_length):
            rows, pieces = self._advance(self._candidates(last, step), step)
            if not rows:
                break
            self._cache.select(torch.tensor(rows, device=self._device))
            last = torch.tensor(pieces, device=self._device)
        return self._results

    def _candidates(self, last: Tensor, step: int) -> list[list[tuple[float, int, int]]]:
        """For each live input its best continuations: (score, beam, piece), best first."""
        logits = self._decoder.step(last, self._cache)
        written = [beam for each in self._alive for beam in each.beams]
        _apply_rules(logits, written, step, self._rules, self._options)
        scores = torch.log_softmax(logits.float(), dim=-1)
        so_far = [score for each in self._alive for score in each.scores]
        scores = scores + torch.tensor(so_far, device=self._device)[:, None]
        vocabulary = scores.shape[-1]
        beams = scores.shape[0] // len(self._alive)
        flat = scores.view(len(self._alive), beams * vocabulary)
        count = min(2 * self._options.beam_size, flat.shape[1])
        best = flat.topk(count, dim=-1)
        return [
            [
                (score, place // vocabulary, place % vocabulary)
                for score, place in zip(s, p, strict=True)
            ]
            for s, p in zip(best.values.tolist(), best.indices.tolist(), strict=True)
        ]

    def _advance(
        self, candidates: list[list[tuple[float, int, int]]], step: int
    ) -> tuple[list[int], list[int]]:
        """Move every live input one step on; returns the cache rows to keep and their new pieces."""
        rows: list[int] = []
        pieces: list[int] = []
        still_alive: list[_Input] = []
        first_row = 0
        for each, found in zip(self._alive, candidates, strict=True):
            beams = len(each.beams)
            chosen = self._choose(each, found, last_step=step + 1 == self._options.max_length)
            if chosen:
                rows += [first_row + beam for _, beam, _ in chosen]
                pieces += [piece for _, _, piece in chosen]
                each.beams = [[*each.beams[beam], piece] for _, beam, piece in chosen]
                each.scores = [score for score, _, _ in chosen]
                still_alive.append(each)
            else:
                best = sorted(each.ended, key=lambda hypothesis: -hypothesis.score)
                self._results[each.row] = best[: self._options.hypotheses]
            first_row += beams
        self._alive = still_alive
        return rows, pieces

    def _choose(
        self, each: _Input, found: list[tuple[float, int, int]], *, last_step: bool
    ) -> list[tuple[float, int, int]]:
        """The candidates that go on, one per beam; none when the input is done."""
        size, eos = self._options.beam_size, self._rules.eos
        spare = iter([candidate for candidate in found[size:] if candidate[2] != eos])
        chosen = []
        for place, (score, beam, piece) in enumerate(found[:size]):
            if piece != eos and not last_step:
                chosen.append((score, beam, piece))
                continue
            each.best_ended |= place == 0
            ended = piece == eos
            ids = each.beams[beam] if ended else [*each.beams[beam], piece]
            each.ended.append(_hypothesis(ids, score, self._options, ended=ended))
            # At most one candidate a beam is `</s>`, so there are always enough others.
            chosen += [candidate for candidate in [next(spare, None)] if candidate is not None]
        if self._options.length_penalty == 0:
            done = each.best_ended and len(each.ended) >= self._options.hypotheses
        else:
            done = len(each.ended) >= size
        return [] if done or last_step else chosen


def _hypothesis(ids: list[int], score: float, options: SearchOptions, *, ended: bool) -> Hypothesis:
    length = len(ids) + (1 if ended else 0)
    return Hypothesis(tuple(ids), score / length**options.length_penalty)


def _apply_rules(
    logits: Tensor, written: list[list[int]], step: int, rules: OutputRules, options: SearchOptions
) -> None:
    """Change `logits` [rows, vocab] in place; `written` holds each row's pieces so far."""
    if options.repetition_penalty != 1 and step:
        previous = torch.tensor(written, device=logits.device)
        values = logits.gather(1, previous)
        penalty = options.repetition_penalty
        values = torch.where(values < 0, values * penalty, values / penalty)
        logits.scatter_(1, previous, values)
    if rules.never:
        logits[:, list(rules.never)] = _BLOCKED
    if step < options.min_length:
        logits[:, rules.eos] = _BLOCKED
    if options.no_repeat_ngram:
        for row, pieces in enumerate(written):
            blocked = _ngram_ends(pieces, options.no_repeat_ngram)
            if blocked:
                logits[row, blocked] = _BLOCKED


def _ngram_ends(pieces: list[int], size: int) -> list[int]:
    """Pieces that would complete an n-gram which `pieces` holds already."""
    if len(pieces) < size:
        return []
    begun = pieces[len(pieces) - size + 1 :]
    starts = range(len(pieces) - size + 1)
    return [pieces[at + size - 1] for at in starts if pieces[at : at + size - 1] == begun]
