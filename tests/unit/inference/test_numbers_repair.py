from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.inference.numbers.check import numbers_differ
from bertsum_app.inference.numbers.repair import repair_numbers


@pytest.mark.parametrize(
    ("source", "output", "target", "repaired"),
    [
        ("He died in 1994.", "他死于194年。", "zh", "他死于1994年。"),
        ("The invoice over 1250 euros", "1520欧元的发票", "zh", "1250欧元的发票"),
        (
            "他生于1948年，死于2006年。",
            "Born in 198, died in 20006.",
            "en",
            "Born in 1948, died in 2006.",
        ),
        ("It cost 2.5 million dollars.", "花了250美元。", "zh", "花了250万美元。"),
        ("人口为2.4亿。", "The population is 24 million.", "en", "The population is 240 million."),
        ("25万人参加", "Joined by 25000 people", "en", "Joined by 250,000 people"),
        ("2019年11月17日", "On 17 January 2019", "en", "On 17 November 2019"),
        ("The talks of 5 March and 7 April", "2月5日和5月7日的会谈", "zh", "3月5日和4月7日的会谈"),
        # Written with a digit too many beside the right one.
        ("2022年1月21日，2022年", "On January 21, 2022, 20222", "en", "On January 21, 2022, 2022"),
        ("第22届，第30届", "the 202nd and 300th", "en", "the 22nd and 30th"),
        ("第112个", "the 1121st", "en", "the 112th"),
        # What is in words in the source.
        ("超过八十万的人", "more than 800 million people", "en", "more than 800,000 people"),
        # The scale alone is missing, and digits that are grouped as in no language.
        ("1,000万美国人", "more than 1,000 Americans", "en", "more than 10 million Americans"),
        ("834公顷，5600万公斤", "56,0000 kilograms", "en", "56 million kilograms"),
        # Of two that are missing the one that is like the wrong one.
        ("人口10亿，文盲2.4亿", "a population of 100 million", "en", "a population of 1 billion"),
        ("$2.3 trillion", "$2.3亿", "zh", "$2.3万亿"),
    ],
)
def test_wrong_numbers_are_exchanged_for_those_of_the_source(
    source: str, output: str, target: str, repaired: str
) -> None:
    assert repair_numbers(source, output, target) == repaired


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("There were 40 people.", "有40人。"),  # nothing is wrong
        ("There were 40 people.", "有人。"),  # nothing to exchange: where 40 belongs is not known
        ("There were people.", "有40人。"),  # nothing to put in its place
        ("He is one of two.", "他是2个中的1个。"),  # small numbers are as often words
        ("Flight 175 on September 11", "9月11日至17日的航班"),  # no 175th of a month
        ("He came in May 1994.", "他于1994年前来。"),  # a month may be left out
        ("He was born in 1994.", "他生于1994年，35岁。"),  # 35 is no slip of the pen for 1994
        # 35 may be neither of the two that are missing.
        ("He was 68 in 1994.", "他35岁。"),
        ("a century ago", "1000年前"),  # no number to be miswritten
    ],
)
def test_numbers_without_a_counterpart_stay(source: str, output: str) -> None:
    assert repair_numbers(source, output, "zh") == output


@given(st.lists(st.integers(10, 9_999_999), min_size=1, max_size=4, unique=True), st.randoms())
def test_as_many_wrong_numbers_as_missing_ones_leave_no_difference(
    numbers: list[int], random: object
) -> None:
    source = "There are " + " and ".join(map(str, numbers)) + " of them."
    # None of these can be one of the others: they are fractions.
    output = "有" + "和".join(f"{number}.37" for number in reversed(numbers)) + "个。"
    assert numbers_differ(source, output)
    assert not numbers_differ(source, repair_numbers(source, output, "zh"))
