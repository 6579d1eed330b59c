"""Names in English and Chinese, and where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.text.names import NameTable, shipped_names

ROWS = (
    ("Athens", "雅典", "zh en"),
    ("Côte d'Ivoire", "科特迪瓦", "zh en"),
    ("Guinea", "几内亚", "zh en"),
    ("New York", "纽约", "zh en"),
    ("New York Times", "纽约时报", "zh"),
    ("San Diego", "圣地牙哥", "-"),
    ("San Diego", "圣迭戈", "zh en"),
    ("Linux", "利纳克斯", "-"),
)


@pytest.fixture(scope="module")
def table() -> NameTable:
    return NameTable(ROWS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Athens, San Diego's port.", ["Athens", "San Diego"]),
        ("The New York Times of New York", ["New York Times", "New York"]),
        ("在Athens和New York的", ["Athens", "New York"]),
        ("Côte d'Ivoire!", ["Côte d'Ivoire"]),
        ("New Yorkers, athens, Newer New", []),
        ("athens.Athens, /Athens, Athens/x, x@Athens, Athens.org, Athens(2), $Athens", []),
        ("Guinea-Bissau, Neo-Athens, Athens:8080", []),
        ("(Athens) “Athens” Athens: yes. Athens.", ["Athens"] * 4),
        ("", []),
    ],
)
def test_english_names_are_whole_words_of_text(
    table: NameTable, text: str, expected: list[str]
) -> None:
    assert [match.span.of(text) for match in table.find(text, "en")] == expected


def test_of_several_chinese_names_the_longest_is_meant(table: NameTable) -> None:
    text = "《纽约时报》在纽约，不在圣地牙哥。"

    found = table.find(text, "zh")

    assert [match.span.of(text) for match in found] == ["纽约时报", "纽约", "圣地牙哥"]


def test_the_usual_rendering_comes_first_and_all_are_known(table: NameTable) -> None:
    [match] = table.find("San Diego", "en")

    assert match.name.renderings == ("圣迭戈", "圣地牙哥")
    assert match.name.translated


def test_a_name_may_be_known_and_still_left_as_it_is(table: NameTable) -> None:
    [match] = table.find("on Linux", "en")

    assert not match.name.translated


@given(st.text("aA tNY.'-/雅典纽约时报Ahens ewYorkTim", max_size=60))
def test_names_found_are_names_in_order(text: str) -> None:
    table = NameTable(ROWS)
    for language in ("en", "zh"):
        end = 0
        for match in table.find(text, language):
            assert end <= match.span.start < match.span.end <= len(text)
            assert match.span.of(text) == match.name.text
            end = match.span.end


def test_a_table_is_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "names.tsv"
    path.write_text("Athens\t雅典\tzh en\n", encoding="utf-8", newline="\n")

    assert [match.name.text for match in NameTable.read(path).find("雅典", "zh")] == ["雅典"]


def test_a_damaged_table_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "names.tsv"
    path.write_text("Athens\t雅典\n", encoding="utf-8")

    with pytest.raises(ValueError, match="unpack"):
        NameTable.read(path)


@pytest.mark.parametrize(
    ("english", "chinese"),
    [("Ukraine", "乌克兰"), ("Hiroshima", "广岛"), ("San Diego", "圣迭戈"), ("Merkel", "默克尔")],
)
def test_the_program_brings_common_names_along(english: str, chinese: str) -> None:
    [match] = shipped_names().find(english, "en")

    assert match.name.translated
    assert match.name.renderings[0] == chinese


@pytest.mark.parametrize(
    "word", ["Linux", "Firefox", "SARS", "Facebook", "May", "Kate", "I", "URL"]
)
def test_what_translators_leave_in_latin_is_not_translated(word: str) -> None:
    assert not any(match.name.translated for match in shipped_names().find(word, "en"))
