"""What Windows and macOS are told. It cannot be tried on Linux, so it is read with care."""

from __future__ import annotations

import os
import plistlib
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from bertsum_app import __version__

Load = Callable[[str], ModuleType]
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def sections(load: Load) -> dict[str, list[str]]:
    """The lines of the script for Inno Setup by their section."""
    text = load("windows_setup").setup_script("lite", load("product").file_types())
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.startswith("["):
            current = found.setdefault(line.strip("[]"), [])
        elif line and not line.startswith(";"):
            current.append(line)
    return found


def settings_of(sections: dict[str, list[str]]) -> dict[str, str]:
    pairs = (line.partition("=") for line in sections["Setup"])
    return {name: value for name, _, value in pairs}


def test_setup_is_for_one_person_and_tells_the_version(sections: dict[str, list[str]]) -> None:
    settings = settings_of(sections)
    assert settings["PrivilegesRequired"] == "lowest"
    assert settings["AppVersion"] == __version__
    assert settings["OutputBaseFilename"] == f"BertSum-{__version__}-lite-windows-setup"
    # A brace that stands for itself is doubled, in the beginning only.
    assert re.fullmatch(r"\{\{[0-9A-F-]{36}\}", settings["AppId"])


def test_files_that_setup_names_are_there_or_are_made(
    sections: dict[str, list[str]], load: Load
) -> None:
    folder, icons = load("windows_setup").FOLDER, load("icons")
    settings = settings_of(sections)

    def place(path: str) -> Path:
        return Path(os.path.normpath(folder / path.replace("\\", "/")))

    assert place(settings["LicenseFile"]) == ROOT / "LICENSE"
    assert place(settings["LicenseFile"]).is_file()
    assert place(settings["SetupIconFile"]) == icons.FOLDER / "bertsum.ico"
    assert place(settings["OutputDir"]) == ROOT / "dist"
    [files] = sections["Files"]
    source = re.search(r'Source: "([^"]+)"', files)
    assert source is not None
    assert place(source[1]).parent == ROOT / "dist" / "bertsum-lite"


def test_entries_of_setup_are_pairs_of_names_and_values(sections: dict[str, list[str]]) -> None:
    entry = re.compile(r'\w+: (?:"(?:[^"]|"")*"|[^";]+)(?:; \w+: (?:"(?:[^"]|"")*"|[^";]+))*')
    for name, lines in sections.items():
        if name != "Setup":
            assert lines
            for line in lines:
                assert entry.fullmatch(line), line


def test_windows_offers_the_program_for_what_it_reads(
    sections: dict[str, list[str]], load: Load
) -> None:
    registry = "\n".join(sections["Registry"])
    types = load("product").file_types()
    for kind in types[:-1]:
        for suffix in kind.suffixes:
            assert f'SupportedTypes"; ValueType: string; ValueName: "{suffix}"' in registry
    # Of others' files none becomes ours.
    owned = re.findall(r'Subkey: "Software\\Classes\\(\.\w+)"', registry)
    assert owned == list(types[-1].suffixes)


def test_the_version_resource_agrees_with_the_version(load: Load) -> None:
    windows = load("windows_setup")

    def parts(*values: object, **named: object) -> tuple[object, ...]:
        return (*values, named)

    names = (
        *("VSVersionInfo", "FixedFileInfo", "StringFileInfo", "StringTable", "StringStruct"),
        *("VarFileInfo", "VarStruct"),
    )
    text = windows.version_resource("bertsum-app")
    tree = eval(text, dict.fromkeys(names, parts))
    fixed = tree[-1]["ffi"][-1]
    expected = (*map(int, __version__.split(".")[:3]), 0)
    assert fixed == {"filevers": expected, "prodvers": expected}
    assert f"'ProductVersion', '{__version__}'" in text
    assert "'OriginalFilename', 'bertsum-app.exe'" in text


def test_the_macos_bundle_opens_documents_and_owns_models(load: Load) -> None:
    macos, product = load("macos"), load("product")
    read = plistlib.loads(plistlib.dumps(macos.information(product.file_types())))
    assert read["CFBundleShortVersionString"] == __version__
    kinds = {kind["CFBundleTypeName"]: kind for kind in read["CFBundleDocumentTypes"]}
    assert kinds["Word document"]["LSItemContentTypes"] == [
        "org.openxmlformats.wordprocessingml.document"
    ]
    assert kinds["Subtitles"]["CFBundleTypeExtensions"] == ["srt"]
    ours = [name for name, kind in kinds.items() if kind["LSHandlerRank"] == "Owner"]
    assert ours == ["BertSum model"]
    [exported] = read["UTExportedTypeDeclarations"]
    assert exported["UTTypeIdentifier"] == "org.bertsum.desktop.model"
    assert exported["UTTypeTagSpecification"]["public.filename-extension"] == ["bertsum"]


def test_the_entitlements_ask_for_no_network(
    load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    macos = load("macos")
    monkeypatch.setattr(macos, "FOLDER", tmp_path)
    monkeypatch.setattr(macos, "ENTITLEMENTS", tmp_path / "entitlements.plist")
    macos.write_entitlements()
    read = plistlib.loads((tmp_path / "entitlements.plist").read_bytes())
    assert read
    assert all(name.startswith("com.apple.security.cs.") for name in read)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script of macOS")
def test_the_disk_image_holds_the_program_its_licences_and_a_way_to_applications(
    load: Load, tmp_path: Path
) -> None:
    place = tmp_path / "build" / "macos"
    place.mkdir(parents=True)
    script = place / "make-dmg-lite.sh"
    script.write_text(load("macos").image_script("lite"), encoding="utf-8")
    (tmp_path / "dist" / "BertSum.app" / "Contents").mkdir(parents=True)
    licences = ["LICENSE.txt", "THIRD-PARTY-NOTICES.txt"]
    for name in licences:
        written = tmp_path / "dist" / "bertsum-lite" / name
        written.parent.mkdir(exist_ok=True)
        written.touch()
    tools = tmp_path / "tools"
    tools.mkdir()
    hdiutil = tools / "hdiutil"
    hdiutil.write_text(
        '#!/bin/sh\nfor last; do :; done\necho "$last"\nwhile [ "$1" != -srcfolder ]; do shift; done\n'
        'ls "$2"\nreadlink "$2/Applications"\n',
        encoding="utf-8",
    )
    hdiutil.chmod(0o755)
    done = subprocess.run(
        ["sh", script],
        env={"PATH": f"{tools}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    name, *inside = done.stdout.splitlines()
    assert name.startswith(f"dist/BertSum-{__version__}-lite-macos-")
    assert name.endswith(".dmg")
    assert inside == ["Applications", "BertSum.app", *licences, "/Applications"]
