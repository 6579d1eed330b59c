"""Words that look otherwise, and links, as Markdown's marks where they are read as such, else as tags.

`**` begins or ends something only beside blanks or punctuation of the right kind, which Chinese text
with its marks and without blanks often lacks (CommonMark 0.31, "left-flanking").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

from bertsum_app.documents.flow import Line, Run
from bertsum_app.documents.model import Look

_EVERYWHERE = r"""[`*\[] | \\(?=[!-/:-@\[-`{-~]|$) | ~(?=~) | (?<=~)~ | <(?=[A-Za-z/!?])
    | &(?=\#?[0-9A-Za-z]+;) | _(?![^\W_]) | (?<![^\W_])_"""
#: What is a mark wherever it stands. Underscores within words are none, nor is a `<` before a blank.
_MARKS = re.compile(_EVERYWHERE, re.VERBOSE)
_MARKS_IN_LINKS = re.compile(rf"{_EVERYWHERE} | \]", re.VERBOSE)
_ENTITY = re.compile(r"&(?=#?[0-9A-Za-z]+;)")
_STARS = {(True, False): "**", (False, True): "*", (True, True): "***"}


def written_line(line: Line) -> str:
    """A line with its looks; it may still begin like a list, or whatever else begins a line."""
    if len(line) == 1 and not _is_marked(line[0].look) and not line[0].look.address:
        return _plain(line[0].text)
    found: list[str] = []
    groups = [(address, list(runs)) for address, runs in groupby(line, lambda r: r.look.address)]
    for number, (address, runs) in enumerate(groups):
        if not address:
            before = ")" if number else ""
            behind = "[" if number + 1 < len(groups) else ""
            words = "".join(_runs(runs, before, behind))
            # Before a link it would make a picture of it.
            found.append(words[:-1] + "\\!" if behind and words.endswith("!") else words)
        else:
            found.append(f"[{''.join(_runs(runs, '[', ']'))}]({_target(address)})")
    return "".join(found)


def _runs(runs: Sequence[Run], before: str, behind: str) -> Iterator[str]:
    """The source of each run; `before` and `behind` is what stands around them."""
    for index, run in enumerate(runs):
        words = _plain(run.text, in_link=bool(run.look.address))
        if not _is_marked(run.look):
            yield words
            continue
        left, right = runs[index - 1 : index], runs[index + 1 : index + 2]
        beside_marks = any(_is_marked(each.look) for each in (*left, *right))
        around = left[0].text[-1] if left else before, right[0].text[0] if right else behind
        stars = _STARS.get((run.look.bold, run.look.italic), "")
        if run.look.underline or beside_marks or not _are_read(words, *around):
            yield _tagged(words, run.look)
        else:
            yield f"{stars}{words}{stars}"


def _plain(text: str, *, in_link: bool = False) -> str:
    """Words in which nothing is taken for a mark."""
    return (_MARKS_IN_LINKS if in_link else _MARKS).sub(r"\\\g<0>", text)


def _is_marked(look: Look) -> bool:
    return look.bold or look.italic or look.underline


def _are_read(words: str, before: str, behind: str) -> bool:
    """Whether stars around these words are marks."""
    return (_is_letter(words[0]) or _parts(before)) and (_is_letter(words[-1]) or _parts(behind))


def _is_letter(sign: str) -> bool:
    return unicodedata.category(sign)[0] not in "PSZ"


def _parts(sign: str) -> bool:
    """Whether this counts as blank or punctuation; programs differ on signs beyond ASCII."""
    if not sign or sign.isspace() or unicodedata.category(sign)[0] == "P":
        return True
    return sign.isascii() and not sign.isalnum()


def _tagged(words: str, look: Look) -> str:
    for is_so, tag in ((look.underline, "u"), (look.italic, "em"), (look.bold, "strong")):
        words = f"<{tag}>{words}</{tag}>" if is_so else words
    return words


def _target(address: str) -> str:
    """An address in which nothing is a mark of Markdown's."""
    for sign in "()*[]":
        address = address.replace(sign, f"%{ord(sign):X}")
    return _ENTITY.sub("&amp;", address)
