"""Documents and new contents as JSON, to cross from one process to another without pickle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple
from typing import Any, cast, get_args

from bertsum_app.documents.model import (
    Block,
    BlockKind,
    Column,
    Document,
    Look,
    Mark,
    NewText,
    Place,
    Rewriting,
)

Json = Any


def document_to_json(document: Document) -> Json:
    """The document as lists, strings and numbers."""
    return {
        "format": document.format,
        "encoding": document.encoding,
        "pages": document.pages,
        "columns": [[each.name, each.sample, each.chosen] for each in document.columns],
        "source_language": document.source_language,
        "translated_into": document.translated_into,
        "digest": document.digest,
        "blocks": [
            [
                block.kind,
                block.text,
                list(map(_mark_to_json, block.marks)),
                _place_to_json(block.place),
                block.level,
                block.translate,
            ]
            for block in document.blocks
        ],
    }


def document_from_json(value: Json) -> Document:
    """The document again.

    Raises:
        ValueError, TypeError, KeyError: it was not made by `document_to_json`.
    """
    return Document(
        value["format"],
        tuple(_block(*block) for block in value["blocks"]),
        value["encoding"],
        value["pages"],
        tuple(Column(*column) for column in value["columns"]),
        value["source_language"],
        tuple(value["translated_into"]),
        value["digest"],
    )


def rewriting_to_json(rewriting: Rewriting) -> Json:
    """New contents as lists, strings and numbers."""
    return [[index, new.text, [list(m) for m in new.marks]] for index, new in rewriting.items()]


def rewriting_from_json(value: Json) -> Mapping[int, NewText]:
    """The new contents again. Raises as `document_from_json`."""
    return {
        int(index): NewText(str(text), tuple((int(start), int(end)) for start, end in marks))
        for index, text, marks in value
    }


def _mark_to_json(mark: Mark) -> Json:
    look = None if mark.look is None else list(astuple(mark.look))
    return [mark.start, mark.end, mark.parent, mark.keep, mark.ordered, look]


def _mark_from_json(value: Json) -> Mark:
    start, end, parent, keep, ordered, look = value
    return Mark(start, end, parent, keep, ordered, None if look is None else Look(*look))


def _place_to_json(place: Place) -> Json:
    return [place.page, list(place.section), list(map(list, place.turns)), place.cell]


def _place_from_json(value: Json) -> Place:
    page, section, turns, cell = value
    return Place(
        page,
        tuple(section),
        tuple((start, number) for start, number in turns),
        cell=None if cell is None else (cell[0], cell[1]),
    )


def _block(kind: str, text: str, marks: Json, place: Json, level: int, translate: bool) -> Block:
    if kind not in get_args(BlockKind):
        raise ValueError(f"unknown kind of block: {kind!r}")
    return Block(
        cast(BlockKind, kind),
        text,
        tuple(map(_mark_from_json, marks)),
        _place_from_json(place),
        level,
        translate,
    )
