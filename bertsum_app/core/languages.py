"""Languages by their ISO 639-1 code, with the names people know them by.

English and Chinese, the languages of the embedded model, come first. The others are here so that
detection can name what a model lacks, and for imported models.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bertsum_app.core.errors import UnsupportedLanguage


@dataclass(frozen=True)
class Language:
    """`native_name` is the name the language's own speakers use, in its own script."""

    code: str
    english_name: str
    native_name: str


_TABLE = (
    Language("en", "English", "English"),
    Language("zh", "Chinese", "中文"),
    Language("ar", "Arabic", "العربية"),
    Language("bg", "Bulgarian", "Български"),
    Language("bn", "Bengali", "বাংলা"),
    Language("ca", "Catalan", "Català"),
    Language("cs", "Czech", "Čeština"),
    Language("da", "Danish", "Dansk"),
    Language("de", "German", "Deutsch"),
    Language("el", "Greek", "Ελληνικά"),
    Language("es", "Spanish", "Español"),
    Language("et", "Estonian", "Eesti"),
    Language("fa", "Persian", "فارسی"),
    Language("fi", "Finnish", "Suomi"),
    Language("fr", "French", "Français"),
    Language("he", "Hebrew", "עברית"),
    Language("hi", "Hindi", "हिन्दी"),
    Language("hr", "Croatian", "Hrvatski"),
    Language("hu", "Hungarian", "Magyar"),
    Language("id", "Indonesian", "Bahasa Indonesia"),
    Language("it", "Italian", "Italiano"),
    Language("ja", "Japanese", "日本語"),
    Language("ko", "Korean", "한국어"),
    Language("lt", "Lithuanian", "Lietuvių"),
    Language("lv", "Latvian", "Latviešu"),
    Language("ms", "Malay", "Bahasa Melayu"),
    Language("nb", "Norwegian Bokmål", "Norsk bokmål"),
    Language("nl", "Dutch", "Nederlands"),
    Language("no", "Norwegian", "Norsk"),
    Language("pl", "Polish", "Polski"),
    Language("pt", "Portuguese", "Português"),
    Language("ro", "Romanian", "Română"),
    Language("ru", "Russian", "Русский"),
    Language("sk", "Slovak", "Slovenčina"),
    Language("sl", "Slovenian", "Slovenščina"),
    Language("sr", "Serbian", "Српски"),
    Language("sv", "Swedish", "Svenska"),
    Language("sw", "Swahili", "Kiswahili"),
    Language("ta", "Tamil", "தமிழ்"),
    Language("th", "Thai", "ไทย"),
    Language("tr", "Turkish", "Türkçe"),
    Language("uk", "Ukrainian", "Українська"),
    Language("ur", "Urdu", "اردو"),
    Language("vi", "Vietnamese", "Tiếng Việt"),
)

LANGUAGES: Mapping[str, Language] = MappingProxyType({entry.code: entry for entry in _TABLE})
"""Code to language, in the order above."""

_RIGHT_TO_LEFT = frozenset(("ar", "fa", "he", "ur"))


def is_right_to_left(code: str) -> bool:
    """Whether the language is written from right to left; of unknown codes: no."""
    return code in _RIGHT_TO_LEFT


def runs_right_to_left(text: str, code: str | None = None) -> bool:
    """Whether a text does by most of its letters; where none tells, whether its language does."""
    letters = Counter(map(unicodedata.bidirectional, text))
    right, left = letters["R"] + letters["AL"], letters["L"]
    if right == left:
        return code is not None and is_right_to_left(code)
    return right > left


def language(code: str) -> Language:
    """The language of an ISO 639-1 code.

    Raises:
        UnsupportedLanguage: the code is not in the table.
    """
    try:
        return LANGUAGES[code]
    except KeyError:
        raise UnsupportedLanguage(code) from None
