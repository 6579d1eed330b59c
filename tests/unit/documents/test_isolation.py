"""Documents are read and written by a process of their own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.core.cancel import Cancelled, CancelToken
from bertsum_app.core.errors import AppError, UnknownEncoding, UnreadableFile
from bertsum_app.documents import isolation
from bertsum_app.documents.codec import (
    document_from_json,
    document_to_json,
    rewriting_from_json,
    rewriting_to_json,
)
from bertsum_app.documents.errors import (
    DocumentChanged,
    DocumentEmpty,
    DocumentReaderFailed,
    DocumentTooLarge,
    DocumentTooMuchMemory,
    DocumentTooSlow,
)
from bertsum_app.documents.format import AS_FOUND, Reading, WriteOptions
from bertsum_app.documents.isolation import DocumentProcess
from bertsum_app.documents.limits import Limits
from bertsum_app.documents.model import Block, Column, Document, Mark, NewText, Place
from helpers.documents import MARKDOWN, in_capitals

NEVER = CancelToken()


def test_a_document_is_read_and_written_elsewhere(tmp_path: Path) -> None:
    path = tmp_path / "文件.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    process = DocumentProcess()

    document = process.read(path, AS_FOUND, NEVER)
    written = process.write(
        path, AS_FOUND, document, in_capitals(document), WriteOptions("zh"), NEVER
    )

    assert document.format == "markdown"
    assert "HELLO *WORLD*" in written.data.decode()
    assert path.read_text(encoding="utf-8") == MARKDOWN


def test_a_long_document_is_written_elsewhere_too(tmp_path: Path) -> None:
    """What is sent is more than a pipe holds, and the other process is not listening yet."""
    path = tmp_path / "long.txt"
    path.write_text("Some words, again and again.\n\n" * 20_000, encoding="utf-8")
    process = DocumentProcess(Limits(seconds=20))
    document = process.read(path, AS_FOUND, NEVER)

    written = process.write(
        path, AS_FOUND, document, in_capitals(document), WriteOptions("zh"), NEVER
    )

    assert written.data.startswith(b"SOME WORDS, AGAIN AND AGAIN.\n\n")
    assert len(written.data) == path.stat().st_size


@pytest.mark.parametrize(
    ("content", "error"),
    [(None, UnreadableFile), (b"", DocumentEmpty), (b" \n", DocumentEmpty)],
)
def test_errors_come_back_as_they_are(
    tmp_path: Path, content: bytes | None, error: type[AppError]
) -> None:
    path = tmp_path / "a.txt"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(error) as caught:
        DocumentProcess().read(path, AS_FOUND, NEVER)

    assert caught.value.params["path"] == path


def test_bytes_in_no_encoding_are_no_document(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(bytes(range(128, 256)) * 3)

    with pytest.raises(UnknownEncoding):
        DocumentProcess().read(path, AS_FOUND, NEVER)


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"word " * 300_000)

    with pytest.raises(DocumentTooLarge) as caught:
        DocumentProcess(Limits(file_mb=1)).read(path, AS_FOUND, NEVER)

    assert caught.value.params == {"path": path, "size": 2, "limit": 1}


def test_a_folder_is_no_document(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        DocumentProcess().read(tmp_path, AS_FOUND, NEVER)


@pytest.mark.parametrize(
    ("script", "error"),
    [
        ("import time; time.sleep(60)", DocumentTooSlow),
        ("import os; os.abort()", DocumentReaderFailed),
        ("print('nonsense')", DocumentReaderFailed),
    ],
)
def test_a_process_that_goes_wrong_is_an_error_with_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, error: type[Exception]
) -> None:
    monkeypatch.setattr(isolation, "_command", lambda: [sys.executable, "-c", script])

    with pytest.raises(error):
        DocumentProcess(Limits(seconds=1)).read(tmp_path / "a.txt", AS_FOUND, NEVER)


def test_memory_is_limited(tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("other systems keep to the limit in ways of their own")
    path = tmp_path / "a.html"
    path.write_bytes(b"<html>" + b"<b>x</b>" * 2_000_000)

    with pytest.raises(DocumentTooMuchMemory):
        DocumentProcess(Limits(memory_mb=300)).read(path, AS_FOUND, NEVER)


def test_a_reader_can_be_called_off(tmp_path: Path) -> None:
    cancel = CancelToken()
    cancel.cancel()

    with pytest.raises(Cancelled):
        DocumentProcess().read(tmp_path / "a.txt", AS_FOUND, cancel)


def test_a_process_that_is_started_ahead_is_the_one_that_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Some words.", encoding="utf-8")

    with DocumentProcess().ahead() as ahead:
        monkeypatch.setattr(isolation, "_command", lambda: ["no such program"])
        document = ahead.read(path, AS_FOUND, NEVER)
        with pytest.raises(FileNotFoundError):
            ahead.read(path, AS_FOUND, NEVER)

    assert document.text == "Some words."


def test_a_process_that_was_started_for_nothing_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []
    start = isolation._start

    def remembered() -> subprocess.Popen[bytes]:
        started.append(start())
        return started[-1]

    monkeypatch.setattr(isolation, "_start", remembered)

    with pytest.raises(Cancelled), DocumentProcess().ahead():
        raise Cancelled

    [process] = started
    assert process.returncode is not None


def test_the_process_may_neither_write_nor_send(tmp_path: Path) -> None:
    script = (
        "import os, socket; from bertsum_app.documents.limits import *\n"
        "limit_this_process(Limits())\n"
        "for work in (lambda: open('x.tmp', 'w'),\n"
        "             lambda: os.open('x.tmp', os.O_WRONLY | os.O_CREAT),\n"
        "             lambda: os.mkdir('x.tmp'),\n"
        "             lambda: os.remove('x.tmp'),\n"
        "             lambda: os.spawnl(os.P_WAIT, 'x.tmp', 'x.tmp'),\n"
        "             lambda: socket.socket().connect(('127.0.0.1', 9))):\n"
        "    try: work()\n"
        "    except PermissionError: print('refused')\n"
        "print(os.read(os.open(os.devnull, os.O_RDONLY), 1))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=tmp_path
    )

    assert done.stdout.split() == [*6 * ["refused"], "b''"]
    assert list(tmp_path.iterdir()) == []


_RANGES = st.tuples(st.integers(0, 9), st.integers(0, 9))


@given(
    st.text(),
    st.lists(st.builds(Mark, st.integers(0, 9), st.integers(0, 9), keep=st.booleans()), max_size=3),
    st.one_of(st.none(), st.integers(1, 9)),
    st.lists(_RANGES, max_size=3),
)
def test_documents_survive_the_way_between_processes(
    text: str, marks: list[Mark], page: int | None, ranges: list[tuple[int, int]]
) -> None:
    block = Block("heading", text, tuple(marks), Place(page, (text,)), 2, translate=False)
    document = Document("text", (block,), "utf-8", 3)
    new = {0: NewText(text, tuple(ranges))}

    assert document_from_json(document_to_json(document)) == document
    assert rewriting_from_json(rewriting_to_json(new)) == new


def test_a_table_without_words_tells_its_columns_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    path.write_text("id,state\na-1,open\nb-2,shut\n", encoding="utf-8")

    found = DocumentProcess().look(path, AS_FOUND, NEVER)

    assert found.blocks == ()
    assert found.columns == (Column("id", "a-1", False), Column("state", "open", False))
    assert found.encoding == "utf-8"
    with pytest.raises(DocumentEmpty):
        DocumentProcess().read(path, AS_FOUND, NEVER)


def test_columns_that_are_named_are_read_and_written(tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    path.write_text("id,state\na-1,open\nb-2,shut\n", encoding="utf-8")
    reading = Reading(columns=("state",))

    document = DocumentProcess().read(path, reading, NEVER)
    written = DocumentProcess().write(
        path, reading, document, in_capitals(document), WriteOptions("zh"), NEVER
    )

    assert written.data.decode() == "id,state\na-1,OPEN\nb-2,SHUT\n"


def test_a_file_that_was_changed_is_not_written_from_what_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("One.\n\nTwo.\n", encoding="utf-8")
    document = DocumentProcess().read(path, AS_FOUND, NEVER)
    path.write_text("Zero.\n\nOne.\n\nTwo.\n", encoding="utf-8")

    with pytest.raises(DocumentChanged):
        DocumentProcess().write(
            path, AS_FOUND, document, in_capitals(document), WriteOptions("zh"), NEVER
        )
