"""The JSON that `--json` writes: version 1, one object a line for each input.

Every object has ``version`` (1) and ``kind``. Objects about a text also have ``input`` (the FILE
argument, ``-`` for standard input), ``model`` (id), ``device``, ``milliseconds`` (without loading the
model). A span is ``{"start": s, "end": e}``, counted in Unicode code points, end not included, into
the input's decoded text (a byte order mark is no part of it) unless said otherwise.

translation
    ``source_language``, ``target_language``, ``text``, ``segments``: in reading order, each with
    ``source`` (span in the input), ``target`` (span in ``text``), ``text`` and ``doubts``, a list of
    codes: ``repeats``, ``too-short``, ``too-long``, ``copied``, ``numbers``, and ``terms``: those of
    the glossaries, each with ``source`` (span in the input), ``wanted`` and ``applied``, whether the
    translation has it.
document
    A file translated into a new one: ``output`` (its path), ``format``, ``source_language``,
    ``target_language``, ``finished`` (false: called off, the rest is in the old language) and
    ``sentences``: how many there are (``total``), and how many were ``translated``, ``kept``,
    ``failed``, ``unfinished``; of the translated ones, how many are ``doubtful``.
summary
    ``method``, ``language``, ``text``, ``sentences``: those of the input that were chosen, in its
    order, each with ``source`` (span), ``score`` (0 to 1) and ``text``; empty for an abstract. For a
    sentence of a document (anything but plain text) ``source`` counts in the text of the document, its
    pieces a blank line apart, and ``place`` says where it is: ``page`` (from 1, or null) and
    ``section``, the headings above it, the innermost last; for plain text ``place`` is null. With
    ``--together`` ``input`` is null, ``inputs`` lists the FILEs read, ``source`` counts in the text of
    all of them, and each ``place`` has the ``input`` that the sentence is from.
    ``translation``: null, or with ``--to`` an object with ``target_language``, ``text`` and
    ``segments`` as above, whose ``source`` spans point into the summary's ``text``.
sentiment
    ``language``, ``label`` (``positive`` or ``negative``), ``probability`` (of the label),
    ``positive`` (probability of being positive), ``sentences``: each with ``source`` (span) and
    ``positive``.
models
    ``models``: each with ``id``, ``name``, ``version``, ``languages``, ``jobs``, ``licence``,
    ``origin``, ``parent`` (id or null), ``embedded``, ``folder``, ``bytes``.
evaluation
    ``task``, ``data`` (the files), ``model`` (id), ``fingerprint`` (of the model's files), ``device``,
    ``report``: what ``--save`` stores as its ``report``, without the outputs (BLEU, chrF from 0 to
    100 with their signatures; accuracies as counts; ROUGE from 0 to 1), ``comparison``: null, or with
    ``--compare`` the figures of both runs (``rows``), ``improved`` and ``regressed`` examples.

Languages are ISO 639-1 codes, or null where none could be told. New keys may be added within a
version; what is there keeps its meaning.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, TypeAlias

from bertsum_app.documents.collection import Collection
from bertsum_app.service.results import SummaryOutcome, summary_text

if TYPE_CHECKING:
    from bertsum_app.cli.inputs import Input
    from bertsum_app.inference.sentiment import SentimentResult
    from bertsum_app.inference.translator import SegmentResult, TranslationResult
    from bertsum_app.library.store import InstalledModel
    from bertsum_app.service.documents import DocumentReport
    from bertsum_app.service.jobs import JobOutcome
    from bertsum_app.text.sentences import Span

VERSION = 1

JsonObject: TypeAlias = dict[str, object]


def to_line(kind: str, values: JsonObject) -> str:
    """The object of this kind on one line."""
    return json.dumps({"version": VERSION, "kind": kind, **values}, ensure_ascii=False)


def translation(name: str, outcome: JobOutcome[TranslationResult]) -> str:
    """The line for a translated input."""
    result = outcome.result
    return to_line(
        "translation",
        {
            **_about(name, outcome),
            "source_language": result.source_language,
            "target_language": result.target_language,
            "text": result.text,
            "segments": _segments(result.segments),
        },
    )


def document(outcome: JobOutcome[DocumentReport]) -> str:
    """The line for a document translated into a new file."""
    report = outcome.result
    return to_line(
        "document",
        {
            **_about(str(report.path), outcome),
            "output": str(report.output),
            "format": report.format,
            "source_language": report.source_language,
            "target_language": report.target_language,
            "finished": report.finished,
            "sentences": asdict(report.counts),
        },
    )


def summary(
    of: Input | Collection,
    method: str,
    outcome: JobOutcome[SummaryOutcome],
) -> str:
    """The line for a summarized input, or for several that were summarized as one."""
    result = outcome.result.summary
    translated = outcome.result.translation
    sentences = [
        {
            "source": _span(sentence.span),
            "score": sentence.score,
            "text": sentence.text,
            "place": _place(of, sentence.span.start),
        }
        for sentence in result.sentences
    ]
    about = _about(None, outcome) if isinstance(of, Collection) else _about(of.name, outcome)
    return to_line(
        "summary",
        {
            **about,
            **({"inputs": list(of.names)} if isinstance(of, Collection) else {}),
            "method": method,
            "language": result.language,
            "text": summary_text(result),
            "sentences": sentences,
            "translation": None
            if translated is None
            else {
                "target_language": translated.target_language,
                "text": translated.text,
                "segments": _segments(translated.segments),
            },
        },
    )


def sentiment(name: str, outcome: JobOutcome[SentimentResult]) -> str:
    """The line for an input whose sentiment was read."""
    result = outcome.result
    return to_line(
        "sentiment",
        {
            **_about(name, outcome),
            "language": result.language,
            "label": result.label,
            "probability": result.probability,
            "positive": result.positive,
            "sentences": [
                {"source": _span(sentence.span), "positive": sentence.positive}
                for sentence in result.sentences
            ],
        },
    )


def models(installed: Iterable[InstalledModel]) -> str:
    """The line for installed models."""
    return to_line("models", {"models": [_model(model) for model in installed]})


def model_bytes(model: InstalledModel) -> int:
    """What the model takes on disk, by its manifest."""
    return sum(entry.bytes for entry in model.manifest.files)


def _about(name: str | None, outcome: JobOutcome[object]) -> JsonObject:
    return {
        "input": name,
        "model": outcome.model_id,
        "device": outcome.device_label,
        "milliseconds": outcome.milliseconds,
    }


def _segments(segments: Iterable[SegmentResult]) -> list[JsonObject]:
    return [
        {
            "source": _span(segment.source),
            "target": _span(segment.target),
            "text": segment.text,
            "doubts": list(segment.doubts),
            "terms": [
                {"source": _span(use.source), "wanted": use.wanted, "applied": use.applied}
                for use in segment.terms
            ],
        }
        for segment in segments
    ]


def _place(of: Input | Collection, offset: int) -> JsonObject | None:
    if of.document is None:
        return None
    found = of.document.place_at(offset)
    place: JsonObject = {"page": found.page, "section": list(found.section)}
    return {**place, "input": found.file} if isinstance(of, Collection) else place


def _span(span: Span) -> JsonObject:
    return {"start": span.start, "end": span.end}


def _model(model: InstalledModel) -> JsonObject:
    manifest = model.manifest
    return {
        "id": manifest.id,
        "name": manifest.name,
        "version": manifest.version,
        "languages": list(manifest.languages),
        "jobs": list(manifest.jobs),
        "licence": manifest.licence,
        "origin": manifest.origin,
        "parent": manifest.parent,
        "embedded": model.embedded,
        "folder": str(model.folder),
        "bytes": model_bytes(model),
    }
