"""`bertsum summarize` on documents: their running text, with the places of what was chosen."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pytest

from helpers.pdf import ARTICLE, LOCKED, column, pdf
from helpers.word import REPORT

Run = Callable[..., int]
Capture = pytest.CaptureFixture[str]

MARKDOWN = (
    "# One\n\nShort one.\n\n## Two\n\nThe longest sentence of all is here.\n\n"
    "| a | b |\n|---|---|\n"
)


def test_sentences_come_with_their_headings(bertsum: Run, capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(MARKDOWN, encoding="utf-8")

    assert bertsum("summarize", "--sentences", "1", str(path)) == 0

    assert capsys.readouterr().out == "The longest sentence of all is here.  [Two]\n"


def test_sentences_of_a_pdf_come_with_their_pages(
    bertsum: Run, capsys: Capture, tmp_path: Path
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(ARTICLE)

    assert bertsum("summarize", "--sentences", "1", str(path)) == 0

    assert "[page 1, A heading over both columns of the first page]" in capsys.readouterr().out


def test_places_as_json(bertsum: Run, capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(MARKDOWN, encoding="utf-8")

    assert bertsum("summarize", "--json", "--sentences", "1", str(path)) == 0

    (sentence,) = json.loads(capsys.readouterr().out)["sentences"]
    assert sentence["place"] == {"page": None, "section": ["One", "Two"]}
    text = "One\n\nShort one.\n\nTwo\n\nThe longest sentence of all is here."
    found = text[sentence["source"]["start"] : sentence["source"]["end"]]
    assert found == sentence["text"] == "The longest sentence of all is here."


def test_a_sentence_is_on_the_page_where_it_begins(
    bertsum: Run, capsys: Capture, tmp_path: Path
) -> None:
    first = column(["This line goes on until", "the page ends, and so"], 50, 700)
    second = column(["it ends here."], 50, 700)
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(first, second))

    assert bertsum("summarize", "--sentences", "1", str(path)) == 0

    assert capsys.readouterr().out == (
        "This line goes on until the page ends, and so it ends here.  [page 1]\n"
    )


def test_a_document_that_may_not_be_read_is_told_as_such_and_the_next_one_done(
    bertsum: Run, capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed, path = tmp_path / "closed.md", tmp_path / "a.md"
    for each in (closed, path):
        each.write_text(MARKDOWN, encoding="utf-8")
    opened: Callable[..., IO[Any]] = Path.open

    def refuse(self: Path, *args: Any, **kwargs: Any) -> IO[Any]:
        if self == closed:
            raise PermissionError(errno.EACCES, "Permission denied")
        return opened(self, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refuse)

    assert bertsum("summarize", "--sentences", "1", str(closed), str(path)) == 3

    said = capsys.readouterr()
    assert said.out == "The longest sentence of all is here.  [Two]\n"
    assert "cannot read" in said.err
    assert "Permission denied" in said.err


def test_one_summary_of_all_says_which_document_a_sentence_is_from(
    bertsum: Run, capsys: Capture, tmp_path: Path
) -> None:
    note, article = tmp_path / "note.md", tmp_path / "plain.txt"
    note.write_text(MARKDOWN, encoding="utf-8")
    article.write_text("Short.\n" + "Plain text has a sentence that is longer still, by far.\n")
    names = (str(note), str(article))

    assert bertsum("summarize", "--together", "--sentences", "2", *names) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"The longest sentence of all is here.  [{note}, Two]",
        f"Plain text has a sentence that is longer still, by far.  [{article}]",
    ]

    assert bertsum("summarize", "--together", "--json", "--sentences", "2", *names) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["input"], found["inputs"]) == (None, list(names))
    assert [each["place"]["input"] for each in found["sentences"]] == list(names)


def test_the_documents_of_a_folder(bertsum: Run, capsys: Capture, tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    (folder / "deeper").mkdir(parents=True)
    for path in (folder / "a.md", folder / "deeper" / "b.md"):
        path.write_text(MARKDOWN, encoding="utf-8")

    assert bertsum("summarize", "--json", str(folder)) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1
    assert bertsum("summarize", "--json", "--recursive", str(folder)) == 0
    inputs = [json.loads(line)["input"] for line in capsys.readouterr().out.splitlines()]
    assert inputs == [str(folder / "a.md"), str(folder / "deeper" / "b.md")]


def test_patterns_that_no_shell_has_replaced(bertsum: Run, capsys: Capture, tmp_path: Path) -> None:
    for name in ("b.md", "a.md", "c[1].md"):
        (tmp_path / name).write_text(MARKDOWN, encoding="utf-8")

    assert bertsum("summarize", "--json", str(tmp_path / "?.md"), str(tmp_path / "c[1].md")) == 0

    inputs = [json.loads(line)["input"] for line in capsys.readouterr().out.splitlines()]
    assert inputs == [str(tmp_path / name) for name in ("a.md", "b.md", "c[1].md")]


def test_a_folder_without_documents_is_an_error(
    bertsum: Run, capsys: Capture, tmp_path: Path
) -> None:
    assert bertsum("summarize", str(tmp_path)) == 3
    assert "no document" in capsys.readouterr().err


def test_plain_text_stays_as_it_was(bertsum: Run, capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Some text.", encoding="utf-8")

    assert bertsum("summarize", str(path)) == 0
    assert capsys.readouterr().out == "Some text.\n"
    assert bertsum("summarize", "--json", str(path)) == 0
    (sentence,) = json.loads(capsys.readouterr().out)["sentences"]
    assert sentence["place"] is None


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (ARTICLE[:100], "is damaged"),
        (LOCKED, "password"),
        (pdf([], []), "pictures"),
        (b"", "no text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "picture"),
    ],
)
def test_a_bad_file_has_its_own_words_and_stops_no_other(
    bertsum: Run, capsys: Capture, tmp_path: Path, data: bytes, words: str
) -> None:
    bad, word = tmp_path / "bad.pdf", tmp_path / "a.docx"
    bad.write_bytes(data)
    word.write_bytes(REPORT)

    for together in ((), ("--together",)):
        assert bertsum("summarize", *together, "--sentences", "1", str(bad), str(word)) == 3

        output, error = capsys.readouterr()
        assert "Report]\n" in output
        assert words in error
