"""Where the terms of a glossary stand in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.text.chinese import ChineseConverter
from bertsum_app.text.glossary import Term, TermFinder, english_forms


def found(text: str, *terms: str, language: str = "en") -> list[str]:
    finder = TermFinder((Term(term, f"<{term}>") for term in terms), language)
    return [match.span.of(text) for match in finder.find(text)]


@pytest.mark.parametrize(
    ("text", "term", "expected"),
    [
        ("The cat and a CAT.", "cat", ["cat", "CAT"]),
        ("Two cats' tails", "cat", ["cats"]),
        ("category concat cat_id cat-like", "cat", ["cat"]),
        ("caching, cached and caches", "cache", ["caching", "cached", "caches"]),
        ("Policies of a policy", "policy", ["Policies", "policy"]),
        ("new boxes, good news", "new", ["new"]),
        ("SQL, sql and MySQL", "SQL", ["SQL"]),
        ("All APIs, no api", "API", ["APIs"]),
        ("Apple or apple", "Apple", ["Apple", "apple"]),
        ("new york, New York", "New York", ["New York"]),
        ("open source, opensource, open-source", "open source", ["open source"]),
        ("open  source", "open source", ["open  source"]),
        ("C++ and C", "C++", ["C++"]),
        ("使用SQL数据库", "SQL", ["SQL"]),
        ("使用MySQL数据库", "SQL", []),
        ("a\U0001f600cat", "cat", ["cat"]),
    ],
)
def test_a_term_is_found_in_its_forms_and_never_inside_a_word(
    text: str, term: str, expected: list[str]
) -> None:
    assert found(text, term) == expected


def test_the_longest_term_comes_first() -> None:
    terms = ("machine", "machine learning", "learning")
    assert found("Machine learning on a machine", *terms) == ["Machine learning", "machine"]


def test_only_english_words_have_forms() -> None:
    assert found("tests", "test", language="de") == []


def test_chinese_is_found_in_either_script() -> None:
    finder = TermFinder(
        [Term("數據庫", "database")], "zh", simplify=ChineseConverter().to_simplified
    )
    text = "使用数据库和數據庫"
    assert [match.span.of(text) for match in finder.find(text)] == ["数据库", "數據庫"]
    assert found("SQL 数据库", "SQL数据库", language="zh") == ["SQL 数据库"]


def test_what_is_to_stay_is_wanted_as_it_stands() -> None:
    finder = TermFinder([Term("kernel", None), Term("cat", " 猫 ")], "en")
    wanted = [match.wanted for match in finder.find("Kernels of a Cat")]
    assert wanted == ["Kernels", "猫"]


def test_of_two_entries_for_a_term_the_last_one_counts() -> None:
    [match] = TermFinder([Term("cat", "猫"), Term("cat", "猫咪")], "en").find("cat")
    assert match.wanted == "猫咪"


@pytest.mark.parametrize("side", ["", "  ", "a" * 201])
def test_terms_say_something_and_are_short(side: str) -> None:
    with pytest.raises(ValueError, match="1 to 200"):
        Term(side, "猫")
    with pytest.raises(ValueError, match="1 to 200"):
        Term("cat", side)


def test_forms_of_regular_words() -> None:
    assert english_forms("match") == {"match", "matchs", "matches", "matching", "matched"}
    assert english_forms("ID") == {"ID"}
    assert english_forms("x86") == {"x86"}


texts = st.text(st.sampled_from("catSQL 数据库_-1.\n"), max_size=30)


@given(texts, st.lists(texts.filter(str.strip), max_size=5))
def test_matches_are_in_order_apart_and_at_borders_of_words(text: str, terms: list[str]) -> None:
    matches = TermFinder((Term(term, None) for term in terms), "en").find(text)
    at = 0
    for match in matches:
        assert match.span.start >= at
        assert match.span.end > match.span.start
        at = match.span.end
        for border in (match.span.start, match.span.end):
            beside = text[max(0, border - 1) : border + 1]
            assert not (
                len(beside) == 2
                and beside.isascii()
                and all(c == "_" or c.isalnum() for c in beside)
            )


@given(texts.filter(str.strip))
def test_every_term_is_found_in_itself(term: str) -> None:
    assert len(TermFinder([Term(term, None)], "en").find(term)) == 1
