from __future__ import annotations

import pytest

from bertsum_app.inference.numbers.plainer import (
    ready_to_copy,
    with_chinese_scales,
    with_single_scales,
)


@pytest.mark.parametrize(
    ("text", "source", "target", "ready"),
    [
        ("总值1500万英镑", "zh", "en", "总值15 million 英镑"),
        ("2万人", "zh", "en", "20,000人"),
        ("11月和2月，6108亿元", "zh", "en", "十一月和2月，610.8 billion 元"),
        ("It cost 2.5 million dollars.", "en", "zh", "It cost 250万 dollars."),
        ("in 1994", "en", "zh", "in 1994"),
        # Where characters fall apart in normalisation, places are not certain.
        ("½ of 2 million", "en", "zh", "½ of 2 million"),
    ],
)
def test_numbers_are_written_as_the_target_language_counts(
    text: str, source: str, target: str, ready: str
) -> None:
    assert ready_to_copy(text, source, target) == ready


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("美元$2.3  trillion的市场", "美元$2.3万亿的市场"),
        ("28 billion和5 thousand", "280亿和5000"),
        ("2.3万亿、3千、40 millionaires、iPhone 15", "2.3万亿、3千、40 millionaires、iPhone 15"),
    ],
)
def test_scales_that_were_copied_are_written_in_chinese(text: str, written: str) -> None:
    assert with_chinese_scales(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("3.6 billions of euros, 35 millions.", "3.6 billion euros, 35 million."),
        ("2 millions of the people", "2 million of the people"),
        ("billions of dollars, in the 50 hundreds", "billions of dollars, in the 50 hundred"),
    ],
)
def test_a_scale_behind_digits_is_single(text: str, written: str) -> None:
    assert with_single_scales(text) == written
