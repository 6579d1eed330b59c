#!/usr/bin/env python3
"""What Windows is told: `windows_setup.py [--edition lite|full]` -> build/windows/bertsum-EDITION.iss.

The script is for Inno Setup 6.3 or later (`iscc FILE`). It installs for one person, without an
administrator's rights. The version resource for the programs is made here, too.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import bundle_contents as contents
import product
from product import FileType

FOLDER = product.ROOT / "build" / "windows"
_ICON = r"..\icons\bertsum.ico"
_PROGRAM = rf"{{app}}\{product.WINDOW_PROGRAM}.exe"
_CLASSES = r"Software\Classes"
_MODEL_CLASS = f"{product.NAME}.Model"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the script; its place is printed."""
    parser = argparse.ArgumentParser(description="Write the script for Inno Setup.")
    parser.add_argument("--edition", choices=contents.EDITIONS, default="lite")
    edition: contents.Edition = parser.parse_args(arguments).edition
    target = FOLDER / f"{product.COMMAND}-{edition}.iss"
    target.parent.mkdir(parents=True, exist_ok=True)
    # Inno Setup takes UTF-8 for what it is by the mark at its beginning.
    target.write_text(setup_script(edition, product.file_types()), encoding="utf-8-sig")
    print(target.relative_to(product.ROOT))
    return 0


def setup_script(edition: contents.Edition, types: Iterable[FileType]) -> str:
    """The script; paths in it are relative to the folder it is written to."""
    sections = {
        "Setup": _settings(edition),
        "Tasks": ('Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked',),
        # Modules of an earlier version would be found before those of this one.
        "InstallDelete": (r'Type: filesandordirs; Name: "{app}\_internal"',),
        "Files": (
            rf'Source: "..\..\dist\{product.COMMAND}-{edition}\*"; DestDir: "{{app}}"; '
            "Flags: recursesubdirs createallsubdirs ignoreversion",
        ),
        "Icons": (
            rf'Name: "{{autoprograms}}\{product.NAME}"; Filename: "{_PROGRAM}"',
            rf'Name: "{{autodesktop}}\{product.NAME}"; Filename: "{_PROGRAM}"; Tasks: desktopicon',
        ),
        "Registry": tuple(_registry(types)),
        "Run": (
            f'Filename: "{_PROGRAM}"; Description: "{{cm:LaunchProgram,{product.NAME}}}"; '
            "Flags: nowait postinstall skipifsilent",
        ),
    }
    parts = (f"[{name}]\n" + "\n".join(lines) + "\n" for name, lines in sections.items())
    return "; Written by packaging/windows_setup.py\n" + "\n".join(parts)


def _settings(edition: contents.Edition) -> tuple[str, ...]:
    values = {
        "AppId": f"{{{{{product.WINDOWS_APP_ID}}}",
        "AppName": product.NAME,
        "AppVersion": product.VERSION,
        "AppVerName": f"{product.NAME} {product.VERSION}",
        "AppPublisher": product.PUBLISHER,
        "VersionInfoVersion": ".".join(map(str, version_numbers(product.VERSION))),
        "DefaultDirName": rf"{{autopf}}\{product.NAME}",
        "DisableProgramGroupPage": "yes",
        "PrivilegesRequired": "lowest",
        "ArchitecturesAllowed": "x64compatible",
        "ArchitecturesInstallIn64BitMode": "x64compatible",
        "MinVersion": product.OLDEST_WINDOWS,
        "LicenseFile": r"..\..\LICENSE",
        "SetupIconFile": _ICON,
        "UninstallDisplayIcon": _PROGRAM,
        "OutputDir": r"..\..\dist",
        "OutputBaseFilename": f"{product.NAME}-{product.VERSION}-{edition}-windows-setup",
        "Compression": "lzma2",
        "SolidCompression": "yes",
        "WizardStyle": "modern",
        "ChangesAssociations": "yes",
        "CloseApplications": "yes",
    }
    return tuple(f"{name}={value}" for name, value in values.items())


def _registry(types: Iterable[FileType]) -> Iterator[str]:
    """The program among those that Windows offers for a file; our own files belong to it."""
    program = rf"{_CLASSES}\Applications\{product.WINDOW_PROGRAM}.exe"
    start = rf'"""{_PROGRAM}"" ""%1"""'
    yield _value(rf"{program}\shell\open\command", "", start, "uninsdeletekey")
    for kind in types:
        if kind is product.MODEL:
            continue
        for suffix in kind.suffixes:
            yield _value(rf"{program}\SupportedTypes", suffix, '""', "uninsdeletekey")
    yield _value(rf"{_CLASSES}\{_MODEL_CLASS}", "", f'"{product.MODEL.name.en}"', "uninsdeletekey")
    yield _value(rf"{_CLASSES}\{_MODEL_CLASS}\shell\open\command", "", start, "uninsdeletekey")
    for suffix in product.MODEL.suffixes:
        yield _value(rf"{_CLASSES}\{suffix}", "", f'"{_MODEL_CLASS}"', "uninsdeletevalue")


def _value(key: str, name: str, data: str, flags: str) -> str:
    return (
        f'Root: HKA; Subkey: "{key}"; ValueType: string; ValueName: "{name}"; '
        f"ValueData: {data}; Flags: {flags}"
    )


def version_numbers(version: str) -> tuple[int, int, int, int]:
    """Windows' four numbers of a version; what comes after the third is not told."""
    found = re.match(r"(\d+)\.(\d+)\.(\d+)", version)
    if found is None:
        raise ValueError(version)
    major, minor, patch = map(int, found.groups())
    return major, minor, patch, 0


def version_resource(program: str) -> str:
    """What the properties of a program show, as PyInstaller reads it."""
    numbers = version_numbers(product.VERSION)
    texts = {
        "CompanyName": product.PUBLISHER,
        "FileDescription": product.NAME,
        "FileVersion": product.VERSION,
        "InternalName": program,
        "LegalCopyright": f"{product.COPYRIGHT}; {product.LICENCE}",
        "OriginalFilename": f"{program}.exe",
        "ProductName": product.FULL_NAME,
        "ProductVersion": product.VERSION,
    }
    rows = ", ".join(f"StringStruct({name!r}, {text!r})" for name, text in texts.items())
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}), "
        f"kids=[StringFileInfo([StringTable('040904B0', [{rows}])]), "
        "VarFileInfo([VarStruct('Translation', [1033, 1200])])])\n"
    )


def write_version_resources() -> None:
    """For the spec: one file a program."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for program in (product.COMMAND, product.WINDOW_PROGRAM):
        version_file(program).write_text(version_resource(program), encoding="utf-8")


def version_file(program: str) -> Path:
    """Where a program's version resource lies."""
    return FOLDER / f"{program}-version.txt"


if __name__ == "__main__":
    sys.exit(main())
