"""What stands in the Workspace of a window, as it survives the window: a value and its JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, cast, get_args

from bertsum_app.service.history import FinishedWork, HistoryMode

if TYPE_CHECKING:
    from bertsum_app.inference.selection import SummaryMethod

LONGEST_DRAFT = 4_000_000
"""Longer texts (code points) are not kept: writing them again and again would be felt."""

_VERSION = 1
_Json: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True)
class Draft:
    """All that is needed to go on. The usual values are those of an empty window.

    The languages are as chosen, and empty where they are found out. `document` is the file whose
    text, untouched, `text` is, and `encoding` the one a text file was read in. `work` is the result
    beside the text, which is the source of it. A text that was `too_long` is not there.
    """

    mode: HistoryMode = "translate"
    text: str = ""
    source_language: str = ""
    target_language: str = ""
    document: Path | None = None
    encoding: str = ""
    work: FinishedWork | None = None
    too_long: bool = False


def draft_to_json(draft: Draft) -> str:
    """Readable with any editor, should all else fail."""
    document = {
        "version": _VERSION,
        "mode": draft.mode,
        "text": draft.text,
        "source_language": draft.source_language,
        "target_language": draft.target_language,
        "document": None if draft.document is None else str(draft.document),
        "encoding": draft.encoding,
        "too_long": draft.too_long,
        "work": None if draft.work is None else _work_to_json(draft.work),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def draft_from_json(data: bytes) -> Draft:
    """The draft that was written.

    Raises:
        ValueError: this is none, or one of another version.
    """
    try:
        document = json.loads(data)
        if document["version"] != _VERSION or document["mode"] not in get_args(HistoryMode):
            raise ValueError("another version, or another kind of work")
        text, path, work = _text(document["text"]), document["document"], document["work"]
        return Draft(
            mode=document["mode"],
            text=text,
            source_language=_text(document["source_language"]),
            target_language=_text(document["target_language"]),
            document=None if path is None else Path(_text(path)),
            encoding=_text(document["encoding"]),
            work=None if work is None else _work_from_json(work, document["mode"], text),
            too_long=bool(document["too_long"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ValueError("no draft") from error


def _work_to_json(work: FinishedWork) -> _Json:
    from bertsum_app.service.history_sentences import to_json

    return {
        "result": work.result_text,
        "source_language": work.source_language,
        "target_language": work.target_language,
        "model": work.model_id,
        "method": work.method,
        "positive": work.positive,
        "sentences": to_json(work.sentences),
    }


def _work_from_json(row: _Json, mode: HistoryMode, text: str) -> FinishedWork:
    from bertsum_app.service.history_sentences import from_json

    result, positive = _text(row["result"]), row["positive"]
    if (mode == "sentiment") != isinstance(positive, float):
        raise ValueError("no reading of sentiment")
    return FinishedWork(
        mode=mode,
        source_text=text,
        result_text=result,
        source_language=_text_or_none(row["source_language"]),
        target_language=_text_or_none(row["target_language"]),
        model_id=_text(row["model"]),
        method=cast("SummaryMethod | None", _text_or_none(row["method"])),
        positive=positive,
        sentences=from_json(_text(row["sentences"]), len(text), len(result)),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _text_or_none(value: object) -> str | None:
    return None if value is None else _text(value)
