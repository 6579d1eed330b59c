"""Names of languages in the interface's language.

`core.languages` knows them in English and in their own script; here they are translatable. A test
walks the table of `core` and asks for each of them.
"""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from bertsum_app.core.languages import LANGUAGES

_NAMES: dict[str, str] = {
    "en": str(QT_TRANSLATE_NOOP("Languages", "English")),
    "zh": str(QT_TRANSLATE_NOOP("Languages", "Chinese")),
    "ar": str(QT_TRANSLATE_NOOP("Languages", "Arabic")),
    "bg": str(QT_TRANSLATE_NOOP("Languages", "Bulgarian")),
    "bn": str(QT_TRANSLATE_NOOP("Languages", "Bengali")),
    "ca": str(QT_TRANSLATE_NOOP("Languages", "Catalan")),
    "cs": str(QT_TRANSLATE_NOOP("Languages", "Czech")),
    "da": str(QT_TRANSLATE_NOOP("Languages", "Danish")),
    "de": str(QT_TRANSLATE_NOOP("Languages", "German")),
    "el": str(QT_TRANSLATE_NOOP("Languages", "Greek")),
    "es": str(QT_TRANSLATE_NOOP("Languages", "Spanish")),
    "et": str(QT_TRANSLATE_NOOP("Languages", "Estonian")),
    "fa": str(QT_TRANSLATE_NOOP("Languages", "Persian")),
    "fi": str(QT_TRANSLATE_NOOP("Languages", "Finnish")),
    "fr": str(QT_TRANSLATE_NOOP("Languages", "French")),
    "he": str(QT_TRANSLATE_NOOP("Languages", "Hebrew")),
    "hi": str(QT_TRANSLATE_NOOP("Languages", "Hindi")),
    "hr": str(QT_TRANSLATE_NOOP("Languages", "Croatian")),
    "hu": str(QT_TRANSLATE_NOOP("Languages", "Hungarian")),
    "id": str(QT_TRANSLATE_NOOP("Languages", "Indonesian")),
    "it": str(QT_TRANSLATE_NOOP("Languages", "Italian")),
    "ja": str(QT_TRANSLATE_NOOP("Languages", "Japanese")),
    "ko": str(QT_TRANSLATE_NOOP("Languages", "Korean")),
    "lt": str(QT_TRANSLATE_NOOP("Languages", "Lithuanian")),
    "lv": str(QT_TRANSLATE_NOOP("Languages", "Latvian")),
    "ms": str(QT_TRANSLATE_NOOP("Languages", "Malay")),
    "nb": str(QT_TRANSLATE_NOOP("Languages", "Norwegian Bokmål")),
    "nl": str(QT_TRANSLATE_NOOP("Languages", "Dutch")),
    "no": str(QT_TRANSLATE_NOOP("Languages", "Norwegian")),
    "pl": str(QT_TRANSLATE_NOOP("Languages", "Polish")),
    "pt": str(QT_TRANSLATE_NOOP("Languages", "Portuguese")),
    "ro": str(QT_TRANSLATE_NOOP("Languages", "Romanian")),
    "ru": str(QT_TRANSLATE_NOOP("Languages", "Russian")),
    "sk": str(QT_TRANSLATE_NOOP("Languages", "Slovak")),
    "sl": str(QT_TRANSLATE_NOOP("Languages", "Slovenian")),
    "sr": str(QT_TRANSLATE_NOOP("Languages", "Serbian")),
    "sv": str(QT_TRANSLATE_NOOP("Languages", "Swedish")),
    "sw": str(QT_TRANSLATE_NOOP("Languages", "Swahili")),
    "ta": str(QT_TRANSLATE_NOOP("Languages", "Tamil")),
    "th": str(QT_TRANSLATE_NOOP("Languages", "Thai")),
    "tr": str(QT_TRANSLATE_NOOP("Languages", "Turkish")),
    "uk": str(QT_TRANSLATE_NOOP("Languages", "Ukrainian")),
    "ur": str(QT_TRANSLATE_NOOP("Languages", "Urdu")),
    "vi": str(QT_TRANSLATE_NOOP("Languages", "Vietnamese")),
}


def language_name(code: str) -> str:
    """The name to show for a language code; the code itself when nobody knows it."""
    if code in _NAMES:
        return QCoreApplication.translate("Languages", _NAMES[code])
    known = LANGUAGES.get(code)
    return known.english_name if known is not None else code
