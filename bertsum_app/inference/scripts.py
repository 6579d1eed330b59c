"""Which pieces of a shared vocabulary a language is written with.

A network that shares one vocabulary between English and Chinese, and is young, leaves Chinese words
in its English. Searching among the pieces of the target language alone makes that impossible - and is
faster, since the product with the vocabulary is the largest one of a decoding step.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bertsum_app.text.chinese import has_cjk
from bertsum_app.text.tokenizer import TO_ENGLISH, Tokenizer

#: CJK punctuation and full-width forms; curly quotes are not among them.
_WIDE = re.compile("[\u3000-\u303f\uff00-\uffef]")
#: Bytes that begin the UTF-8 form of an ideograph or a wide mark (vocabularies with byte fallback).
_LEADING_BYTE = re.compile("<0xE[3-9]>|<0xEF>|<0xF0>")

#: By the id of the job token that asks for a language: the pieces that it is written with.
Scripts = Mapping[int, tuple[int, ...]]


def scripts(tokenizer: Tokenizer) -> Scripts:
    """The pieces of each target language that does without a part of the vocabulary.

    That is English. Chinese takes names and commands over in Latin letters, so it needs all pieces;
    and a vocabulary without job tokens is of one language.
    """
    english = tokenizer.special.jobs.get(TO_ENGLISH)
    if english is None:
        return {}
    framing = tokenizer.special.all_ids - {tokenizer.special.eos}
    return {
        english: tuple(
            piece_id
            for piece_id, piece in enumerate(tokenizer.vocabulary)
            if piece_id not in framing and not _is_chinese(piece)
        )
    }


def _is_chinese(piece: str) -> bool:
    return bool(has_cjk(piece) or _WIDE.search(piece) or _LEADING_BYTE.fullmatch(piece))
