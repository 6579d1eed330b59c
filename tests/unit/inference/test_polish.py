from __future__ import annotations

import pytest

from bertsum_app.inference.polish import match_end_mark, polish


@pytest.mark.parametrize(
    ("source", "output", "expected"),
    [
        ("It rains.", "下雨了", "下雨了。"),
        ("It rains.", "下雨了。", "下雨了。"),
        ("Does it rain?", "下雨了吗", "下雨了吗？"),
        ("Does it rain?", "下雨了吗。", "下雨了吗？"),
        ("It rains!", "下雨了", "下雨了！"),
        ("It rains!", "下雨了。", "下雨了！"),
        ("Introduction", "介绍。", "介绍"),
        ("Introduction", "介绍", "介绍"),
        ("Note:", "注意", "注意"),
        ("Note:", "注意。", "注意："),
        ("when it rains,", "下雨时。", "下雨时，"),
        ("It rains.", "下雨了，", "下雨了。"),
        ('He said: "It rains."', "他说：“下雨了”", "他说：“下雨了。”"),
        ("It rains...", "下雨了……", "下雨了……"),
        ("It rains...", "下雨了", "下雨了"),
        ("It rains.", "", ""),
    ],
)
def test_chinese_output_ends_as_its_source(source: str, output: str, expected: str) -> None:
    assert match_end_mark(source, output, "zh") == expected


@pytest.mark.parametrize(
    ("source", "output", "expected"),
    [
        ("下雨了。", "It rains", "It rains."),
        ("下雨了吗？", "Does it rain.", "Does it rain?"),
        ("介绍", "Introduction.", "Introduction"),
        ("介绍", "Introduction", "Introduction"),
        ("（下雨了。）", "(It rains)", "(It rains.)"),
    ],
)
def test_english_output_ends_as_its_source(source: str, output: str, expected: str) -> None:
    assert match_end_mark(source, output, "en") == expected


def test_chinese_punctuation_is_full_width() -> None:
    assert polish("Well, yes (no).", "好, 是的(不)", "zh") == "好，是的（不）。"


def test_english_stays_as_it_is() -> None:
    assert polish("好，是的。", "Well, yes", "en") == "Well, yes."


def test_bytes_that_make_no_character_are_left_out() -> None:
    assert polish("😀 Hello.", "\ufffd\ufffd你好。", "zh") == "你好。"
    assert polish("😀", "\ufffd", "zh") == ""


@pytest.mark.parametrize(
    ("source", "output", "target", "expected"),
    [
        ("Dear Ms. Lin,", "Dear Ms . Lin，", "zh", "Dear Ms. Lin，"),
        ("女士们：", "Ladies :", "en", "Ladies:"),
        # What looks so in the source, and marks that begin a word.
        ("Press . to stop.", "Press . to stop.", "en", "Press . to stop."),
        ("在.NET中", "In .NET", "en", "In .NET"),
    ],
)
def test_no_blank_stands_before_a_mark(
    source: str, output: str, target: str, expected: str
) -> None:
    assert polish(source, output, target) == expected
