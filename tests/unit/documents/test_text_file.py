"""Plain text as a document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.core.errors import UnknownEncoding
from bertsum_app.documents.format import Source, WriteOptions
from bertsum_app.documents.model import NewText
from bertsum_app.documents.text_file import TextFile
from helpers.documents import TEXT, rewritten, source


def test_wrapped_lines_are_one_paragraph() -> None:
    blocks = TextFile.read(source(TEXT)).blocks

    assert [block.text.split()[0] for block in blocks] == ["A", "This", "-"]
    assert blocks[1].text.endswith(
        "as e-mails and old text files are, so that it has more than one line."
    )


def test_blank_lines_and_indents_stay() -> None:
    assert rewritten(TextFile, "One.\r\n\r\n  - two\r\n") == "ONE.\r\n\r\n  - TWO\r\n"


def test_the_encoding_stays() -> None:
    data = "这是一个用国标编码写成的文件，里面的字都很常见。\n".encode("gb18030")
    document = TextFile.read(source(data))
    assert document.encoding == "gb18030"

    new = {0: NewText("中文 text", ())}
    assert TextFile.write(source(data), new, WriteOptions("en")).data == "中文 text\n".encode(
        "gb18030"
    )


def test_the_user_may_name_the_encoding() -> None:
    data = "日本".encode("cp932")
    given_file = Source(source("").path, data, "cp932")

    assert TextFile.read(given_file).blocks[0].text == "日本"
    with pytest.raises(UnknownEncoding):
        TextFile.read(Source(given_file.path, data, "no-such-encoding"))


def test_a_bilingual_file_has_each_translation_on_the_next_line() -> None:
    assert rewritten(TextFile, "a.\n\nb.\n", bilingual=True) == "a.\nA.\n\nb.\nB.\n"


@given(st.text(alphabet="ab .\n\r\t-中。", max_size=200))
def test_nothing_outside_of_the_paragraphs_changes(text: str) -> None:
    given_file = source(text.encode() or b" ")

    assert TextFile.write(given_file, {}, WriteOptions("en")).data == given_file.data
