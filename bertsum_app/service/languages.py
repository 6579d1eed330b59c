"""Which language a text to be summarized or judged is in, and whether the model knows it.

The translator settles this for its own texts; it does so sentence by sentence, too.
"""

from __future__ import annotations

from collections.abc import Sequence

from bertsum_app.core.errors import UnsupportedLanguage
from bertsum_app.text.detect import LanguageDetector

# How sure the detector must be to refuse a text in plain Latin letters: a few English words are
# easily taken for another language.
_SURE = 0.8


def document_language(text: str, languages: Sequence[str], detector: LanguageDetector) -> str:
    """The language of `text` out of the model's `languages`; the first of them if nothing tells.

    Raises:
        UnsupportedLanguage: the text is in another language, beyond doubt.
    """
    found = detector.detect(text)
    if found is None:
        return languages[0]
    if found.language in languages:
        return found.language
    if found.confidence < _SURE and text.isascii() and "en" in languages:
        return "en"
    raise UnsupportedLanguage(found.language)
