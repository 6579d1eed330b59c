"""Starting a bilingual network from a small English BERT.

The encoder's layers, positions, segments and norm are copied. The word table is new, since the
vocabulary is: an English piece takes the mean of the rows that BERT's tokenizer gives for it; a Chinese
piece takes the mean of its translations' rows, weighted by a lexicon learnt from the training pairs
(the idea of WECHSEL, Minixhofer et al. 2022, with IBM Model 1 in place of aligned static vectors). So
the encoder reads Chinese as an English gloss from the first step on.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import torch

from bertsum_app.corpus.lexicon import Lexicon
from bertsum_app.model.bertsum import BertSum
from bertsum_app.model.weights import Weights
from bertsum_app.text.tokenizer import Tokenizer

Table = npt.NDArray[np.float32]

_WORD_TABLE = "encoder.embeddings.word.weight"
_SUMMED_WITH_WORDS = ("encoder.embeddings.position.weight", "encoder.embeddings.segment.weight")
_WORD_MARK = "\u2581"
#: Norm of a row of the new word table. BERT's rows (1.2) would make the tied output layer far too sure
#: of itself at the start: loss 15.6 instead of 9.7, the logarithm of the vocabulary's size.
_ROW_NORM = 0.5
#: A translation below this probability is noise of the lexicon.
_LEAST_PROBABILITY = 0.04
#: Rows that share translations must stay tellable apart when the table is read as output layer.
_NOISE = 0.25


def warm_start(
    model: BertSum,
    bert: Weights,
    bert_tokenizer: Tokenizer,
    tokenizer: Tokenizer,
    lexicon: Lexicon,
    *,
    seed: int = 1,
) -> None:
    """Fill `model`'s encoder and word table.

    Args:
        model: its encoder has the sizes of `bert`, but for the vocabulary.
        bert: ``encoder.*`` weights of the English model.
        bert_tokenizer: the vocabulary `bert`'s word table is in.
        tokenizer: the vocabulary `model`'s word table is in.
        lexicon: t(English piece | Chinese piece) over `tokenizer`'s ids.
        seed: of the rows and the noise that nothing else gives.

    Raises:
        ValueError: a tensor is missing or has another shape.
    """
    state = model.state_dict()
    for name, value in state.items():
        if not name.startswith("encoder.") or name == _WORD_TABLE:
            continue
        if name not in bert or tuple(value.shape) != bert[name].shape:
            raise ValueError(f"{name}: the model to start from has no such tensor of this shape")
        value.copy_(torch.from_numpy(np.ascontiguousarray(bert[name])))
    table = bilingual_table(bert[_WORD_TABLE], bert_tokenizer, tokenizer, lexicon, seed=seed)
    # The three embeddings are summed and then normalised: one factor on all of them changes nothing
    # for the encoder.
    factor = _ROW_NORM / float(np.linalg.norm(bert[_WORD_TABLE], axis=1).mean())
    state[_WORD_TABLE].copy_(torch.from_numpy(table * np.float32(factor)))
    for name in _SUMMED_WITH_WORDS:
        state[name].mul_(factor)


def bilingual_table(
    old: Table, old_tokenizer: Tokenizer, tokenizer: Tokenizer, lexicon: Lexicon, *, seed: int
) -> Table:
    """A word table [vocabulary of `tokenizer`, hidden] made from `old`."""
    rng = np.random.default_rng(seed)
    spread = old.std(axis=0)
    size = len(tokenizer.vocabulary)
    table: Table = np.asarray(
        old.mean(axis=0) + rng.normal(size=(size, old.shape[1])) * spread, dtype=np.float32
    )
    known = np.zeros(size, dtype=bool)
    for piece_id, piece in enumerate(tokenizer.vocabulary):
        text = piece.replace(_WORD_MARK, " ").strip()
        # Only ASCII: BERT's English vocabulary has some ideographs, but hardly trained ones.
        if not text or not text.isascii() or piece_id in tokenizer.special.all_ids:
            continue
        ids = [i for i in old_tokenizer.encode(text) if i != old_tokenizer.special.unk]
        if ids:
            table[piece_id] = old[ids].mean(axis=0)
            known[piece_id] = True
    for mine, theirs in (
        (tokenizer.special.cls, old_tokenizer.special.cls),
        (tokenizer.special.sep, old_tokenizer.special.sep),
        (tokenizer.special.mask, old_tokenizer.special.mask),
        *((job, old_tokenizer.special.cls) for job in tokenizer.special.jobs.values()),
    ):
        table[mine] = old[theirs]
    _translate_rows(table, known, lexicon)
    table += (rng.normal(size=table.shape) * spread * _NOISE).astype(np.float32)
    table[tokenizer.special.pad] = 0.0
    return table


def _translate_rows(table: Table, known: npt.NDArray[np.bool_], lexicon: Lexicon) -> None:
    """Fill the rows not `known` with the weighted mean of their translations' rows, in place."""
    keep = (
        known[lexicon.targets]
        & ~known[lexicon.sources]
        & (lexicon.probabilities >= _LEAST_PROBABILITY)
    )
    sources, targets = lexicon.sources[keep], lexicon.targets[keep]
    weights = lexicon.probabilities[keep]
    order = np.argsort(sources, kind="stable")
    sources, targets, weights = sources[order], targets[order], weights[order]
    for piece in np.unique(sources):
        span = slice(np.searchsorted(sources, piece), np.searchsorted(sources, piece, "right"))
        shares = weights[span] / weights[span].sum()
        table[piece] = shares @ table[targets[span]]
