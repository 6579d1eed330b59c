"""The user's own glossaries, one for each direction, in one JSON file of the data folder.

Written atomically. A file that cannot be understood, or is from a newer program, is set aside as
``glossaries.json.bak`` and told of, which is once.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from bertsum_app.core.atomic import write_text_atomic
from bertsum_app.core.errors import AppError, GlossariesDamaged, from_os_error, from_read_error
from bertsum_app.core.languages import LANGUAGES
from bertsum_app.text.glossary import Glossary, Term

_log = logging.getLogger(__name__)

SCHEMA_VERSION = 1

Direction = tuple[str, str]
"""Source and target language, ISO 639-1."""


@dataclass(frozen=True)
class LoadedGlossaries:
    """What there is, and what was wrong with the file."""

    by_direction: Mapping[Direction, Glossary] = field(default_factory=dict)
    problem: AppError | None = None


def load_glossaries(path: Path) -> LoadedGlossaries:
    """The glossaries stored at `path`; none where there is no file. Raises nothing."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return LoadedGlossaries()
    except OSError as error:
        return LoadedGlossaries(problem=from_read_error(error, path))
    try:
        found = {
            (glossary.source_language, glossary.target_language): glossary
            for glossary in _parse(data)
        }
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        _log.warning("the glossaries are damaged: %s", type(error).__name__)
        kept = path.with_name(path.name + ".bak")
        try:
            os.replace(path, kept)
        except OSError as problem:
            return LoadedGlossaries(problem=from_os_error(problem, path))
        return LoadedGlossaries(problem=GlossariesDamaged(path, kept))
    return LoadedGlossaries(MappingProxyType(found))


def save_glossaries(path: Path, glossaries: Iterable[Glossary]) -> None:
    """Store all glossaries; empty ones are left out.

    Raises:
        AppError: as `write_text_atomic`.
    """
    document = {
        "schema_version": SCHEMA_VERSION,
        "glossaries": [
            {
                "source": glossary.source_language,
                "target": glossary.target_language,
                "terms": [[term.source, term.target] for term in glossary.terms],
            }
            for glossary in glossaries
            if glossary.terms
        ],
    }
    write_text_atomic(path, json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def _parse(data: bytes) -> Iterable[Glossary]:
    document = json.loads(data)
    if type(document["schema_version"]) is not int or document["schema_version"] != SCHEMA_VERSION:
        raise ValueError("another schema version")
    for each in document["glossaries"]:
        direction = each["source"], each["target"]
        if not all(code in LANGUAGES for code in direction):
            raise ValueError("an unknown language")
        yield Glossary(*direction, tuple(_term(*pair) for pair in each["terms"]))


def _term(source: object, target: object) -> Term:
    if not isinstance(source, str) or not (target is None or isinstance(target, str)):
        raise ValueError("a term that is no text")
    return Term(source, target)
