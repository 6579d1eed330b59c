"""packaging/icons.py: the program's icon in the files of each system."""

from __future__ import annotations

import struct
from collections.abc import Callable
from types import ModuleType

import pytest
from PySide6.QtGui import QImage

Load = Callable[[str], ModuleType]


@pytest.fixture
def icons(load: Load) -> ModuleType:
    return load("icons")


def size_of(png: bytes) -> tuple[int, int]:
    picture = QImage.fromData(png)
    return picture.width(), picture.height()


@pytest.mark.parametrize("edge", [16, 32, 48, 512])
def test_the_icon_fills_its_square_and_leaves_the_corners_free(
    icons: ModuleType, edge: int
) -> None:
    picture = QImage.fromData(icons.png(edge))
    assert (picture.width(), picture.height()) == (edge, edge)
    assert picture.pixelColor(0, 0).alpha() < 255
    assert picture.pixelColor(edge // 8, edge // 2).alpha() == 255


def test_the_small_icon_lies_on_the_grid_of_pixels(icons: ModuleType) -> None:
    # The stem of the letter is two whole pixels wide: white, with none half white beside it.
    picture = QImage.fromData(icons.png(16))
    row = [picture.pixelColor(x, 6).name() for x in range(3, 7)]
    ground = row[0]
    assert row == [ground, "#ffffff", "#ffffff", ground]


def test_the_windows_icon_names_each_picture_where_it_is(icons: ModuleType) -> None:
    pictures = {edge: icons.png(edge) for edge in (16, 256)}
    data = icons.ico(pictures)
    assert struct.unpack_from("<HHH", data) == (0, 1, 2)
    for number, edge in enumerate((16, 256)):
        width, height, *_, length, place = struct.unpack_from("<BBBBHHII", data, 6 + 16 * number)
        assert (width or 256, height or 256) == (edge, edge)
        assert data[place : place + length] == pictures[edge]


def test_the_mac_icon_is_a_chain_of_whole_parts(icons: ModuleType) -> None:
    pictures = {edge: icons.png(edge) for edge in (16, 32, 64, 128, 256, 512, 1024)}
    data = icons.icns(pictures)
    assert struct.unpack_from(">4sI", data) == (b"icns", len(data))
    place, seen = 8, {}
    while place < len(data):
        kind, length = struct.unpack_from(">4sI", data, place)
        seen[kind] = size_of(data[place + 8 : place + length])
        place += length
    assert place == len(data)
    assert seen[b"ic10"] == (1024, 1024)
    assert seen[b"ic11"] == (32, 32)
