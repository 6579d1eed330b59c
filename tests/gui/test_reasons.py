"""The reasons in errors: every one that is written in the sources has words in the window."""

from __future__ import annotations

import ast
import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import bertsum_app
from bertsum_app.core.errors import AppError, DeviceUnavailable, ModelDamaged, UnreadableFile
from bertsum_app.documents.errors import DocumentDamaged
from bertsum_app.gui.interface_language import InterfaceLanguage
from bertsum_app.gui.messages import message_for
from bertsum_app.gui.reasons import match_reason, reason_words

SOURCES = Path(bertsum_app.__file__).parent
#: The floors whose errors can reach the window.
FLOORS = ("core", "text", "library", "documents", "model", "corpus", "inference", "evaluation",
          "training", "service")  # fmt: skip
ERRORS = frozenset(
    {"UnreadableFile", "DeviceUnavailable", "GlossaryUnreadable", "DocumentDamaged",
     "DocumentUnsafe", "DocumentReaderFailed", "ModelDamaged", "CorpusUnreadable",
     "RunIncompatible", "PackedCorpusDamaged", "DatabaseUnreadable", "_Refused",
     "RtfSyntaxError"}
)  # fmt: skip
HAN = range(0x4E00, 0xA000)


def text_of(node: ast.expr) -> str | None:
    """A literal text with 7 for each value in it; None: it is not written there."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        parts = [v.value if isinstance(v, ast.Constant) else "7" for v in node.values]
        return "".join(map(str, parts))
    if isinstance(node, ast.BinOp):
        left = text_of(node.left)
        return None if left is None else left + (text_of(node.right) or "7")
    return None


def written_reasons() -> Iterator[tuple[str, str]]:
    for floor in FLOORS:
        for file in sorted((SOURCES / floor).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                for expression in reasons_in(node):
                    text = text_of(expression)
                    if text is not None:
                        yield f"{file.relative_to(SOURCES).as_posix()}:{expression.lineno}", text


def reasons_in(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.Call):
        function = node.func
        name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
        if name in ERRORS:
            yield from node.args[-1:]
            yield from (each.value for each in node.keywords if each.arg == "reason")
    if isinstance(node, ast.Assign):
        names = {target.id for target in node.targets if isinstance(target, ast.Name)}
        if "reason" in names:
            yield node.value


def test_reasons_are_found_in_the_sources() -> None:
    texts = [text for _, text in written_reasons()]
    assert "the manifest is missing" in texts
    assert "its part 7 is no XML" in texts
    assert len(texts) > 60


@pytest.mark.parametrize(
    "text", [pytest.param(text, id=place) for place, text in written_reasons()]
)
def test_every_written_reason_has_chinese_words(language: InterfaceLanguage, text: str) -> None:
    assert match_reason(text) is not None
    assert reason_words(text) == text
    language.use("zh")
    assert any(ord(character) in HAN for character in reason_words(text))


def test_values_are_in_the_words(language: InterfaceLanguage) -> None:
    language.use("zh")
    assert reason_words("12 columns; at most 9 are read") == "有 12 列，最多读取 9 列"
    assert reason_words("its part word/document.xml is no XML") == (
        "其组成部分 word/document.xml 不是 XML"
    )


def test_what_the_system_says_of_files_is_known(language: InterfaceLanguage) -> None:
    language.use("zh")
    assert reason_words(os.strerror(errno.ENOENT)) == "找不到它"


def test_what_nobody_knows_is_shown_as_the_systems_own_words(language: InterfaceLanguage) -> None:
    odd = "cuDNN went on holiday"
    assert reason_words(odd) == odd
    language.use("zh")
    assert odd in reason_words(odd)
    assert reason_words(odd) != odd


@pytest.mark.parametrize(
    "error",
    [
        UnreadableFile(Path("a"), os.strerror(errno.ENOENT)),
        ModelDamaged(Path("a"), "the manifest is missing"),
        DeviceUnavailable("cuda", "torch is not installed"),
        DocumentDamaged(Path("a"), "it is no JSON"),
    ],
)
def test_messages_hold_no_english_reason(language: InterfaceLanguage, error: AppError) -> None:
    language.use("zh")
    assert str(error.params["reason"]) not in message_for(error).text
