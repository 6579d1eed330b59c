"""What the programs and libraries of a bundle ask of the Linux they run on."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_MAGIC = b"\x7fELF"
_NEEDED = re.compile(r"^\s+NEEDED\s+(\S+)$", re.MULTILINE)
_NAME = re.compile(r"^\s+SONAME\s+(\S+)$", re.MULTILINE)
_GLIBC = re.compile(r"\bGLIBC_(\d+)\.(\d+)")


@dataclass(frozen=True)
class Requirements:
    """`libraries`: names that the bundle does not bring itself; `glibc`: the oldest C library."""

    libraries: frozenset[str]
    glibc: tuple[int, int]


def requirements(folder: Path) -> Requirements:
    """Read all ELF files below `folder` with objdump, which PyInstaller needs, too."""
    needed: set[str] = set()
    there: set[str] = set()
    glibc = (2, 0)
    for path in elf_files(folder):
        said = headers(path)
        needed.update(_NEEDED.findall(said))
        there.add(path.name)
        there.update(_NAME.findall(said))
        glibc = max(glibc, oldest_glibc(said))
    return Requirements(frozenset(needed - there), glibc)


def oldest_glibc(said: str) -> tuple[int, int]:
    """The newest version of the C library among the symbols that a file is linked to."""
    versions = ((int(major), int(minor)) for major, minor in _GLIBC.findall(said))
    return max(versions, default=(2, 0))


def elf_files(folder: Path) -> Iterator[Path]:
    """The programs and libraries below a folder, links left aside."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == _MAGIC:
                    yield path


def needed(path: Path) -> tuple[str, ...]:
    """The libraries that a file itself is linked to, without those of these."""
    return tuple(_NEEDED.findall(headers(path)))


def headers(path: Path) -> str:
    """What objdump says of a file."""
    command = ["objdump", "-p", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def debian_packages(libraries: Iterable[str], root: Path = Path("/")) -> frozenset[str]:
    """The Debian packages, installed here, that provide these libraries.

    Raises:
        LookupError: a library belongs to no package.
    """
    found = set()
    for name in sorted(libraries):
        command = ["dpkg-query", f"--root={root}", "-S", f"*/{name}"]
        said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
        packages = {
            line.partition(":")[0] for line in said.splitlines() if line.endswith(f"/{name}")
        }
        if not packages:
            raise LookupError(f"no Debian package is installed that has {name}")
        found |= packages
    return frozenset(found)
