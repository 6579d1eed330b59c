from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.inference.numbers.months import (
    exchanged_months,
    month_name,
    months_in,
    spelled_out,
)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("2015年11月资料片，十二月、3月", [11, 12, 3]),
        ("3个月、三个月、1.5月", []),
        ("Nov. 5, December 6 and Sept 7", [11, 12, 9]),
        ("Novel decisions may march on", []),
        ("二十一月", []),
    ],
)
def test_months_are_found_by_name_and_number(text: str, numbers: list[int]) -> None:
    assert [month.number for month in months_in(text)] == numbers


@given(st.integers(1, 12), st.sampled_from(["en", "zh"]))
def test_what_is_written_is_read_again(number: int, language: str) -> None:
    [month] = months_in(month_name(number, language))
    assert month.number == number


def test_months_of_two_digits_are_spelled_out() -> None:
    assert spelled_out("9月、10月、2012年12月，十月") == "9月、十月、2012年十二月，十月"


def test_only_a_month_in_the_place_of_another_is_told() -> None:
    missing, invented = exchanged_months("11月5日", "On January 5")
    assert [month.number for month in missing] == [11]
    assert [month.number for month in invented] == [1]
    assert exchanged_months("11月5日和1月", "On January 5") == ((), ())
