"""Names that were left in Latin letters in a Chinese translation."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.core.cancel import CancelToken
from bertsum_app.inference.name_repair import with_chinese_names, with_known_transcriptions
from bertsum_app.inference.translator import TranslateOptions, Translator, TranslatorParts
from bertsum_app.model.config import BertSumConfig
from bertsum_app.text.chinese import ChineseConverter
from bertsum_app.text.detect import LanguageDetector
from bertsum_app.text.glossary import Glossary, make_term
from bertsum_app.text.names import NameTable
from bertsum_app.text.sentencepiece_tokenizer import SentencePieceTokenizer
from helpers.scripted_runtime import ScriptedRuntime

TABLE = NameTable(
    (
        ("Boston", "波士顿", "zh en"),
        ("Canada", "加拿大", "zh en"),
        ("China", "中国", "zh en"),
        ("Jones", "琼斯", "zh"),
        ("Kate", "凯特", "zh"),
        ("Linux", "利纳克斯", "-"),
        ("San Diego", "圣地牙哥", "-"),
        ("San Diego", "圣迭戈", "zh"),
        ("Nokia", "诺基亚", "zh"),
        ("Sweden", "瑞典", "zh en"),
        ("Ukraine", "乌克兰", "zh en"),
    )
)


def mended(source: str, output: str) -> str:
    wanted = [match for match in TABLE.find(source, "en") if match.name.translated]
    return with_chinese_names(wanted, output, TABLE)


@pytest.mark.parametrize(
    ("source", "output", "expected"),
    [
        ("The war in Ukraine.", "Ukraine的战争。", "乌克兰的战争。"),
        ("From Boston to San Diego.", "从Boston到San Diego。", "从波士顿到圣迭戈。"),
        ("Trials (China, Canada).", "试验（China, Canada）。", "试验（中国，加拿大）。"),
        # As the translation calls it elsewhere.
        ("San Diego is San Diego.", "圣地牙哥就是San Diego。", "圣地牙哥就是圣地牙哥。"),
        ("Ukraine and Ukraine.", "Ukraine和Ukraine。", "乌克兰和乌克兰。"),
        # Lower case, and what the table only knows, stay.
        ("Linux in Canada.", "加拿大的Linux。", "加拿大的Linux。"),
        # A part of a longer name, of a title, of a passage that was left.
        ("Kate Hudson is here.", "Kate Hudson在这里。", "Kate Hudson在这里。"),
        ("Kate Hudson is here.", "Kate·哈德森在这里。", "Kate·哈德森在这里。"),
        ("The Boston Globe says so.", "Boston Globe这么说。", "Boston Globe这么说。"),
        ("Jones et al. found it.", "Jones et al.发现了。", "Jones et al.发现了。"),
        ("It is in Boston now.", "它is in Boston。", "它is in Boston。"),
        ("The Boston-based firm.", "Boston-based公司。", "Boston-based公司。"),
        # Behind its Chinese, whatever that is, and where there is one for each already.
        ("He came to Boston.", "他来到波士敦（Boston）。", "他来到波士敦（Boston）。"),
        ("He came to Boston.", "他来到波士顿，Boston。", "他来到波士顿，Boston。"),
        # Addresses and code.
        ("Boston: see Boston.org", "见Boston.org", "见Boston.org"),
        ("Boston is in /srv/Boston", "在/srv/Boston", "在/srv/Boston"),
        # What the source does not name.
        ("The city.", "Boston市。", "Boston市。"),
    ],
)
def test_whole_names_that_were_left_become_chinese(source: str, output: str, expected: str) -> None:
    assert mended(source, output) == expected


@pytest.mark.parametrize(
    ("source", "output", "expected"),
    [
        ("Boston and Nokia.", "波士顿、诺克亚和。", "波士顿、诺基亚和。"),
        ("Nokia pays.", "诺克亚的支付。", "诺基亚的支付。"),
        ("He left Sweden.", "他离开，斯韦登（Sweden）。", "他离开，瑞典（Sweden）。"),
        # A part of a longer word; another name; what is too unlike; what is there already.
        ("Nokia pays.", "摩诺克亚支付。", "摩诺克亚支付。"),
        ("Nokia pays.", "诺克亚·马里支付。", "诺克亚·马里支付。"),
        ("Nokia pays.", "纳加亚支付。", "纳加亚支付。"),
        ("Nokia pays.", "诺基亚和诺克亚支付。", "诺基亚和诺克亚支付。"),
        ("He pays.", "诺克亚支付。", "诺克亚支付。"),
    ],
)
def test_names_transcribed_by_ear_become_the_usual_ones(
    source: str, output: str, expected: str
) -> None:
    assert with_known_transcriptions(list(TABLE.find(source, "en")), output) == expected


@given(st.lists(st.sampled_from(["Boston", "China", "Kate Hudson", "Linux"]), max_size=5))
def test_what_is_mended_stays(names: list[str]) -> None:
    source = "We saw " + ", ".join(names)
    once = mended(source, "我们看见" + "和".join(names))

    assert mended(source, once) == once
    assert all(name not in once for name in ("Boston", "China"))
    assert once.count("Kate Hudson") == names.count("Kate Hudson")


@pytest.fixture
def parts(tokenizer: SentencePieceTokenizer, config: BertSumConfig) -> TranslatorParts:
    answers = {
        "A cat in Boston.": "Boston的猫。",
        "A cat in Canada.": "Canda的猫。",
        "波士顿的猫。": "A cat in Bostton.",
        "加拿大的猫。": "A cat in Canatta.",
    }
    return TranslatorParts(
        runtime=ScriptedRuntime(tokenizer, lambda text, _: answers.get(text, "猫。")),
        tokenizer=tokenizer,
        config=replace(config, max_positions=512, decoder_max_positions=512),
        fingerprint="tiny",
        languages=("en", "zh"),
        detector=LanguageDetector(),
        converter=ChineseConverter(),
        load_names=lambda: TABLE,
    )


def translate(
    parts: TranslatorParts, text: str, source: str, target: str, glossary: Glossary | None = None
) -> str:
    options = TranslateOptions(glossary=glossary)
    return Translator(parts).translate(text, source, target, options, None, CancelToken()).text


def test_translations_have_chinese_names(parts: TranslatorParts) -> None:
    assert translate(parts, "A cat in Boston.", "en", "zh") == "波士顿的猫。"
    assert translate(parts, "A cat in Canada.", "en", "zh") == "加拿大的猫。"


def test_translations_into_english_have_names_spelt_right(parts: TranslatorParts) -> None:
    assert translate(parts, "加拿大的猫。", "zh", "en") == "A cat in Canada."


def test_alternatives_have_them_too_unless_they_are_to_begin_otherwise(
    parts: TranslatorParts,
) -> None:
    def others(prefix: str) -> list[str]:
        found = Translator(parts).alternatives(
            "A cat in Boston.", "en", "zh", CancelToken(), prefix=prefix
        )
        return [option.text for option in found.options]

    assert others("") == ["波士顿的猫。"]
    assert others("Bos") == ["Boston的猫。"]


def test_a_glossary_goes_before_the_names(parts: TranslatorParts) -> None:
    kept = Glossary("en", "zh", (make_term("Boston", None),))

    assert translate(parts, "A cat in Boston.", "en", "zh", kept) == "Boston的猫。"


def test_names_are_read_when_they_are_wanted_and_once(parts: TranslatorParts) -> None:
    times = 0

    def load() -> NameTable:
        nonlocal times
        times += 1
        return TABLE

    translator = Translator(replace(parts, load_names=load))

    def work(text: str, source: str, target: str) -> None:
        translator.translate(text, source, target, TranslateOptions(), None, CancelToken())

    assert times == 0
    work("波士顿的猫。", "zh", "en")
    work("A cat in Boston.", "en", "zh")
    work("A cat in Canada.", "en", "zh")
    assert times == 1
