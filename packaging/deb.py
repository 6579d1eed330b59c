#!/usr/bin/env python3
"""Make a Debian package of a bundle: `deb.py [--edition lite|full]` -> dist/NAME_VERSION_ARCH.deb.

Needed: the bundle in dist/ and `dpkg-deb`. What the bundle does not bring itself becomes a dependency.
Both editions install the same programs; each says that it stands in for the other.
"""

from __future__ import annotations

import argparse
import email.utils
import hashlib
import os
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterable, Sequence
from pathlib import Path

import bundle_contents as contents
import elf
import linux_tree
import product

DIST = product.ROOT / "dist"
_PLACE = Path("usr/lib") / product.COMMAND
_SECTION = "text"
#: What the libraries look for as they run, and no linker knows of: where fonts are.
_USED = ("fontconfig-config",)
_MAINTAINER = f"{product.PUBLISHER} <{product.EMAIL}>"

#: What lintian finds in a program that brings its libraries along, and why it stays.
_OVERRIDES = (
    (
        "The libraries are those of the wheels on the package index and of the system the bundle was "
        "built on, tested together with the program; Debian has neither this PySide6 nor CTranslate2",
        (
            "custom-library-search-path",
            "embedded-library",
            "library-not-linked-against-libc",
            "shared-library-lacks-prerequisites",
        ),
    ),
    (
        "Debugging information is taken out of all libraries but those that a wheel's repair tool has "
        "rewritten: they would no longer load",
        ("unstripped-binary-or-object",),
    ),
    ("The program that starts Python is PyInstaller's, as its wheel has it", ("hardening-no-pie",)),
    (
        "Two of util-linux's libraries name the pager, which nothing here calls",
        ("missing-depends-on-sensible-utils",),
    ),
)
#: Kept apart, since lintian also finds overrides that nothing needs.
_OVERRIDES_OF_FULL = (
    (
        "Some of PyTorch's modules begin like programs, with a misspelt interpreter; nobody runs them",
        ("wrong-path-for-interpreter",),
    ),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the package; 0 when it is there."""
    parser = argparse.ArgumentParser(description="Make a Debian package of a bundle.")
    parser.add_argument("--edition", choices=contents.EDITIONS, default="lite")
    edition: contents.Edition = parser.parse_args(arguments).edition
    bundle = DIST / f"{product.COMMAND}-{edition}"
    if not bundle.is_dir() or shutil.which("dpkg-deb") is None:
        print(f"deb: needed are {bundle.relative_to(product.ROOT)} (make bundle) and dpkg-deb")
        return 1
    target = build(bundle, edition, product.ROOT / "build" / f"deb-{edition}")
    print(f"{target.relative_to(product.ROOT)}: {target.stat().st_size / contents.MB:.1f} MiB")
    return 0


def build(bundle: Path, edition: contents.Edition, scratch: Path) -> Path:
    """Lay the package out in `scratch` and pack it into dist/."""
    shutil.rmtree(scratch, ignore_errors=True)
    package = package_name(edition)
    lay_out(bundle, scratch, edition)
    depends = dependencies(elf.requirements(scratch / _PLACE))
    architecture = _said("dpkg", "--print-architecture")
    control = scratch / "DEBIAN" / "control"
    control.parent.mkdir()
    control.write_text(
        control_file(edition, architecture, depends, _kibibytes(scratch)), encoding="utf-8"
    )
    (control.parent / "md5sums").write_text(_md5_sums(scratch), encoding="utf-8")
    _set_modes(scratch)
    target = DIST / f"{package}_{debian_version(product.VERSION)}_{architecture}.deb"
    # xz, since zstd cannot be unpacked by Debian 11; without the names of the building machine.
    pack = ("dpkg-deb", "-Zxz", "--root-owner-group", "--build", str(scratch), str(target))
    subprocess.run(pack, check=True, stdout=subprocess.DEVNULL)
    return target


def package_name(edition: contents.Edition) -> str:
    """`bertsum` is the edition for everyday use."""
    return product.COMMAND if edition == "lite" else f"{product.COMMAND}-{edition}"


def debian_version(version: str) -> str:
    """A version as Debian orders it: what comes before a release sorts before it."""
    return re.sub(r"[.-]?(a|b|rc|dev)(?=\d)", r"~\1", version)


def lay_out(bundle: Path, root: Path, edition: contents.Edition) -> None:
    """Put everything where it lies in the installed system."""
    package = package_name(edition)
    shutil.copytree(bundle, root / _PLACE, symlinks=True)
    programs = root / "usr" / "bin"
    programs.mkdir(parents=True)
    for name in (product.COMMAND, product.WINDOW_PROGRAM):
        (programs / name).symlink_to(Path("../lib") / product.COMMAND / name)
    share = root / "usr" / "share"
    linux_tree.write_share(share)
    documents = share / "doc" / package
    documents.mkdir(parents=True)
    # The licence is the system's own copy; the notices of what is inside lie beside it.
    (root / _PLACE / "LICENSE.txt").unlink()
    (documents / "copyright").write_text(copyright_file(), encoding="utf-8")
    linux_tree.write_gzip(documents / "changelog.gz", debian_changelog(package))
    linux_tree.write_gzip(documents / "NEWS.gz", product.changelog())
    overrides = share / "lintian" / "overrides" / package
    overrides.parent.mkdir(parents=True)
    overrides.write_text(lintian_overrides(edition), encoding="utf-8")


def dependencies(wanted: elf.Requirements) -> tuple[str, ...]:
    """Packages that provide what the bundle lacks, as `Depends` has them."""
    major, minor = wanted.glibc
    packages = elf.debian_packages(wanted.libraries) - {"libc6"}
    return (f"libc6 (>= {major}.{minor})", *sorted({*packages, *_USED}))


def control_file(
    edition: contents.Edition, architecture: str, depends: Iterable[str], kibibytes: int
) -> str:
    """The `control` file."""
    package = package_name(edition)
    [other] = (package_name(each) for each in contents.EDITIONS if each != edition)
    extent = {
        "lite": "This edition translates, summarizes and reads sentiment.",
        "full": "This edition has PyTorch inside, to teach a model with your own texts.",
    }[edition]
    fields = {
        "Package": package,
        "Version": debian_version(product.VERSION),
        "Section": _SECTION,
        "Priority": "optional",
        "Architecture": architecture,
        "Maintainer": _MAINTAINER,
        "Installed-Size": str(kibibytes),
        "Depends": ", ".join(depends),
        "Recommends": "fonts-noto-cjk",
        "Conflicts": other,
        "Replaces": other,
        "Description": product.GENERIC_NAME.en.lower() + " that works on your own machine",
    }
    lines = [f"{name}: {value}" for name, value in fields.items()]
    paragraphs = [*(paragraph.en for paragraph in product.PARAGRAPHS), extent]
    for number, paragraph in enumerate(paragraphs):
        lines += [" ."] if number else []
        lines += [f" {line}" for line in textwrap.wrap(paragraph, 78)]
    return "\n".join(lines) + "\n"


def copyright_file() -> str:
    """Machine-readable, for our own part; the notices file has all the others."""
    return f"""\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: {product.FULL_NAME}
Comment:
 The package brings along Python, Qt and other libraries. Each of them with its licence is in
 /{_PLACE}/THIRD-PARTY-NOTICES.txt

Files: *
Copyright: {product.build_day().year} {product.COPYRIGHT}
License: {product.LICENCE}
 On Debian systems, the text of the Apache License, Version 2.0, is in
 /usr/share/common-licenses/Apache-2.0
"""


def debian_changelog(package: str) -> str:
    """One entry, in the form that Debian's tools read; what has changed is told in NEWS."""
    day = product.build_day()
    moment = email.utils.formatdate(_seconds(day.toordinal()), usegmt=False)
    return (
        f"{package} ({debian_version(product.VERSION)}) unstable; urgency=medium\n\n"
        f"  * What has changed is told in NEWS.gz.\n\n -- {_MAINTAINER}  {moment}\n"
    )


def _seconds(ordinal: int) -> float:
    """Seconds since 1970 of a day."""
    return (ordinal - 719_163) * 86_400.0


def lintian_overrides(edition: contents.Edition) -> str:
    """What lintian is to pass over, with the reasons."""
    package = package_name(edition)
    lines = []
    for reason, tags in (*_OVERRIDES, *(_OVERRIDES_OF_FULL if edition == "full" else ())):
        lines += [f"# {line}" for line in textwrap.wrap(reason, 98)]
        lines += [f"{package}: {tag}" for tag in tags]
    return "\n".join(lines) + "\n"


def _kibibytes(root: Path) -> int:
    files = (path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(-(-path.stat().st_size // 1024) for path in files)


def _md5_sums(root: Path) -> str:
    lines = []
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root)
        if path.is_file() and not path.is_symlink() and name.parts[0] != "DEBIAN":
            # The format of dpkg, to find damage by chance; nothing rests on it.
            digest = hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()
            lines.append(f"{digest}  {name.as_posix()}\n")
    return "".join(lines)


def _set_modes(root: Path) -> None:
    """Programs may be run, libraries and all else are read; whatever the building user's umask is."""
    programs = {root / _PLACE / product.COMMAND}
    for path in (root, *root.rglob("*")):
        if not path.is_symlink():
            os.chmod(path, 0o755 if path.is_dir() or path in programs else 0o644)


def _said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
