"""What there is to say about a sentence of a result: why it may be wrong, and whose words it has."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from bertsum_app.gui.workspace.result_sentences import ResultSentence

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


def hand_words(sentence: ResultSentence) -> str:
    """Whether the person had a hand in a sentence; empty where not."""
    if sentence.version is None:
        return ""
    if sentence.version.origin == "chosen":
        return translate("Doubts", "You chose this rendering.")
    return translate("Doubts", "You edited this sentence.")


def note_tip(sentence: ResultSentence) -> str:
    """What the tool tip over a sentence says; empty where there is nothing to say."""
    parts = [hand_words(sentence)]
    if sentence.doubts:
        parts.append(doubt_tip(sentence.doubts))
    return "\n".join(part for part in parts if part)


def note_line(sentence: ResultSentence) -> str:
    """The same on one line, for the foot of the card and for screen readers."""
    parts = [hand_words(sentence), *(doubt_words(code) for code in sentence.doubts)]
    return " ".join(part for part in parts if part)
