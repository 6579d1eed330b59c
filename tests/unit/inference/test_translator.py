from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bertsum_app.core.cancel import Cancelled, CancelToken
from bertsum_app.core.errors import EmptyText, TextTooLong, UnsupportedLanguage
from bertsum_app.inference.runtime import Runtime, SearchOptions
from bertsum_app.inference.translator import (
    MAX_CHARACTERS,
    SegmentResult,
    TranslateOptions,
    TranslationResult,
    Translator,
    TranslatorParts,
)
from bertsum_app.model.config import BertSumConfig
from bertsum_app.model.decoding import DecodingDefaults
from bertsum_app.text.chinese import ChineseConverter
from bertsum_app.text.detect import Detection, LanguageDetector
from bertsum_app.text.normalize import normalize
from bertsum_app.text.sentencepiece_tokenizer import SentencePieceTokenizer
from helpers.scripted_runtime import ScriptedRuntime

TABLE = {
    "It rains today.": "今天下雨。",
    "I stay at home.": "我在家。",
    "Do you stay, too?": "你也在家吗？",
    "今天下雨。": "It rains today.",
    "我在家。": "I stay at home.",
}
SURROGATE = "\ud83d"


class ScriptedDetector(LanguageDetector):
    """Finds what the test says."""

    def __init__(self, found: Detection | None) -> None:
        super().__init__()
        self._found = found

    def detect(self, text: str) -> Detection | None:
        return self._found


def script(text: str, options: SearchOptions) -> str:
    return TABLE.get(text, "某些文字。" if text.isascii() else "Some text.")


def scripted(tokenizer: SentencePieceTokenizer, config: BertSumConfig) -> TranslatorParts:
    return TranslatorParts(
        runtime=ScriptedRuntime(tokenizer, script),
        tokenizer=tokenizer,
        config=replace(config, max_positions=512, decoder_max_positions=512),
        fingerprint="tiny",
        languages=("en", "zh"),
        detector=LanguageDetector(),
        converter=ChineseConverter(),
    )


@pytest.fixture
def parts(tokenizer: SentencePieceTokenizer, config: BertSumConfig) -> TranslatorParts:
    return scripted(tokenizer, config)


@pytest.fixture(scope="session")
def shared_parts(tokenizer: SentencePieceTokenizer, config: BertSumConfig) -> TranslatorParts:
    """For property tests, which do not look at what was asked."""
    return scripted(tokenizer, config)


@pytest.fixture
def asked(parts: TranslatorParts) -> Callable[[], list[str]]:
    """What the runtime was asked to translate so far."""
    assert isinstance(parts.runtime, ScriptedRuntime)
    runtime = parts.runtime
    return lambda: runtime.texts


def translate(
    parts: TranslatorParts | Translator,
    text: str,
    target: str = "zh",
    source: str | None = None,
    options: TranslateOptions | None = None,
) -> TranslationResult:
    translator = parts if isinstance(parts, Translator) else Translator(parts)
    return translator.translate(
        text, source, target, options or TranslateOptions(), None, CancelToken()
    )


def test_english_becomes_chinese(parts: TranslatorParts) -> None:
    result = translate(parts, "It rains today. I stay at home.")
    assert result.text == "今天下雨。我在家。"
    assert (result.source_language, result.target_language) == ("en", "zh")


def test_chinese_becomes_english(parts: TranslatorParts) -> None:
    result = translate(parts, "今天下雨。我在家。", "en")
    assert result.text == "It rains today. I stay at home."
    assert (result.source_language, result.target_language) == ("zh", "en")


def test_traditional_chinese_is_read_as_simplified(
    parts: TranslatorParts, asked: Callable[[], list[str]]
) -> None:
    translate(parts, "我們喜歡紅色的書。", "en")
    assert asked()[0] == "我们喜欢红色的书。"


def test_lines_and_empty_lines_stay(parts: TranslatorParts) -> None:
    result = translate(parts, "It rains today.\n\n  I stay at home.\r\n42\n", "zh")
    assert result.text == "今天下雨。\n\n  我在家。\r\n42\n"


def test_segments_come_in_order_with_their_places(parts: TranslatorParts) -> None:
    original = "It rains today.\x00 I stay\u200b at home.\n42"
    delivered: list[SegmentResult] = []
    result = Translator(parts).translate(
        original, "en", "zh", TranslateOptions(), delivered.append, CancelToken()
    )
    assert tuple(delivered) == result.segments
    assert [segment.index for segment in delivered] == [0, 1, 2]
    assert {segment.total for segment in delivered} == {3}
    assert [segment.source.of(original) for segment in delivered] == [
        "It rains today.\x00",
        "I stay\u200b at home.",
        "42",
    ]
    assert [segment.target.of(result.text) for segment in delivered] == [
        "今天下雨。",
        "我在家。",
        "42",
    ]
    assert [segment.text for segment in delivered] == ["今天下雨。", "我在家。", "42"]


def test_an_edit_costs_one_sentence(parts: TranslatorParts, asked: Callable[[], list[str]]) -> None:
    translator = Translator(parts)
    translate(translator, "It rains today. I stay at home.")
    result = translate(translator, "It rains today. Do you stay, too? I stay at home.")
    assert asked() == ["It rains today.", "I stay at home.", "Do you stay, too?"]
    assert [segment.cached for segment in result.segments] == [True, False, True]
    assert result.text == "今天下雨。你也在家吗？我在家。"


def test_other_options_are_not_served_from_the_cache(
    parts: TranslatorParts, asked: Callable[[], list[str]]
) -> None:
    translator = Translator(parts)
    for options in (
        TranslateOptions(beam_size=1),
        TranslateOptions(beam_size=4),
        TranslateOptions(beam_size=4, retry_doubtful=False),
    ):
        translate(translator, "It rains today.", options=options)
    assert asked() == ["It rains today."] * 3


def test_equal_sentences_are_translated_once(
    parts: TranslatorParts, asked: Callable[[], list[str]]
) -> None:
    result = translate(parts, "It rains today. It rains today.\nIt rains today.")
    assert asked() == ["It rains today."]
    assert result.text == "今天下雨。今天下雨。\n今天下雨。"
    assert [segment.cached for segment in result.segments] == [False] * 3


def test_list_marks_numbers_and_addresses_are_kept(
    parts: TranslatorParts, asked: Callable[[], list[str]]
) -> None:
    text = "- It rains today.\n2. I stay at home.\n3.14\nhttps://example.org/a?b=c"
    assert translate(parts, text, source="en").text == (
        "- 今天下雨。\n2. 我在家。\n3.14\nhttps://example.org/a?b=c"
    )
    assert asked() == ["It rains today.", "I stay at home."]


def test_long_sentence_is_cut_and_joined(
    parts: TranslatorParts, asked: Callable[[], list[str]]
) -> None:
    text = ", ".join(f"the cat likes book {number}" for number in range(200)) + "."
    result = translate(parts, text, source="en", options=TranslateOptions(retry_doubtful=False))
    assert len(result.segments) == 1
    assert sorted(" ".join(asked()).split()) == sorted(text.split())
    assert len(asked()) > 10
    assert result.text.count("某些文字") == len(asked())


def test_five_thousand_characters_without_a_blank_pass(parts: TranslatorParts) -> None:
    result = translate(parts, "y" * 5000, source="en")
    assert len(result.segments) == 1
    assert result.text


@pytest.mark.parametrize("text", ["", " \n\t ", "\x00\u200b", SURROGATE])
def test_empty_text_is_named(parts: TranslatorParts, text: str) -> None:
    with pytest.raises(EmptyText):
        translate(parts, text)


def test_much_too_long_text_is_named(parts: TranslatorParts) -> None:
    with pytest.raises(TextTooLong) as caught:
        translate(parts, "a" * (MAX_CHARACTERS + 1))
    assert caught.value.params == {"limit": MAX_CHARACTERS, "length": MAX_CHARACTERS + 1}


@pytest.mark.parametrize(
    ("source", "target", "named"), [("fr", "zh", "fr"), ("en", "fr", "fr"), (None, "xx", "xx")]
)
def test_language_the_model_lacks_is_named(
    parts: TranslatorParts, source: str | None, target: str, named: str
) -> None:
    with pytest.raises(UnsupportedLanguage) as caught:
        translate(parts, "It rains today.", target, source)
    assert caught.value.params == {"language": named}


def test_target_that_the_vocabulary_cannot_ask_for_is_named(parts: TranslatorParts) -> None:
    with pytest.raises(UnsupportedLanguage) as caught:
        translate(replace(parts, languages=("en", "zh", "fr")), "It rains today.", "fr", "en")
    assert caught.value.params == {"language": "fr"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("これは日本語の文章です。", Detection("ja", 0.99)),
        ("Сегодня идёт дождь.", Detection("ru", 0.95)),
        ("Il pleut aujourd'hui et je reste chez moi.", Detection("fr", 0.97)),
        ("Il pleut à Paris.", Detection("fr", 0.5)),
    ],
)
def test_text_in_another_language_is_named(
    parts: TranslatorParts, text: str, found: Detection
) -> None:
    with pytest.raises(UnsupportedLanguage) as caught:
        translate(replace(parts, detector=ScriptedDetector(found)), text)
    assert caught.value.params == {"language": found.language}


def test_doubtful_detection_is_taken_for_english(parts: TranslatorParts) -> None:
    guess = replace(parts, detector=ScriptedDetector(Detection("et", 0.4)))
    assert translate(guess, "It rains today.").source_language == "en"


@pytest.mark.parametrize("source", [None, "zh"])
def test_text_in_the_target_language_comes_back_unchanged(
    parts: TranslatorParts, source: str | None, asked: Callable[[], list[str]]
) -> None:
    text = " 今天下雨。  我在家。\r\n\u3000OK。\x00"
    result = translate(parts, text, "zh", source)
    assert result.text == text
    assert (result.source_language, result.target_language) == ("zh", "zh")
    assert [segment.source for segment in result.segments] == [
        segment.target for segment in result.segments
    ]
    assert asked() == []


def test_foreign_sentences_in_a_text_of_the_target_language_are_translated(
    parts: TranslatorParts, asked: Callable[[], list[str]]
) -> None:
    text = "今天下雨。我在家。我们都喜欢喝茶。\nI stay at home.\n用Python写的。"
    result = translate(parts, text, "zh")
    assert result.text == "今天下雨。我在家。我们都喜欢喝茶。\n我在家。\n用Python写的。"
    assert asked() == ["I stay at home."]


def test_text_without_letters_passes_through(parts: TranslatorParts) -> None:
    assert translate(parts, "3.14 × 2\n\n***").text == "3.14 × 2\n\n***"


def test_doubts_reach_the_segment(
    parts: TranslatorParts, tokenizer: SentencePieceTokenizer
) -> None:
    stubborn = ScriptedRuntime(tokenizer, lambda *_: "书书书书书书书书")
    result = translate(replace(parts, runtime=stubborn), "It rains today.")
    assert result.segments[0].doubts == ("repeats",)


def test_cancelling_while_segments_come_stops_the_rest(parts: TranslatorParts) -> None:
    token = CancelToken()
    delivered: list[SegmentResult] = []

    def listen(segment: SegmentResult) -> None:
        delivered.append(segment)
        if len(delivered) == 3:
            token.cancel()

    text = "\n".join(f"It rains today, number {number}." for number in range(100))
    with pytest.raises(Cancelled):
        Translator(parts).translate(text, "en", "zh", TranslateOptions(), listen, token)
    assert len(delivered) == 3


def test_cancelled_before_the_start_asks_for_nothing(
    parts: TranslatorParts, asked: Callable[[], list[str]]
) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        Translator(parts).translate("Hi there.", "en", "zh", TranslateOptions(), None, token)
    assert asked() == []


@example(text="3\r\x00\n")  # two line ends, and what is dropped between them
@given(text=st.text(alphabet="It rains.今天？\n\r\t \u3000\u200b\x00\ud83d3，'\"-", max_size=80))
def test_any_text_keeps_its_lines_and_its_spans(shared_parts: TranslatorParts, text: str) -> None:
    try:
        result = translate(shared_parts, text, "zh", "en")
    except EmptyText:
        assert not text.strip("\x00\u200b\ud83d \u3000\n\r\t")
        return
    # A last line of invisible characters alone is none.
    assert len(result.text.splitlines()) == len(normalize(text).text.splitlines())
    for segment in result.segments:
        assert segment.target.of(result.text) == segment.text
        assert 0 <= segment.source.start < segment.source.end <= len(text)


@pytest.mark.parametrize("which", ["torch_runtime", "float_runtime", "int8_runtime"])
def test_runtimes_translate_a_page_alike(
    which: str, parts: TranslatorParts, config: BertSumConfig, request: pytest.FixtureRequest
) -> None:
    """A whole text through the tiny network: n pieces in, n pieces of the other language out."""
    runtime: Runtime = request.getfixturevalue(which)
    real = replace(parts, runtime=runtime, config=config)
    text = "The cat likes tea.\n\nMy sister opens the red book! This server remembers 3 files?"
    result = translate(real, text)
    reference = translate(replace(real, runtime=request.getfixturevalue("torch_runtime")), text)
    assert result.text == reference.text
    first, empty, second = result.text.split("\n")
    assert first.endswith("。")
    assert empty == ""
    assert second.endswith("？")
    assert "！" in second
    assert "3" in second


def test_the_search_goes_by_the_models_own_settings(parts: TranslatorParts) -> None:
    seen: list[SearchOptions] = []

    def remember(text: str, options: SearchOptions) -> str:
        seen.append(options)
        return script(text, options)

    assert isinstance(parts.tokenizer, SentencePieceTokenizer)
    runtime = ScriptedRuntime(parts.tokenizer, remember)
    own = replace(parts, runtime=runtime, decoding=DecodingDefaults(1.5, 3, 1.2))
    Translator(own).translate(
        "It rains today.", "en", "zh", TranslateOptions(), None, CancelToken()
    )
    first = seen[0]
    assert (first.length_penalty, first.no_repeat_ngram, first.repetition_penalty) == (1.5, 3, 1.2)
