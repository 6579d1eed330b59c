from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.inference.numbers.written import (
    keeps_places,
    number_in,
    written_numbers,
    years_for_decades,
)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("2.5 million, 2,500,000 and 250万", [2_500_000] * 3),
        ("3百万、5千万、2万亿、12亿", [3e6, 5e7, 2e12, 1.2e9]),
        ("2万3千枚", [23_000]),
        ("3亿5000万人", [350_000_000]),
        ("15万-20万", [150_000, 200_000]),
        # Units that begin like a thousand.
        ("54千字节、5千克、3千米", [54, 5, 3]),
        ("5千人", [5000]),
        ("20世纪90年代", [1990]),
        ("21 世纪 20 年", [21, 20]),
        ("１９９４年", [1994]),
        ("a millionaire of 40", [40]),
        ("40 millionaires", [40]),
        ("none", []),
    ],
)
def test_numbers_are_read_by_value(text: str, values: list[float]) -> None:
    assert [number.plain for number in written_numbers(text)] == values


@given(st.text("0123456789万亿千百十 ,.年代世纪abcmillion½", max_size=40))
def test_places_are_those_of_the_digits(text: str) -> None:
    numbers = written_numbers(text)
    if keeps_places(text):
        ends = [0, *(number.span.end for number in numbers)]
        for number, before in zip(numbers, ends, strict=False):
            assert before <= number.span.start < number.span.end <= len(text)
            assert number.span.of(text)[0].isdigit()


@given(st.integers(1, 99_999), st.sampled_from(["万", "亿", " million", " billion"]))
def test_a_number_written_in_the_other_language_says_the_same(count: int, scale: str) -> None:
    [number] = written_numbers(f"{count}{scale}")
    for language in ("en", "zh"):
        [again] = written_numbers(number_in(number, language))
        assert again.plain == number.plain


def test_a_decade_of_a_century_is_said_by_its_first_year() -> None:
    assert years_for_decades("在20世纪50年代和60年代") == "在1950年代和60年代"
    assert years_for_decades("20世纪") == "20世纪"
