"""Where translations of documents go, and what becomes of files that are there already."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bertsum_app.core.errors import AppError
from bertsum_app.core.progress import Progress
from bertsum_app.documents.errors import (
    DocumentOtherLanguage,
    DocumentOtherSource,
    NothingTranslated,
    OutputExists,
)
from bertsum_app.documents.format import Reading, Source
from bertsum_app.documents.model import Block, Document
from bertsum_app.documents.word_file import WordFile
from bertsum_app.inference.selection import SummaryLength
from bertsum_app.service.app import BertSumService
from bertsum_app.service.document_summaries import DocumentSummaryRequest
from bertsum_app.service.documents import Bilingual, DocumentRequest, Instead, WrittenAs
from bertsum_app.service.jobs import JobCallbacks
from bertsum_app.service.output_names import is_translation, numbered, output_path
from bertsum_app.service.requests import SummarizeRequest
from helpers.fake_engine import FakeOpener
from helpers.pdf import ARTICLE


@pytest.fixture
def letter(tmp_path: Path) -> DocumentRequest:
    (tmp_path / "letter.md").write_text("one\n", encoding="utf-8")
    (tmp_path / "letter.zh.md").write_text("mine", encoding="utf-8")
    return DocumentRequest(tmp_path / "letter.md", tmp_path, "zh", source="en")


def test_nothing_is_overwritten_unless_it_may_be(
    service: BertSumService, letter: DocumentRequest
) -> None:
    with pytest.raises(OutputExists):
        service.translate_document(letter)
    assert (letter.output / "letter.zh.md").read_text(encoding="utf-8") == "mine"

    service.translate_document(replace(letter, overwrite=True))
    assert (letter.output / "letter.zh.md").read_text(encoding="utf-8") == "ONE\n"


def test_a_pdf_becomes_a_word_file(service: BertSumService, tmp_path: Path) -> None:
    (tmp_path / "article.pdf").write_bytes(ARTICLE)
    request = DocumentRequest(tmp_path / "article.pdf", tmp_path, "zh", source="en")

    report = service.translate_document(request).result

    assert report.output == tmp_path / "article.zh.docx"
    assert report.counts.failed == 0
    blocks = WordFile.read(Source(report.output, report.output.read_bytes())).blocks
    assert blocks[0].text == "A HEADING OVER BOTH COLUMNS OF THE FIRST PAGE"


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("a.docx", "text", "a.zh.txt"),
        ("a.log2", "text", "a.zh.log2"),
        ("README", "text", "README.zh.txt"),
        ("a.txt", "docx", "a.zh.docx"),
        ("a.DOCX", "docx", "a.zh.DOCX"),
    ],
)
def test_a_translation_is_named_by_what_it_is(
    tmp_path: Path, name: str, kind: str, expected: str
) -> None:
    request = DocumentRequest(tmp_path / name, tmp_path, "zh")

    assert output_path(request, kind).name == expected


def test_original_and_translation_side_by_side_are_a_word_file(
    service: BertSumService, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text("# Title\n\n- one *two*\n\n`code`\n", encoding="utf-8")
    request = DocumentRequest(
        tmp_path / "a.md", tmp_path, "zh", source="en", bilingual="side-by-side"
    )

    output = service.translate_document(request).result.output

    assert output == tmp_path / "a.zh.docx"
    blocks = WordFile.read(Source(output, output.read_bytes())).blocks
    assert [block.text for block in blocks] == [
        *("Title", "TITLE"),
        *("• one two", "• ONE TWO"),
        *("code", "code"),
    ]
    assert [block.kind for block in blocks] == ["heading"] * 2 + ["table-cell"] * 4


@pytest.mark.parametrize(
    ("written_as", "bilingual", "name", "expected"),
    [
        ("pdf", None, "a.pdf", "a.zh.pdf"),
        ("pdf", "alternating", "a.pdf", "a.zh.pdf"),
        ("pdf", "alternating", "a.rtf", "a.zh.docx"),
        ("pdf", "side-by-side", "a.pdf", "a.zh.docx"),
        ("pdf", None, "a.rtf", "a.zh.docx"),
        ("html", None, "a.pdf", "a.zh.html"),
        ("html", "alternating", "a.rtf", "a.zh.html"),
        ("html", "side-by-side", "a.pdf", "a.zh.docx"),
        ("markdown", None, "a.rtf", "a.zh.md"),
        ("markdown", None, "a.docx", "a.zh.docx"),
    ],
)
def test_what_cannot_hold_other_text_becomes_what_is_wanted(
    tmp_path: Path, written_as: WrittenAs, bilingual: Bilingual | None, name: str, expected: str
) -> None:
    request = DocumentRequest(
        tmp_path / name, tmp_path, "zh", written_as=written_as, bilingual=bilingual
    )

    assert output_path(request, request.path.suffix[1:]).name == expected


def test_a_web_page_names_both_languages(service: BertSumService, tmp_path: Path) -> None:
    (tmp_path / "a.rtf").write_bytes(rb"{\rtf1 One two.\par}")
    request = DocumentRequest(
        tmp_path / "a.rtf", tmp_path, "zh", bilingual="alternating", written_as="html"
    )

    page = service.translate_document(request).result.output.read_text(encoding="utf-8")

    assert '<html lang="zh">' in page
    assert '<p class="original" lang="en">One two.</p>\n<p>ONE TWO.</p>' in page


def test_both_can_be_kept(service: BertSumService, letter: DocumentRequest) -> None:
    both = replace(letter, keep_both=True)
    outputs = [service.translate_document(both).result.output.name for _ in range(2)]

    assert outputs == ["letter.zh (2).md", "letter.zh (3).md"]
    assert (letter.output / "letter.zh.md").read_text(encoding="utf-8") == "mine"


def test_what_comes_to_lie_there_meanwhile_costs_no_work(
    service: BertSumService, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text("one\n", encoding="utf-8")
    other = tmp_path / "a.zh.md"

    def on_progress(progress: Progress) -> None:
        other.write_text("mine", encoding="utf-8")

    request = DocumentRequest(tmp_path / "a.md", tmp_path, "zh", source="en")
    output = service.translate_document(
        request, callbacks=JobCallbacks(on_progress=on_progress)
    ).result.output

    assert output == tmp_path / "a.zh (2).md"
    assert output.read_text(encoding="utf-8") == "ONE\n"
    assert other.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("letter", ["a", "文"])
def test_a_name_as_long_as_names_can_be_is_cut(
    service: BertSumService, tmp_path: Path, letter: str
) -> None:
    path = tmp_path / (letter * ((255 - 3) // len(letter.encode())) + ".md")
    path.write_text("one\n", encoding="utf-8")
    request = DocumentRequest(path, tmp_path, "zh", source="en", keep_both=True)

    outputs = [service.translate_document(request).result.output for _ in range(2)]

    assert [output.name.strip(letter) for output in outputs] == [".zh.md", ".zh (2).md"]
    assert all(is_translation(output, "zh") for output in outputs)


def test_a_dangling_link_is_in_the_way_too(tmp_path: Path) -> None:
    link = tmp_path / "a.zh.txt"
    try:
        link.symlink_to(tmp_path / "gone")
    except OSError:
        pytest.skip("no links here")
    assert numbered(link).name == "a.zh (2).txt"


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("a.zh.md", True),
        ("a.zh.unfinished.md", True),
        ("a.zh (2).md", True),
        ("a.zh.unfinished (12).md", True),
        ("a.md", False),
        ("a.en.md", False),
        ("zh.md", False),
        ("a.zh.notes.md", False),
    ],
)
def test_earlier_translations_are_known_by_their_names(name: str, ours: bool) -> None:
    assert is_translation(Path(name), "zh") is ours


def test_a_document_in_the_wanted_language_is_translated_into_the_other(
    service: BertSumService, tmp_path: Path
) -> None:
    english = "The weather is nice today, and we are going to the river.\n"
    (tmp_path / "english.txt").write_text(english, encoding="utf-8")
    (tmp_path / "chinese.txt").write_text("今天天气很好，我们去河边走走，ok。\n", encoding="utf-8")
    outputs = [
        service.translate_document(
            DocumentRequest(tmp_path / name, tmp_path, "en", instead=Instead("zh"))
        ).result.output.name
        for name in ("english.txt", "chinese.txt")
    ]
    assert outputs == ["english.zh.txt", "chinese.en.txt"]


CATALOGUE = (
    'msgid ""\nmsgstr "Language: {language}\\n"\n\n'
    'msgid "one"\nmsgstr "{done}"\n\nmsgid "Two words"\nmsgstr ""\n'
)
UNITS = (
    '<xliff version="1.2"><file source-language="{language}"><body><trans-unit id="1">'
    "<source>Two words</source></trans-unit></body></file></xliff>"
)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.po", CATALOGUE.format(language="de", done="eins"), DocumentOtherLanguage),
        ("a.xlf", UNITS.format(language="zh-CN"), DocumentOtherSource),
        ("b.xlf", UNITS.format(language="fr"), DocumentOtherSource),
    ],
)
def test_a_file_for_other_languages_is_refused_before_anything_is_translated(
    service: BertSumService, tmp_path: Path, name: str, text: str, expected: type[AppError]
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    seen: list[Progress] = []

    with pytest.raises(expected):
        service.translate_document(
            DocumentRequest(tmp_path / name, tmp_path, "zh", source="en"),
            callbacks=JobCallbacks(on_progress=seen.append),
        )
    assert seen == []


def test_a_file_that_says_it_is_in_the_wanted_language_is_not_translated(
    service: BertSumService, tmp_path: Path
) -> None:
    (tmp_path / "a.xlf").write_text(UNITS.format(language="zh-CN"), encoding="utf-8")

    with pytest.raises(NothingTranslated):
        service.translate_document(DocumentRequest(tmp_path / "a.xlf", tmp_path, "zh"))


def test_columns_and_encoding_are_the_users(service: BertSumService, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("key,état\n1,fermé\n".encode("cp1252"))
    reading = Reading("cp1252", ("état",))

    service.translate_document(
        DocumentRequest(tmp_path / "a.csv", tmp_path, "zh", source="en", reading=reading)
    )
    assert (tmp_path / "a.zh.csv").read_bytes() == "key,état\n1,FERMÉ\n".encode("cp1252")


# --- summaries ------------------------------------------------------------------------------------


def test_a_summary_of_a_document_has_places_in_the_whole_of_it(
    service: BertSumService, opener: FakeOpener
) -> None:
    document = Document(
        "markdown",
        (
            Block("heading", "A heading"),
            Block("paragraph", "the longest sentence of all is this one."),
            Block("table-cell", "a very long cell, which is no sentence of any summary"),
            Block("paragraph", "short."),
        ),
    )
    request = SummarizeRequest(
        document.text, "extractive", SummaryLength(sentences=1), document=document
    )
    for _ in range(2):
        outcome = service.summarize(request).result
        assert outcome.summary.text == "the longest sentence of all is this one."
        (chosen,) = outcome.summary.sentences
        assert chosen.span.of(document.text) == chosen.text
        assert outcome.scored is not None
        assert outcome.scored.spans[-1].of(document.text) == "short."
    # Another length, or the same again, asks the model for nothing.
    assert len(opener.opened[0].summarizer.scored) == 1
    # The same text, given as a text, is another job.
    service.summarize(SummarizeRequest(document.text, "extractive", SummaryLength(sentences=1)))
    assert len(opener.opened[0].summarizer.scored) == 2


def test_an_abstract_of_a_document_is_about_its_prose(service: BertSumService) -> None:
    document = Document("markdown", (Block("code", "x = 1"), Block("paragraph", "twelve char.")))
    request = SummarizeRequest(
        document.text, "abstractive", SummaryLength(level="short"), document=document
    )
    assert service.summarize(request).result.summary.text == "About 12."


def test_a_file_is_read_and_summarized(service: BertSumService, tmp_path: Path) -> None:
    path = tmp_path / "paper.md"
    path.write_text("# Title\n\nthe longest sentence\n\nshort\n", encoding="utf-8")
    request = DocumentSummaryRequest(path, "extractive", SummaryLength(sentences=1))
    done = service.summarize_document(request).result
    assert (done.paths, done.document.format) == ((path,), "markdown")
    assert done.outcome.summary.text == "the longest sentence"
    (chosen,) = done.outcome.summary.sentences
    assert chosen.span.of(done.document.text) == "the longest sentence"


def test_several_files_are_summarized_as_one(service: BertSumService, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.md").write_text(
            f"# Of {name}\n\nThis is all of {name}, and it ends here."
        )
    request = DocumentSummaryRequest(
        tmp_path / "a.md",
        "extractive",
        SummaryLength(sentences=2),
        others=(tmp_path / "b.md",),
    )

    found = service.summarize_document(request).result

    places = [found.document.place_at(each.span.start) for each in found.outcome.summary.sentences]
    assert [(place.file, place.section) for place in places] == [
        ("a.md", ("Of a",)),
        ("b.md", ("Of b",)),
    ]
