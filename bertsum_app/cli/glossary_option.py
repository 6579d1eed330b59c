"""`--glossary`: terms for whatever a command translates."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bertsum_app.cli.console import note
from bertsum_app.text.glossary import Glossary

if TYPE_CHECKING:
    from bertsum_app.inference.translator import TranslationResult


def add_glossary(parser: argparse.ArgumentParser) -> None:
    """`--glossary`."""
    parser.add_argument(
        "--glossary",
        action="append",
        default=[],
        metavar="FILE",
        help="terms to use (CSV, TSV or TBX: term, and how to say it; nothing: as it stands); "
        "may be given several times, of two entries for a term the later one counts",
    )


class Glossaries:
    """The files of `--glossary`, read once for each direction."""

    def __init__(self, names: Sequence[str]) -> None:
        self._files = [Path(name) for name in names]
        self._read: dict[tuple[str, str], Glossary] = {}

    def of(self, source: str | None, target: str) -> Glossary | None:
        """All terms from `source` into `target`; None where no file was given.

        Raises:
            InputError: a file cannot be used.
        """
        if not self._files or source is None or source == target:
            return None
        if (source, target) not in self._read:
            from bertsum_app.documents.glossary_file import read_glossary

            terms = [
                term for path in self._files for term in read_glossary(path, source, target).terms
            ]
            self._read[source, target] = Glossary(source, target, tuple(terms))
        return self._read[source, target]


def tell_missing(result: TranslationResult) -> None:
    """Say on standard error which terms of the glossary the translation lacks."""
    uses = [use for segment in result.segments for use in segment.terms]
    missing = [use for use in uses if not use.applied]
    if missing:
        names = ", ".join(dict.fromkeys(use.wanted for use in missing))
        note(f"{len(missing)} of {len(uses)} glossary terms could not be applied: {names}")
