"""Options and their limits; a wrong one is a usage error, exit code 2."""

from __future__ import annotations

import pytest

from bertsum_app.cli.main import build_parser
from bertsum_app.cli.options import language_code
from bertsum_app.core.errors import UnsupportedLanguage

_SYNTHESIZE = ["build-model", "synthesize", "--data", "d", "--output", "o", "--kind", "back"]
_SYNTHESIZE += ["--into", "zh"]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nonsense"],
        ["translate", "--beam", "0"],
        ["translate", "--beam", "17"],
        ["translate", "--beam", "two"],
        ["translate", "--beam", "²"],
        ["translate", "--device", "tpu"],
        ["summarize", "--sentences", "0"],
        ["summarize", "--ratio", "0"],
        ["summarize", "--ratio", "1.5"],
        ["summarize", "--ratio", "nan"],
        ["summarize", "--ratio", "half"],
        ["summarize", "--sentences", "3", "--ratio", "0.5"],
        ["summarize", "--method", "guessing"],
        ["models"],
        ["models", "info"],
        ["evaluate"],
        [*_SYNTHESIZE, "--count", "-3"],
        [*_SYNTHESIZE, "--beam", "17"],
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2_and_says_so_on_stderr(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        build_parser().parse_args(arguments)

    assert ended.value.code == 2
    output, error = capsys.readouterr()
    assert not output
    assert "usage: bertsum" in error


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_go_to_stdout(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        build_parser().parse_args([option])

    assert ended.value.code == 0
    assert "bertsum" in capsys.readouterr().out


@pytest.mark.parametrize(
    "command",
    ["translate", "summarize", "sentiment", "evaluate", "models", "doctor"],
)
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        build_parser().parse_args([command, "--help"])

    assert ended.value.code == 0
    assert f"usage: bertsum {command}" in capsys.readouterr().out


def test_language_codes_may_be_written_in_capitals() -> None:
    assert language_code("ZH") == "zh"


def test_an_unknown_language_is_bad_input() -> None:
    with pytest.raises(UnsupportedLanguage):
        language_code("tlh")
