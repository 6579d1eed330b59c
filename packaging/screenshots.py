"""Take the pictures of the README anew: the real window and the embedded model, in three looks.

    QT_QPA_PLATFORM=offscreen python packaging/screenshots.py [--folder FOLDER] [--corpus FILE]

The texts are our own. With a corpus (some 600 pairs, not seen in it) there is one more picture:
of a training in its midst, which takes two minutes. Nothing of the user's is read or written: the
program's folders are temporary ones. On Linux fonts for both languages must be installed, or Chinese
comes out as boxes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QImage, QPageSize, QPdfWriter, QTextCursor, QTextDocument, qRgb
from PySide6.QtWidgets import QApplication

from bertsum_app.core.paths import HOME_VARIABLE
from bertsum_app.gui.app import LANGUAGE_VARIABLE, THEME_VARIABLE, Session
from bertsum_app.gui.main_window import TRAINING
from bertsum_app.gui.training.page import TrainingPage
from bertsum_app.gui.workspace.modes import Mode
from bertsum_app.service.app import BertSumService
from bertsum_app.service.training import LIVE_STATES

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "screenshots"
_PAGES = ROOT / "benchmarks" / "data"
_SIZE = (1120, 720)
_LIMIT_S = 600
_TRAINED_STEPS = 130
_PALETTE = 256
_REST_S = 0.6
"""Until what is lit, and the scroll bars, have faded in or out."""

_LETTER = """\
We came to the city yesterday evening. The hotel is small, but our room has a view over the river. \
This morning we walked through the old town and visited the museum of science. There are more than \
3,000 machines in it, and most of them still work.

Tomorrow we want to take the train to the mountains. The weather should be good until Friday. \
Please give our best wishes to your parents."""

_LETTER_ZH = """\
我们昨天晚上到了这座城市。酒店很小，但是从我们的房间可以看到河。今天早上我们去了科学博物馆。那里有3000多台机器，大多数还能使用。

明天我们想坐火车去山里。天气到星期五都会很好。请代我们向你的父母问好。"""

_REVIEW = """\
The room was clean and the staff were wonderful. Breakfast was cold, and we waited forty minutes for \
a table. The view over the lake was beautiful. The walls are too thin, so we slept badly. We would \
love to come back in spring."""

_REVIEW_ZH = """\
房间很干净，服务员也非常热情。早餐是凉的，我们等了四十分钟才有座位。湖边的风景很美。墙太薄了，晚上很吵，睡得不好。我们春天还想再来。"""


#: Over the paragraphs of the page that is summarized, so that it is a document with sections.
_HEADINGS = (
    "The library of our town",
    "Today",
    "The accident of last winter",
    "Digital copies",
    "Where the copies are",
    "What readers say",
)
_HEADINGS_ZH = ("镇上的图书馆", "今天", "去年冬天的事故", "数字副本", "副本存放在哪里")
_NAMES = ("library.pdf", "letter.txt", "review.txt")
_NAMES_ZH = ("图书馆.pdf", "信.txt", "评论.txt")
_WORKING_UNTIL = 0.1


@dataclass(frozen=True)
class Look:
    """One appearance of the window, and what is worked on in it."""

    name: str
    theme: str
    language: str
    texts: dict[Mode, str]
    headings: tuple[str, ...]
    names: tuple[str, str, str]
    """Of documents: a page with headings, a letter, a review."""

    def documents(self) -> dict[str, str]:
        """What is in each of them."""
        paragraphs = self.texts["summarize"].strip().split("\n\n")
        # More paragraphs than headings: the rest belongs to the last section.
        headed = [
            f"## {heading}\n\n{text}"
            for heading, text in zip(self.headings, paragraphs, strict=False)
        ]
        page = "\n\n".join((*headed, *paragraphs[len(headed) :]))
        contents = (page, self.texts["translate"], self.texts["sentiment"])
        return dict(zip(self.names, (f"{each}\n" for each in contents), strict=True))


def looks() -> tuple[Look, ...]:
    """Light and dark with English texts, and light in Chinese with Chinese ones."""
    english: dict[Mode, str] = {
        "translate": _LETTER,
        "summarize": (_PAGES / "page.en.txt").read_text(encoding="utf-8"),
        "sentiment": _REVIEW,
    }
    chinese: dict[Mode, str] = {
        "translate": _LETTER_ZH,
        "summarize": (_PAGES / "page.zh.txt").read_text(encoding="utf-8"),
        "sentiment": _REVIEW_ZH,
    }
    return (
        Look("light", "light", "en", english, _HEADINGS, _NAMES),
        Look("dark", "dark", "en", english, _HEADINGS, _NAMES),
        Look("chinese", "light", "zh", chinese, _HEADINGS_ZH, _NAMES_ZH),
    )


class Photographer:
    """A window in one look; `take` works in it and gives back its picture."""

    def __init__(self, application: QApplication, home: Path, look: Look) -> None:
        self._application = application
        environ = {
            HOME_VARIABLE: str(home),
            THEME_VARIABLE: look.theme,
            LANGUAGE_VARIABLE: look.language,
        }
        self._service = BertSumService.default(environ)
        self._session = Session(application, self._service, environ)
        self._session.window.resize(*_SIZE)
        # Otherwise the work would begin by itself, and then again by the button.
        self._session.preferences.change(live=False)
        ready: list[object] = []
        self._session.window.bridge.engine_ready.connect(ready.append)
        self._session.begin()
        self._until(lambda: bool(ready))

    def take(self, mode: Mode, text: str) -> QImage:
        """Do this kind of work on the text."""
        window = self._session.window
        finished: list[object] = []
        slot = finished.append
        window.controller.result_kept.connect(slot)
        window.controller.choose_mode(mode)
        window.workspace.source.pane.replace_text(text)
        window.controller.run()
        self._until(lambda: bool(finished))
        window.controller.result_kept.disconnect(slot)
        window.workspace.source.pane.moveCursor(QTextCursor.MoveOperation.Start)
        self._rest()
        return window.grab().toImage()

    def take_document(self, document: Path) -> QImage:
        """Have a document summarized that was dropped on the window."""
        window = self._session.window
        finished: list[object] = []
        slot = finished.append
        window.controller.result_kept.connect(slot)
        window.controller.choose_mode("summarize")
        window.take_files((document,))
        self._until(lambda: bool(finished))
        window.controller.result_kept.disconnect(slot)
        self._rest()
        return window.grab().toImage()

    def take_list(self, documents: Sequence[Path], text: str) -> QImage:
        """Have documents translated, in the middle of the last, while a text was translated, too."""
        self.take("translate", text)
        window = self._session.window
        window.take_files(documents)
        rows = window.workspace.documents.rows
        self._until(lambda: len(rows) == len(documents))
        last = list(rows.values())[-1]

        def is_in_the_middle() -> bool:
            document = last.document
            return not document.is_open or document.done > _WORKING_UNTIL * max(1, document.total)

        self._until(is_in_the_middle)
        window.workspace.source.pane.clearFocus()
        image = window.grab().toImage()
        self._until(lambda: not any(row.document.is_open for row in rows.values()))
        window.documents.queue.clear()
        return image

    def _rest(self) -> None:
        rested = time.monotonic() + _REST_S
        self._until(lambda: time.monotonic() > rested)

    def take_training(self, corpus: Path) -> QImage:
        """Teach the model for a while, as a person would; the training is called off afterwards."""
        window = self._session.window
        window.show_page(TRAINING)
        page = window.findChild(TrainingPage)
        assert page is not None
        page.setup.files.add((str(corpus),))
        self._until(page.setup.start.isEnabled)
        page.setup.start.click()
        self._until(lambda: _step_of(page) >= _TRAINED_STEPS)
        self._rest()
        image = window.grab().toImage()
        page.run.stop.click()
        self._until(lambda: page.list.runs[0].state not in LIVE_STATES)
        return image

    def close(self) -> None:
        """End the program; the next window may follow."""
        self._session.window.close()
        self._session.end()
        self._service.close()

    def _until(self, condition: Callable[[], bool]) -> None:
        until = time.monotonic() + _LIMIT_S
        while not condition():
            if time.monotonic() > until:
                raise TimeoutError
            self._application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def _step_of(page: TrainingPage) -> int:
    return page.list.runs[0].step if page.list.runs else 0


def pictures(photographer: Photographer, look: Look, folder: Path) -> Iterator[tuple[str, QImage]]:
    """Name and picture of all that is shown in one look; documents are put into `folder`."""
    folder.mkdir()
    documents = []
    for name, text in look.documents().items():
        documents.append(folder / name)
        if documents[-1].suffix == ".pdf":
            _write_pdf(documents[-1], text)
        else:
            documents[-1].write_text(text, encoding="utf-8")
    for mode, text in look.texts.items():
        yield mode, photographer.take(mode, text)
    yield "document", photographer.take_document(documents[0])
    yield "documents", photographer.take_list(documents[::-1], look.texts["translate"])


def _write_pdf(path: Path, text: str) -> None:
    """Some Markdown on small pages, so that there are several."""
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    document = QTextDocument()
    document.setMarkdown(text)
    document.print_(writer)


def with_palette(image: QImage) -> QImage:
    """The picture in 256 colours, at about a third of the bytes.

    Qt's own reduction takes a fixed set of colours and dots; here similar colours are taken together,
    as coarsely as is needed, under the one of them that is there most often. So surfaces keep theirs.
    """
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    width, height = image.width(), image.height()
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(height, -1)[:, :width]
    colours, inverse, counts = np.unique(pixels & 0xFFFFFF, return_inverse=True, return_counts=True)
    for bits in range(8):
        mask = int.from_bytes(bytes([0xFF >> bits << bits] * 3), "big")
        cells, cell_of = np.unique(colours & mask, return_inverse=True)
        if len(cells) <= _PALETTE:
            break
    chosen = np.zeros(len(cells), np.uint32)
    # The most frequent one is written last.
    by_count = np.argsort(counts, kind="stable")
    chosen[cell_of[by_count]] = colours[by_count]
    indices = np.ascontiguousarray(cell_of[inverse].reshape(height, width).astype(np.uint8))
    reduced = QImage(indices.tobytes(), width, height, width, QImage.Format.Format_Indexed8)
    reduced.setColorTable([qRgb(int(c) >> 16, int(c) >> 8 & 0xFF, int(c) & 0xFF) for c in chosen])
    # A picture of its own: the one above borrows the bytes.
    return reduced.copy()


def _save(image: QImage, path: Path) -> bool:
    saved = with_palette(image).save(str(path), quality=0)
    print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")
    return saved


def main(argv: Sequence[str] | None = None) -> int:
    """Write the pictures; 1 where one cannot be written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--corpus", type=Path, help="pairs for the picture of a training")
    arguments = parser.parse_args(argv)
    folder: Path = arguments.folder
    corpus: Path | None = arguments.corpus
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication(["BertSum"])
    written: Counter[bool] = Counter()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        for look in looks():
            photographer = Photographer(application, Path(home), look)
            for name, image in pictures(photographer, look, Path(home) / look.name):
                written[_save(image, folder / f"{name}-{look.name}.png")] += 1
            # Once is enough: it takes longer than all others together.
            if look.name == "light" and corpus is not None:
                image = photographer.take_training(corpus)
                written[_save(image, folder / f"training-{look.name}.png")] += 1
            photographer.close()
    return 1 if written[False] else 0


if __name__ == "__main__":
    sys.exit(main())
