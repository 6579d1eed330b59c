"""The product pages: what they point to is there, and what they tell to call can be called."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[3]
PAGES = ("README.md", "README.zh-CN.md")


def read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def anchors(text: str) -> set[str]:
    """The names by which headings can be linked to."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each).strip().lower().replace(" ", "-") for each in headings}


@pytest.mark.parametrize("page", PAGES)
def test_links_and_pictures_lead_somewhere(page: str) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", read(page))
    assert len(links) > 5
    for link in links:
        if "://" in link:
            continue
        file, _, anchor = link.partition("#")
        assert (ROOT / (file or page)).exists(), link
        if anchor:
            assert anchor in anchors(read(file or page)), link


@pytest.mark.parametrize("page", PAGES)
def test_targets_of_make_are_there(page: str, load: Callable[[str], ModuleType]) -> None:
    verbs = set(re.findall(r"(?:^    |`)make ([a-z]+)", read(page), re.MULTILINE))
    assert {"run", "bundle", "deb"} <= verbs <= set(load("dev").VERBS)


@pytest.mark.parametrize("page", PAGES)
def test_commands_are_there(page: str, load: Callable[[str], ModuleType]) -> None:
    from bertsum_app.cli.main import build_parser

    known = {*load("man_page").subcommands(build_parser()), "gui"}
    shown = set(re.findall(r"^    (?:.*\| )?bertsum ([a-z-]+)", read(page), re.MULTILINE))
    assert {"translate", "summarize", "train"} <= shown <= known


@pytest.mark.parametrize("page", [*PAGES, "CONTRIBUTING.md"])
def test_our_own_programs_are_called_with_the_python_that_has_what_they_need(page: str) -> None:
    named = re.findall(r"(\S*python\S*) ((?:packaging|benchmarks)/\w+\.py)", read(page))
    assert {python.lstrip("`(") for python, _ in named} <= {".venv/bin/python"}
    for _, program in named:
        assert (ROOT / program).is_file(), program


def test_both_pages_tell_the_same_commands() -> None:
    example = re.compile(r"^    ((?:echo|bertsum) .+?)(?: +#.*)?$", re.MULTILINE)
    english, chinese = (set(example.findall(read(page))) for page in PAGES)
    assert len(english) > 10
    # How the embedded model is made is for maintainers, and in English only.
    assert {line for line in english if "build-model" not in line} == chinese


@pytest.mark.parametrize("page", PAGES)
def test_each_page_leads_to_the_other(page: str) -> None:
    [other] = set(PAGES) - {page}
    assert f"]({other})" in read(page)
