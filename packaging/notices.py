"""The licences of everything a bundle brings along, from what is installed where it is built.

A distribution whose licence is not on `ALLOWED` stops the build: nothing under the GPL or AGPL, and
nothing unknown, may slip in with an update.
"""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import elf

#: SPDX names that may be shipped. LGPL only for Qt, whose libraries stay files of their own.
ALLOWED = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC0-1.0",
        "ISC",
        "MIT",
        "MPL-2.0",
        "PSF-2.0",
        "Python-2.0",
        "Unlicense",
        "Zlib",
        "bzip2-1.0.6",
        "LLVM-exception",
        "BSL-1.0",
        "CNRI-Python",
        "HPND",
    }
)
LGPL_ALLOWED_FOR = frozenset({"pyside6-essentials", "shiboken6"})

#: What distributions say in words instead of SPDX, as they say it.
_SPDX_OF_WORDS = {
    "apache 2.0": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "apache license, version 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "apache": "Apache-2.0",
    "bsd": "BSD-3-Clause",
    "bsd license": "BSD-3-Clause",
    "bsd 3-clause": "BSD-3-Clause",
    # pypdfium2; what PDFium brings along is under licences of the same kind, all of them in its wheel.
    "bsd-3-clause, apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0",
    "3-clause bsd license": "BSD-3-Clause",
    "isc license (iscl)": "ISC",
    "mit": "MIT",
    "mit license": "MIT",
    "the mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "python software foundation license": "PSF-2.0",
    "lgpl": "LGPL-3.0-only",
}
_HERE = Path(__file__).resolve().parent
#: Texts for distributions whose wheels bring none, by their normal name.
_TEXTS_ELSEWHERE = {
    "ctranslate2": (_HERE / "licences" / "ctranslate2.txt",),
    "pyside6-essentials": (
        _HERE / "licences" / "LGPL-3.0-only.txt",
        _HERE / "licences" / "GPL-3.0-only.txt",
    ),
    "sentencepiece": (_HERE.parent / "LICENSE",),
    "sentencex": (_HERE / "licences" / "sentencex.txt",),
    "shiboken6": (_HERE / "licences" / "LGPL-3.0-only.txt",),
}
#: What ships as data: name, licence, and the files that tell about it.
_NAMES = _HERE.parent / "resources" / "names"
_DATA = (
    ("Table of names", "CC-BY-SA-4.0 AND Unicode-3.0", ("README.md", "Unicode-3.0.txt"), _NAMES),
)
#: Libraries of a Linux system under the GPL, without an exception for those who use them.
_REFUSED_LIBRARIES = ("libreadline.", "libhistory.", "libgdbm")
_LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)


class LicenceRefused(Exception):
    """A distribution may not be shipped, or does not say under which licence it is."""


@dataclass(frozen=True)
class Notice:
    """One distribution with its licence and the texts that must go with it."""

    name: str
    version: str
    expression: str
    texts: tuple[str, ...]


def distributions_of(top_levels: Iterable[str]) -> tuple[metadata.Distribution, ...]:
    """The distributions that provide these top-level names; the others are Python's own."""
    providers = metadata.packages_distributions()
    names = sorted({name for top in top_levels for name in providers.get(top, ())}, key=str.lower)
    return tuple(metadata.distribution(name) for name in names)


def licence_expression(distribution: metadata.Distribution) -> str:
    """The SPDX expression of a distribution, from its metadata's several places for it.

    Raises:
        LicenceRefused: it says nothing that can be understood.
    """
    about = distribution.metadata
    for expression in about.get_all("License-Expression") or ():
        return str(expression)
    classifiers = about.get_all("Classifier") or ()
    said = [line.rpartition("::")[2].strip() for line in classifiers if "License ::" in line]
    said += [text for text in about.get_all("License") or () if "\n" not in text]
    known = [_SPDX_OF_WORDS[word.lower()] for word in said if word.lower() in _SPDX_OF_WORDS]
    known += [word for word in said if word in ALLOWED or " OR " in word or " AND " in word]
    if not known:
        raise LicenceRefused(f"{about['Name']}: no licence understood in {said!r}")
    return known[0]


def check(name: str, expression: str) -> None:
    """Refuse what may not be shipped.

    Raises:
        LicenceRefused: no alternative of `expression` is allowed.
    """
    alternatives = re.split(r"\s+OR\s+", expression.strip("()"))
    for alternative in alternatives:
        terms = [term.strip("() ") for term in re.split(r"\s+(?:AND|WITH)\s+", alternative)]
        if all(_is_allowed(name, term) for term in terms):
            return
    raise LicenceRefused(f"{name}: {expression} is not on the list of allowed licences")


def _is_allowed(name: str, term: str) -> bool:
    return term in ALLOWED or (_normal(name) in LGPL_ALLOWED_FOR and term.startswith("LGPL-"))


def collect(top_levels: Iterable[str]) -> tuple[Notice, ...]:
    """A notice for each distribution behind these top-level names.

    Raises:
        LicenceRefused: one of them may not be shipped.
    """
    return tuple(_notice(distribution) for distribution in distributions_of(top_levels))


def _notice(distribution: metadata.Distribution) -> Notice:
    name, expression = distribution.metadata["Name"], licence_expression(distribution)
    check(name, expression)
    elsewhere = _TEXTS_ELSEWHERE.get(_normal(name), ())
    texts = tuple(_texts(distribution)) or tuple(map(_read, elsewhere))
    if not texts:
        raise LicenceRefused(f"{name}: brings no licence text, and packaging/licences has none")
    return Notice(name, distribution.version, expression, texts)


def _texts(distribution: metadata.Distribution) -> Iterator[str]:
    for file in distribution.files or ():
        folder, *inside = file.parts
        # By the folder, too: wheels have `LICENSES/MIT.txt`.
        if folder.endswith(".dist-info") and _LICENCE_FILE.search("/".join(inside)):
            yield _read(Path(str(file.locate())))


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace").strip()


def _normal(name: str) -> str:
    """The name by the rules of the package index (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def python_licence() -> str:
    """The licence of the Python that is inside, as its installation has it; else where to read it."""
    for folder in (Path(sys.base_prefix), Path(os.__file__).parent):
        for name in ("LICENSE.txt", "LICENSE"):
            if (folder / name).is_file():
                return _read(folder / name)
    return "Python Software Foundation License Version 2; see docs.python.org/3/license.html"


_HEAD = """\
BertSum Desktop brings along the following software, each under its own licence.

Qt and PySide6 are used under the GNU Lesser General Public License, version 3: they lie in this
folder as libraries of their own and may be replaced by other builds of the same version. Their
sources are offered by The Qt Company at code.qt.io.
"""


@dataclass(frozen=True)
class SystemNotice:
    """Libraries of the system the bundle was built on, by their Debian package."""

    package: str
    libraries: tuple[str, ...]
    text: str


def system_libraries(inside: Path) -> tuple[str, ...]:
    """Names of the libraries beside the packages in a bundle: those are no wheel's."""
    return tuple(
        sorted(
            path.name
            for path in inside.glob("lib*.so*")
            if not path.is_symlink() and not path.name.startswith("libpython")
        )
    )


def collect_system(
    libraries: Iterable[str], documents: Path = Path("/usr/share/doc")
) -> tuple[SystemNotice, ...]:
    """A notice for each Debian package behind these libraries.

    Raises:
        LicenceRefused: one of them may not be shipped, or nothing says what its licence is.
    """
    by_package: dict[str, list[str]] = {}
    for name in libraries:
        if name.startswith(_REFUSED_LIBRARIES):
            raise LicenceRefused(f"{name} is under the GPL")
        try:
            packages = elf.debian_packages((name,))
        except (LookupError, FileNotFoundError) as error:
            raise LicenceRefused(f"{name}: nothing tells its licence") from error
        by_package.setdefault(min(packages), []).append(name)
    found = []
    for package, names in sorted(by_package.items()):
        text = documents / package / "copyright"
        if not text.is_file():
            raise LicenceRefused(f"{package}: {text} is not there")
        found.append(SystemNotice(package, tuple(names), _read(text)))
    return tuple(found)


def write(target: Path, top_levels: Iterable[str], inside: Path | None = None) -> None:
    """Write the notices file; `inside`: where in the bundle libraries of a Linux system lie.

    Raises:
        LicenceRefused: as `collect` and `collect_system`.
    """
    line = "=" * 100
    parts = [_HEAD]
    parts.append(f"{line}\nPython {platform.python_version()}\n{line}\n\n{python_licence()}\n")
    for notice in collect(top_levels):
        parts.append(f"{line}\n{notice.name} {notice.version}\n{notice.expression}\n{line}\n")
        parts += [text + "\n" for text in notice.texts]
    for name, expression, files, folder in _DATA:
        parts.append(f"{line}\n{name}\n{expression}\n{line}\n")
        parts += [_read(folder / file) + "\n" for file in files]
    for system in collect_system(() if inside is None else system_libraries(inside)):
        parts.append(f"{line}\n{system.package}: {', '.join(system.libraries)}\n{line}\n")
        parts.append(system.text + "\n")
    target.write_text("\n".join(parts), encoding="utf-8")
