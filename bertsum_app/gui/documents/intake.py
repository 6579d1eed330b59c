"""From what was dropped or named to single documents: folders are gone through off the GUI thread."""

from __future__ import annotations

import itertools
import logging
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from bertsum_app.core.cancel import Cancelled, CancelToken
from bertsum_app.core.errors import AppError
from bertsum_app.documents.errors import NoDocuments
from bertsum_app.service.documents import documents_beneath
from bertsum_app.service.output_names import is_translation

_log = logging.getLogger(__name__)

MOST_AT_ONCE = 500
"""A home folder dropped by mistake must not become a work of weeks."""


@dataclass(frozen=True)
class FoundDocuments:
    """Documents in the order of what was given, and what was given in vain.

    `cut`: there were more than `MOST_AT_ONCE`; the rest was left out.
    """

    documents: tuple[Path, ...]
    refused: tuple[tuple[Path, Exception], ...] = ()
    cut: bool = False


class Intake(QObject):
    """Answers by signal on the GUI thread."""

    found = Signal(object)
    """A `FoundDocuments`."""

    _done = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="bertsum-intake")
        self._closing = CancelToken()
        self._done.connect(self._announce, Qt.ConnectionType.QueuedConnection)

    def look(self, paths: Sequence[Path], targets: Sequence[str]) -> None:
        """Find the documents among and beneath these; in folders without earlier translations.

        Those are known by the codes of `targets` in their names.
        """
        if not self._closing.cancelled:
            self._executor.submit(self._look, tuple(paths), tuple(targets))

    def close(self) -> None:
        """Begin nothing more; what runs is called off."""
        self._closing.cancel()
        self._executor.shutdown(wait=False, cancel_futures=True)

    def _look(self, paths: tuple[Path, ...], targets: tuple[str, ...]) -> None:
        try:
            found = find_documents(paths, targets, self._closing)
        except Cancelled:
            return
        except Exception as error:
            _log.exception("looking for documents failed")
            found = FoundDocuments((), tuple((path, error) for path in paths))
        # Behind `close` this object may be gone.
        if not self._closing.cancelled:
            self._done.emit(found)

    def _announce(self, found: FoundDocuments) -> None:
        if not self._closing.cancelled:
            self.found.emit(found)


def find_documents(
    paths: Sequence[Path], targets: Sequence[str], cancel: CancelToken
) -> FoundDocuments:
    """Files as they are, folders with all that is beneath them; each document once.

    Raises:
        Cancelled: between two folders, once `cancel` is set.
    """
    documents: dict[Path, None] = {}
    refused: list[tuple[Path, Exception]] = []
    for path in paths:
        if not os.path.isdir(path):
            documents[path.absolute()] = None
            continue
        room = MOST_AT_ONCE + 1 - len(documents)
        try:
            inside = (
                each
                for each in documents_beneath(path.absolute(), recursive=True, cancel=cancel)
                if not any(is_translation(each, target) for target in targets)
            )
            found = list(itertools.islice(inside, max(0, room)))
        except AppError as error:
            refused.append((path, error))
            continue
        if not found and room > 0:
            refused.append((path, NoDocuments(path)))
        documents.update(dict.fromkeys(found))
    kept = tuple(documents)
    return FoundDocuments(kept[:MOST_AT_ONCE], tuple(refused), len(kept) > MOST_AT_ONCE)
