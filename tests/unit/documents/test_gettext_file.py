"""Catalogues of messages: what is missing is put in, what is there stays."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.documents.accelerators import find_accelerator, mark_for
from bertsum_app.documents.errors import DocumentDamaged, DocumentOtherLanguage
from bertsum_app.documents.format import WriteOptions
from bertsum_app.documents.formats import format_of
from bertsum_app.documents.gettext_entries import escaped, literals, read_entries
from bertsum_app.documents.gettext_file import GettextFile
from bertsum_app.documents.model import NewText
from helpers.catalogues import PO
from helpers.documents import source, unchanged

HEADER = 'msgid ""\nmsgstr "Language: {}\\nPlural-Forms: nplurals={};\\n"\n\n'


def put(text: str, new: dict[int, NewText], language: str = "zh") -> str:
    """The catalogue with translations."""
    written = GettextFile.write(source(text), new, WriteOptions(language))
    assert written.left_out == ()
    return written.data.decode()


def put_one(message: str, translation: str, language: str = "zh", **marks: object) -> str:
    """What stands for one message."""
    text = f'msgid "{message}"\nmsgstr ""\n'
    found = re.search(r"msgstr (.*)\n\Z", put(text, {0: NewText(translation)}, language), re.S)
    assert found is not None
    return found.group(1)


def test_messages_are_blocks_without_their_keys_and_with_what_programs_put_in() -> None:
    blocks = GettextFile.read(source(PO)).blocks

    assert [block.text for block in blocks] == [
        "File",
        "Cannot open %s:\nerror %-3d.\n",
        "One file",
        "%(count)d files",
        "See the manual, %s, <file>.\nGood bye.",
    ]
    kept = [[b.text[m.start : m.end] for m in b.marks if m.keep] for b in blocks]
    assert kept == [[], ["%s", "%-3d"], [], ["%(count)d"], ["<file>", "\n"]]


def test_translations_are_put_in_and_marked_to_be_looked_over() -> None:
    new = {
        0: NewText("文件"),
        1: NewText("打不开 %s：\n错误 %-3d。\n", ((4, 6), (4, 6), (11, 15))),
        2: NewText("一个文件"),
        3: NewText("%(count)d 个文件", ((0, 9),)),
    }

    assert put(PO, new) == (
        PO.replace("Language: ", "Language: zh")
        .replace("nplurals=INTEGER; plural=EXPRESSION;", "nplurals=1; plural=0;")
        .replace('msgctxt "menu"', '#, fuzzy\nmsgctxt "menu"')
        .replace('"_File"\nmsgstr ""', '"_File"\nmsgstr "文件(_F)"')
        .replace(
            '%-3d.\\n"\nmsgstr ""',
            '%-3d.\\n"\nmsgstr ""\n"打不开 <b>%s</b>：\\n"\n"错误 %-3d。\\n"',
        )
        .replace("#, c-format", "#, c-format, fuzzy")
        .replace("#, python-format", "#, python-format, fuzzy")
        .replace('msgstr[0] ""\nmsgstr[1] ""', 'msgstr[0] "%(count)d 个文件"')
    )


def test_english_has_two_forms() -> None:
    new = {2: NewText("1 file"), 3: NewText("%(count)d files", ((0, 9),))}

    text = put(PO, new, "en")

    assert 'msgstr[0] "1 file"\nmsgstr[1] "%(count)d files"' in text
    assert "nplurals=2; plural=(n != 1);" in text


def test_the_forms_that_a_begun_catalogue_says_are_kept() -> None:
    text = (
        HEADER.format("zh_CN", 3) + 'msgid "a"\nmsgstr "b"\n\n'
        'msgid "One"\nmsgid_plural "Many"\nmsgstr[0] ""\nmsgstr[1] ""\nmsgstr[2] ""\n'
    )

    new = put(text, {1: NewText("一"), 2: NewText("多")})

    assert 'msgstr[0] "一"\nmsgstr[1] "多"\nmsgstr[2] "多"\n' in new
    assert "Language: zh_CN" in new


def test_what_is_translated_stays_even_if_somebody_asks() -> None:
    text = 'msgid "Open"\nmsgstr "Auf"\n\n#, fuzzy\nmsgid "Close"\nmsgstr "Zu"\n'
    blocks = GettextFile.read(source(text)).blocks

    assert [block.translate for block in blocks] == [False, False]
    assert put(text, {0: NewText("开"), 1: NewText("关")}) == text


def test_a_half_translated_plural_stays_empty() -> None:
    assert put(PO, {2: NewText("一个文件")}) == PO


def test_translations_into_another_language_are_not_mixed_with_ours() -> None:
    text = HEADER.format("de", 2) + 'msgid "Open"\nmsgstr "Auf"\n\nmsgid "Close"\nmsgstr ""\n'

    assert GettextFile.read(source(text)).translated_into == ("de",)
    with pytest.raises(DocumentOtherLanguage) as caught:
        put(text, {1: NewText("关")})

    assert caught.value.params["language"] == "de"
    assert 'msgstr "关"' in put(text.replace('"Auf"', '""'), {1: NewText("关")})


def test_an_encoding_without_the_new_words_becomes_utf_8_and_says_so() -> None:
    text = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=ISO-8859-1\\n"\n\nmsgid "é"\nmsgstr ""\n'
    given_file = source("")
    given_file = type(given_file)(given_file.path, text.encode("latin-1"))

    written = GettextFile.write(given_file, {0: NewText("中")}, WriteOptions("zh")).data.decode()

    assert "charset=UTF-8" in written
    assert 'msgid "é"\nmsgstr "中"' in written


def test_line_ends_stay() -> None:
    text = PO.replace("\n", "\r\n")

    new = put(text, {0: NewText("文件")})

    assert "\n" not in new.replace("\r\n", "")


@given(st.text('ab"\\\n\t中\x07\x1f<>%&_', max_size=12))
def test_whatever_is_written_is_read_again(text: str) -> None:
    entry = f'msgid {literals(escaped(text), chr(10))}\nmsgstr "x"\n'

    assert [each.id.text for each in read_entries(entry)] == [text]


@given(st.text('ab 中%s<b></b>{n}"\\\n', min_size=1, max_size=16).filter(str.strip))
def test_the_same_words_again_are_the_message_itself(message: str) -> None:
    text = f'#, c-format\nmsgid {literals(escaped(message), chr(10))}\nmsgstr ""\n'
    document = GettextFile.read(source(text))

    [entry] = read_entries(put(text, unchanged(document)))

    if any(block.translate for block in document.blocks):
        assert entry.translations[0].text.replace("<br>", "\n") == message


@pytest.mark.parametrize(
    ("message", "words", "letter"),
    [
        ("_File", "File", "F"),
        ("Save _As…", "Save As…", "A"),
        ("E&xit", "Exit", "X"),
        ("文件(_F)", "文件", "F"),
        ("保存(&S)...", "保存...", "S"),
        ("foo_bar", None, None),
        ("my_long_name", None, None),
        ("R&D", None, None),
        ("A &amp; B", None, None),
        ("a & b", None, None),
        ("_a _b", None, None),
        ("__init__", None, None),
    ],
)
def test_keys_of_menus_are_found(message: str, words: str | None, letter: str | None) -> None:
    found = find_accelerator(message)

    assert (found.letter if found else None) == letter
    if found:
        assert message[: found.start] + message[found.end :] == words


@pytest.mark.parametrize(
    ("message", "translation", "expected"),
    [
        ("_File", "文件", "文件(_F)"),
        ("&Save As...", "另存为...", "另存为(&S)..."),
        ("文件(_F)", "File", "_File"),
        ("退出(&X)", "Exit", "&Exit"),
        # In capitals it is longer by a letter.
        ("_Wide", "Größe wählen", "Größe _wählen"),
        ("_Bold", "ßß b", "ßß _b"),
    ],
)
def test_keys_of_menus_are_marked_again(message: str, translation: str, expected: str) -> None:
    accelerator = find_accelerator(message)
    assert accelerator is not None
    sign, at = mark_for(translation, accelerator)

    assert translation[:at] + sign + translation[at:] == expected
    assert put_one(message, translation) == f'"{expected}"'


@pytest.mark.parametrize("name", ["a.po", "a.txt", "a.pot"])
def test_a_catalogue_is_known_by_its_content(name: str) -> None:
    assert format_of(source(PO, name)) is GettextFile


@pytest.mark.parametrize(
    "text",
    [
        'msgid "a"\n',
        'msgstr "a"\n',
        '"a"\n',
        "something\n",
        'msgid "a"\nmsgid "b"\nmsgstr ""\n',
        'msgid "a\nmsgstr ""\n',
        'msgid "a" b\nmsgstr ""\n',
    ],
)
def test_what_is_no_catalogue_is_damaged_and_the_line_is_named(text: str) -> None:
    with pytest.raises(DocumentDamaged, match="line"):
        GettextFile.read(source(text, "a.po"))
