from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from bertsum_app.core.resources import resource_path
from bertsum_app.gui.icons import app_icon, icon, pixmap

GUI = Path(__file__).resolve().parents[2] / "bertsum_app" / "gui"
NAMES = tuple(sorted(path.stem for path in resource_path("icons").glob("*.svg")))


def inked(image: QImage) -> int:
    return sum(
        image.pixelColor(x, y).alpha() > 0
        for x in range(image.width())
        for y in range(image.height())
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_draws_something(qapp: QApplication, name: str) -> None:
    assert inked(pixmap(name, "#112233", 24, 1.0).toImage()) > 20


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("bertsum")])
def test_strokes_take_the_colour_of_the_theme(qapp: QApplication, name: str) -> None:
    root = ET.fromstring(resource_path("icons", f"{name}.svg").read_text(encoding="utf-8"))
    assert root.get("viewBox") == "0 0 24 24"
    assert root.get("stroke") == "currentColor"
    image = pixmap(name, "#ff0000", 24, 2.0).toImage()
    opaque = [
        image.pixelColor(x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    ]
    assert opaque
    assert set(map(QColor.name, opaque)) == {"#ff0000"}


def test_icons_are_sharp_on_fine_screens(qapp: QApplication) -> None:
    picture = pixmap("copy", "#000000", 20, 2.0)
    assert (picture.width(), picture.devicePixelRatio()) == (40, 2.0)
    assert 40 in {size.width() for size in icon("copy", "#000000", size=20).availableSizes()}


def test_the_program_has_an_icon(qapp: QApplication) -> None:
    assert not app_icon().isNull()


def test_the_code_asks_for_icons_that_exist() -> None:
    asked = re.compile(
        r"(?:IconButton|IconLabel|PairSplitter|EmptyHint|pixmap|icon)\(\s*\"([\w-]+)\""
    )
    named = {
        name
        for path in GUI.rglob("*.py")
        for name in asked.findall(path.read_text(encoding="utf-8"))
    }
    assert named
    assert named <= set(NAMES)


def test_a_missing_icon_leaves_a_gap(qapp: QApplication) -> None:
    assert inked(pixmap("no-such-icon", "#000000", 20, 1.0).toImage()) == 0
