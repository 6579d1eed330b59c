from __future__ import annotations

import re
from dataclasses import fields

import pytest

from bertsum_app.gui.style_sheet import style_sheet
from bertsum_app.gui.tokens import SHAPE_ON_GROUND, TEXT_ON_GROUND, THEMES, Theme


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.1."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_the_standard_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_can_be_read_on_its_ground(theme: Theme, text: str, ground: str) -> None:
    assert contrast(getattr(theme, text), getattr(theme, ground)) >= 4.5


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize(("shape", "ground"), SHAPE_ON_GROUND)
def test_shapes_that_mean_something_can_be_seen(theme: Theme, shape: str, ground: str) -> None:
    assert contrast(getattr(theme, shape), getattr(theme, ground)) >= 3.0


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_token_is_a_colour(theme: Theme) -> None:
    colours = {field.name: getattr(theme, field.name) for field in fields(theme)}
    del colours["name"]
    assert [
        name for name, value in colours.items() if not re.fullmatch("#[0-9a-f]{6}", value)
    ] == []


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_no_token_is_left_over_in_the_style_sheet(theme: Theme) -> None:
    sheet = style_sheet(theme)
    assert "@" not in sheet
    assert sheet.count("{") == sheet.count("}")


def test_the_sheets_differ_in_colours_only() -> None:
    light, dark = (re.sub("#[0-9a-f]{6}", "#", style_sheet(theme)) for theme in THEMES)
    assert light == dark


def test_every_token_is_held_to_a_contrast_but_lines_and_what_cannot_be_used() -> None:
    held = {name for pair in (*TEXT_ON_GROUND, *SHAPE_ON_GROUND) for name in pair}
    assert {field.name for field in fields(Theme)} - held == {"name", "border", "disabled"}


def test_every_rule_of_the_style_sheet_has_words_that_can_be_read_on_its_ground() -> None:
    names = Theme(**{field.name: f"<{field.name}>" for field in fields(Theme)})
    rules = re.findall(r"\{([^{}]*)\}", style_sheet(names))
    pairs = [
        (words.group(1), ground.group(1))
        for rule in rules
        if (words := re.search(r"(?<![-\w])color: <(\w+)>", rule))
        and (ground := re.search(r"(?<![-\w])background(?:-color)?: <(\w+)>", rule))
    ]
    assert len(pairs) > 5
    assert {pair for pair in pairs if pair[0] != "disabled"} <= set(TEXT_ON_GROUND)
