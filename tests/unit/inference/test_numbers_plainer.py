from __future__ import annotations

import pytest

from bertsum_app.inference.numbers.plainer import ready_to_copy


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
