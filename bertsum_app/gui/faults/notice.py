"""What is said of a window that was not closed properly."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from bertsum_app.gui.messages import Message
from bertsum_app.service.drafts import Draft

# Named as lupdate looks for it.
translate = QCoreApplication.translate


@dataclass(frozen=True)
class Outcome:
    """What became of what was left.

    `draft` is that of the window told of, `is_back` whether it fills the panes again. `others_wait`:
    texts are left to another start. `report` is where traces of a fault in native code lie; without
    any, `log` says what there is to say.
    """

    draft: Draft
    is_back: bool
    others_wait: bool
    report: Path | None
    log: Path


def not_closed(outcome: Outcome) -> Message:
    """The notice; it stays until it was read."""
    return Message(
        translate("Messages", "BertSum was not closed properly last time"),
        "\n".join(filter(None, (_text(outcome), _waiting(outcome), _log(outcome)))),
        severity="notice",
        stays=True,
    )


def _text(outcome: Outcome) -> str:
    draft = outcome.draft
    if draft.too_long:
        return translate("Messages", "The text was too long to be kept.")
    if not outcome.is_back:
        return ""
    if draft.document is None:
        if draft.work is None:
            return translate(
                "Messages", "Your text is back; nothing is done with it before you say so."
            )
        return translate("Messages", "Your text and its result are back.")
    if draft.work is None:
        told = translate(
            "Messages", "The text of {name} is back; nothing is done with it before you say so."
        )
    else:
        told = translate("Messages", "The text of {name} and its result are back.")
    return told.format(name=draft.document.name)


def _waiting(outcome: Outcome) -> str:
    if not outcome.others_wait:
        return ""
    if outcome.is_back:
        return translate("Messages", "What stood in other windows comes back with the next starts.")
    return translate(
        "Messages", "Its text comes back when BertSum is next started with an empty page."
    )


def _log(outcome: Outcome) -> str:
    if outcome.report is not None:
        return translate(
            "Messages", "What the program was doing is written in {path}, without your texts."
        ).format(path=outcome.report)
    return translate("Messages", "The log, which holds none of your texts: {path}").format(
        path=outcome.log
    )
