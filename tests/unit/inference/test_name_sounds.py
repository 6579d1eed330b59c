"""English names that were written by ear."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.inference.name_sounds import sound, with_english_names
from bertsum_app.text.names import NameTable

TABLE = NameTable(
    (
        ("Angola", "安哥拉", "zh en"),
        ("Congo", "刚果", "zh en"),
        ("Frankfurt", "法兰克福", "zh en"),
        ("Germany", "德国", "zh en"),
        ("Keynes", "凯恩斯", "zh en"),
        ("Murdoch", "默多克", "zh"),
        ("Rupert Murdoch", "默多克", "en"),
        ("San Diego", "圣地亚哥", "zh en"),
        ("Santiago", "圣地亚哥", "-"),
        ("Tocqueville", "托克维尔", "zh en"),
        ("Tyler", "泰勒", "-"),
        ("Taylor", "泰勒", "zh en"),
    )
)


def mended(source: str, output: str, pieces: tuple[str, ...] = ()) -> str:
    names = [match.name for match in TABLE.find(source, "zh")]
    return with_english_names(names, source, output, TABLE, lambda word: word in pieces)


@pytest.mark.parametrize(
    ("source", "output", "expected"),
    [
        ("托克维尔认为", "Tokville thinks", "Tocqueville thinks"),
        ("默多克的生意", "Merdoke's business", "Murdoch's business"),
        ("圣地亚哥大河", "The Santago River", "The Santiago River"),
        ("在法兰克福", "at Flankefore, where", "at Frankfurt, where"),
        ("安哥拉和德国", "Angora and Germany", "Angola and Germany"),
        # It is there, or a word made of it.
        ("德国城市", "a German city, Germyna", "a German city, Germyna"),
        ("托克维尔", "Tocqueville and Tokville", "Tocqueville and Tokville"),
        # Too short to tell, in small letters, another beginning, too many other letters.
        ("凯恩斯", "Kos", "Kos"),
        ("托克维尔", "tokville", "tokville"),
        ("安哥拉", "Nagala", "Nagala"),
        ("刚果", "Kung", "Kung"),
        # Another name, or a word that stands in the source.
        ("泰勒", "Tyler", "Tyler"),
        ("安哥拉的Angora兔", "an Angora rabbit", "an Angora rabbit"),
        # No name in the source.
        ("他", "Tokville", "Tokville"),
    ],
)
def test_names_written_by_ear_are_spelt_right(source: str, output: str, expected: str) -> None:
    assert mended(source, output) == expected


def test_what_the_network_writes_in_one_piece_is_a_word() -> None:
    assert mended("安哥拉", "Angora", pieces=("Angora",)) == "Angora"


def test_a_name_is_put_in_once() -> None:
    assert mended("默多克", "Merdoke and Merdok") == "Murdoch and Merdok"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Greenspan", "Glinspan"),
        ("Lucas", "Rcas"),
        ("Cleveland", "Clifland"),
        ("Geneva", "Jenwai"),
        ("Félix", "Felics"),
    ],
)
def test_what_sounds_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@given(st.text(max_size=12), st.text(max_size=12))
def test_outputs_without_names_of_the_source_stay(source: str, output: str) -> None:
    if not TABLE.find(source, "zh"):
        assert mended(source, output) == output


@given(st.sampled_from(["托克维尔", "默多克和安哥拉"]), st.text("AMTdgkolmnqrvile", max_size=30))
def test_what_is_spelt_right_stays(source: str, output: str) -> None:
    once = mended(source, output)

    assert mended(source, once) == once
