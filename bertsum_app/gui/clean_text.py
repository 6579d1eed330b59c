"""Text from outside (clipboard, drop, file) made fit for a Qt document.

Only what a document cannot hold or would mistake for its own marks is replaced; the engine's own
normalisation comes later and works on spans.
"""

from __future__ import annotations

import re

# Qt's paragraph and line separators stand for ends of lines; vertical tab and form feed do in
# files. The two noncharacters are Qt's marks for the borders of frames.
_LINE_ENDS = "\r\x0b\x0c\x85\u2028\u2029"
_UNFIT = "".join(map(chr, (*range(0x09), *range(0x0E, 0x20), 0x7F, 0xFDD0, 0xFDD1)))
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_LONE = re.compile("[\ud800-\udfff]")


def clean_text(text: str) -> str:
    """The text without NULs and controls, with `\\n` line ends and no lone surrogates.

    Two surrogates that make a pair become their character, a lone one U+FFFD, so that the loss is
    seen.
    """
    # Character by character where there are any: on two megabytes a pattern takes a tenth of a
    # second, in which the window would stand still.
    text = text.replace("\r\n", "\n")
    for end in _LINE_ENDS:
        text = text.replace(end, "\n")
    for unfit in _UNFIT:
        text = text.replace(unfit, "")
    if not _has_surrogates(text):
        return text
    text = _PAIR.sub(lambda pair: _joined(pair.group()), text)
    return _LONE.sub("\ufffd", text)


def _has_surrogates(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _joined(pair: str) -> str:
    return pair.encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def document_text(raw: str) -> str:
    """The text of a document from its `toRawText()`.

    `toPlainText()` would turn no-break spaces into plain ones. Lengths are the same, so positions
    hold.
    """
    return raw.replace("\u2029", "\n").replace("\u2028", "\n")
