#!/usr/bin/env python3
"""What macOS is told: `macos.py [--edition lite|full]` -> build/macos/.

The spec takes the bundle's settings from here; written are the entitlements that signing needs and a
script that makes the disk image.
"""

from __future__ import annotations

import argparse
import plistlib
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import bundle_contents as contents
import product
from product import FileType

FOLDER = product.ROOT / "build" / "macos"
ENTITLEMENTS = FOLDER / "entitlements.plist"
_VIEWER = "Alternate"
#: For the hardened runtime; nothing else is asked for, no network among it.
_ENTITLEMENTS = {
    # ctypes and PyTorch make code as they run.
    "com.apple.security.cs.allow-unsigned-executable-memory": True,
    # The libraries of wheels are signed by others, or by nobody.
    "com.apple.security.cs.disable-library-validation": True,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Write entitlements and script; their places are printed."""
    parser = argparse.ArgumentParser(description="Write what macOS needs besides the bundle.")
    parser.add_argument("--edition", choices=contents.EDITIONS, default="lite")
    edition: contents.Edition = parser.parse_args(arguments).edition
    write_entitlements()
    script = FOLDER / f"make-dmg-{edition}.sh"
    script.write_text(image_script(edition), encoding="utf-8")
    script.chmod(0o755)
    for path in (ENTITLEMENTS, script):
        print(path.relative_to(product.ROOT))
    return 0


def write_entitlements() -> None:
    """For the spec, and for signing."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    ENTITLEMENTS.write_bytes(plistlib.dumps(_ENTITLEMENTS))


def application_name(edition: contents.Edition) -> str:
    """The name of the folder that looks like a program; both editions may lie side by side."""
    return f"{product.NAME}.app" if edition == "lite" else f"{product.NAME} Full.app"


def information(types: Iterable[FileType]) -> dict[str, Any]:
    """`Info.plist`, besides what PyInstaller writes by itself."""
    return {
        "CFBundleName": product.NAME,
        "CFBundleDisplayName": product.NAME,
        "CFBundleShortVersionString": product.VERSION,
        "CFBundleVersion": product.VERSION,
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": ["en", "zh_CN"],
        "LSMinimumSystemVersion": product.OLDEST_MACOS,
        "LSApplicationCategoryType": "public.app-category.productivity",
        "NSHighResolutionCapable": True,
        # The window draws itself light or dark as the system is.
        "NSRequiresAquaSystemAppearance": False,
        "NSHumanReadableCopyright": f"{product.COPYRIGHT}. {product.LICENCE}.",
        "CFBundleDocumentTypes": [_document_type(kind) for kind in types],
        "UTExportedTypeDeclarations": [
            {
                "UTTypeIdentifier": product.MODEL.apple,
                "UTTypeDescription": product.MODEL.name.en,
                "UTTypeConformsTo": ["public.data", "public.archive"],
                "UTTypeTagSpecification": {
                    "public.filename-extension": [each[1:] for each in product.MODEL.suffixes],
                    "public.mime-type": product.MODEL.mime,
                },
            }
        ],
    }


def _document_type(kind: FileType) -> dict[str, Any]:
    """Offered for others' files, owner of our own."""
    ours = kind is product.MODEL
    described: dict[str, Any] = {
        "CFBundleTypeName": kind.name.en,
        "CFBundleTypeRole": "Viewer",
        "LSHandlerRank": "Owner" if ours else _VIEWER,
    }
    if kind.apple:
        return described | {"LSItemContentTypes": [kind.apple]}
    return described | {"CFBundleTypeExtensions": [suffix[1:] for suffix in kind.suffixes]}


def image_script(edition: contents.Edition) -> str:
    """A shell script that makes a disk image: the program, a way to Applications, and all licences.

    The licences lie beside the program: PyInstaller has signed it before they were written.
    """
    application = application_name(edition)
    bundle = f"dist/{product.COMMAND}-{edition}"
    return f"""\
#!/bin/sh
# Written by packaging/macos.py. Signs first where BERTSUM_SIGN_AS names an identity.
set -eu
cd "$(dirname "$0")/../.."
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
if [ -n "${{BERTSUM_SIGN_AS:-}}" ]; then
    codesign --force --deep --options runtime --timestamp \\
        --entitlements "{ENTITLEMENTS.relative_to(product.ROOT)}" \\
        --sign "$BERTSUM_SIGN_AS" "dist/{application}"
fi
cp -R "dist/{application}" "$stage/"
cp "{bundle}/LICENSE.txt" "{bundle}/THIRD-PARTY-NOTICES.txt" "$stage/"
ln -s /Applications "$stage/Applications"
hdiutil create -volname "{product.NAME} {product.VERSION}" -srcfolder "$stage" -ov -format ULFO \\
    "dist/{product.NAME}-{product.VERSION}-{edition}-macos-$(uname -m).dmg"
"""


if __name__ == "__main__":
    sys.exit(main())
