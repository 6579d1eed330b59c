"""Other renderings of one sentence, and completions of what it begins with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.core.cancel import Cancelled, CancelToken
from bertsum_app.core.errors import EmptyText, TextTooLong, UnsupportedLanguage
from bertsum_app.inference.alternatives import continued
from bertsum_app.inference.ctranslate2_runtime import CTranslate2Runtime
from bertsum_app.inference.runtime import Runtime, SearchOptions
from bertsum_app.inference.translator import MAX_CHARACTERS, Translator, TranslatorParts
from bertsum_app.model.config import BertSumConfig
from bertsum_app.text.chinese import ChineseConverter
from bertsum_app.text.detect import LanguageDetector
from bertsum_app.text.sentencepiece_tokenizer import SentencePieceTokenizer
from helpers.scripted_runtime import ScriptedRuntime

Script = Callable[[str, SearchOptions], Sequence[str]]
Make = Callable[[Script], tuple[Translator, ScriptedRuntime]]


@pytest.fixture
def translator_over(
    tokenizer: SentencePieceTokenizer, config: BertSumConfig
) -> Callable[[Runtime], Translator]:
    def make(runtime: Runtime) -> Translator:
        return Translator(
            TranslatorParts(
                runtime=runtime,
                tokenizer=tokenizer,
                config=config,
                fingerprint="tiny",
                languages=("en", "zh"),
                detector=LanguageDetector(),
                converter=ChineseConverter(),
            )
        )

    return make


@pytest.fixture
def make(
    tokenizer: SentencePieceTokenizer, translator_over: Callable[[Runtime], Translator]
) -> Make:
    def made(script: Script) -> tuple[Translator, ScriptedRuntime]:
        runtime = ScriptedRuntime(tokenizer, script)
        return translator_over(runtime), runtime

    return made


def renderings(
    translator: Translator, sentence: str, prefix: str = "", count: int = 5
) -> list[str]:
    found = translator.alternatives(sentence, "en", "zh", CancelToken(), prefix=prefix, count=count)
    assert found.prefix == prefix
    return [option.text for option in found.options]


def test_hypotheses_come_polished_and_each_once(make: Make) -> None:
    translator, _ = make(lambda text, options: ["今天下雨.", "今天下雨。", "今天, 下雨", "雨下了"])
    assert renderings(translator, "It rains today.") == ["今天下雨。", "雨下了。"]


def test_no_more_than_asked_for_and_the_likeliest_first(make: Make) -> None:
    translator, runtime = make(lambda text, options: ["你好。", "您好。", "早。", "好。"])
    found = translator.alternatives("Good day.", "en", "zh", CancelToken(), count=3)
    assert [option.text for option in found.options] == ["你好。", "您好。", "早。"]
    scores = [option.score for option in found.options]
    assert scores == sorted(scores, reverse=True)
    [(_, options)] = runtime.batches
    assert options.hypotheses >= 3


def test_doubtful_renderings_stand_last(make: Make) -> None:
    translator, _ = make(lambda text, options: ["下雨下雨下雨下雨下雨。", "今天下雨。"])
    found = translator.alternatives("It rains today.", "en", "zh", CancelToken())
    assert [option.doubts for option in found.options] == [(), ("repeats",)]


def test_words_that_came_out_half_translated_are_put_whole(make: Make) -> None:
    outputs = ["格拉斯tings的战争。", "Grastings的战争。", "在格拉斯tings打仗。"]
    translator, _ = make(lambda text, options: outputs)
    sentence = "The war in Grastings."
    # The first two are the same then.
    assert renderings(translator, sentence) == ["Grastings的战争。", "在Grastings打仗。"]
    # What the user wrote stands as it was written.
    assert renderings(translator, sentence, "格拉斯tings") == ["格拉斯tings的战争。"]


def test_marks_of_list_items_stay(make: Make) -> None:
    translator, runtime = make(lambda text, options: ["今天下雨。", "下雨了。"])
    assert renderings(translator, "- It rains today.") == ["- 今天下雨。", "- 下雨了。"]
    assert runtime.texts == ["It rains today."]
    assert renderings(translator, "- It rains today.", "- 今天") == ["- 今天下雨。"]
    assert renderings(translator, "- It rains today.", "今天") == ["今天下雨。"]


@pytest.mark.parametrize("sentence", ["2024", "今天下雨。", "https://example.org"])
def test_nothing_to_translate_has_no_other_rendering(make: Make, sentence: str) -> None:
    translator, runtime = make(lambda text, options: ["某些文字。"])
    assert renderings(translator, sentence) == []
    assert runtime.batches == []


def test_a_sentence_too_long_for_one_piece_has_none(make: Make) -> None:
    translator, runtime = make(lambda text, options: ["某些文字。"])
    assert renderings(translator, "The cat likes tea and " * 60 + "water.") == []
    assert runtime.batches == []


def test_the_end_of_the_prefix_is_searched_for_freely_first(
    make: Make, tokenizer: SentencePieceTokenizer
) -> None:
    """`网` is another piece than `网络`; only where nothing goes on with it is it forced."""
    prefix = "今天"
    pieces = tuple(tokenizer.encode(prefix))

    def script(text: str, options: SearchOptions) -> Sequence[str]:
        return ["今天会下雨。"] if options.prefix == pieces else ["下雨了。", "今天下雨。"]

    translator, runtime = make(script)
    assert renderings(translator, "It rains today.", prefix) == ["今天下雨。", "今天会下雨。"]
    assert [options.prefix for _, options in runtime.batches] == [pieces[:-1], pieces]


def test_enough_free_renderings_need_no_second_search(make: Make) -> None:
    translator, runtime = make(lambda text, options: ["今天下雨。", "今天会下雨。"])
    assert len(renderings(translator, "It rains today.", "今天", count=2)) == 2
    assert len(runtime.batches) == 1


def test_a_prefix_that_fills_the_decoder_leaves_nothing_to_say(make: Make) -> None:
    translator, runtime = make(lambda text, options: ["今天下雨。"])
    assert renderings(translator, "It rains today.", "今天下雨" * 200) == []
    assert runtime.batches == []


def test_what_is_refused(make: Make) -> None:
    translator, _ = make(lambda text, options: ["今天下雨。"])
    cancelled = CancelToken()
    cancelled.cancel()
    with pytest.raises(EmptyText):
        translator.alternatives(" \n", "en", "zh", CancelToken())
    with pytest.raises(TextTooLong):
        translator.alternatives("a" * (MAX_CHARACTERS + 1), "en", "zh", CancelToken())
    with pytest.raises(UnsupportedLanguage):
        translator.alternatives("It rains.", "fr", "zh", CancelToken())
    with pytest.raises(UnsupportedLanguage):
        translator.alternatives("It rains.", "en", "fr", CancelToken())
    with pytest.raises(Cancelled):
        translator.alternatives("It rains.", "en", "zh", cancelled)
    for count in (0, 11):
        with pytest.raises(ValueError, match="count"):
            translator.alternatives("It rains.", "en", "zh", CancelToken(), count=count)


def test_a_network_goes_on_from_the_prefix(
    float_runtime: CTranslate2Runtime, translator_over: Callable[[Runtime], Translator]
) -> None:
    """The tiny network writes piece for piece, so behind other words it goes on as without them."""
    translator = translator_over(float_runtime)
    whole = renderings(translator, "The cat likes tea.")[0]
    completed = renderings(translator, "The cat likes tea.", whole[:2])
    assert completed[0] == whole
    assert all(text.startswith(whole[:2]) for text in completed)


@pytest.mark.parametrize(
    ("prefix", "text", "expected"),
    [
        ("The rep", "The report is late.", "The report is late."),
        ("the REP", "The report is late.", "the REPort is late."),
        ("The report ", "The report is late.", "The report is late."),
        ("The rep ", "The report is late.", None),
        ("The report ", "The report, then.", None),
        ("A report", "The report is late.", None),
        ("The report is late. Very", "The report is late.", None),
        ("你好,", "你好，世界。", "你好,世界。"),
        ("使用 SQL", "使用SQL数据库。", "使用 SQL数据库。"),
        ("使用SQL ", "使用SQL数据库。", "使用SQL 数据库。"),
        (" ", "The report", " The report"),
    ],
)
def test_the_prefix_is_kept_to_the_letter(prefix: str, text: str, expected: str | None) -> None:
    assert continued(prefix, text) == expected


@given(st.text(), st.text())
def test_what_begins_so_is_recognised(prefix: str, rest: str) -> None:
    found = continued(prefix, prefix + rest)
    if not prefix[-1:].isspace():
        assert found == prefix + rest
    assert found is None or found.startswith(prefix)


@given(st.text(alphabet="ab 你，,.。"), st.text(alphabet="ab 你，,.。"))
def test_whatever_is_found_begins_with_the_prefix(prefix: str, text: str) -> None:
    found = continued(prefix, text)
    assert found is None or found.startswith(prefix)


def test_options_leave_room_behind_a_prefix() -> None:
    options = SearchOptions(max_length=3)
    with pytest.raises(ValueError, match="prefix"):
        replace(options, prefix=(5, 6, 7))
