"""Subtitles: sentences run over their borders, times stay."""

from __future__ import annotations

import pytest

from bertsum_app.documents.errors import DocumentDamaged
from bertsum_app.documents.model import NewText
from bertsum_app.documents.subtitles import SubRip, WebVtt
from helpers.documents import SRT, VTT, put, rewritten, source


def test_a_sentence_over_two_subtitles_is_one_block() -> None:
    blocks = SubRip.read(source(SRT)).blocks

    assert [block.text for block in blocks] == [
        "Hello there, I think that we should go.",
        "- Yes.\n- No.",
    ]


def test_words_change_and_times_stay() -> None:
    assert rewritten(SubRip, SRT) == (
        SRT.replace("Hello there, I <i>think</i> that we", "HELLO THERE, I <i>THINK</i> THAT WE")
        .replace("should go.", "SHOULD GO.")
        .replace("- Yes.\n- No.", "- YES.\n- NO.")
    )


def test_a_translation_is_cut_where_its_border_stands() -> None:
    new = {0: NewText("你好，我想我们该走了。", ((4, 5), (7, 7)))}

    written = put(SubRip, SRT, new)

    assert "00:00:02,000\n你好，我<i>想</i>我们\n\n2\n" in written
    assert "00:00:03,000\n该走了。\n\n3\n" in written


def test_web_subtitles_keep_their_head_notes_and_voices() -> None:
    assert rewritten(WebVtt, VTT) == VTT.replace("Hello there", "HELLO THERE").replace(
        "Good bye", "GOOD BYE"
    )


def test_bilingual_subtitles_show_both_languages_at_once() -> None:
    written = rewritten(SubRip, SRT, bilingual=True)

    assert "that we\nHELLO THERE, I <i>THINK</i> THAT WE\n\n2" in written
    assert "should go.\nSHOULD GO.\n\n3" in written


def test_line_ends_of_windows_stay() -> None:
    text = SRT.replace("\n", "\r\n")

    assert rewritten(SubRip, text) == rewritten(SubRip, SRT).replace("\n", "\r\n")


def test_a_file_without_times_is_damaged() -> None:
    with pytest.raises(DocumentDamaged):
        SubRip.read(source("no times here\n"))
