"""Language detection: scripts first, English without the tables, the rest with py3langid."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.core.languages import LANGUAGES
from bertsum_app.text.detect import LanguageDetector


@pytest.fixture(scope="module")
def detector() -> LanguageDetector:
    """One for all tests: py3langid's tables take a second to load."""
    return LanguageDetector()


def language(detector: LanguageDetector, text: str) -> str | None:
    detection = detector.detect(text)
    return None if detection is None else detection.language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The weather is nice today.", "en"),
        ("你好", "zh"),
        ("他用 TensorFlow 和 PyTorch 训练模型。", "zh"),
        ("The word 你好 means hello.", "en"),
        # Nothing parts an address from the Chinese before it.
        ("请看https://example.com/a/page 这里 ok fine", "zh"),
        ("有问题请写信到someone@example.com 谢谢 best wishes", "zh"),
        ("鮮の味非常好吃的水果大家都喜欢", "zh"),
        ("東京は日本の首都です", "ja"),
        ("こんにちは", "ja"),
        ("カタカナ", "ja"),
        ("안녕하세요 여러분", "ko"),
        ("Привет, как дела? Это мы.", "ru"),
        ("Привіт, як справи? Це її їжа.", "uk"),
        ("Кафа је врло добра, љубазни човече.", "sr"),
        ("Това е много хубав ден и всички са щастливи, защото времето е добро.", "bg"),
        ("Γεια σου κόσμε", "el"),
        ("مرحبا بالعالم، كيف حالك اليوم", "ar"),
        ("سلام چطوری؟ من خوبم", "fa"),
        ("שלום עולם", "he"),
        ("नमस्ते दुनिया", "hi"),
        ("สวัสดีชาวโลก", "th"),
        ("Das Wetter ist heute sehr schön.", "de"),
        ("Bonjour, comment ça va aujourd'hui ?", "fr"),
        ("El tiempo es muy bueno hoy.", "es"),
        ("Xin chào các bạn", "vi"),
    ],
)
def test_names_the_language(detector: LanguageDetector, text: str, expected: str) -> None:
    assert language(detector, text) == expected


@pytest.mark.parametrize(
    "text",
    ["Hello", "ok", "OK", "no", "a", "Yes", "Thanks!", "Hello world", "Error 404", "install numpy"],
)
def test_short_latin_text_is_english_without_certainty(
    detector: LanguageDetector, text: str
) -> None:
    detection = detector.detect(text)
    assert detection is not None
    assert detection.language == "en"
    assert 0.3 < detection.confidence < 1.0


@pytest.mark.parametrize("text", ["", "  \n", "123 + 456 = 579", "?!…", "🙂🙂", "\x00\ud800"])
def test_text_without_letters_has_no_language(detector: LanguageDetector, text: str) -> None:
    assert detector.detect(text) is None


def test_a_longer_text_is_surer(detector: LanguageDetector) -> None:
    short = detector.detect("Guten Tag")
    long = detector.detect("Guten Tag, meine Damen und Herren, wir begrüßen Sie sehr herzlich.")
    assert short is not None
    assert long is not None
    assert short.language == long.language == "de"
    assert short.confidence < long.confidence


def test_a_second_script_costs_confidence(detector: LanguageDetector) -> None:
    pure = detector.detect("我们训练模型")
    mixed = detector.detect("我们用TensorFlow训练模型")
    assert pure is not None
    assert mixed is not None
    assert mixed.language == "zh"
    assert mixed.confidence < pure.confidence


def test_addresses_say_nothing_about_the_language(detector: LanguageDetector) -> None:
    text = "看 https://www.example.org/the/very/long/english/address/of/this/page.html 吧"
    assert language(detector, text) == "zh"


def test_letters_far_into_a_long_text_are_found(detector: LanguageDetector) -> None:
    assert language(detector, "1 " * 20_000 + "你好" + " 2" * 30_000) == "zh"


@given(st.text(max_size=60))
def test_any_text_gets_a_known_language_or_none(detector: LanguageDetector, text: str) -> None:
    detection = detector.detect(text)
    if detection is not None:
        assert detection.language in LANGUAGES
        assert 0.0 < detection.confidence <= 1.0


def test_english_and_chinese_never_load_the_tables() -> None:
    """They take a second and a hundred megabytes; the first translation cannot wait for them."""
    script = (
        "import sys\n"
        "from bertsum_app.text.detect import LanguageDetector\n"
        "detector = LanguageDetector()\n"
        "assert detector.detect('The weather is nice today.').language == 'en'\n"
        "assert detector.detect('Hello').language == 'en'\n"
        "assert detector.detect('今天天气很好。').language == 'zh'\n"
        "assert 'py3langid' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)
