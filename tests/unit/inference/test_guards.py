from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.inference.guards import DOUBTS, Pair, doubts, gravity, loops

GOOD = [
    ("The weather is nice today.", "今天天气很好。"),
    ("I would like a cup of tea.", "我想要一杯茶。"),
    ("No!", "不！"),
    ("Microsoft Windows NT Server", "Microsoft Windows NT Server"),
    ("See https://example.org/a/very/long/path for the details.", "详见 https://example.org/a。"),
    (
        "Run npm install and restart the server on port 8080.",
        "运行npm install并在8080端口重启服务器。",
    ),
    (
        "He has been working for the company for more than twenty years.",
        "他在这家公司工作了20多年。",
    ),
    (
        "In the 1990s, 2.5 million people and 10,000 firms left the region.",
        "20世纪90年代，250万人和1万家公司离开了该地区。",
    ),
    ("very, very, very good", "非常非常非常好"),
    ("No, no, no!", "不不不！"),
    ("Slowly he grew up.", "他慢慢长大。"),
    ("It cost £100,000.", "花了100,000英镑。"),
]


@pytest.mark.parametrize(("english", "chinese"), GOOD)
def test_good_translations_raise_no_doubt(english: str, chinese: str) -> None:
    assert doubts(Pair(english, chinese, "en", "zh")) == ()
    assert doubts(Pair(chinese, english, "zh", "en")) == ()


BAD = [
    ("The cat sat on the mat.", "猫猫猫猫猫猫猫坐在垫子上。", "repeats"),
    ("The answer turned out to be yes.", "回答结果是是是的。", "repeats"),
    ("The cat sat on the mat near the door.", "我们的我们的我们的我们的我们的。", "repeats"),
    (
        "The committee will discuss the proposal in the coming weeks.",
        "委员会将讨论，委员会将讨论，委员会将讨论。",
        "repeats",
    ),
    (
        "The committee will discuss the new proposal with all of its members in the coming weeks "
        "and then decide.",
        "委员会。",
        "too-short",
    ),
    ("Good morning.", "早上好，" + "今天我们要去公园里看花然后回家吃饭再去学校上课。", "too-long"),
    ("It is raining again today.", "It is raining again today.", "copied"),
    ("It is raining again today.", "It was snow.", "copied"),
    ("The price rose to 1,250 dollars.", "价格涨到了1,520美元。", "numbers"),
    ("We waited for the train.", "我们等了45分钟火车。", "numbers"),
    ("Please wait for the next train.", "。", "too-short"),
]


@pytest.mark.parametrize(("source", "output", "code"), BAD)
def test_bad_outputs_are_doubted(source: str, output: str, code: str) -> None:
    assert code in doubts(Pair(source, output, "en", "zh"))


def test_chinese_left_in_english_is_doubted() -> None:
    pair = Pair("我们明天去北京开会。", "We go to 北京开会 tomorrow.", "zh", "en")
    assert "copied" in doubts(pair)
    assert doubts(Pair("昨晚我们看了一部电影。", "We saw a 电影 last night.", "zh", "en")) == (
        "copied",
    )
    assert doubts(Pair("昨晚我们看了一部电影。", "We saw a film last night.", "zh", "en")) == ()


def test_other_languages_are_judged_by_shared_words() -> None:
    same = "le chat dort sur la table de la cuisine"
    assert doubts(Pair(same, same, "fr", "en")) == ("copied",)
    assert doubts(Pair(same, "the cat sleeps on the kitchen table", "fr", "en")) == ()


def test_what_the_source_repeats_may_be_repeated() -> None:
    assert doubts(Pair("ha ha ha ha ha ha", "哈哈哈哈哈哈", "en", "zh")) == ()
    assert "repeats" in doubts(Pair("that is funny indeed", "哈哈哈哈哈哈", "en", "zh"))


@pytest.mark.parametrize(
    "text", ["......", "————————", "* * * * * * * *", "", "1000000000000", "!!!!!!!!!"]
)
def test_runs_of_marks_are_no_loops(text: str) -> None:
    assert not loops(text)


@pytest.mark.parametrize("text", ["天天天天很好", "方法方法方法", "我没有工作了，我没有工作了。"])
def test_short_loops_are_seen(text: str) -> None:
    assert loops(text, "something else altogether")


def test_a_text_that_goes_round_in_circles_is_a_loop() -> None:
    circle = "the old man and the sea, and " + "so the old man and the sea, or " * 2
    circle += "then the old man and the sea with the old man and the sea"
    assert loops(circle)


@given(st.text(min_size=1, max_size=40), st.integers(5, 9))
def test_anything_with_a_letter_said_often_is_a_loop(unit: str, times: int) -> None:
    if any(character.isalpha() for character in unit):
        assert loops(f"{unit} " * times)


@given(st.text(max_size=200), st.text(max_size=200), st.sampled_from(["en", "zh", "de"]))
def test_any_text_can_be_judged(source: str, output: str, language: str) -> None:
    target = "en" if language == "zh" else "zh"
    found = doubts(Pair(source, output, language, target))
    assert set(found) <= set(DOUBTS)
    assert (gravity(found) > 0) == bool(found)


def test_small_numbers_may_be_in_words_that_are_not_read() -> None:
    assert doubts(Pair("It has 3 rooms.", "Es hat drei Zimmer.", "en", "de")) == ()
    assert doubts(Pair("It has 3 rooms.", "它有三个房间。", "en", "zh")) == ()
    assert doubts(Pair("It has 3 rooms.", "它有房间。", "en", "zh")) == ("numbers",)
    assert doubts(Pair("It has 13 rooms.", "Es hat Zimmer.", "en", "de")) == ("numbers",)
