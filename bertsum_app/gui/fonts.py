"""The fonts: the system's own for the interface, with families behind it that know Chinese.

Without the list Qt leaves the choice for Han characters to the system, which on many machines is a
Japanese font, or another one for every weight.
"""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo

PANE_STEP_PT = 2.0
"""How much larger the text in the panes is than the interface's."""

_SMALLEST_PT = 9.5

# What Qt reports when no desktop names a font; then a better one is taken if it is there.
_GENERIC = frozenset({"", "Sans Serif", "Sans", "DejaVu Sans", "Bitstream Vera Sans", "Helvetica"})
_BETTER = (
    "Inter",
    "Cantarell",
    "Ubuntu",
    "Noto Sans",
    "Open Sans",
    "Source Sans 3",
    "Noto Sans CJK SC",
)
_CHINESE = (
    "PingFang SC",
    "Microsoft YaHei UI",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
)

_WITH_HAN = (
    QFontDatabase.WritingSystem.SimplifiedChinese,
    QFontDatabase.WritingSystem.TraditionalChinese,
    QFontDatabase.WritingSystem.Japanese,
)


def shows_chinese() -> bool:
    """Whether an installed font has Han characters; without one, boxes stand for them."""
    return any(QFontDatabase.families(system) for system in _WITH_HAN)


def interface_font() -> QFont:
    """The font of everything but the panes' text. Needs a QGuiApplication."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    installed = frozenset(QFontDatabase.families())
    family = font.family()
    if family in _GENERIC:
        family = next((name for name in _BETTER if name in installed), family)
    font.setFamilies([family, *(name for name in _CHINESE if name in installed)])
    if font.pointSizeF() > 0:
        font.setPointSizeF(max(font.pointSizeF(), _SMALLEST_PT))
    return font


def pane_font(interface: QFont, family: str = "") -> QFont:
    """The same font a step larger, for text that is read; `family` comes first where it is given.

    Its size is in points always: `TextPane` enlarges only those.
    """
    font = QFont(interface)
    if family:
        font.setFamilies([family, *(name for name in interface.families() if name != family)])
    size = font.pointSizeF()
    font.setPointSizeF((size if size > 0 else QFontInfo(font).pointSizeF()) + PANE_STEP_PT)
    return font
