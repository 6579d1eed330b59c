"""Nothing of what was worked on is left behind on the disk by commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.program import Program

SECRET = "Quarterly zebra merger"


@pytest.mark.parametrize(
    "command",
    [
        ("translate", "--to", "zh"),
        ("translate", "--from", "fr", "--to", "zh"),
        ("summarize", "--sentences", "1"),
        ("sentiment",),
    ],
)
def test_no_file_of_the_program_holds_the_text(
    program: Program, tmp_path: Path, command: tuple[str, ...]
) -> None:
    own = program.copy(tmp_path / "home")
    own.run(*command, "--model", "tiny", stdin=f"{SECRET}.\n".encode())
    assert (own.paths.log / "bertsum.log").is_file()
    for path in own.home.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert not any(word.encode() in data for word in SECRET.split()), path


def test_a_broken_document_is_logged_without_its_content(program: Program, tmp_path: Path) -> None:
    own = program.copy(tmp_path / "home")
    broken = tmp_path / "notes.docx"
    broken.write_bytes(b"PK\x03\x04" + SECRET.encode())
    ended = own.run(
        *("translate", "--to", "zh", "--output", str(tmp_path / "out"), "--model", "tiny"),
        str(broken),
    )
    assert ended.exit_code == 3
    assert SECRET not in (own.paths.log / "bertsum.log").read_text(encoding="utf-8")
