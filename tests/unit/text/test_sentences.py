"""Sentence spans: where sentences end in English, Chinese and mixed text, and that nothing is lost."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sentencex import segment

from bertsum_app.text import sentences
from bertsum_app.text.sentences import Span, cut_long, sentence_spans

ANY_TEXT = st.text(
    st.one_of(
        st.sampled_from(
            " \n\r.!?。！？…，,;：:\"“”「」（）()'abAB今天说3\u0301\ud800\u2028\x85\u3000-"
        ),
        st.characters(),
    ),
    max_size=40,
) | st.lists(
    st.sampled_from(
        [
            "Dr. ",
            "e.g. ",
            "No. 5",
            "Hello. ",
            "你好。",
            "“走！”",
            "他说",
            "...",
            "3.14",
            "A.\u3000",
            "\n",
        ]
    ),
    max_size=15,
).map("".join)
LANGUAGES = st.sampled_from(["en", "zh", "de", "fr", "ru", "xx", None])


def split(text: str, language: str | None = "en") -> list[str]:
    return [span.of(text) for span in sentence_spans(text, language)]


def assert_covers(text: str, spans: Iterable[Span], start: int, end: int) -> None:
    """In order, stripped, not empty, and only white space outside of them."""
    for span in spans:
        assert start <= span.start < span.end <= end
        assert not text[start : span.start].strip()
        assert span.of(text) == span.of(text).strip()
        start = span.end
    assert not text[start:end].strip()


@pytest.mark.parametrize(
    "parts",
    [
        ["The weather is nice.", "I would like tea."],
        ["Dr. Smith paid $3.14 to Mr. Jones.", "He left at 5 p.m. yesterday."],
        ["See Fig. 3 and No. 5, e.g. in the U.S. Army.", "It works."],
        ['"Stop!" she said.', '"Go."', "We went."],
        ["He said “stop.”", "Then he ran."],
        ["Really?!", "Yes.", "No!!!", "Fine."],
        ["Version 2.0.1 is at https://a.org/x.html?Q=1!B now.", "Bye."],
        ["Call Foo.Bar or Node.js first.", "Then stop."],
        ["I waited... and waited.", "Then it came."],
    ],
)
def test_english_sentences(parts: list[str]) -> None:
    assert split(" ".join(parts)) == parts


@pytest.mark.parametrize("language", ["zh", "en", None])
@pytest.mark.parametrize(
    "parts",
    [
        ["今天天气很好。", "我们去公园吧！", "好吗？"],
        ["“这是第一句。”", "“第二句！”", "『是！』", "好"],
        ["“你好。”他说。", "他走了。"],
        ["他问：“你是谁？”", "我没有回答。"],
        ['他说:"你好。"', '然后"再见。"', "走了。"],
        ["（真的。）", "好的；是吗？"],
        ["他（我的朋友。真的。）来了。", "坐下。"],
        ["真的吗？！", "是的。"],
        ["我……我不知道。", "算了。"],
        ["等了很久很久……", "终于来了。"],
        ["你好!", "再见?", "好的."],
        ["圆周率是3.14。", "版本是2.0。"],
    ],
)
def test_chinese_sentences(parts: list[str], language: str | None) -> None:
    assert split("".join(parts), language) == parts


def test_mixed_text() -> None:
    assert split("他说OK. 然后走了。", "zh") == ["他说OK.", "然后走了。"]
    assert split("我用Python 3.11。It works. 很好！", "zh") == [
        "我用Python 3.11。",
        "It works.",
        "很好！",
    ]


def test_a_semicolon_ends_no_sentence() -> None:
    assert len(split("第一；第二；第三。", "zh")) == 1


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\u2028", "\n\n"])
def test_a_line_end_always_ends_a_sentence(line_end: str) -> None:
    assert split(f"no full stop here{line_end}and none here") == [
        "no full stop here",
        "and none here",
    ]


def test_list_items_keep_their_marks() -> None:
    text = "- item one\n- item two. And three.\n1. First thing\n2) Second thing\n• 第三项。"
    assert split(text) == [
        "- item one",
        "- item two.",
        "And three.",
        "1. First thing",
        "2) Second thing",
        "• 第三项。",
    ]


def test_a_long_quotation_is_cut_inside() -> None:
    said = "It goes on and on, as speeches do. Dr. Brown paid $3.14 for it. Nobody knew why. "
    text = f'She said, "{said * 4}That was all." Then she left.'
    parts = split(text)
    assert parts[-1] == "Then she left."
    assert parts[-2] == 'That was all."'
    assert max(map(len, parts)) < 60


@pytest.mark.parametrize("text", ["", " ", "\n \t\u3000\r\n"])
def test_no_text_has_no_sentences(text: str) -> None:
    assert sentence_spans(text, "en") == ()


@given(ANY_TEXT, LANGUAGES)
def test_spans_cover_all_but_white_space(text: str, language: str | None) -> None:
    assert_covers(text, sentence_spans(text, language), 0, len(text))


@given(ANY_TEXT, LANGUAGES)
def test_no_span_crosses_a_line(text: str, language: str | None) -> None:
    for span in sentence_spans(text, language):
        assert "\n" not in span.of(text)


@pytest.mark.parametrize(
    "unit",
    [
        "word ",
        "今天很好",
        "今天很好。",
        "a.b",
        "Hello.World!",
        "。”",
        "A?B",
        '"A b. ',
        "（",
        "…",
        "a/?B",
        "今. ",
    ],
)
def test_time_grows_with_the_length_only(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """However the text is made, sentencex (quadratic) sees it in small pieces, hardly twice."""
    seen: list[int] = []

    def counted(language: str, text: str) -> list[str]:
        seen.append(len(text))
        parts: list[str] = segment(language, text)
        return parts

    monkeypatch.setattr(sentences, "segment", counted)
    text = unit * (60_000 // len(unit))
    spans = sentence_spans(text, "en")
    assert_covers(text, spans, 0, len(text))
    assert max(seen) <= 2000
    assert sum(seen) <= 5 * len(text)


def test_a_panic_of_sentencex_costs_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        """What Rust extensions raise; no `Exception` on purpose."""

    def panicking(language: str, text: str) -> list[str]:
        raise PanicException

    monkeypatch.setattr(sentences, "segment", panicking)
    assert split("One. Two. 三。") == ["One. Two. 三。"]


def test_an_interrupt_in_sentencex_is_not_swallowed(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(language: str, text: str) -> list[str]:
        raise KeyboardInterrupt

    monkeypatch.setattr(sentences, "segment", interrupted)
    with pytest.raises(KeyboardInterrupt):
        sentence_spans("One. Two.", "en")


def whole(text: str) -> Span:
    return Span(0, len(text))


def test_a_short_span_is_not_cut() -> None:
    assert cut_long("short enough", whole("short enough"), 12) == (whole("short enough"),)


@pytest.mark.parametrize(
    ("text", "limit", "parts"),
    [
        ("我们先去北京，然后去上海，最后回家", 10, ["我们先去北京，", "然后去上海，最后回家"]),
        ("one two, three four", 12, ["one two,", "three four"]),
        ("costs 1,000,000 dollars", 16, ["costs 1,000,000", "dollars"]),
        ("one two three four", 9, ["one two", "three", "four"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("Yes. No, maybe not", 16, ["Yes.", "No, maybe not"]),
    ],
)
def test_cuts_at_the_best_place(text: str, limit: int, parts: list[str]) -> None:
    assert [part.of(text) for part in cut_long(text, whole(text), limit)] == parts


def test_does_not_cut_between_a_letter_and_its_marks() -> None:
    text = "xe\u0301" * 10
    for part in cut_long(text, whole(text), 8):
        assert not unicodedata.combining(part.of(text)[0])


def test_a_5000_character_sentence_is_cut_within_the_limit() -> None:
    text = "天" * 5000
    parts = cut_long(text, whole(text), 200)
    assert [part.end - part.start for part in parts] == [200] * 25


def test_a_limit_below_one_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="limit"):
        cut_long("text", Span(0, 4), 0)


@given(ANY_TEXT, st.integers(1, 12), st.data())
def test_cut_parts_cover_the_span_within_the_limit(
    text: str, limit: int, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    parts = cut_long(text, Span(start, end), limit)
    assert_covers(text, parts, start, end)
    assert all(part.end - part.start <= limit for part in parts)
