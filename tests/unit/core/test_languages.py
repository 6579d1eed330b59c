"""core/languages.py."""

from __future__ import annotations

import pytest

from bertsum_app.core.errors import UnsupportedLanguage
from bertsum_app.core.languages import LANGUAGES, language


def test_the_languages_of_the_embedded_model_come_first() -> None:
    assert list(LANGUAGES)[:2] == ["en", "zh"]


def test_every_language_is_found_by_its_own_code_and_is_named() -> None:
    for code, entry in LANGUAGES.items():
        assert language(code) is entry
        assert entry.code == code
        assert entry.english_name
        assert entry.native_name


def test_no_language_stands_in_the_table_twice() -> None:
    names = [entry.english_name for entry in LANGUAGES.values()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("code", ["", "EN", "xx", "english", "zh-Hans"])
def test_an_unknown_code_is_an_input_error_that_names_it(code: str) -> None:
    with pytest.raises(UnsupportedLanguage) as caught:
        language(code)
    assert caught.value.params == {"language": code}
