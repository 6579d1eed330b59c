"""Words that were half transcribed and half copied."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from bertsum_app.core.cancel import CancelToken
from bertsum_app.corpus.encode import EncodedInput, encode_translation
from bertsum_app.inference.part_search import PartSearch
from bertsum_app.inference.runtime import SearchOptions
from bertsum_app.inference.segments import Job, Part
from bertsum_app.inference.torn_words import TornWords, torn_words
from bertsum_app.inference.word_alignment import Compared, Side, WordAligner
from bertsum_app.text.normalize import normalize
from bertsum_app.text.sentencepiece_tokenizer import SentencePieceTokenizer
from helpers.scripted_runtime import ScriptedRuntime


class ToldAligner(WordAligner):
    """Knows which words belong together because it was told."""

    def __init__(self, alike: Sequence[tuple[str, str]]) -> None:
        self._alike = set(alike)

    def likenesses(self, pairs: Sequence[tuple[Side, Side]], cancel: CancelToken) -> list[Compared]:
        found: list[Compared] = []
        for sides in pairs:
            one, other = (side.words() for side in sides)
            texts = [[word.span.of(side.text.text) for word in side.words()] for side in sides]
            likeness = [[(a, b) in self._alike for b in texts[1]] for a in texts[0]]
            found.append((one, other, np.array(likeness, dtype=np.float32)))
        return found


def mended(
    tokenizer: SentencePieceTokenizer, source: str, output: str, *alike: tuple[str, str]
) -> str:
    def side(text: str, language: str, other: str) -> Side:
        encoded = encode_translation(tokenizer, text, other, 1000)
        return Side(normalize(text), encoded, tuple(tokenizer.spans(text)))

    words = TornWords(ToldAligner(alike), side)
    [text] = words.mended([(source, output)], "en", "zh", CancelToken())
    return text


@pytest.mark.parametrize(
    ("source", "output", "torn"),
    [
        ("It was the battle of Hastings.", "这是海斯tings战斗。", {"tings": ("Hastings",)}),
        ("healthcare systems", "健康care系统", {"care": ("healthcare",)}),
        # Whole words, in whatever case; the beginning of one; letters that stand apart; English.
        ("Click Add in the GUI.", "在GUI中单击add。", {}),
        ("Many URLs and CPUs.", "许多URL和CPU。", {}),
        ("It was in Hastings.", "在 tings 中。", {}),
        ("海斯廷斯战役", "the battle of Hastings", {}),
        ("No such word.", "没有这样的ford。", {}),
        ("We are in awe of a car.", "我们很是we，车ar。", {"ar": ("car",)}),
    ],
)
def test_what_is_torn(source: str, output: str, torn: dict[str, tuple[str, ...]]) -> None:
    found = {span.of(output): words for span, words in torn_words(source, output).items()}

    assert found == torn


def test_the_word_takes_the_place_of_both_halves(tokenizer: SentencePieceTokenizer) -> None:
    alike = (("healthcare", "健"), ("healthcare", "康"), ("healthcare", "care"))

    assert mended(tokenizer, "Our healthcare works.", "我们的健康care可以。", *alike) == (
        "我们的healthcare可以。"
    )


def test_of_a_name_all_is_taken_that_names_are_transcribed_with(
    tokenizer: SentencePieceTokenizer,
) -> None:
    """Whatever the states say: so short a piece is often like nothing."""
    text = mended(tokenizer, "The war in Ukraine.", "在乌克拉ine的战争。")

    assert text == "在Ukraine的战争。"


def test_what_belongs_to_another_word_stays(tokenizer: SentencePieceTokenizer) -> None:
    alike = (("term", "期"), ("outlook", "look"))

    assert mended(tokenizer, "The near term outlook.", "近期look。", *alike) == "近期outlook。"


def test_of_several_words_with_this_end_it_is_the_one_that_is_alike(
    tokenizer: SentencePieceTokenizer,
) -> None:
    source = "Tackling it by modelling."

    assert mended(tokenizer, source, "用型ling。", ("modelling", "ling")) == "用型modelling。"
    assert mended(tokenizer, source, "用型ling。", ("Tackling", "ling")) == "用型Tackling。"


def test_letters_are_kept_apart(tokenizer: SentencePieceTokenizer) -> None:
    alike = (("lineage", "行"), ("lineage", "age"))

    assert mended(tokenizer, "Drengot lineage", "Drengot行age", *alike) == "Drengot lineage"


def test_the_search_mends_what_it_found(tokenizer: SentencePieceTokenizer) -> None:
    def side(text: str, language: str, other: str) -> Side:
        encoded = encode_translation(tokenizer, text, other, 1000)
        return Side(normalize(text), encoded, tuple(tokenizer.spans(text)))

    def encode(text: str) -> EncodedInput:
        return encode_translation(tokenizer, text, "zh", 1000)

    runtime = ScriptedRuntime(tokenizer, lambda *_: "托yota和汽车。")
    torn = TornWords(ToldAligner(()), side)
    job = Job("en", "zh", SearchOptions(beam_size=1), encode)
    part = Part("Toyota and cars.", encode("Toyota and cars."))

    drafts = PartSearch(runtime, tokenizer.decode, torn=torn).run([part], job, CancelToken())

    assert [draft.text for draft in drafts] == ["Toyota和汽车。"]


def test_nothing_is_alike_in_more_than_the_network_can_read(
    tokenizer: SentencePieceTokenizer,
) -> None:
    def side(text: str) -> Side:
        encoded = encode_translation(tokenizer, text, "zh", 1000)
        return Side(normalize(text), encoded, tuple(tokenizer.spans(text)))

    short, long = side("a cat"), side("a cat " * 20)
    aligner = WordAligner(ScriptedRuntime(tokenizer, lambda *_: ""), 30, reads_states=True)
    compared = aligner.likenesses([(short, long), (long, short)], CancelToken())

    assert [likeness.shape for _, _, likeness in compared] == [(2, 40), (40, 2)]
    assert not any(likeness.any() for _, _, likeness in compared)
