"""One SentencePiece vocabulary over English and Chinese (unigram, byte fallback, digits split).

Two habits make the shared vocabulary small and let names be copied between the languages:

- blanks are put between Chinese characters and Latin letters or digits before encoding, and taken
  out after decoding, so that ``SQL`` is the same piece in ``使用SQL数据库`` and ``the SQL database``;
- SentencePiece's dummy prefix is off; a blank is put before text that begins with a letter or digit,
  so that no Chinese piece exists twice, with and without the word mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

import sentencepiece

from bertsum_app.core.errors import ModelDamaged
from bertsum_app.text.chinese import is_cjk, join_scripts, separate_scripts
from bertsum_app.text.sentences import Span
from bertsum_app.text.tokenizer import SUMMARIZE, TO_CHINESE, TO_ENGLISH, SpecialTokens

#: Control symbols in id order behind <pad> 0, <unk> 1, <s> 2, </s> 3. The reserved ones are free for
#: later jobs, so that a model can learn them without a new vocabulary.
_JOBS = (TO_ENGLISH, TO_CHINESE, SUMMARIZE)
_RESERVED = tuple(f"<reserved{number}>" for number in range(6))
CONTROL_SYMBOLS = ("[CLS]", "[SEP]", "[MASK]", *_JOBS, *_RESERVED)

#: Of all characters of a corpus, this share gets pieces of its own; the rarest are spelt in bytes.
CHARACTER_COVERAGE = 0.9998
#: Pieces that any vocabulary has: four that SentencePiece numbers first, ours, 256 bytes.
FIXED_PIECES = 4 + len(CONTROL_SYMBOLS) + 256

_BYTE_PIECE = re.compile(r"<0x([0-9A-F]{2})>")


class SentencePieceTokenizer:
    """`Tokenizer` over a SentencePiece model file."""

    def __init__(self, model_file: Path) -> None:
        """Load `model_file`.

        Raises:
            ModelDamaged: the file is missing, is no SentencePiece model, or lacks our specials.
        """
        self._processor = sentencepiece.SentencePieceProcessor()
        try:
            self._processor.LoadFromSerializedProto(model_file.read_bytes())
        except (OSError, RuntimeError) as error:
            raise ModelDamaged(path=model_file, reason=str(error)) from error
        self._special = self._find_special_tokens(model_file)

    def _find_special_tokens(self, model_file: Path) -> SpecialTokens:
        unknown = self._processor.unk_id()

        def required(piece: str) -> int:
            piece_id = int(self._processor.PieceToId(piece))
            if piece_id == unknown:
                raise ModelDamaged(path=model_file, reason=f"no {piece} in the vocabulary")
            return piece_id

        return SpecialTokens(
            pad=required("<pad>"),
            unk=unknown,
            bos=required("<s>"),
            eos=required("</s>"),
            cls=required("[CLS]"),
            sep=required("[SEP]"),
            mask=required("[MASK]"),
            jobs=MappingProxyType({job: required(job) for job in _JOBS}),
        )

    @property
    def special(self) -> SpecialTokens:
        """The ids with a meaning of their own."""
        return self._special

    @cached_property
    def vocabulary(self) -> tuple[str, ...]:
        """All pieces in id order."""
        size = self._processor.GetPieceSize()
        return tuple(self._processor.IdToPiece(piece_id) for piece_id in range(size))

    def encode(self, text: str) -> list[int]:
        """Ids of `text`; control symbols are never produced from text."""
        return list(self._processor.EncodeAsIds(prepare(text)))

    def spans(self, text: str) -> list[Span]:
        """See `Tokenizer.spans`; a word's span may begin with the blank before it."""
        origins = _origins(text)
        last = len(origins) - 1
        spans, at = [], 0
        waiting = 0  # pieces that are bytes of a character which is not complete yet
        pending = b""
        for piece in self._processor.EncodeAsPieces(prepare(text)):
            byte = _BYTE_PIECE.fullmatch(piece)
            if byte:
                waiting += 1
                pending += bytes([int(byte[1], 16)])
                if not _is_character(pending):
                    continue
            end = min(last, at + (1 if byte else len(piece)))
            spans += [Span(origins[at], origins[end])] * (waiting if byte else 1)
            at, waiting, pending = end, 0, b""
        return spans

    def decode(self, ids: Sequence[int]) -> str:
        """Text of `ids`, with no blanks between Chinese and anything else."""
        special = self._special.all_ids
        text = self._processor.DecodeIds([piece_id for piece_id in ids if piece_id not in special])
        return join_scripts(str(text)).strip(" ")


def prepare(text: str) -> str:
    """`text` as SentencePiece is to see it: scripts apart, words marked from the first one on."""
    text = separate_scripts(text)
    if text and not is_cjk(text[0]) and text[0].isalnum():
        return " " + text
    return text


def _origins(text: str) -> list[int]:
    """For each character of `prepare(text)`, and for its end, the index in `text`."""
    origins, at = [], 0
    for character in prepare(text):
        origins.append(at)
        # Blanks are put in only where there was none, so that what differs was put in.
        if at < len(text) and character == text[at]:
            at += 1
    return [*origins, len(text)]


def _is_character(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def train_sentencepiece(
    lines: Iterable[str],
    model_file: Path,
    *,
    vocab_size: int,
    threads: int = 1,
    exactly: bool = True,
) -> None:
    """Train a unigram vocabulary on `lines` and write it to `model_file`.

    With `exactly` it has `vocab_size` pieces; otherwise no more, and fewer where `lines` give fewer.

    Normalisation is SentencePiece's identity: ours is done before (text/normalize.py), and its NFKC
    would fold full-width Chinese punctuation into ASCII, worth 3 to 4 BLEU into Chinese.

    Raises:
        RuntimeError: there are no lines, or `vocab_size` does not suit them.
    """
    with model_file.open("wb") as sink:
        sentencepiece.SentencePieceTrainer.Train(
            sentence_iterator=(prepare(line) for line in lines),
            model_writer=sink,
            vocab_size=vocab_size,
            model_type="unigram",
            hard_vocab_limit=exactly,
            character_coverage=CHARACTER_COVERAGE,
            byte_fallback=True,
            split_digits=True,
            add_dummy_prefix=False,
            remove_extra_whitespaces=False,
            normalization_rule_name="identity",
            pad_id=0,
            unk_id=1,
            bos_id=2,
            eos_id=3,
            pad_piece="<pad>",
            control_symbols=list(CONTROL_SYMBOLS),
            max_sentence_length=4000,
            num_threads=threads,
            minloglevel=2,
        )
