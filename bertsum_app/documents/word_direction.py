"""Which way a paragraph of a Word document runs: of itself, and of each of its runs."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from bertsum_app.documents.word_names import W

if TYPE_CHECKING:
    from lxml.etree import _Element

#: What stands behind them among the properties, whose order is fixed (ISO/IEC 29500-1, 17.3).
_BEHIND_BIDI = frozenset(
    (
        *("adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents"),
        *("suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap"),
        *("outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange"),
    )
)
_BEHIND_RTL = frozenset(("cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath", "rPrChange"))


def turn(paragraph: _Element, *, right_to_left: bool) -> None:
    """Let a paragraph run this way, whatever its style says."""
    _set(_properties(paragraph, "pPr"), "bidi", _BEHIND_BIDI, is_on=right_to_left)
    for run in paragraph.iter(W + "r"):
        # Text boxes have paragraphs of their own.
        if next(run.iterancestors(W + "p")) is paragraph and run.find(W + "t") is not None:
            _set(_properties(run, "rPr"), "rtl", _BEHIND_RTL, is_on=right_to_left)


def _properties(element: _Element, name: str) -> _Element:
    found = element.find(W + name)
    if found is None:
        found = element.makeelement(W + name, {})
        element.insert(0, found)
    return found


def _set(properties: _Element, name: str, behind: Collection[str], *, is_on: bool) -> None:
    for old in properties.findall(W + name):
        properties.remove(old)
    new = properties.makeelement(W + name, {} if is_on else {W + "val": "0"})
    at = next(
        (index for index, each in enumerate(properties) if str(each.tag).removeprefix(W) in behind),
        len(properties),
    )
    properties.insert(at, new)
