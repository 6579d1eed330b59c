"""Numbers of a text written as the target language counts them.

What Chinese counts in 万 and 亿, English counts in millions: a small network would have to calculate.
In a source written the other way a number only has to be copied; and where the network copied the word
for a scale, the translation says it in its own way.
"""

from __future__ import annotations

import re

from bertsum_app.inference.numbers.months import spelled_out
from bertsum_app.inference.numbers.written import keeps_places, number_in, written_numbers

_COPIED_SCALE = re.compile(r"[a-z]", re.IGNORECASE)
_SEVERAL = re.compile(
    r"(?<=\d )(hundred|thousand|(?:m|b|tr)illion)s\b"
    r"(?: of(?! (?:the|them|this|these|those|[a-z]+'s|its)\b))?",
    re.IGNORECASE,
)


def ready_to_copy(text: str, source_language: str, target_language: str) -> str:
    """Numbers counted in steps as the target language counts them, and months of two digits in words.

    For a second try at a text whose numbers came out wrong: elsewhere it reads less naturally.
    """
    if keeps_places(text):
        for number in reversed(written_numbers(text)):
            if number.scale > 1:
                written = number_in(number, target_language)
                # A blank, as a language without blanks has none to tell the word from what follows.
                after = " " if written[-1].isalpha() and written.isascii() else ""
                text = text[: number.span.start] + written + after + text[number.span.end :]
    return spelled_out(text) if source_language == "zh" else text


def with_chinese_scales(text: str) -> str:
    """A Chinese text with $2.3 trillion as $2.3万亿."""
    if keeps_places(text) and _COPIED_SCALE.search(text):
        for number in reversed(written_numbers(text)):
            if number.scale > 1 and _COPIED_SCALE.search(number.span.of(text)):
                written = number_in(number, "zh")
                text = text[: number.span.start] + written + text[number.span.end :]
    return text


def with_single_scales(text: str) -> str:
    """An English text with 3.6 billions of euros as 3.6 billion euros."""
    return _SEVERAL.sub(r"\1", text)
