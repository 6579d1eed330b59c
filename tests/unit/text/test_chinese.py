"""Chinese habits: ideographs, blanks between the scripts, full-width punctuation, variants."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.text.chinese import (
    ChineseConverter,
    full_width_punctuation,
    has_cjk,
    is_cjk,
    join_scripts,
    separate_scripts,
)

MIXED_TEXT = st.text(
    st.one_of(
        st.sampled_from(" \t\n.,:;?!()\"'，。：；？！（）“”…、你好世界aBc123/=_`-"),
        st.characters(codec="utf-8"),
    ),
    max_size=40,
) | st.lists(
    st.sampled_from(
        [
            "你好",
            "世界",
            "Java",
            "f(x)",
            "http://a.b/c?d=1",
            "...",
            "3.14",
            "12:30",
            "Inc.",
            '"',
            *" ,.:;?!()\n",
        ]
    ),
    max_size=20,
).map("".join)


@pytest.mark.parametrize("character", "一的龥㐀𠀀豈〇々")
def test_ideographs_are_cjk(character: str) -> None:
    assert is_cjk(character)
    assert has_cjk(f"abc {character}")


@pytest.mark.parametrize("character", "aZ1é，。“あア한 \n")
def test_other_characters_are_not_cjk(character: str) -> None:
    assert not is_cjk(character)
    assert not has_cjk(character)


@pytest.mark.parametrize(
    ("text", "separated"),
    [
        ("使用SQL数据库", "使用 SQL 数据库"),
        ("共3个", "共 3 个"),
        ("已经 分开 OK 了", "已经 分开 OK 了"),
        ("English only, 3.14", "English only, 3.14"),
        ("标点，ABC。", "标点，ABC。"),
        ("", ""),
    ],
)
def test_separates_the_scripts(text: str, separated: str) -> None:
    assert separate_scripts(text) == separated


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("使用 SQL 数据库", "使用SQL数据库"),
        ("我 爱 你", "我爱你"),
        ("你好 ， 世界 。", "你好，世界。"),
        ("Hello ， big world", "Hello，big world"),
        ("a big   world", "a big   world"),
        ("第一 行\n第二 行 ", "第一行\n第二行 "),
        ("行尾。 \n 行首", "行尾。 \n 行首"),
        ("他说 “OK” 了", "他说“OK”了"),
        ("he said “OK” again", "he said “OK” again"),
    ],
)
def test_joins_the_scripts(text: str, joined: str) -> None:
    assert join_scripts(text) == joined


@given(MIXED_TEXT)
def test_joining_undoes_separating(text: str) -> None:
    assert join_scripts(separate_scripts(text)) == join_scripts(text)
    assert join_scripts(join_scripts(text)) == join_scripts(text)


@given(MIXED_TEXT)
def test_blanks_are_all_that_separating_and_joining_touch(text: str) -> None:
    bare = text.replace(" ", "").replace("\t", "")
    for changed in (separate_scripts(text), join_scripts(text)):
        assert changed.replace(" ", "").replace("\t", "") == bare


@pytest.mark.parametrize(
    ("ascii_marks", "wide_marks"),
    [
        ("你好, 世界.", "你好，世界。"),
        ("你好,世界!真的?", "你好，世界！真的？"),
        ("真的??", "真的？？"),
        ("注意: 已完成; 下一步", "注意：已完成；下一步"),
        ("世界卫生组织 (WHO) 表示", "世界卫生组织（WHO）表示"),
        ("Python(编程语言)", "Python（编程语言）"),
        ("A: 你好", "A：你好"),
        ("他喜欢 Python, 我喜欢 Java!", "他喜欢 Python，我喜欢 Java！"),
        ("我喜欢Java.", "我喜欢Java。"),
        ("你用的是 Linux?", "你用的是 Linux？"),
        ("等等...", "等等……"),
        ("等等.....我来了", "等等……我来了"),
        ('他说: "你好."', "他说：“你好。”"),
        ('这个函数标记为 "弃用" 了', "这个函数标记为“弃用”了"),
        ('他说 "OK" 了', "他说“OK”了"),
        ('The word "你好" means hello.', "The word “你好” means hello."),
        (
            "时间:12:30, 比例为3:2, 共3,000人, 约3.14.",
            "时间：12:30，比例为3:2，共3,000人，约3.14。",
        ),
        ("1) 打开文件", "1）打开文件"),
        ("第一行, 好.\nSecond line, fine.\n第三行.", "第一行，好。\nSecond line, fine.\n第三行。"),
        ("如下:(1) 打开", "如下：（1）打开"),
        ("  缩进, 保留  ", "  缩进，保留  "),
        ("真的!(笑)", "真的！（笑）"),
    ],
)
def test_punctuation_of_chinese_becomes_full_width(ascii_marks: str, wide_marks: str) -> None:
    assert full_width_punctuation(ascii_marks) == wide_marks


@pytest.mark.parametrize(
    "text",
    [
        "",
        "你好，世界。“好”（是）……",
        'Hello, world (again): is it 3:2? Yes! "Sure".',
        "见 http://example.org/a,b?c=1;d(e)!f 页",
        "邮箱 mailto:a.b@example.org 可用",
        "路径 C:\\Temp\\a.txt 存在",
        "函数f(x, y)是连续的",
        "用print()输出",
        "运行 `a, b = f(x); c?` 即可",
        "如果a != b则停",
        "打开readme.txt文件",
        "使用std::vector类型",
        "版本2.0.1已发布",
        "他在 Apple Inc.",
        "你好 :-) 世界",
        "你好 :)",
        '一个5"的屏幕',
    ],
)
def test_other_punctuation_stays(text: str) -> None:
    assert full_width_punctuation(text) == text


def test_the_marks_of_an_english_quotation_in_chinese_stay() -> None:
    assert full_width_punctuation('他说: "Hello, my world."') == "他说：“Hello, my world.”"


@given(MIXED_TEXT)
def test_full_width_punctuation_is_idempotent(text: str) -> None:
    once = full_width_punctuation(text)
    assert full_width_punctuation(once) == once


@given(MIXED_TEXT)
def test_full_width_punctuation_keeps_lines_letters_and_digits(text: str) -> None:
    wide = full_width_punctuation(text)
    assert wide.count("\n") == text.count("\n")
    assert [c for c in wide if c.isalnum()] == [c for c in text if c.isalnum()]


@given(st.text(st.characters(codec="ascii"), max_size=60))
def test_purely_english_text_stays(text: str) -> None:
    assert full_width_punctuation(text) == text


def test_traditional_script_becomes_simplified_and_nothing_else_changes() -> None:
    converter = ChineseConverter()
    assert converter.to_simplified("漢字轉換, ABC") == "汉字转换, ABC"
    assert converter.to_simplified("汉字 and English") == "汉字 and English"
