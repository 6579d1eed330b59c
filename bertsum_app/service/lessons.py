"""Teaching a model the corrections that a person made by hand: from their store to a run and back.

A run keeps the ids of the corrections it was begun with. They count as learned once its model is
installed, and only as long as that very model is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bertsum_app.core.atomic import write_text_atomic
from bertsum_app.core.errors import ModelError, RunIncompatible
from bertsum_app.core.paths import AppPaths
from bertsum_app.corpus.examples import TranslationExample
from bertsum_app.corpus.user_corpus import CorpusFile, Example
from bertsum_app.library.manifest import ModelManifest
from bertsum_app.library.store import ModelStore
from bertsum_app.service.correction_store import CorrectionStore
from bertsum_app.service.corrections import Correction, KeptCorrection
from bertsum_app.service.tune_folder import TuneFolder

ORIGIN = "taught by corrections on this machine"
"""What the manifest of a model says that learned from corrections alone."""

_VERSION = 1


@dataclass(frozen=True)
class Lessons:
    """Corrections to be taught: as a corpus, with their ids, and the languages they are into."""

    corpus: CorpusFile
    ids: tuple[int, ...]
    targets: tuple[str, ...]


def read_lessons(paths: AppPaths) -> Lessons:
    """All corrections that can be taught, oldest first; there may be none.

    Raises:
        DatabaseError: the store cannot be read.
    """
    store = CorrectionStore(paths.corrections_file)
    try:
        kept = store.kept()
    finally:
        # Not `close`: a window may still bring back what it has just deleted.
        store.let_go()
    taught = tuple(row for row in reversed(kept) if row.correction.can_be_taught)
    # In the order that the trainer has them.
    into = {row.correction.target_language for row in taught}
    targets = tuple(language for language in ("zh", "en") if language in into)
    return Lessons(
        _corpus(paths.corrections_file, taught), tuple(row.id for row in taught), targets
    )


def _corpus(path: Path, rows: Sequence[KeptCorrection]) -> CorpusFile:
    def read() -> Iterator[tuple[int, Example]]:
        for number, row in enumerate(rows, 1):
            yield number, _example(row.correction)

    return CorpusFile(path, "corrections", "", "", True, read)


def _example(correction: Correction) -> TranslationExample:
    texts = {
        correction.source_language: correction.source,
        correction.target_language: correction.text,
    }
    return TranslationExample(texts["en"], texts["zh"], "corrections")


def write_run_lessons(folder: Path, ids: Sequence[int]) -> None:
    """Keep with a run which corrections it was begun with.

    Raises:
        ResourceError: it cannot be written.
    """
    text = json.dumps({"version": _VERSION, "ids": list(ids)}) + "\n"
    write_text_atomic(TuneFolder(folder).lessons_file, text)


def run_lessons(folder: Path) -> tuple[int, ...]:
    """The ids of the corrections that a run was begun with; none for other runs.

    Raises:
        RunIncompatible: what is kept of them cannot be read.
    """
    path = TuneFolder(folder).lessons_file
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        if values["version"] != _VERSION:
            raise RunIncompatible(path=path, reason=f"version {values['version']}")
        return tuple(map(int, values["ids"]))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RunIncompatible(path=path, reason=str(error)) from error


def note_learned(paths: AppPaths, folder: Path, model: ModelManifest) -> None:
    """The model of the run in `folder` is installed: what it was taught is learned.

    Raises:
        RunIncompatible, DatabaseError: that cannot be noted; the corrections stay new.
    """
    ids = run_lessons(folder)
    if not ids:
        return
    store = CorrectionStore(paths.corrections_file)
    try:
        store.learned(ids, model.fingerprint)
    finally:
        store.let_go()


def teaching_base(models: ModelStore, model_id: str) -> str:
    """The model to begin with where `model_id` is in use; "" stands for the embedded one.

    Where that one was itself taught by corrections alone, it is what it came from: all corrections are
    taught each time, and what a training costs on general text does not add up from one to the next.
    """
    base, passed = model_id, set[str]()
    while base and base not in passed:
        passed.add(base)
        try:
            manifest = models.get(base).manifest
            if manifest.origin != ORIGIN or not manifest.parent:
                break
            parent = models.get(manifest.parent)
        except ModelError:
            break
        base = "" if parent.embedded else parent.manifest.id
    return base
