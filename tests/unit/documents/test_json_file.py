"""Data in JSON: values that are words change, every other byte stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.documents.errors import DocumentDamaged, DocumentLacksColumn
from bertsum_app.documents.format import Source, WriteOptions
from bertsum_app.documents.formats import format_of
from bertsum_app.documents.json_file import JsonFile
from bertsum_app.documents.model import Column, NewText
from bertsum_app.documents.worker import read_document
from helpers.documents import JSON, in_capitals, source, unchanged


def texts(text: str) -> list[str]:
    """The values to translate."""
    return [block.text for block in JsonFile.read(source(text, "a.json")).blocks]


def put(text: str, new: dict[int, NewText], *, bilingual: bool = False) -> str:
    """The data with new words."""
    written = JsonFile.write(source(text, "a.json"), new, WriteOptions("zh", bilingual))
    return written.data.decode()


def test_values_that_are_words_are_read_and_others_are_not() -> None:
    assert texts(JSON) == ["Open file", "A green field", "one word", "Sea", 'Say é and "so"']


def test_all_but_the_words_stays_byte_for_byte() -> None:
    new = in_capitals(JsonFile.read(source(JSON, "a.json")))

    assert put(JSON, new) == (
        JSON.replace("Open file", "OPEN FILE")
        .replace("A green field", "A GREEN FIELD")
        .replace("one word", "ONE WORD")
        .replace("Sea", "SEA")
        .replace('Say \\u00e9 and \\"so\\"', 'SAY \\u00c9 AND \\"SO\\"')
    )


def test_letters_are_escaped_where_the_file_escapes_them() -> None:
    assert put('{"t": "two words"}', {0: NewText("两个词")}) == '{"t": "两个词"}'
    assert put('{"t": "two w\\u00f6rds"}', {0: NewText("中")}) == '{"t": "\\u4e2d"}'


def test_bilingual_data_have_both_under_keys_of_their_own() -> None:
    text = '{"title": "A green field", "list": ["two words"]}'

    assert json.loads(put(text, {0: NewText("绿"), 1: NewText("两")}, bilingual=True)) == {
        "title": "A green field",
        "title.zh": "绿",
        "list": ["two words\n两"],
    }


def test_single_words_count_in_files_of_nothing_but_strings() -> None:
    assert texts('{"menu": {"open": "Open", "new": "New file", "id": "X1"}}') == [
        "Open",
        "New file",
    ]
    assert texts('{"menu": {"open": "Open", "size": 3}}') == []


def test_messages_with_cases_in_them_are_left_alone() -> None:
    assert texts('{"n": "{count, plural, one {# file} other {# files}}"}') == []


def test_json_lines_are_read() -> None:
    text = '{"text": "The first one."}\n{"text": "The second."}\n'

    assert texts(text) == ["The first one.", "The second."]
    assert put(text, {1: NewText("第二")}) == text.replace("The second.", "第二")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text('ab "\\/中\n😀', max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("k中", max_size=2), inner),
    max_leaves=12,
)


@given(VALUES, st.booleans(), st.sampled_from([None, 2]))
def test_the_same_words_again_give_the_same_data(
    value: object, ascii_only: bool, indent: int | None
) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    document = JsonFile.read(source(text, "a.json"))

    assert json.loads(put(text, unchanged(document))) == value


@given(VALUES, st.text('ab中"\\\n\x00\u2028', max_size=5))
def test_new_words_are_where_the_old_ones_were_and_keys_stay(value: object, new: str) -> None:
    text = json.dumps({"k": value, "title": "two words"})
    document = JsonFile.read(source(text, "a.json"))
    old = {block.text for block in document.blocks}

    written = json.loads(put(text, dict.fromkeys(range(len(document.blocks)), NewText(new))))

    def shape(each: object) -> object:
        """The data without the texts that may change."""
        if isinstance(each, dict):
            return {key: shape(inner) for key, inner in each.items()}
        if isinstance(each, list):
            return [shape(inner) for inner in each]
        return None if each in old or each == new else each

    assert shape(written) == shape(json.loads(text))
    assert written["title"] == new


@pytest.mark.parametrize(
    "text", ["{", '{"a" 1}', "[1,]", '"a', "{'a': 1}", "[" * 3000 + "]" * 3000]
)
def test_what_is_no_json_is_damaged(text: str) -> None:
    with pytest.raises(DocumentDamaged):
        read_document(source(text, "a.json"))


def test_what_is_nested_too_deeply_is_told_from_what_is_no_json() -> None:
    with pytest.raises(DocumentDamaged, match="too deeply"):
        read_document(source("[" * 300_000 + "]" * 300_000, "a.json"))


def test_it_is_known_by_its_name() -> None:
    assert format_of(source('{"a": 1}', "a.json")) is JsonFile


def test_keys_that_the_user_names_are_read_and_no_others() -> None:
    text = '{"a": {"name": "x1", "note": "Two words"}, "b": [{"name": "red"}, {"name": "7"}]}'
    document = JsonFile.read(Source(Path("a.json"), text.encode(), columns=("name",)))

    assert [block.text for block in document.blocks] == ["x1", "red"]
    assert document.columns == (Column("name", "x1", True), Column("note", "Two words", False))


def test_a_key_that_is_not_there_is_told() -> None:
    with pytest.raises(DocumentLacksColumn):
        JsonFile.read(Source(Path("a.json"), JSON.encode(), columns=("Title",)))
