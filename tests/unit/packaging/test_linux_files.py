"""What a Linux desktop is told, generated from packaging/product.py and checked by the usual tools."""

from __future__ import annotations

import configparser
import datetime
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree as ET

import pytest

from bertsum_app import __version__
from bertsum_app.gui.start_arguments import StartArguments, parse_start
from bertsum_app.gui.workspace.modes import MODES

DAY = datetime.date(2026, 11, 26)
Load = Callable[[str], ModuleType]


def check(*command: str | Path) -> str:
    """Run a checker where the machine has it; what it says, though it finds nothing wrong."""
    if shutil.which(str(command[0])) is None:
        pytest.skip(f"{command[0]} is not installed")
    environ = {**os.environ, "LC_ALL": "C.UTF-8", "MANWIDTH": "80"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environ)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def desktop_file(load: Load, tmp_path: Path) -> Path:
    path = tmp_path / str(load("linux_files").DESKTOP_FILE)
    path.write_text(
        load("linux_files").desktop_entry(load("product").file_types()), encoding="utf-8"
    )
    return path


@pytest.fixture
def metainfo_file(load: Load, tmp_path: Path) -> Path:
    product, linux_files = load("product"), load("linux_files")
    path = tmp_path / str(linux_files.METAINFO_FILE)
    releases = product.releases("## 0.0.9 - 2026-10-01\n", DAY)
    path.write_text(linux_files.metainfo(product.file_types(), releases), encoding="utf-8")
    return path


class CaseKept(configparser.ConfigParser):
    """Desktop files tell `Name` from `name`."""

    def optionxform(self, optionstr: str) -> str:
        return optionstr


def parsed(path: Path) -> configparser.ConfigParser:
    parser = CaseKept(interpolation=None, strict=True)
    parser.read(path, encoding="utf-8")
    return parser


def test_every_document_that_the_program_reads_has_a_type(load: Load) -> None:
    assert load("product").unknown_suffixes() == frozenset()


def test_only_what_is_read_is_offered(load: Load) -> None:
    offered = load("product").file_types({".md"})
    assert [kind.mime for kind in offered] == [
        "text/markdown",
        "application/vnd.bertsum.model+zip",
    ]


def test_the_desktop_entry_is_valid(desktop_file: Path) -> None:
    assert check("desktop-file-validate", desktop_file) == ""


def test_the_desktop_entry_starts_the_window_and_offers_each_mode(desktop_file: Path) -> None:
    entry = parsed(desktop_file)
    main = entry["Desktop Entry"]
    assert main["Exec"] == "bertsum-app %F"
    assert {"text/plain", "text/markdown", "application/vnd.bertsum.model+zip"} <= set(
        main["MimeType"].split(";")
    )
    assert main["Actions"] == "".join(f"{mode};" for mode in MODES)
    for mode in MODES:
        program, *arguments = entry[f"Desktop Action {mode}"]["Exec"].split()
        assert program == "bertsum-app"
        assert parse_start(arguments) == StartArguments(mode)
        assert entry[f"Desktop Action {mode}"]["Name[zh_CN]"]


def test_windows_belong_to_the_desktop_entry(desktop_file: Path) -> None:
    # By this name a desktop finds icon and entry of a window.
    source = Path(__file__).resolve().parents[3] / "bertsum_app" / "gui" / "app.py"
    assert f'setDesktopFileName("{desktop_file.stem}")' in source.read_text(encoding="utf-8")


def test_the_metainfo_is_valid(metainfo_file: Path) -> None:
    check("appstreamcli", "validate", "--no-net", metainfo_file)


def test_the_metainfo_names_entry_programs_and_releases(metainfo_file: Path) -> None:
    root = ET.parse(metainfo_file).getroot()
    assert root.findtext("launchable") == "bertsum.desktop"
    assert {each.text for each in root.iter("binary")} == {"bertsum", "bertsum-app"}
    assert [(each.get("version"), each.get("type")) for each in root.iter("release")] == [
        (__version__, "development"),
        ("0.0.9", "stable"),
    ]


def test_a_release_that_the_changelog_dates_is_no_development_version(load: Load) -> None:
    [release] = load("product").releases(f"## {__version__} - 2026-11-30\n", DAY)
    assert (release.day, release.stable) == (datetime.date(2026, 11, 30), True)


def test_the_mime_database_takes_our_type(load: Load, tmp_path: Path) -> None:
    linux_files = load("linux_files")
    packages = tmp_path / "packages"
    packages.mkdir()
    (packages / linux_files.MIME_FILE).write_text(linux_files.mime_definition(), encoding="utf-8")
    if shutil.which("update-mime-database") is None:
        pytest.skip("update-mime-database is not installed")
    subprocess.run(["update-mime-database", tmp_path], check=True, capture_output=True)
    globs = (tmp_path / "globs2").read_text(encoding="utf-8")
    assert "50:application/vnd.bertsum.model+zip:*.bertsum" in globs


@pytest.fixture
def manual(load: Load) -> str:
    return str(load("man_page").manual(DAY))


@pytest.mark.parametrize(
    "command",
    [
        ("groff", "-man", "-ww", "-z", "-Tutf8"),
        ("man", "--warnings", "-E", "UTF-8", "-Tutf8", "-Z", "-l"),
    ],
)
def test_the_manual_page_is_without_warnings(
    manual: str, tmp_path: Path, command: tuple[str, ...]
) -> None:
    page = tmp_path / "bertsum.1"
    page.write_text(manual, encoding="utf-8")
    check(*command, page)


def test_the_manual_page_has_every_command_and_option(manual: str) -> None:
    from bertsum_app.cli.commands import COMMANDS

    assert len(re.findall(r"^\.SS bertsum \w[\w-]*$", manual, re.MULTILINE)) == len(COMMANDS) + 1
    # Of a command without a description, what the list of commands says of it.
    assert (
        ".SS bertsum models verify\nCheck every file of models against their manifests.\n" in manual
    )
    for part in (r"\-\-glossary FILE", r"\-\-sentences N", "bertsum models import", "2026-11-26"):
        assert part in manual


def test_the_manual_page_names_the_environment_that_the_program_reads(load: Load) -> None:
    from bertsum_app.core.paths import HOME_VARIABLE
    from bertsum_app.gui.app import LANGUAGE_VARIABLE, THEME_VARIABLE

    named = [name for name, _ in load("man_page")._ENVIRONMENT]
    assert named == [HOME_VARIABLE, THEME_VARIABLE, LANGUAGE_VARIABLE]
