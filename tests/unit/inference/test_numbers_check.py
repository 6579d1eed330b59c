from __future__ import annotations

import pytest

from bertsum_app.inference.numbers.check import numbers_differ, wrong_numbers


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
        # Words beside digits, each read by its value.
        ("over 800,000 Basque speakers", "超过八十万的人"),
        ("half a million deaths", "50万人死亡"),
        ("two and a half hours", "2.5小时"),
        ("around two dozen members", "约24名议员"),
        ("two decades", "20年"),
        ("in nineteen ninety-four", "1994年"),
        ("Super Bowl XXXIII", "第33届超级碗"),
        ("40% of the income", "收入的四成"),
        ("the 10:30 train", "十点三十分的火车"),
        ("a 2-core CPU", "一个双核CPU"),
        ("It takes an hour.", "需要1小时。"),
        ("hundreds of people, 24 of them old", "数百人，其中24人年老"),
        # The same said in another way.
        ("in the 1960s and 1970s", "20世纪60年代和70年代"),
        ("the 1950s", "20世纪五十年代"),
        ("in the 1800s", "19世纪"),
        ("from 4.8 to 4.7 million", "从480万到470万"),
        ("85-100 million jobs", "8500万到1亿个岗位"),
        ("in 2019-20", "2019-2020年"),
        ("more than 100 million", "1亿多"),
        ("10 000 people", "10,000人"),
        ("£30m and £2.3bn", "3000万英镑和23亿英镑"),
        ("between .5 and 1", "在0.5和1之间"),
        ("at 15:00", "下午3点"),
        ("won by 15½ games", "以15½场获胜"),
        # A month's name may be another word, or somebody's.
        ("May I come in?", "我可以进来吗？"),
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
        # Beside other numbers in words, which do not stand for it.
        ("超过八十万的人", "more than 800 million people"),
        ("上午十点", "at 100 am"),
        ("When I was ten, in 1994", "我十岁那年"),
        # Without a grouping, or with another than any language's.
        ("1400万", "by 14,0000"),
        ("6108亿元", "6108 billions"),
        ("5万张", "5 million of them"),
        ("2.3 trillion", "2.3亿"),
        # Small ones.
        ("七月1日", "In July"),
        ("3 apples", "2个苹果"),
        ("第5周", "in the third week"),
    ],
)
def test_other_numbers_are_told(source: str, output: str) -> None:
    assert numbers_differ(source, output)


def test_wrong_numbers_are_counted_on_both_sides() -> None:
    assert wrong_numbers("in 1994 and 1998", "1994年和1998年") == 0
    assert wrong_numbers("in 1994 and 1998", "1994年") == 1
    assert wrong_numbers("in 1994 and 1998", "1994年、194年和198年") == 3
