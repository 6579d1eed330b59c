"""Bring the catalogues of the window up to date: collect, fill in, compile.

    python packaging/translations.py [--fill FILE.tsv]...

A line of a TSV file is: context, English source, Chinese, and for a plural also the English singular
and plural with a bar between. What is still untranslated is listed, and the exit code is then 1.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import PySide6

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
CHINESE, ENGLISH = FOLDER / "bertsum_zh_CN.ts", FOLDER / "bertsum_en.ts"
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'


@dataclass(frozen=True)
class Words:
    """What a string is in both languages; `english` only for plurals."""

    chinese: str
    english: tuple[str, ...] = ()


Filling = Mapping[tuple[str, str], Words]


def read_filling(paths: Sequence[Path]) -> Filling:
    """The translations in these files, by context and source.

    Raises:
        SystemExit: a line has too few columns.
    """
    found: dict[tuple[str, str], Words] = {}
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip():
                continue
            cells = line.replace("\\n", "\n").split("\t")
            if len(cells) < 3:
                raise SystemExit(f"{path}:{number}: context, source and Chinese are needed")
            english = tuple(cells[3].split("|")) if len(cells) > 3 and cells[3] else ()
            found[cells[0], cells[1]] = Words(cells[2], english)
    return found


def fill(catalogue: Path, filling: Filling) -> list[str]:
    """Put `filling` into what is unfinished; returns what stays untranslated."""
    tree = ET.parse(catalogue)
    missing = []
    for context in tree.getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is None or translation.get("type") != "unfinished":
                continue
            source = message.findtext("source", "")
            words = filling.get((name, source))
            forms = list(translation.iter("numerusform"))
            given = () if words is None else _forms(words, catalogue, len(forms))
            if not given:
                missing.append(f"{catalogue.name}\t{name}\t{source}")
                continue
            for element, text in zip(forms or [translation], given, strict=False):
                element.text = text
            del translation.attrib["type"]
    text = ET.tostring(tree.getroot(), encoding="unicode")
    catalogue.write_text(_HEAD + text + "\n", encoding="utf-8", newline="\n")
    return missing


def _forms(words: Words, catalogue: Path, count: int) -> tuple[str, ...]:
    if catalogue == CHINESE:
        return (words.chinese,) * max(count, 1)
    return words.english if len(words.english) == count else ()


def main() -> int:
    """Update both catalogues and compile them."""
    parser = argparse.ArgumentParser(description="Update the catalogues of the window.")
    parser.add_argument("--fill", type=Path, action="append", default=[])
    filling = read_filling(parser.parse_args().fill)
    missing = []
    for catalogue, options in ((CHINESE, ()), (ENGLISH, ("-pluralonly",))):
        _collect(catalogue, options)
        missing += fill(catalogue, filling)
        # Once more, for the tool's own layout of the file.
        _collect(catalogue, options)
    _tool("lrelease", str(CHINESE), str(ENGLISH))
    for line in missing:
        sys.stderr.write(f"untranslated: {line}\n")
    return 1 if missing else 0


def _collect(catalogue: Path, options: tuple[str, ...]) -> None:
    sources = [str(path) for path in sorted((ROOT / "bertsum_app" / "gui").rglob("*.py"))]
    _tool(
        "lupdate", *sources, "-no-obsolete", "-locations", "none", *options, "-ts", str(catalogue)
    )


def _tool(name: str, *arguments: str) -> None:
    folder = Path(PySide6.__file__).parent
    program = next(path for path in (folder / name, folder / f"{name}.exe") if path.is_file())
    subprocess.run([str(program), *arguments], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    raise SystemExit(main())
