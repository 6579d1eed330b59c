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
        ("35 millions, 7 billionth, 2.5bn, £3m, 3m", [35e6, 7e9, 2.5e9, 3e6, 3]),
        ("2.3 trillion的市场", [2.3e12]),
        ("50m away", [50]),
        ("14,0000 and 56,000000", [140_000, 56_000_000]),
        ("10多亿、20余万、8百多万", [1e9, 200_000, 8_000_000]),
        ("10 000 of 1 000 000, in 2000 300 of 5 100", [10_000, 1e6, 2000, 300, 5, 100]),
        ("-.5 of v.5，与.45口径, .5.", [0.5, 5, 0.45, 0.5]),
        ("15½", [15, 1, 2]),
        ("20世纪五十年代", [1950]),
        ("none", []),
    ],
)
def test_numbers_are_read_by_value(text: str, values: list[float]) -> None:
    assert [number.plain for number in written_numbers(text)] == values


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("the 1990s", {1990, 90}),
        ("90年代", {90, 1890, 1990, 2090}),
        ("the 1800s", {1800, 19}),
        ("15:30", {15, 3}),
        ("480到500万", {480, 4_800_000}),
        ("15 metres", {15}),
    ],
)
def test_a_number_says_the_same_in_other_digits(text: str, says: set[float]) -> None:
    assert written_numbers(text)[0].says == says


@given(st.text("0123456789万亿千百十 ,.年代世纪abcmillion½", max_size=40))
def test_places_are_those_of_the_digits(text: str) -> None:
    numbers = written_numbers(text)
    if keeps_places(text):
        ends = [0, *(number.span.end for number in numbers)]
        for number, before in zip(numbers, ends, strict=False):
            assert before <= number.span.start < number.span.end <= len(text)
            assert number.span.of(text).lstrip(".")[0].isdigit()


def test_what_has_no_round_scale_is_written_in_full() -> None:
    [number] = written_numbers("136万288")
    assert (number_in(number, "en"), number_in(number, "zh")) == ("1,360,288", "1360288")


@given(st.integers(1, 99_999), st.sampled_from(["万", "亿", " million", " billion"]))
def test_a_number_written_in_the_other_language_says_the_same(count: int, scale: str) -> None:
    [number] = written_numbers(f"{count}{scale}")
    for language in ("en", "zh"):
        [again] = written_numbers(number_in(number, language))
        assert again.plain == number.plain


def test_a_decade_of_a_century_is_said_by_its_first_year() -> None:
    assert years_for_decades("在20世纪50年代和60年代") == "在1950年代和60年代"
    assert years_for_decades("20世纪五十年代") == "1950年代"
    assert years_for_decades("20世纪") == "20世纪"
