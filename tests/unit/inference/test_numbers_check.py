from __future__ import annotations

import pytest

from bertsum_app.inference.numbers.check import numbers_differ


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("It costs 3 million euros.", "它花费300万欧元。"),
        ("增长了12.5%", "an increase of 12.5%"),
        ("２０２４年", "in 2024"),
        ("二十五个人", "25 people"),
        ("in December", "在12月"),
        ("5 apples", "五个苹果"),
        ("五个苹果", "5 apples"),
        ("1.2亿", "120 million"),
        ("1,000,000", "100万"),
        ("in the 1990s", "20世纪90年代"),
        ("in the 20th century's 90s", "20世纪90年代"),
        ("54 kilobytes", "54千字节"),
        ("23,000 warheads", "2万3千枚弹头"),
        ("11 November", "11月11日"),
        ("35 million, or twelve times as many", "3500万，是12倍"),
    ],
)
def test_equal_numbers_in_other_clothes(source: str, output: str) -> None:
    assert not numbers_differ(source, output)
    assert not numbers_differ(output, source)


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("It has 64 rooms.", "它有46个房间。"),
        ("Call 555-0199 now.", "现在打电话。"),
        ("版本3.11", "version 3.1"),
        ("250万", "2.5 thousand"),
        # A scale in words behind digits is no number in words, which might be the one that is missing.
        ("债务已突破35万亿美元。", "The debt has reached 35 million dollars."),
        ("35 million dollars", "35亿美元"),
        ("11月5日", "On January 5"),
        ("on 5 March", "5月5日"),
        ("in November 2012", "2012年"),
    ],
)
def test_other_numbers_are_told(source: str, output: str) -> None:
    assert numbers_differ(source, output)
