"""Why a sentence of a translation may be wrong, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

# Named as lupdate looks for it.
translate = QCoreApplication.translate


def doubt_words(code: str) -> str:
    """One line for a doubt of the engine."""
    if code == "repeats":
        return translate("Doubts", "It repeats itself.")
    if code == "too-short":
        return translate("Doubts", "It is short for its source; something may be missing.")
    if code == "too-long":
        return translate("Doubts", "It is long for its source; something may have been added.")
    if code == "copied":
        return translate("Doubts", "It was copied, not translated.")
    if code == "numbers":
        return translate("Doubts", "Its numbers are not those of the source.")
    return translate("Doubts", "The model was not sure of it.")


def doubt_tip(codes: tuple[str, ...]) -> str:
    """What the tool tip over a doubtful sentence says."""
    title = translate("Doubts", "This sentence may be wrong")
    return "\n".join((title, *(doubt_words(code) for code in codes)))
