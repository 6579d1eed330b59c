from __future__ import annotations

import pytest

from bertsum_app.inference.numbers.worded import worded_numbers


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("twenty-five people", [25]),
        ("one thousand nine hundred and ninety-four", [1994]),
        ("a hundred thousand votes, two billion more", [100_000, 2e9]),
        ("half a million, two and a half million", [500_000, 2_500_000]),
        ("two dozen of them, in the twenty-first row", [24, 21]),
        ("three or four", [3, 4]),
        ("nineteen and twenty", [19, 20]),
        ("someone often wants tennis", []),
        ("一千九百九十四、一九九四、二〇二〇", [1994, 1994, 2020]),
        ("三亿五千万、八十万、一万亿", [350_000_000, 800_000, 1e12]),
        ("三点五、一点五亿", [3.5, 150_000_000]),
        ("一百零五、两万零三", [105, 20_003]),
    ],
)
def test_numbers_in_words_are_read_by_value(text: str, values: list[float]) -> None:
    assert [number.value for number in worded_numbers(text).numbers] == values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("nineteen ninety-four", 1994),
        ("Louis XIV", 14),
        ("两三个", 3),
        ("两千五", 2500),
        ("七成", 70),
        ("一半", 50),
        ("half a year", 6),
        ("三点二十分", 20),
        ("a quarter past ten", 15),
    ],
)
def test_words_may_say_other_numbers_as_well(text: str, value: float) -> None:
    assert value in worded_numbers(text).values


@pytest.mark.parametrize(
    "text",
    [
        "hundreds of people",
        "in the last decades",
        "several thousand",
        "几十人",
        "数百万",
        "十几个",
        "三四十岁",
    ],
)
def test_some_words_leave_open_how_many(text: str) -> None:
    assert worded_numbers(text).vague


@pytest.mark.parametrize(
    "text", ["two hundred people", "two dozens", "a century", "三百人", "一百万"]
)
def test_others_do_not(text: str) -> None:
    assert not worded_numbers(text).vague


@pytest.mark.parametrize(
    ("text", "scale", "counted"),
    [
        ("two million", 1e6, True),
        ("eighty", 1, True),
        ("century", 1, False),
        ("八十万", 1e4, True),
        ("三亿", 1e8, True),
        ("万人", 1e4, False),
    ],
)
def test_a_number_tells_what_it_counts_in(text: str, scale: float, counted: bool) -> None:
    [number] = worded_numbers(text).numbers
    assert (number.scale, number.counted) == (scale, counted)
