"""Texts whose words look differently, made by hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from bertsum_app.documents.looks import LookedAt, Looks
from bertsum_app.documents.model import Look

#: Full of what are marks somewhere.
CHARACTERS = "ab12 \n#-+*_=[](){}<>!&;:`~|\\/.,^$@'\"%中。：\u3000\xa0\u05d0\x00\x0b\ud800\ufffe"
TEXTS = st.text(CHARACTERS, min_size=1, max_size=12) | st.sampled_from(
    (
        *("# a", "- a", "+ b", "1. a", "2) b", "10. c", "(a) b", "> a", "---", "===", "a\n---"),
        *(
            "a\n===",
            "a | b\n--- | ---",
            "[1]: http://a",
            "[1]",
            "![a](b)",
            "<div>",
            "<!-- a",
            "* *",
        ),
        *(
            "a_b_c",
            "_a_",
            "__a__",
            "snake_case",
            "**中。**b",
            "&amp; &copy;",
            "`a``",
            "~~~",
            "~~a~~",
        ),
        *(
            "\\",
            "a\\\nb",
            "C #",
            "# #",
            "C#",
            "\\*",
            "<a@b.c>",
            "http://a_b",
            "\u2028a",
            ":--",
            "-|-",
        ),
    )
)
ADDRESSES = ("", "http://a.b/c?d=1&amp;e=(2)", "mailto:a_b@c.d")
#: A link is not underlined besides.
LOOKS = [
    Look(bold, italic, underline and not address, address)
    for bold in (False, True)
    for italic in (False, True)
    for underline in (False, True)
    for address in ADDRESSES
]


_ANY = st.text("ab-. \n\t中。", min_size=1, max_size=20)


@st.composite
def looked_at(draw: st.DrawFn, texts: st.SearchStrategy[str] = _ANY) -> tuple[str, Looks]:
    """A text, and stretches of it with looks."""
    text = draw(texts)
    looks: list[LookedAt] = []
    at = 0
    while at < len(text):
        end = draw(st.integers(at + 1, len(text)))
        look = draw(st.sampled_from(LOOKS))
        if look != Look():
            looks.append(LookedAt(at, end, look))
        at = end
    return text, tuple(looks)
