"""Pairs that are no translations are dropped by name; those that are stay."""

from __future__ import annotations

import json

import pytest

from bertsum_app.corpus.examples import TranslationExample
from bertsum_app.corpus.filters import FilterReport, fault, filter_pairs


def pair(english: str, chinese: str) -> TranslationExample:
    return TranslationExample(english, chinese, "made-up")


@pytest.mark.parametrize(
    ("english", "chinese", "name"),
    [
        ("This has 漢字 in it.", "这里有汉字。", "script"),
        ("Good morning to you all.", "おはようございます。", "script"),
        ("Good morning to you all.", "Guten Morgen an alle", "script"),
        ("1998 - 2004", "1998年到2004年", "script"),
        ("run all of the tests now", "现在请大家运行测试 run all of the tests now", "copy"),
        ("I have not seen him for a very long time.", "没有。", "length-ratio"),
        ("Yes, we do not know.", "是" * 40, "length-ratio"),
        ("The bridge was opened to traffic in 1932.", "这座桥于1923年通车。", "numbers"),
        ("The bridge was opened to traffic later.", "这座桥于1923年通车。", "numbers"),
    ],
)
def test_each_rule_has_its_name(english: str, chinese: str, name: str) -> None:
    assert fault(pair(english, chinese)) == name


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("OK", "好"),
        ("Open SQL Server Management Studio.", "打开SQL Server Management Studio。"),
        ("It cost 1,250 dollars in 1998.", "它在1998年要1250美元。"),
        ("More than 25 million people live here.", "这里住着2500多万人。"),
        ("She is twenty-five years old today.", "她今天25岁。"),
        ("Meet me at 10 p.m. tonight.", "今晚22点见我。"),
        ("internationalization", "国际化"),
    ],
)
def test_a_fair_translation_breaks_no_rule(english: str, chinese: str) -> None:
    assert fault(pair(english, chinese)) == ""


def test_equal_pairs_are_told_across_domains_whatever_their_case_and_marks() -> None:
    tagged = [
        ("talks", pair("Close the door!", "关门！")),
        ("news", pair("close the  door.", "关门。")),
        ("news", pair("Close the door!", "把门关上！")),
    ]
    report = FilterReport()
    assert list(filter_pairs(tagged, report)) == [tagged[0], tagged[2]]
    assert {name: dict(found) for name, found in report.dropped.items()} == {
        "duplicate": {"news": 1}
    }
    assert dict(report.kept) == {"talks": 1, "news": 1}


def test_the_report_counts_all_and_shows_a_few() -> None:
    report = FilterReport()
    bad = [("news", pair(f"漢{n}", "汉")) for n in range(9)]
    assert list(filter_pairs(bad, report)) == []
    written = json.loads(report.to_json())
    assert written["dropped"] == {"script": {"news": 9}}
    assert written["examples"]["script"][0] == ["news", "漢0", "汉"]
    assert len(written["examples"]["script"]) == 5
    assert list(report.lines()) == ["dropped by script: 9 (news 9)", "kept: 0 pairs"]
