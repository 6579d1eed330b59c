"""Hard-wrapped paragraphs are joined; lists, headings, tables, code and verse are left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.text.line_joins import apply_joins, propose_joins

WRAPPED = "The committee met on the first Monday of the month and"

LINES = st.lists(
    st.sampled_from(
        [
            WRAPPED,
            "agreed to buy the house that stands behind the old mill and is of inter-",
            "esting age",
            "本合同自双方签字盖章之日起生效，任何一方不得擅自变更或者",
            "解除",
            "\u3000\u3000第二条",
            "> " + WRAPPED,
            "> went home",
            "- " + WRAPPED,
            "  deeper words",
            "",
            "  ",
            "Done.",
            "x = f()",
        ]
    )
    | st.text(max_size=60),
    max_size=8,
).flatmap(
    lambda lines: st.lists(
        st.sampled_from(["\n", "\r\n", " \n"]), min_size=len(lines), max_size=len(lines)
    ).map(lambda breaks: "".join(map("".join, zip(lines, breaks, strict=True))))
)


def joined(text: str) -> str:
    return apply_joins(text, propose_joins(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{WRAPPED}\nwent home.", f"{WRAPPED} went home."),
        (f"{WRAPPED}  \r\nwent home.\r\n", f"{WRAPPED} went home.\r\n"),
        (f"{WRAPPED} transla-\ntion went on.", f"{WRAPPED} translation went on."),
        (f"{WRAPPED} a well-\nknown man.", f"{WRAPPED} a well-known man."),
        (f"{WRAPPED} state-of-\nthe-art.", f"{WRAPPED} state-of-the-art."),
        (f"> {WRAPPED}\n> went home.", f"> {WRAPPED} went home."),
        (f"- {WRAPPED}\n  went home.\n- Next", f"- {WRAPPED} went home.\n- Next"),
        (
            "本合同自双方签字盖章之日起生效，任何一方不得擅自变更或者\n解除本合同。",
            "本合同自双方签字盖章之日起生效，任何一方不得擅自变更或者解除本合同。",
        ),
    ],
    ids=["plain", "crlf", "hyphen", "compound", "chain", "quoted", "list item", "chinese"],
)
def test_wrapped_lines_are_joined(text: str, expected: str) -> None:
    assert joined(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        f"{WRAPPED}\n\nwent home.",
        f"{WRAPPED} went home.\nthen they slept.",
        f"> {WRAPPED}\nwent home.",
        f"{WRAPPED}\n- went home",
        f"{WRAPPED}\na) went home",
        f"{WRAPPED}\n2. went home",
        f"# {WRAPPED}\nwent home",
        f"{WRAPPED}   300   400\nrent   500   600",
        f"| {WRAPPED} |\n| went home |",
        "    total = sum(each.width for each in lines)\n    return total",
        "shall I compare thee\nto a summer's day",
        "床前明月光\n疑是地上霜",
        "本合同自双方签字盖章之日起生效，任何一方不得擅自变更\n\u3000\u3000第二条",
        f"{WRAPPED * 3}\nwent home.",
    ],
    ids=[
        "blank line",
        "sentence end",
        "quote ends",
        "bullet",
        "letter",
        "number",
        "heading",
        "table",
        "bars",
        "code",
        "verse",
        "chinese verse",
        "chinese paragraph",
        "long line",
    ],
)
def test_other_lines_are_left(text: str) -> None:
    assert propose_joins(text) == ()


def test_the_blank_put_in_counts_for_the_width() -> None:
    narrow = "a" * 40
    text = f"{narrow}\n{narrow}\n{'b' * 93}"
    assert joined(text) == f"{narrow} {narrow} {'b' * 93}"


@given(LINES)
def test_joining_twice_is_joining_once(text: str) -> None:
    assert propose_joins(joined(text)) == ()


@given(LINES)
def test_only_blanks_hyphens_and_quote_marks_go(text: str) -> None:
    done = 0
    for join in propose_joins(text):
        assert done <= join.start < join.end
        removed = text[join.start : join.end]
        assert set(removed.replace("-", "", 1).replace("\xad", "", 1).replace("\u2010", "", 1)) <= {
            *filter(str.isspace, removed),
            ">",
        }
        assert removed.count("\n") == 1
        assert join.replacement in ("", " ")
        done = join.end
