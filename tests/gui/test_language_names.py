from __future__ import annotations

import pytest

from bertsum_app.core.languages import LANGUAGES
from bertsum_app.gui.interface_language import InterfaceLanguage, resolve_language
from bertsum_app.gui.language_names import language_name


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_its_name_in_both_interfaces(
    language: InterfaceLanguage, code: str
) -> None:
    assert language_name(code) == LANGUAGES[code].english_name
    language.use("zh")
    assert language_name(code) != LANGUAGES[code].english_name


def test_a_language_nobody_knows_is_called_by_its_code(language: InterfaceLanguage) -> None:
    assert language_name("xx") == "xx"


@pytest.mark.parametrize(
    ("choice", "system", "expected"),
    [
        ("zh", ("en-US",), "zh"),
        ("en", ("zh-CN",), "en"),
        ("system", ("zh-Hans-CN", "en-US"), "zh"),
        ("system", ("fr-FR", "zh_TW"), "zh"),
        ("system", ("de-DE",), "en"),
        ("system", (), "en"),
    ],
)
def test_the_interface_speaks_what_the_person_prefers(
    choice: str, system: tuple[str, ...], expected: str
) -> None:
    assert resolve_language(choice, system) == expected
