"""The last touch on what the network wrote: script habits, stutters and the mark at the end."""

from __future__ import annotations

import re

from bertsum_app.inference.numbers.plainer import with_chinese_scales, with_single_scales
from bertsum_app.inference.stutters import cut_stutters
from bertsum_app.text.chinese import full_width_punctuation, join_scripts

_CLOSERS = "\"'”’」』）)]】》"
#: End and clause marks by kind, and how each language writes them.
_KINDS = {
    **dict.fromkeys("。．.｡", "stop"),
    **dict.fromkeys("？?", "question"),
    **dict.fromkeys("！!", "exclamation"),
    **dict.fromkeys("，,、", "comma"),
    **dict.fromkeys("；;", "semicolon"),
    **dict.fromkeys("：:", "colon"),
}
_CHINESE = {
    "stop": "。",
    "question": "？",
    "exclamation": "！",
    "comma": "，",
    "semicolon": "；",
    "colon": "：",
}
_LATIN = {
    "stop": ".",
    "question": "?",
    "exclamation": "!",
    "comma": ",",
    "semicolon": ";",
    "colon": ":",
}
#: "Ms . Lin", "Ladies :": pieces that the network put together as it never saw them.
_STRAY_BLANK = re.compile(r"(?<=[^\W_]) +(?=[.,:;!?](?!\w))")
_DOTS = ("...", "…", "。。")


def polish(source: str, output: str, target_language: str) -> str:
    """Decoded `output` as it is to be shown beside its `source` (one sentence or part of one).

    Bytes that make no character (a vocabulary with byte fallback writes emoji that way) are left out.
    """
    output = output.replace("\ufffd", "")
    if not _STRAY_BLANK.search(source):
        output = _STRAY_BLANK.sub("", output)
    if target_language == "zh":
        output = join_scripts(with_chinese_scales(full_width_punctuation(output)))
    elif target_language == "en":
        output = with_single_scales(cut_stutters(source, output))
    return match_end_mark(source, output, target_language)


def match_end_mark(source: str, output: str, target_language: str) -> str:
    """Make `output` end as `source` does.

    Networks trained on sentences forget the mark, or add a full stop to a heading. A statement gets
    its full stop, a question its question mark; a text without end mark loses a full stop it was
    given; a cut-off clause keeps its comma. Anything else stays as the network wrote it.
    """
    source_body, source_closers = _without_closers(source)
    body, closers = _without_closers(output)
    if not (body and source_body) or body.endswith(_DOTS) or source_body.endswith(_DOTS):
        return output
    wanted, found = _KINDS.get(source_body[-1]), _KINDS.get(body[-1])
    if wanted == found:
        return output
    marks = _marks(target_language)
    if found is None:
        # A colon or comma lost at the end of a part does no harm.
        if wanted not in ("stop", "question", "exclamation"):
            return output
        # "It rains." has its mark inside the quotes, the end of (no). outside the brackets.
        return body + marks[wanted] + closers if source_closers else body + closers + marks[wanted]
    if wanted is None:
        return body[:-1] + closers if found == "stop" else output
    if found == "stop" or (found == "comma" and wanted == "stop"):
        return body[:-1] + marks[wanted] + closers
    return output


def match_clause_mark(source: str, output: str, target_language: str) -> str:
    """`output`, the translation of a clause that others follow, with the mark it lost at its end."""
    wanted = _KINDS.get(source.rstrip()[-1:])
    return output + _marks(target_language)[wanted] if wanted and output[-1:].isalnum() else output


def _marks(language: str) -> dict[str, str]:
    return _CHINESE if language == "zh" else _LATIN


def _without_closers(text: str) -> tuple[str, str]:
    """The text without the quotes and brackets that close at its end, and those."""
    text = text.rstrip()
    body = text.rstrip(_CLOSERS)
    return body, text[len(body) :]
