"""What looks otherwise becomes marks, and from marks the same looks come again."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from bertsum_app.documents.flow import flow_of
from bertsum_app.documents.looks import LookedAt, Looks, joined, marks_of, safe_address, without
from bertsum_app.documents.model import PLAIN, Block, Document, Look
from bertsum_app.inference.mark_projection import is_sound
from helpers.looks import looked_at

BOLD, ITALIC, LINK = Look(bold=True), Look(italic=True), Look(address="http://a.b/")


def looks_of(text: str, looks: Looks) -> list[tuple[str, Look]]:
    """Each character that is to be seen, as it is shown where the text flows anew."""
    block = Block("paragraph", text, marks_of(text, looks))
    return [
        (sign, run.look)
        for group in flow_of(Document("pdf", (block,)), {})
        for line in group.pieces[0].words[0].lines
        for run in line
        for sign in run.text
        if not sign.isspace()
    ]


@given(looked_at())
def test_every_character_looks_as_it_did(given: tuple[str, Looks]) -> None:
    text, looks = given

    wanted = [PLAIN] * len(text)
    for each in looks:
        wanted[each.start : each.end] = [each.look] * (each.end - each.start)
    assert looks_of(text, looks) == [
        (sign, look) for sign, look in zip(text, wanted, strict=True) if not sign.isspace()
    ]


@given(looked_at())
def test_marks_lie_within_or_beside_each_other(given: tuple[str, Looks]) -> None:
    text, looks = given
    marks = marks_of(text, looks)

    assert is_sound(marks, [(mark.start, mark.end) for mark in marks], len(text))
    assert all(mark.parent < number for number, mark in enumerate(marks))
    breaks = [mark.start for mark in marks if mark.keep]
    assert breaks == [at.start() for at in re.finditer("\n", text)]


def test_what_looks_the_same_is_one_mark_and_blanks_around_it_are_none() -> None:
    text = "a bold word that stands here"
    looks = (LookedAt(1, 6, BOLD), LookedAt(7, 12, BOLD))

    [mark] = marks_of(text, looks)

    assert text[mark.start : mark.end] == "bold word"


def test_the_look_of_most_of_a_text_is_around_what_looks_otherwise() -> None:
    text = "all leans but this here"

    base, other = marks_of(text, (LookedAt(0, 14, ITALIC), LookedAt(19, 23, ITALIC)))

    assert (base.start, base.end, base.look) == (0, len(text), ITALIC)
    assert (text[other.start : other.end], other.parent, other.look) == ("this", 0, PLAIN)


def test_a_link_with_a_bold_word_in_it_is_one_link() -> None:
    text = "see the new manual."
    strong = Look(bold=True, address=LINK.address)
    looks = (LookedAt(4, 7, LINK), LookedAt(8, 11, strong), LookedAt(12, 18, LINK))

    whole, inner = marks_of(text, looks)

    assert (text[whole.start : whole.end], whole.look) == ("the new manual", LINK)
    assert (text[inner.start : inner.end], inner.parent, inner.look) == ("new", 0, strong)


def test_a_line_break_is_in_no_mark_that_it_could_tear() -> None:
    text = "first\nsecond plain words of the rest"

    marks = marks_of(text, (LookedAt(0, 12, BOLD),))

    assert [text[m.start : m.end] for m in marks] == ["first", "second", "\n"]


@given(looked_at(), looked_at())
def test_looks_of_joined_texts_stay_with_their_words(
    first: tuple[str, Looks], second: tuple[str, Looks]
) -> None:
    # As where a hyphen at the end of a line goes.
    text = first[0][:-1] + second[0]
    looks = joined(first[1], second[1], at=len(text) - len(second[0]))

    kept = joined(first[1], (), at=len(first[0]) - 1)
    assert looks_of(text, looks) == looks_of(first[0][:-1], kept) + looks_of(*second)


@given(looked_at())
def test_looks_stay_with_their_words_where_others_go(given: tuple[str, Looks]) -> None:
    text, looks = given
    unseen = list(re.finditer("[b-]", text))

    seen = without(looks, unseen)

    kept = re.sub("[b-]", "", text)
    assert looks_of(kept, seen) == [each for each in looks_of(text, looks) if each[0] not in "b-"]


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://example.org/a?b=c&d#e", "https://example.org/a?b=c&d#e"),
        (" mailto:a@b.org ", "mailto:a@b.org"),
        ("http://a.org/中 文", "http://a.org/%E4%B8%AD%20%E6%96%87"),
        ('http://a.org/"><script>', "http://a.org/%22%3E%3Cscript%3E"),
        *((address, "") for address in ("javascript:alert(1)", "file:///etc/passwd", "a.html", "")),
        *((address, "") for address in ("http://[a", "http:", "http://" + "a" * 3000)),
    ],
)
def test_links_lead_to_addresses_only(address: str, safe: str) -> None:
    assert safe_address(address) == safe
