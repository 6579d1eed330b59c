"""Translations with the terms of a glossary."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
import pytest

from bertsum_app.core.cancel import CancelToken
from bertsum_app.core.paths import AppPaths
from bertsum_app.core.resources import embedded_models
from bertsum_app.corpus.encode import EncodedInput
from bertsum_app.inference.engine import Engine
from bertsum_app.inference.runtime import SearchOptions, States
from bertsum_app.inference.term_search import applied
from bertsum_app.inference.translator import (
    TranslateOptions,
    TranslationResult,
    Translator,
    TranslatorParts,
)
from bertsum_app.library.store import ModelStore
from bertsum_app.model.config import BertSumConfig
from bertsum_app.text.chinese import ChineseConverter
from bertsum_app.text.detect import LanguageDetector
from bertsum_app.text.glossary import Glossary, Term, TermFinder
from bertsum_app.text.sentencepiece_tokenizer import SentencePieceTokenizer
from helpers.scripted_runtime import Script, ScriptedRuntime


class AlikeRuntime(ScriptedRuntime):
    """Its states are such that the n-th piece of every text is like the n-th of any other."""

    def encode(self, inputs: Sequence[EncodedInput]) -> list[States]:
        return [np.eye(len(each), 64, dtype=np.float32) for each in inputs]


Make = Callable[[Script], tuple[Translator, ScriptedRuntime]]


@pytest.fixture
def make(tokenizer: SentencePieceTokenizer, config: BertSumConfig) -> Make:
    def made(script: Script) -> tuple[Translator, ScriptedRuntime]:
        runtime = AlikeRuntime(tokenizer, script)
        parts = TranslatorParts(
            runtime=runtime,
            tokenizer=tokenizer,
            config=config,
            fingerprint="tiny",
            languages=("en", "zh"),
            detector=LanguageDetector(),
            converter=ChineseConverter(),
        )
        return Translator(parts), runtime

    return made


def translate(
    translator: Translator, text: str, *terms: tuple[str, str | None], target: str = "zh"
) -> TranslationResult:
    source = "en" if target == "zh" else "zh"
    glossary = Glossary(source, target, tuple(Term(*term) for term in terms))
    options = TranslateOptions(glossary=glossary, retry_doubtful=False)
    return translator.translate(text, source, target, options, None, CancelToken())


def uses(result: TranslationResult, text: str) -> list[tuple[str, str, bool]]:
    return [
        (use.source.of(text), use.wanted, use.applied)
        for segment in result.segments
        for use in segment.terms
    ]


def test_a_translation_that_has_the_term_stays_as_it_is(make: Make) -> None:
    translator, runtime = make(lambda *_: "猫喜欢茶。")
    result = translate(translator, "The cat likes tea.", ("cat", "猫"))
    assert result.text == "猫喜欢茶。"
    assert uses(result, "The cat likes tea.") == [("cat", "猫", True)]
    assert len(runtime.batches) == 1


def test_another_hypothesis_with_the_term_is_preferred(make: Make) -> None:
    def script(text: str, options: SearchOptions) -> list[str]:
        return ["小猫喜欢茶。", "喵喜欢茶。", "猫咪喜欢茶。"]

    translator, _ = make(script)
    result = translate(translator, "The cat likes tea.", ("cat", "猫咪"))
    assert result.text == "猫咪喜欢茶。"


def test_the_term_written_into_the_source_is_tried(make: Make) -> None:
    def script(text: str, options: SearchOptions) -> str:
        return "猫咪爱喝茶。" if "猫咪" in text else "喵爱喝茶。"

    translator, runtime = make(script)
    result = translate(translator, "The cat likes tea.", ("cat", "猫咪"))
    assert result.text == "猫咪爱喝茶。"
    assert any("猫咪" in text for text in runtime.texts)


def test_of_equals_the_one_that_does_not_stutter_is_taken(make: Make) -> None:
    translator, _ = make(lambda *_: ["喵喜欢茶。", "猫咪咪爱喝茶。", "猫咪爱喝茶。"])
    result = translate(translator, "The cat likes tea.", ("cat", "猫咪"))
    assert result.text == "猫咪爱喝茶。"


def test_else_the_aligned_words_are_replaced(make: Make) -> None:
    translator, _ = make(lambda *_: "红色的电脑。")
    result = translate(translator, "red book here", ("red", "绿"))
    assert "绿" in result.text
    assert uses(result, "red book here") == [("red", "绿", True)]


def test_at_last_the_search_goes_on_from_where_the_term_belongs(make: Make) -> None:
    """The translation leaves out the last words, so nothing is aligned with them."""

    def script(text: str, options: SearchOptions) -> str:
        return "红色的打开。" if options.prefix else "红色的"

    translator, runtime = make(script)
    result = translate(translator, "The red opens", ("opens", "打开"))
    assert any(options.prefix for _, options in runtime.batches)
    assert uses(result, "The red opens") == [("opens", "打开", True)]


def test_what_could_not_be_applied_is_told(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    translator, runtime = make(lambda *_: "猫喜欢茶。")
    # States without any likeness: nothing shows where the term belongs.
    monkeypatch.setattr(runtime, "encode", partial(ScriptedRuntime.encode, runtime))
    text = "The cat likes tea."
    result = translate(translator, text, ("likes", "打开"), ("cat", "猫"))
    assert result.text == "猫喜欢茶。"
    assert uses(result, text) == [("cat", "猫", True), ("likes", "打开", False)]


def test_places_are_those_of_the_original_text(make: Make) -> None:
    translator, _ = make(lambda *_: "猫喜欢茶。")
    text = "\ufeff1. The\u00a0c\u00adat likes tea.\n\n- The cat likes tea. The cat likes tea."
    result = translate(translator, text, ("cat", "猫"))
    assert [use[0] for use in uses(result, text)] == ["c\u00adat", "cat", "cat"]


def test_the_cache_tells_what_was_applied(make: Make) -> None:
    translator, runtime = make(lambda *_: ["喵喜欢茶。", "猫喜欢茶。", "猫咪喜欢茶。"])
    text = "The cat likes tea. My sister opens the red book."
    plain = translate(translator, text)
    with_term = translate(translator, text, ("cat", "猫"))
    asked = len(runtime.texts)
    assert [segment.cached for segment in with_term.segments] == [False, True]
    again = translate(translator, text, ("cat", "猫"), ("dog", "狗"))
    assert again.text == with_term.text != plain.text
    assert all(segment.cached for segment in again.segments)
    assert [use.applied for use in again.segments[0].terms] == [True]
    assert len(runtime.texts) == asked


def test_a_glossary_for_other_languages_changes_nothing(make: Make) -> None:
    translator, _ = make(lambda *_: "猫喜欢茶。")
    options = TranslateOptions(glossary=Glossary("zh", "en", (Term("cat", "狗"),)))
    result = translator.translate("The cat.", "en", "zh", options, None, CancelToken())
    assert result.segments[0].terms == ()


@pytest.mark.parametrize(
    ("text", "output", "terms", "expected"),
    [
        ("cat", "猫", [("cat", "猫")], (True,)),
        ("cat, cat", "猫", [("cat", "猫")], (True, False)),
        ("use the cache", "使用caches", [("cache", None)], (False,)),
        ("use the cache", "使用cache。", [("cache", None)], (True,)),
        (
            "machine learning on a machine",
            "机器学习",
            [("machine learning", "机器学习"), ("machine", "机器")],
            (True, False),
        ),
    ],
)
def test_what_is_wanted_twice_must_be_there_twice(
    text: str, output: str, terms: list[tuple[str, str | None]], expected: tuple[bool, ...]
) -> None:
    matches = TermFinder((Term(*term) for term in terms), "en").find(text)
    assert applied(matches, output, "zh") == expected


def test_english_wanted_may_have_another_form() -> None:
    matches = TermFinder([Term("缓存", "cache")], "zh").find("清除缓存")
    assert applied(matches, "Clear the caches", "en") == (True,)
    assert applied(matches, "Clear the cachet", "en") == (False,)


def test_the_embedded_model_says_it_as_it_is_told(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    paths = AppPaths.default({"BERTSUM_HOME": str(tmp_path_factory.mktemp("home"))})
    with Engine.open(ModelStore(embedded_models(), paths.models).default(), paths, "cpu", 1) as it:
        text = "Restart the server and open the settings page."
        result = translate(it.translator, text, ("server", "伺服器"), ("settings page", None))
        assert "伺服器" in result.text
        assert "settings page" in result.text
        assert [use[2] for use in uses(result, text)] == [True, True]
        back = translate(it.translator, "请重新启动服务器。", ("服务器", "node"), target="en")
        assert "node" in back.text
