"""500 sentences: our whole `translate` against a bare CTranslate2 call, side by side in one run.

The bare call gets the same sentences already cut into pieces, the same converted model, beam and
threads, and of several batch sizes the one that suits it best. Everything else that `translate` does
(normalising, sentence boundaries, pieces, detokenising, checks, second tries) is our overhead.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

import ctranslate2
from measurement import Limit, Measurement
from subject import Subject
from texts import five_hundred_sentences

from bertsum_app.core.cancel import CancelToken
from bertsum_app.corpus.encode import encode_translation
from bertsum_app.inference.ctranslate2_model import FACTOR_MARK, SEQ2SEQ_FOLDER
from bertsum_app.inference.ctranslate2_runtime import place
from bertsum_app.inference.engine import Engine
from bertsum_app.inference.translator import TranslateOptions
from bertsum_app.model.config import BertSumConfig
from bertsum_app.model.decoding import read_decoding_defaults
from bertsum_app.text.sentencepiece_tokenizer import SentencePieceTokenizer

ROUNDS = 5
_BATCH_SIZES = (16, 32, 64)
_WORST_RATIO = Limit(0.95, "above")


def measure(subject: Subject) -> list[Measurement]:
    """Sentences a second of both, and the ratio of the two in each round."""
    sentences = five_hundred_sentences()
    # The first engine converts the model, which the bare call then loads.
    _ours(subject, sentences[:8])
    bare = _Bare(subject, sentences)
    batch_size = min(_BATCH_SIZES, key=bare.seconds)
    ours, bares, ratios, single_ratios = [], [], [], []
    for _ in range(ROUNDS):
        bare_s, our_s = bare.seconds(batch_size), _ours(subject, sentences)
        single_s = _ours(subject, sentences, retry=False)
        bares.append(len(sentences) / bare_s)
        ours.append(len(sentences) / our_s)
        ratios.append(bare_s / our_s)
        single_ratios.append(bare_s / single_s)
    return [
        Measurement("500 sentences, our translate", "sentences/s", tuple(ours)),
        Measurement(f"500 sentences, bare CTranslate2 ({batch_size})", "sentences/s", tuple(bares)),
        Measurement("500 sentences, ours : bare", "", tuple(ratios), _WORST_RATIO),
        Measurement("the same, without second tries", "", tuple(single_ratios)),
    ]


def _ours(subject: Subject, sentences: Sequence[str], *, retry: bool = True) -> float:
    """Seconds of one call with a fresh engine, whose cache is empty; loading is not counted."""
    options = TranslateOptions(retry_doubtful=retry)
    engine = Engine.open(subject.model, subject.paths, device="cpu")
    try:
        translator, text = engine.translator, "\n".join(sentences)
        started = time.perf_counter()
        translator.translate(text, "en", "zh", options, None, CancelToken())
        return time.perf_counter() - started
    finally:
        engine.close()


class _Bare:
    """CTranslate2 alone, on sentences in pieces."""

    def __init__(self, subject: Subject, sentences: Sequence[str]) -> None:
        (folder,) = subject.paths.converted.glob(f"*/{SEQ2SEQ_FOLDER}")
        placement = place("cpu")
        self._translator = ctranslate2.Translator(
            str(folder),
            device="cpu",
            compute_type=placement.storage,
            inter_threads=placement.workers,
            intra_threads=1,
        )
        tokenizer = SentencePieceTokenizer(subject.model.folder / "tokenizer.model")
        path = subject.model.folder / "config.json"
        config = BertSumConfig.from_json(path.read_text(encoding="utf-8"), path)
        self._decoding = read_decoding_defaults(subject.model.folder)
        room = config.max_positions
        encoded = [encode_translation(tokenizer, text, "zh", room) for text in sentences]
        self._longest = min(256, config.decoder_max_positions)
        self._tokens = [[f"{piece}{FACTOR_MARK}0" for piece in each.ids] for each in encoded]

    def seconds(self, batch_size: int) -> float:
        """Time of one call."""
        options = TranslateOptions()
        started = time.perf_counter()
        self._translator.translate_batch(
            self._tokens,
            max_batch_size=batch_size,
            beam_size=options.beam_size,
            length_penalty=self._decoding.length_penalty,
            no_repeat_ngram_size=self._decoding.no_repeat_ngram,
            repetition_penalty=self._decoding.repetition_penalty,
            max_input_length=0,
            max_decoding_length=self._longest,
            disable_unk=True,
        )
        return time.perf_counter() - started
