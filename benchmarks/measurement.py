"""One measured figure, the limit it is held to, and how figures are shown and stored."""

from __future__ import annotations

import json
import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

FORMAT_VERSION = 1


@dataclass(frozen=True)
class Limit:
    """`value` in the figure's unit, which side of it is good, and what is held to it.

    `of` "each": every repetition must hold, as for something that is never to happen.
    """

    value: float
    good: Literal["below", "above"]
    of: Literal["median", "each"] = "median"

    def holds(self, figure: float) -> bool:
        """Whether `figure` is on the good side; one that could not be measured (NaN) holds."""
        if math.isnan(figure):
            return True
        return figure <= self.value if self.good == "below" else figure >= self.value


@dataclass(frozen=True)
class Measurement:
    """A figure with all repetitions it is the median of."""

    name: str
    unit: str
    samples: tuple[float, ...]
    limit: Limit | None = None

    @property
    def median(self) -> float:
        """The figure that is quoted."""
        return statistics.median(self.samples)

    @property
    def within_limit(self) -> bool:
        """True where there is no limit."""
        if self.limit is None:
            return True
        held = self.samples if self.limit.of == "each" else (self.median,)
        return all(map(self.limit.holds, held))


def table(measurements: Sequence[Measurement]) -> str:
    """The figures as lines of text, columns aligned."""
    rows: list[tuple[str, ...]] = [("what", "median", "lowest", "highest", "runs", "limit", "")]
    for each in measurements:
        low, high = min(each.samples), max(each.samples)
        figures = [f"{_number(value)} {each.unit}".strip() for value in (each.median, low, high)]
        limit = verdict = ""
        if each.limit is not None:
            sign = "≤" if each.limit.good == "below" else "≥"
            limit = f"{sign} {_number(each.limit.value)} {each.unit}".strip()
            limit = f"each {limit}" if each.limit.of == "each" else limit
            verdict = "ok" if each.within_limit else "MISSED"
        rows.append((each.name, *figures, str(len(each.samples)), limit, verdict))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for row in rows:
        name = row[0].ljust(widths[0])
        rest = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        lines.append("  ".join((name, *rest)).rstrip())
    lines.insert(1, "-" * max(map(len, lines)))
    return "\n".join(lines)


def to_json(measurements: Sequence[Measurement], about: Mapping[str, object]) -> str:
    """The figures with what they were measured on."""
    values = {
        "format_version": FORMAT_VERSION,
        **about,
        "measurements": [
            {
                "name": each.name,
                "unit": each.unit,
                "median": each.median,
                "samples": list(each.samples),
                "limit": each.limit and asdict(each.limit),
                "within_limit": each.within_limit,
            }
            for each in measurements
        ],
    }
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def _number(value: float) -> str:
    """Three significant digits, without an exponent."""
    if value == 0 or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
