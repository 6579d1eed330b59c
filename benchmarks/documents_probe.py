"""Makes a document and works on it, in a process of its own.

`read` and `summarize`: a PDF, whose words are those of the English page in random order: sentences of
a page's lengths, none twice. `translate-document`: a Word file of 500 sentences with bold words in a
third of its paragraphs; `translate-text`: the same sentences as a text.
"""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from texts import five_hundred_sentences, page

if TYPE_CHECKING:
    from bertsum_app.service.app import BertSumService

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

_WORDS = {"read": 150_000, "summarize": 100_000}
_WORDS_OF_A_PAGE = 500
_WORDS_OF_A_LINE = 12
_SENTENCES_OF_A_PARAGRAPH = 5


def main(task: str) -> None:
    """Print one JSON object; the times are those of the work alone, its processes together."""
    with tempfile.TemporaryDirectory() as folder:
        work = _TASKS[task](Path(folder))
        before = _processor_s()
        started = time.perf_counter()
        work()
        seconds = time.perf_counter() - started
    figures = {
        "seconds": seconds,
        "processor_s": _processor_s() - before,
        "peak_mb": _peak_mb("SELF"),
        "reader_mb": _peak_mb("CHILDREN"),
    }
    print(json.dumps(figures))


def _read(folder: Path) -> Callable[[], None]:
    from bertsum_app.core.cancel import CancelToken
    from bertsum_app.documents.format import AS_FOUND
    from bertsum_app.documents.isolation import DocumentProcess

    path = folder / "made.pdf"
    path.write_bytes(_made(_WORDS["read"]))

    def work() -> None:
        document = DocumentProcess().read(path, AS_FOUND, CancelToken())
        assert document.pages == _WORDS["read"] // _WORDS_OF_A_PAGE

    return work


def _summarize(folder: Path) -> Callable[[], None]:
    from bertsum_app.inference.selection import SummaryLength
    from bertsum_app.service.app import BertSumService
    from bertsum_app.service.document_summaries import DocumentSummaryRequest

    path = folder / "made.pdf"
    path.write_bytes(_made(_WORDS["summarize"]))
    service = BertSumService.default()

    def work() -> None:
        request = DocumentSummaryRequest(path, "extractive", SummaryLength(level="long"))
        summary = service.summarize_document(request).result
        service.close()
        assert summary.outcome.summary.sentences

    return work


def _translate_text(folder: Path) -> Callable[[], None]:
    from bertsum_app.service.requests import TranslateRequest

    service = _warm_service()
    text = "\n\n".join(map(" ".join, _paragraphs()))

    def work() -> None:
        assert service.translate(TranslateRequest(text, "en", "zh")).result.text

    return work


def _translate_document(folder: Path) -> Callable[[], None]:
    from bertsum_app.service.documents import DocumentRequest
    from helpers.word import docx, paragraph, run

    service = _warm_service()
    body = []
    for number, sentences in enumerate(_paragraphs()):
        words = " ".join(sentences).split()
        runs = [" ".join(words)]
        if number % 3 == 0:
            runs = [" ".join(words[:5]) + " ", " ".join(words[5:8]), " " + " ".join(words[8:])]
        looks = ("", "<w:b/>", "")
        body.append(paragraph(*(run(text, looks[at]) for at, text in enumerate(runs))))
    path = folder / "made.docx"
    path.write_bytes(docx(*body))

    def work() -> None:
        report = service.translate_document(DocumentRequest(path, folder, "zh", "en")).result
        assert report.counts.translated == report.counts.total

    return work


def _warm_service() -> BertSumService:
    """With the model in memory."""
    from bertsum_app.service.app import BertSumService
    from bertsum_app.service.requests import TranslateRequest

    service = BertSumService.default()
    service.translate(TranslateRequest("Good morning to all of you.", "en", "zh"))
    return service


def _paragraphs() -> list[list[str]]:
    sentences = five_hundred_sentences()
    random.Random(1).shuffle(sentences)
    size = _SENTENCES_OF_A_PARAGRAPH
    return [sentences[first : first + size] for first in range(0, len(sentences), size)]


_TASKS: dict[str, Callable[[Path], Callable[[], None]]] = {
    "read": _read,
    "summarize": _summarize,
    "translate-text": _translate_text,
    "translate-document": _translate_document,
}
"""Each makes what it needs, and gives what is to be measured."""


def _made(words: int) -> bytes:
    from helpers.pdf import Placed, pdf

    lines = _lines(words)
    pages = []
    for number in range(1, words // _WORDS_OF_A_PAGE + 1):
        placed = [Placed(f"A made-up book, page {number}", 60, 770, 8)]
        base, count = 740.0, 0
        while count < _WORDS_OF_A_PAGE:
            line, begins = next(lines)
            base -= 22 if begins else 13
            count += len(line.split())
            placed.append(Placed(line, 60, base, 9))
        pages.append(placed)
    return pdf(*pages)


def _lines(words: int) -> Iterator[tuple[str, bool]]:
    """Lines of text, and whether each begins a paragraph."""
    rng = random.Random(1)
    known = sorted({word.strip(".,;:!?\"'").lower() for word in page("en").split()} - {""})
    while True:
        sentences = [
            " ".join(rng.choices(known, k=rng.randrange(8, 30))).capitalize() + "."
            for _ in range(_SENTENCES_OF_A_PARAGRAPH)
        ]
        all_words = " ".join(sentences).split()
        for first in range(0, len(all_words), _WORDS_OF_A_LINE):
            yield " ".join(all_words[first : first + _WORDS_OF_A_LINE]), first == 0


def _processor_s() -> float:
    """Of this process and of those it has ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _peak_mb(whose: str) -> float:
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    who: int = getattr(resource, f"RUSAGE_{whose}")
    return float(resource.getrusage(who).ru_maxrss) / (1e6 if sys.platform == "darwin" else 1e3)


if __name__ == "__main__":
    main(sys.argv[1])
