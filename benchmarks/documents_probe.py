"""Makes a PDF and reads or summarizes it, in a process of its own; `read` or `summarize` says which.

The words are those of the English page in random order: sentences of a page's lengths, none twice.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from texts import page

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

_WORDS = {"read": 150_000, "summarize": 100_000}
_WORDS_OF_A_PAGE = 500
_WORDS_OF_A_LINE = 12
_SENTENCES_OF_A_PARAGRAPH = 5


def main(task: str) -> None:
    """Print one JSON object."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.pdf"
        path.write_bytes(_made(_WORDS[task]))
        seconds = _read(path) if task == "read" else _summarize(path)
    figures = {
        "seconds": seconds,
        "processor_s": time.process_time(),
        "peak_mb": _peak_mb("SELF"),
        "reader_mb": _peak_mb("CHILDREN"),
    }
    print(json.dumps(figures))


def _read(path: Path) -> float:
    from bertsum_app.core.cancel import CancelToken
    from bertsum_app.documents.format import AS_FOUND
    from bertsum_app.documents.isolation import DocumentProcess

    started = time.perf_counter()
    document = DocumentProcess().read(path, AS_FOUND, CancelToken())
    seconds = time.perf_counter() - started
    assert document.pages == _WORDS["read"] // _WORDS_OF_A_PAGE
    return seconds


def _summarize(path: Path) -> float:
    from bertsum_app.inference.selection import SummaryLength
    from bertsum_app.service.app import BertSumService
    from bertsum_app.service.document_summaries import DocumentSummaryRequest

    service = BertSumService.default()
    try:
        started = time.perf_counter()
        request = DocumentSummaryRequest(path, "extractive", SummaryLength(level="long"))
        summary = service.summarize_document(request).result
        seconds = time.perf_counter() - started
    finally:
        service.close()
    assert summary.outcome.summary.sentences
    return seconds


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


def _peak_mb(whose: str) -> float:
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    who: int = getattr(resource, f"RUSAGE_{whose}")
    return float(resource.getrusage(who).ru_maxrss) / (1e6 if sys.platform == "darwin" else 1e3)


if __name__ == "__main__":
    main(sys.argv[1])
