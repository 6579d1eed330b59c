"""Which language the window speaks, and the translators that make it so.

Source strings are English. `resources/translations` holds one `.ts` per language and the `.qm`
compiled from it; the English one carries plural forms only. Qt's own dialogs come from the
`qtbase` catalogue that ships with Qt.
"""

from __future__ import annotations

import logging

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from bertsum_app.core.resources import resource_path

_log = logging.getLogger(__name__)

CATALOGUES = {"en": "bertsum_en", "zh": "bertsum_zh_CN"}
"""Interface language to the name of our catalogue."""

_QT_CATALOGUES = {"zh": "qtbase_zh_CN"}
_LOCALES = {"en": "en_US", "zh": "zh_CN"}


def resolve_language(choice: str, system: tuple[str, ...] | None = None) -> str:
    """`en` or `zh`, for a setting that may also be `system`.

    `system` is the list of languages the person prefers, best first (BCP 47 tags); None asks Qt.
    """
    if choice in CATALOGUES:
        return choice
    preferred = tuple(QLocale.system().uiLanguages()) if system is None else system
    for tag in preferred:
        code = tag.replace("_", "-").partition("-")[0].lower()
        if code in CATALOGUES:
            return code
    return "en"


class InterfaceLanguage:
    """Installs the translators of one language at a time.

    Widgets get a `LanguageChange` event from Qt and write their texts anew.
    """

    def __init__(self, application: QCoreApplication) -> None:
        self._application = application
        self._installed: list[QTranslator] = []

    def use(self, code: str) -> None:
        """Speak `en` or `zh` from now on; numbers are written as that language writes them."""
        self.remove()
        QLocale.setDefault(QLocale(_LOCALES[code]))
        if code in _QT_CATALOGUES:
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            self._load(_QT_CATALOGUES[code], folder)
        # Ours last: the translator installed last is asked first.
        self._load(CATALOGUES[code], str(resource_path("translations")))

    def remove(self) -> None:
        """Take the translators away; the source strings remain."""
        for translator in self._installed:
            self._application.removeTranslator(translator)
        self._installed.clear()

    def _load(self, catalogue: str, folder: str) -> None:
        translator = QTranslator(self._application)
        if translator.load(f"{catalogue}.qm", folder):
            self._application.installTranslator(translator)
            self._installed.append(translator)
        else:
            _log.warning("catalogue %s is not in %s", catalogue, folder)
