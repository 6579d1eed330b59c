"""Numbers of a source text written so that a small network reads them more easily.

What Chinese counts in 万 and 亿, English counts in millions: the network would have to calculate.
Written as the target language writes it, a number only has to be copied.
"""

from __future__ import annotations

from bertsum_app.inference.numbers.months import spelled_out
from bertsum_app.inference.numbers.written import keeps_places, number_in, written_numbers


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
