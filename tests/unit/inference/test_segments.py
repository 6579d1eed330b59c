from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.core.cancel import Cancelled, CancelToken
from bertsum_app.corpus.encode import EncodedInput
from bertsum_app.inference.runtime import SearchOptions
from bertsum_app.inference.segments import (
    Job,
    Part,
    ResultText,
    Segment,
    cut_parts,
    join_parts,
    split_text,
    to_translate,
)
from bertsum_app.text.normalize import normalize


def encode(text: str) -> EncodedInput:
    """Every code point is a piece, framed by two."""
    return EncodedInput((0,) * (len(text) + 2), (0,) * (len(text) + 2))


def job(source: str = "en", target: str = "zh") -> Job:
    return Job(source, target, SearchOptions(), encode)


def split(text: str, source: str = "en", target: str = "zh") -> tuple[Segment, ...]:
    return split_text(normalize(text), job(source, target), 64, CancelToken())


def rebuilt(text: str, target: str, translate: dict[str, str] | None = None) -> str:
    """`text` with its segments translated by table, or as they are."""
    normalized = normalize(text)
    source = "zh" if target == "en" else "en"
    result = ResultText(normalized, target)
    for segment in split_text(normalized, job(source, target), 64, CancelToken()):
        where, there = result.add(segment, (translate or {}).get(segment.text, segment.text))
        assert where.start < where.end
        assert there.start < there.end
    return result.finish()


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("42", "zh"),
        ("3.14 + 2 = 5.14", "zh"),
        ("https://example.org/path?a=b", "zh"),
        ("someone@example.org", "en"),
        ("* * *", "zh"),
        ("今天天气很好。", "zh"),
        ("我们用Python。", "zh"),
        ("Microsoft Windows", "en"),
    ],
)
def test_nothing_to_translate(text: str, target: str) -> None:
    assert not to_translate(text, job("zh" if target == "en" else "en", target))


@pytest.mark.parametrize(
    ("text", "target"),
    [("Hello", "zh"), ("see https://a.org now", "zh"), ("用 Python", "en"), ("A 字 letter", "zh")],
)
def test_something_to_translate(text: str, target: str) -> None:
    assert to_translate(text, job("zh" if target == "en" else "en", target))


@pytest.mark.parametrize(
    ("text", "target", "expected"),
    [
        ("OK", "zh", False),
        ("Windows NT", "zh", False),
        ("I stay at home.", "zh", True),
        ("He wrote 你好 on the board.", "en", False),
        ("他喜欢Python。", "en", True),
    ],
)
def test_in_a_mixed_text_only_clear_cases_are_translated(
    text: str, target: str, expected: bool
) -> None:
    mixed = replace(job("zh" if target == "en" else "en", target), mixed=True)
    assert to_translate(text, mixed) == expected


def test_other_language_pairs_translate_whatever_has_letters() -> None:
    assert to_translate("Bonjour", job("fr", "en"))
    assert to_translate("你好", job("zh", "fr"))
    assert not to_translate("12 / 3", job("fr", "en"))


@pytest.mark.parametrize(
    "mark", ["- ", "• ", "1. ", "12) ", "(3) ", "a. ", "2.1 ", "* ", "B) ", "# "]
)
def test_list_marks_are_kept_out_of_the_translation(mark: str) -> None:
    [segment] = split(mark + "Open the file.")
    assert segment.list_mark == mark
    assert [part.text for part in segment.parts] == ["Open the file."]


@pytest.mark.parametrize(
    "text", ["A cat sat on the mat.", "J. Smith sat down.", "-5 degrees", "3.14 is pi", "1984 came"]
)
def test_no_mark_is_seen_in_a_plain_sentence(text: str) -> None:
    [segment] = split(text)
    assert segment.list_mark == ""


def test_numbers_alone_are_segments_without_parts() -> None:
    first, second = split("42\nHello there.")
    assert (first.text, first.parts) == ("42", ())
    assert [part.text for part in second.parts] == ["Hello there."]


def test_long_sentence_is_cut_to_fit() -> None:
    text = "the quick brown fox, " * 40
    [segment] = split(text)
    assert len(segment.parts) > 1
    assert all(len(part.encoded) <= 64 for part in segment.parts)
    assert "".join(part.text for part in segment.parts).replace(" ", "") == text.replace(" ", "")


@given(st.text(alphabet="ab ,。字\u0301", min_size=1, max_size=400), st.integers(3, 50))
def test_parts_always_fit_and_lose_nothing(text: str, room: int) -> None:
    text = text.strip() or "x"
    parts = cut_parts(text, encode, room)
    assert all(len(part.encoded) <= room or len(part.text) == 1 for part in parts)
    joined = "".join(part.text for part in parts)
    assert joined.replace(" ", "") == text.replace(" ", "")


def test_splitting_can_be_cancelled() -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        split_text(normalize("One. Two."), job(), 64, token)


LAYOUT = st.lists(
    st.sampled_from(
        ["One.", "Two words?", "三个字。", "42", "\n", "\r\n", "\n\n", "\t", "  ", "   "]
    ),
    max_size=12,
).map("".join)


@given(LAYOUT, st.sampled_from(["en", "zh"]))
def test_lines_and_their_indentation_survive(text: str, target: str) -> None:
    lines, found = text.splitlines(), rebuilt(text, target).splitlines()
    assert len(found) == len(lines)
    for before, after in zip(lines, found, strict=True):
        assert bool(before.strip()) == bool(after.strip())
        assert (
            before[: len(before) - len(before.lstrip())]
            == after[: len(after) - len(after.lstrip())]
        )


def test_sentences_stand_close_in_chinese_and_apart_in_english() -> None:
    chinese = {"It rains.": "下雨了。", "I stay.": "我留下。"}
    english = {chinese[key]: key for key in chinese}
    assert rebuilt("It rains. I stay.", "zh", chinese) == "下雨了。我留下。"
    assert rebuilt("下雨了。我留下。", "en", english) == "It rains. I stay."


@pytest.mark.parametrize(
    ("sources", "translations", "target", "joined"),
    [
        (
            ["它在轨道上，", "它返回了。"],
            ["It was in orbit,", "It returned."],
            "en",
            "It was in orbit, it returned.",
        ),
        # A mark that was lost at the end of a clause, of which none was to be there.
        (
            ["它在轨道上，", "它返回了。"],
            ["It was in orbit", "It returned."],
            "en",
            "It was in orbit, it returned.",
        ),
        (["in orbit,", "it came"], ["在轨道上", "它来了"], "zh", "在轨道上，它来了"),
        (["在轨道上", "它返回"], ["In orbit", "It returns"], "en", "In orbit it returns"),
        # Names keep their capitals, and so do sentences.
        (["他来了，", "张走了。"], ["He came,", "Zhang left."], "en", "He came, Zhang left."),
        (["他来了。", "他走了。"], ["He came.", "He left."], "en", "He came. He left."),
        (["啊，", "来了。"], ["", "He came."], "en", "He came."),
    ],
)
def test_parts_become_one_sentence(
    sources: list[str], translations: list[str], target: str, joined: str
) -> None:
    assert (
        join_parts([Part(text, encode(text)) for text in sources], translations, target) == joined
    )


def test_columns_and_latin_neighbours_keep_their_blanks() -> None:
    assert (
        rebuilt("It rains.\tI stay.", "zh", {"It rains.": "雨。", "I stay.": "留。"})
        == "雨。\t留。"
    )
    assert rebuilt("OK! OK!", "zh") == "OK! OK!"


def test_spans_point_into_original_and_result() -> None:
    original = "\ufeffIt\u200b rains.\r\n\r\n  I stay.\u200b "
    normalized = normalize(original)
    result = ResultText(normalized, "zh")
    spans = [
        result.add(segment, f"【{segment.text}】")
        for segment in split_text(normalized, job(), 64, CancelToken())
    ]
    text = result.finish()
    assert text == "【It rains.】\r\n\r\n  【I stay.】 "
    assert [where.of(original) for where, _ in spans] == ["It\u200b rains.", "I stay.\u200b"]
    assert [there.of(text) for _, there in spans] == ["【It rains.】", "【I stay.】"]
