from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.core.cancel import CancelToken
from bertsum_app.core.paths import AppPaths
from bertsum_app.core.resources import embedded_models
from bertsum_app.inference.engine import Engine
from bertsum_app.inference.kept_characters import Kept, KeptCharacters
from bertsum_app.inference.part_draft import Draft
from bertsum_app.inference.segments import Job, Part
from bertsum_app.inference.translator import TranslateOptions, Translator
from bertsum_app.inference.word_alignment import WordLink
from bertsum_app.library.store import ModelStore
from bertsum_app.text.glossary import Glossary, Term
from bertsum_app.text.sentencepiece_tokenizer import SentencePieceTokenizer
from bertsum_app.text.sentences import Span

FAMILY = "👨\u200d👩\u200d👧"
PICTURES = ["😀", "🎉🎉", "❤️", "👍🏽", "🇩🇪", FAMILY, "1️⃣", "★★★"]


def no_search(parts: Sequence[Part], job: Job, cancel: CancelToken) -> Iterator[Draft]:
    raise AssertionError("nothing is searched for here")


def not_aligned(sentence: str, translation: str) -> Sequence[WordLink]:
    return ()


@pytest.fixture(scope="session")
def keeper(tokenizer: SentencePieceTokenizer) -> KeptCharacters:
    return KeptCharacters(tokenizer, no_search)


def kept(keeper: KeptCharacters, text: str) -> Kept:
    found = keeper.of(text)
    assert found is not None
    return found


def test_pictures_at_the_ends_stay_there_with_their_blanks(keeper: KeptCharacters) -> None:
    it = kept(keeper, "🎉 We won! 😀👍🏽")
    assert it.body == "We won!"
    assert it.put_back("我们赢了！", not_aligned) == "🎉 我们赢了！ 😀👍🏽"


def test_a_picture_goes_behind_what_stood_before_it(keeper: KeptCharacters) -> None:
    it = kept(keeper, "My cat 🐱 sleeps.")
    assert it.body == "My cat sleeps."

    def align(sentence: str, translation: str) -> Sequence[WordLink]:
        assert (sentence, translation) == ("My cat sleeps.", "我的猫在睡觉。")
        return (WordLink(Span(3, 6), Span(2, 3), 1.0), WordLink(Span(7, 13), Span(4, 6), 1.0))

    assert it.put_back("我的猫在睡觉。", align) == "我的猫 🐱 在睡觉。"


def test_a_picture_before_a_mark_leaves_no_blank_behind(keeper: KeptCharacters) -> None:
    assert kept(keeper, "It rains 🌧️, so stay.").body == "It rains, so stay."


def test_a_word_of_another_script_has_a_name(keeper: KeptCharacters) -> None:
    it = kept(keeper, "The word שלום means peace to us.")
    assert it.body == "The word X1 means peace to us."
    assert it.put_back("X1这个词意味着和平。", not_aligned) == "שלום这个词意味着和平。"


def test_a_word_whose_name_was_lost_comes_back_all_the_same(keeper: KeptCharacters) -> None:
    it = kept(keeper, "The word שלום means peace to us.")
    assert it.put_back("这个词意味着和平。", not_aligned).count("שלום") == 1
    assert it.put_back("X1 X1 X7。", not_aligned).count("שלום") == 1


def test_a_sentence_with_names_of_its_own_gets_other_ones(keeper: KeptCharacters) -> None:
    assert kept(keeper, "The model X1 is called שלום by them.").body == (
        "The model X1 is called {1} by them."
    )


def test_a_sentence_that_is_mostly_unknown_is_left_to_the_network(keeper: KeptCharacters) -> None:
    assert keeper.of("שלום עולם is it") is None


def test_plain_text_is_not_touched(keeper: KeptCharacters) -> None:
    assert keeper.of("It rains today.") is None


@given(
    words=st.lists(st.sampled_from(["rain", "the", "home", "stay,"]), min_size=1, max_size=8),
    pictures=st.lists(
        st.tuples(st.integers(0, 8), st.sampled_from(PICTURES)), min_size=1, max_size=4
    ),
    output=st.text("雨天在家，。 abc", max_size=20),
)
def test_every_picture_comes_back_in_its_order(
    keeper: KeptCharacters, words: list[str], pictures: list[tuple[int, str]], output: str
) -> None:
    mixed: list[str] = list(words)
    for at, picture in pictures:
        mixed.insert(at, picture)
    text = " ".join(mixed)
    result = kept(keeper, text).put_back(output, not_aligned)
    wanted = [each for each in mixed if each in PICTURES]
    at = 0
    for picture in wanted:
        at = result.index(picture, at) + len(picture)
    for picture in set(wanted):
        assert result.count(picture) == wanted.count(picture)


@pytest.fixture(scope="module")
def translator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Translator]:
    paths = AppPaths.default({"BERTSUM_HOME": str(tmp_path_factory.mktemp("home"))})
    with Engine.open(ModelStore(embedded_models(), paths.models).default(), paths, "cpu", 1) as it:
        yield it.translator


def said(translator: Translator, text: str, target: str, glossary: Glossary | None = None) -> str:
    source = "zh" if target == "en" else "en"
    options = TranslateOptions(glossary=glossary)
    return translator.translate(text, source, target, options, None, CancelToken()).text


@pytest.mark.parametrize(
    ("text", "target", "wanted"),
    [
        ("We won the game! 🎉🎉 Thank you all. 😊", "zh", ["🎉🎉", "😊"]),
        ("Flag 🇩🇪 of Germany", "zh", ["🇩🇪"]),
        (f"The family {FAMILY} went home.", "zh", [FAMILY]),
        ("我们赢了！🎉谢谢大家。😊", "en", ["🎉", "😊"]),
        ("My friend Dvořák lives in Prague.", "zh", ["Dvořák"]),
        ("The word שלום means peace.", "zh", ["שלום"]),
        ("犇先生住在北京。", "en", ["犇"]),
    ],
)
def test_the_embedded_model_keeps_what_it_cannot_write(
    translator: Translator, text: str, target: str, wanted: list[str]
) -> None:
    result = said(translator, text, target)
    for each in wanted:
        assert result.count(each) == 1


@pytest.mark.parametrize("text", ["😀😀", f"{FAMILY} ❤️", "שלום עולם", "مرحبا بالعالم\n\nשלום"])
def test_what_has_no_words_for_it_comes_back_as_it_was(translator: Translator, text: str) -> None:
    assert said(translator, text, "zh") == text


def test_terms_of_a_glossary_are_honoured_beside_pictures(translator: Translator) -> None:
    glossary = Glossary("en", "zh", (Term("server", "伺服器"),))
    result = said(translator, "🎉 Restart the server 😀 today.", "zh", glossary)
    assert "伺服器" in result
    assert result.startswith("🎉 ")
    assert result.count("😀") == 1


def test_other_renderings_keep_pictures_and_names(translator: Translator) -> None:
    text = "🎉 My friend Dvořák lives in Prague 😊."
    found = translator.alternatives(text, "en", "zh", CancelToken()).options
    assert found
    for option in found:
        assert option.text.startswith("🎉 ")
        assert option.text.count("Dvořák") == 1
        assert option.text.count("😊") == 1


@pytest.mark.parametrize("prefix", ["🎉 ", "🎉 我的朋友Dvořák", "我的朋友", "🎉 我的朋友 😊 "])
def test_completions_keep_pictures_and_names(translator: Translator, prefix: str) -> None:
    text = "🎉 My friend Dvořák lives in Prague 😊."
    found = translator.alternatives(text, "en", "zh", CancelToken(), prefix=prefix).options
    assert found
    for option in found:
        assert option.text.startswith(prefix)
        assert option.text.count("Dvořák") == 1
        assert option.text.count("😊") == 1


@pytest.mark.parametrize("prefix", ["", "重新"])
def test_other_renderings_honour_the_glossary(translator: Translator, prefix: str) -> None:
    glossary = Glossary("en", "zh", (Term("server", "伺服器"),))
    text = "Restart the server and open the page."
    options = translator.alternatives(
        text, "en", "zh", CancelToken(), prefix=prefix, glossary=glossary
    ).options
    assert len(options) > 1
    assert all("伺服器" in option.text for option in options)
