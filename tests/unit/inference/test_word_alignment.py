"""Which words of a sentence and its translation belong together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bertsum_app.core.cancel import Cancelled, CancelToken
from bertsum_app.core.errors import TextTooLong, UnsupportedLanguage
from bertsum_app.core.paths import AppPaths
from bertsum_app.core.resources import embedded_models
from bertsum_app.inference.ctranslate2_runtime import CTranslate2Runtime
from bertsum_app.inference.engine import Engine
from bertsum_app.inference.translator import MAX_CHARACTERS, Translator, TranslatorParts
from bertsum_app.inference.word_alignment import WordAlignment, link
from bertsum_app.library.store import ModelStore
from bertsum_app.model.config import BertSumConfig
from bertsum_app.text.chinese import ChineseConverter
from bertsum_app.text.detect import LanguageDetector
from bertsum_app.text.sentencepiece_tokenizer import SentencePieceTokenizer
from helpers.tiny_model import piece_partners


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Translator]:
    root = tmp_path_factory.mktemp("home")
    paths = AppPaths.default({"BERTSUM_HOME": str(root)})
    with Engine.open(ModelStore(embedded_models(), paths.models).default(), paths, "cpu", 1) as it:
        yield it.translator


def aligned(translator: Translator, sentence: str, translation: str, to: str) -> WordAlignment:
    source = "zh" if to == "en" else "en"
    return translator.align(sentence, translation, source, to, CancelToken())


def pairs(found: WordAlignment) -> set[tuple[str, str]]:
    return {
        (each.source.of(found.sentence), each.target.of(found.translation)) for each in found.links
    }


def test_words_find_their_translations_in_both_directions(embedded: Translator) -> None:
    english, chinese = "You can save the file to another location.", "你可以将文件保存到其他位置。"
    found = pairs(aligned(embedded, english, chinese, "zh"))
    expected = {("file", "文件"), ("save", "保存"), ("location", "位置"), (".", "。")}
    assert expected <= found
    back = pairs(aligned(embedded, chinese, english, "en"))
    assert {(other, one) for one, other in expected} <= back


def test_the_second_of_two_equal_words_has_the_second_translation(embedded: Translator) -> None:
    english, chinese = (
        "Copy the first file, then delete the second file.",
        "复制第一个文件，然后删除第二个文件。",
    )
    found = aligned(embedded, english, chinese, "zh")
    second = english.rindex("file")
    assert [span.start for span in found.targets_of(second, second + 4)] == [chinese.rindex("文件")]


def test_spans_are_those_of_the_texts_as_they_were_given(embedded: Translator) -> None:
    english, chinese = (
        "\ufeff  The\u00a0\U0001f600 weather is nice\u00ad today.",
        "\U0001f600\u200b今天　天氣很好。",
    )
    found = pairs(aligned(embedded, english, chinese, "zh"))
    assert {("weather", "天氣"), ("today", "今天"), ("\U0001f600", "\U0001f600")} <= {
        (one.strip("\u00ad"), other.strip("\u200b")) for one, other in found
    }


def test_words_are_looked_up_from_either_side(embedded: Translator) -> None:
    english, chinese = "The weather is nice today.", "今天天气很好。"
    found = aligned(embedded, english, chinese, "zh")
    at = english.index("weather") + 2
    [span] = found.targets_of(at, at + 1)
    assert span.of(chinese) == "天气"
    assert "weather" in [each.of(english) for each in found.sources_of(span.start, span.end)]
    assert found.targets_of(3, 3) == ()


def test_marks_are_never_linked_with_words(embedded: Translator) -> None:
    found = pairs(
        aligned(embedded, "Yes, and no; or maybe, he said.", "是，和否；或者，他说。", "zh")
    )
    for one, other in found:
        assert any(map(str.isalnum, one)) == any(map(str.isalnum, other))


def test_what_has_nothing_in_common_stays_without_links(embedded: Translator) -> None:
    found = aligned(embedded, "Restart the server on port 8080.", "我的姐姐喜欢喝茶。", "zh")
    words = {pair for pair in pairs(found) if pair[0] != "."}
    assert len(words) <= 1


@pytest.mark.parametrize(
    ("one", "other"), [("", "今天。"), ("Today.", " \n"), ("a " * 600, "今天。")]
)
def test_no_links_where_there_is_nothing_or_too_much(
    embedded: Translator, one: str, other: str
) -> None:
    assert aligned(embedded, one, other, "zh").links == ()


def test_what_cannot_be_aligned_is_told(embedded: Translator) -> None:
    with pytest.raises(UnsupportedLanguage):
        embedded.align("a", "b", "en", "fr", CancelToken())
    with pytest.raises(UnsupportedLanguage):
        embedded.align("a", "b", "fr", "en", CancelToken())
    with pytest.raises(TextTooLong):
        embedded.align("a", "b" * (MAX_CHARACTERS + 1), "en", "zh", CancelToken())
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        embedded.align("One cat.", "一只猫。", "en", "zh", token)


def test_without_an_encoder_of_its_own_the_attention_serves(
    float_runtime: CTranslate2Runtime, tokenizer: SentencePieceTokenizer, config: BertSumConfig
) -> None:
    """The tiny model looks at the piece that it swaps, so piece i belongs to piece i."""
    translator = Translator(
        TranslatorParts(
            runtime=float_runtime,
            tokenizer=tokenizer,
            config=replace(config, scorer_layers=0, classes=0),
            fingerprint="tiny",
            languages=("en", "zh"),
            detector=LanguageDetector(),
            converter=ChineseConverter(),
        )
    )
    english = "The cat likes tea."
    ids = tokenizer.encode(english)
    partners = piece_partners(tokenizer)
    chinese = tokenizer.decode([partners[piece] for piece in ids])
    found = aligned(translator, english, chinese, "zh")
    assert pairs(found)
    assert [each.source.start for each in found.links] == sorted(
        each.source.start for each in found.links
    )
    assert (".", "。") in pairs(found)


def test_linked_are_the_best_of_both_and_what_joins_them() -> None:
    likeness = np.array(
        [
            [0.9, 0.1, 0.0],
            [0.8, 0.2, 0.1],  # as near to the first column, and beside its partner
            [0.2, 0.6, 0.0],
            [0.1, 0.1, 0.2],  # like nothing
        ],
        dtype=np.float32,
    )
    assert np.argwhere(link(likeness)).tolist() == [[0, 0], [1, 0], [2, 1]]
    far = likeness[[0, 2, 3, 3, 1]]
    assert np.argwhere(link(far)).tolist() == [[0, 0], [1, 1]]


matrices = arrays(
    np.float32, st.tuples(st.integers(0, 8), st.integers(0, 8)), elements=st.floats(0, 1, width=32)
)


@given(matrices)
def test_links_are_the_same_from_both_sides_and_never_between_strangers(
    likeness: np.ndarray,
) -> None:
    linked = link(likeness)
    np.testing.assert_array_equal(link(likeness.T), linked.T)
    assert (likeness[linked] >= np.float32(0.3)).all()


def test_many_sentences_are_aligned_as_each_alone(embedded: Translator) -> None:
    pairs = [
        ("My cat drinks milk.", "我的猫喝牛奶。"),
        ("", "什么都没有。"),
        ("word " * 600, "词" * 600),  # longer than the network reads
        ("The weather is nice today.", "今天天气很好。"),
    ]

    found = embedded.align_all(pairs, "en", "zh", CancelToken())

    alone = [embedded.align(*pair, "en", "zh", CancelToken()) for pair in pairs]
    assert [(each.sentence, each.translation) for each in found] == pairs
    assert [bool(each.links) for each in found] == [True, False, False, True]
    for together, single in zip(found, alone, strict=True):
        assert [(link.source, link.target) for link in together.links] == [
            (link.source, link.target) for link in single.links
        ]
