"""BERT's own tokenizer: basic splitting, then WordPiece, over a `vocab.txt`.

Where it stands: the `Tokenizer` of imported BERT and PreSumm models; our own models use
SentencePiece.  The rules are those of google-research/bert `tokenization.py` and of the slow
tokenizer of Hugging Face `transformers`, step by step, except that a special token spelled out
in a text is ordinary text here: ids with a meaning never come from what a user typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from bertsum_app.core.errors import ModelDamaged
from bertsum_app.text.chinese import join_scripts
from bertsum_app.text.sentences import Span
from bertsum_app.text.tokenizer import SpecialTokens

_CONTINUATION = "##"
# Longer words become [UNK] (PreSumm and transformers; google-research/bert allows 200).
_LONGEST_WORD = 100
# PreSumm addresses the decoder's begin and end by these ids, whatever the vocabulary calls them.
_PRESUMM_BOS, _PRESUMM_EOS = 1, 2
_UNUSED = re.compile(r"\[unused\d+\]")

# The blocks that google-research/bert takes for CJK ideographs.
_IDEOGRAPHS = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B820, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)
_ASCII_PUNCTUATION = ((33, 47), (58, 64), (91, 96), (123, 126))

# Blanks that WordPiece put between words and marks, taken out for reading.
_BLANK_BEFORE = re.compile(r" (?=[.,!?;:)\]}%])")
_BLANK_BEHIND = re.compile(r"(?<=[(\[{$]) ")
_BLANKS_IN_NUMBER = re.compile(r"(?<=\d)([.,:]) (?=\d)")
_BLANKS_IN_CONTRACTION = re.compile(r"(?<=\w) ' (?=(?:s|t|m|d|re|ve|ll)\b)")


class _CleanedCharacters(dict[int, str | None]):
    """Steps 1 and 2 as a `str.translate` table, filled as characters come up.

    Controls vanish, white space becomes a blank, an ideograph gets blanks around it.
    """

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        cleaned: str | None = character
        if character in "\t\n\r":
            cleaned = " "
        elif code in (0, 0xFFFD) or unicodedata.category(character).startswith("C"):
            cleaned = None
        elif unicodedata.category(character) == "Zs":
            cleaned = " "
        elif any(first <= code <= last for first, last in _IDEOGRAPHS):
            cleaned = f" {character} "
        self[code] = cleaned
        return cleaned


class _SeparatedPunctuation(dict[int, str | None]):
    """Step 5 as a `str.translate` table; `strip_marks` adds the end of step 4 (category Mn)."""

    def __init__(self, *, strip_marks: bool) -> None:
        super().__init__()
        self._strip_marks = strip_marks

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        category = unicodedata.category(character)
        separated: str | None = character
        if self._strip_marks and category == "Mn":
            separated = None
        elif category.startswith("P") or any(a <= code <= z for a, z in _ASCII_PUNCTUATION):
            separated = f" {character} "
        self[code] = separated
        return separated


class BertBasicTokenizer:
    """Splits text into words, punctuation marks and single ideographs.

    In this order: (1) drop U+0000, U+FFFD and the categories C*, make white space blanks;
    (2) set ideographs apart; (3) split at white space; (4) with `lower_case`, lower, decompose
    (NFD) and drop the marks; (5) set punctuation apart; (6) split at white space again.
    """

    def __init__(self, *, lower_case: bool = True) -> None:
        self._lower_case = lower_case
        self._cleaned = _CleanedCharacters()
        self._separated = _SeparatedPunctuation(strip_marks=lower_case)

    def split(self, text: str) -> list[str]:
        """The words of `text`, none of them empty or with white space in it."""
        text = text.translate(self._cleaned)
        if self._lower_case:
            text = unicodedata.normalize("NFD", text.lower())
        return text.translate(self._separated).split()

    def origins(self, text: str) -> list[list[int]]:
        """For each word of `split(text)`, the index in `text` that each of its characters is from."""
        words: list[list[int]] = [[]]
        for index, character in enumerate(text):
            # One by one, which changes nothing but a final sigma, one for one.
            for part in self._parted(character):
                if part == " ":
                    words.append([])
                else:
                    words[-1].append(index)
        return [word for word in words if word]

    def _parted(self, character: str) -> str:
        cleaned = character.translate(self._cleaned)
        if self._lower_case:
            cleaned = unicodedata.normalize("NFD", cleaned.lower())
        return cleaned.translate(self._separated)


class WordPieceTokenizer:
    """`Tokenizer` over a BERT vocabulary: greedy, longest match first."""

    def __init__(self, vocabulary: Sequence[str], special: SpecialTokens, *, lower_case: bool):
        """`vocabulary` in id order; of a piece listed twice the last id counts, as in BERT."""
        self._vocabulary = tuple(vocabulary)
        self._special = special
        self._basic = BertBasicTokenizer(lower_case=lower_case)

    @classmethod
    def from_vocab_file(cls, path: Path, lower_case: bool = True) -> WordPieceTokenizer:
        """Read a `vocab.txt`: one piece a line, the line number (from 0) is the id.

        Raises:
            ModelDamaged: the file is missing, is no UTF-8, or lacks a special token.
        """
        try:
            text = path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ModelDamaged(path=path, reason=str(error)) from error
        # Not splitlines: a vocabulary may hold U+2028 and the like as pieces.
        vocabulary = text.replace("\r\n", "\n").removesuffix("\n").split("\n")
        return cls(vocabulary, _special_tokens(vocabulary, path), lower_case=lower_case)

    @property
    def special(self) -> SpecialTokens:
        """The ids with a meaning of their own."""
        return self._special

    @property
    def vocabulary(self) -> tuple[str, ...]:
        """All pieces in id order."""
        return self._vocabulary

    @cached_property
    def _ids(self) -> dict[str, int]:
        return {piece: number for number, piece in enumerate(self._vocabulary)}

    def encode(self, text: str) -> list[int]:
        """Ids of `text`; `[SEP]` written in it is a bracket, a word and a bracket."""
        known: dict[str, list[int]] = {}
        ids: list[int] = []
        for word in self._basic.split(text):
            if word not in known:
                known[word] = self._word_ids(word)
            ids.extend(known[word])
        return ids

    def spans(self, text: str) -> list[Span]:
        """See `Tokenizer.spans`."""
        spans = []
        for word, origins in zip(self._basic.split(text), self._basic.origins(text), strict=True):
            at = 0
            for piece_id in self._word_ids(word):
                length = len(self._vocabulary[piece_id].removeprefix(_CONTINUATION if at else ""))
                end = len(word) if piece_id == self._special.unk else at + length
                spans.append(Span(origins[at], origins[end - 1] + 1))
                at = end
        return spans

    def _word_ids(self, word: str) -> list[int]:
        """The pieces of one word; [UNK] alone if any part of it has none."""
        if len(word) > _LONGEST_WORD:
            return [self._special.unk]
        ids: list[int] = []
        start = 0
        while start < len(word):
            prefix = _CONTINUATION if start else ""
            for end in range(len(word), start, -1):
                piece = self._ids.get(prefix + word[start:end])
                if piece is not None:
                    ids.append(piece)
                    start = end
                    break
            else:
                return [self._special.unk]
        return ids

    def decode(self, ids: Sequence[int]) -> str:
        """Text of `ids`: pieces joined, no blanks between ideographs or before marks.

        Special tokens and the vocabulary's `[unusedN]` are skipped.  Case, accents and the
        blanks around quotes and hyphens are lost in encoding and do not come back.
        """
        special = self._special.all_ids
        words: list[str] = []
        for number in ids:
            piece = self._vocabulary[number]
            if number in special or _UNUSED.fullmatch(piece):
                continue
            if piece.startswith(_CONTINUATION) and len(piece) > len(_CONTINUATION) and words:
                words[-1] += piece[len(_CONTINUATION) :]
            else:
                words.append(piece)
        text = join_scripts(" ".join(words))
        text = _BLANK_BEHIND.sub("", _BLANK_BEFORE.sub("", text))
        return _BLANKS_IN_CONTRACTION.sub("'", _BLANKS_IN_NUMBER.sub(r"\1", text))


def _special_tokens(vocabulary: Sequence[str], path: Path) -> SpecialTokens:
    def required(piece: str) -> int:
        try:
            return vocabulary.index(piece)
        except ValueError:
            raise ModelDamaged(path=path, reason=f"no {piece} in the vocabulary") from None

    cls, sep = required("[CLS]"), required("[SEP]")
    # A vocabulary without room for PreSumm's two ids serves encoders, or decoders that begin
    # with [CLS] and end with [SEP].
    presumm = all(_UNUSED.fullmatch(piece) for piece in vocabulary[_PRESUMM_BOS : _PRESUMM_EOS + 1])
    return SpecialTokens(
        pad=required("[PAD]"),
        unk=required("[UNK]"),
        bos=_PRESUMM_BOS if presumm else cls,
        eos=_PRESUMM_EOS if presumm else sep,
        cls=cls,
        sep=sep,
        mask=required("[MASK]"),
    )
