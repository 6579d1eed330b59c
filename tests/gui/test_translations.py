"""The catalogues are complete, match the sources, and are compiled from what is committed."""

from __future__ import annotations

import re
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import PySide6
import pytest

from bertsum_app.core.resources import resource_path

GUI = Path(__file__).resolve().parents[2] / "bertsum_app" / "gui"
TOOLS = Path(PySide6.__file__).parent
CATALOGUES = ("bertsum_en", "bertsum_zh_CN")
# What must be the same in a string and its translation.
MARKS = re.compile(r"\{\w+\}|%L?n")

Entry = tuple[str, str, tuple[str, ...]]


def entries(catalogue: Path) -> Iterator[Entry]:
    """(context, source, translations) of each message."""
    for context in ET.parse(catalogue).getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            forms = [form.text or "" for form in translation.iter("numerusform")]
            texts = tuple(forms or [translation.text or ""])
            if translation.get("type") is not None:
                texts = ("",)
            yield name, message.findtext("source", ""), texts


def tool(name: str) -> str:
    for candidate in (TOOLS / name, TOOLS / f"{name}.exe"):
        if candidate.is_file():
            return str(candidate)
    pytest.skip(f"{name} is not part of this PySide6")


@pytest.mark.parametrize("name", CATALOGUES)
def test_nothing_is_left_untranslated(name: str) -> None:
    found = list(entries(resource_path("translations", f"{name}.ts")))
    assert found
    assert [entry for entry in found if not all(text.strip() for text in entry[2])] == []


@pytest.mark.parametrize("name", CATALOGUES)
def test_translations_have_the_same_placeholders(name: str) -> None:
    found = entries(resource_path("translations", f"{name}.ts"))
    wrong = [
        entry
        for entry in found
        for text in entry[2]
        if sorted(MARKS.findall(text)) != sorted(MARKS.findall(entry[1]))
    ]
    assert wrong == []


def test_the_catalogue_holds_every_string_of_the_window(tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.ts"
    sources = [str(path) for path in sorted(GUI.rglob("*.py"))]
    subprocess.run(
        [tool("lupdate"), *sources, "-locations", "none", "-ts", str(fresh)],
        check=True,
        capture_output=True,
    )
    wanted = {entry[:2] for entry in entries(fresh)}
    kept = {entry[:2] for entry in entries(resource_path("translations", "bertsum_zh_CN.ts"))}
    assert wanted == kept


@pytest.mark.parametrize("name", CATALOGUES)
def test_the_compiled_catalogue_is_up_to_date(name: str, tmp_path: Path) -> None:
    fresh = tmp_path / f"{name}.qm"
    subprocess.run(
        [tool("lrelease"), str(resource_path("translations", f"{name}.ts")), "-qm", str(fresh)],
        check=True,
        capture_output=True,
    )
    assert fresh.read_bytes() == resource_path("translations", f"{name}.qm").read_bytes()


def test_no_string_to_translate_is_put_together_beforehand() -> None:
    """lupdate takes f-strings and sums, but at run time they match no entry."""
    call = re.compile(r"(?:\btr|\btranslate)\(\s*(?:\"Messages\",\s*)?(?:f[\"']|\w+\s*[,)])")
    found = [
        f"{path.name}: {match.group()}"
        for path in GUI.rglob("*.py")
        for match in call.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []
