"""What goes into a bundle and what stays out, as the spec and the size report read it.

Nothing here imports PyInstaller, so that tests can ask the same questions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import PurePosixPath
from typing import Literal

Edition = Literal["full", "lite"]
EDITIONS: tuple[Edition, ...] = ("full", "lite")
EDITION_VARIABLE = "BERTSUM_EDITION"
"""Tells the spec which edition is built; PyInstaller has no arguments for a spec of its own."""

MB = 2**20
LITE_BUDGET_MB = 300
#: On top of what torch itself takes.
FULL_BUDGET_BESIDE_TORCH_MB = 300

#: Packages that read files of their own.
WITH_DATA = ("py3langid", "sentencex")

_NEVER_IMPORTED = (
    # Converters of CTranslate2 need torch and transformers; our own writer needs neither.
    "ctranslate2.converters",
    "ctranslate2.specs",
    "transformers",
    "tokenizers",
    "huggingface_hub",
    # Qt links its library; nobody calls it from Python.
    "PySide6.QtDBus",
    # Optional parts of libraries that happen to be installed where a bundle is built.
    "IPython",
    "PIL",
    "hypothesis",
    "matplotlib",
    "mypy",
    "pandas",
    "pytest",
    # GNU's line editor is under the GPL, which what we ship is not; nobody edits lines here.
    "readline",
    "scipy",
    "setuptools",
    "sklearn",
    "tensorboard",
    "tkinter",
    "yaml",
)
#: Libraries that belong to the desktop a bundle runs on: they read its settings of fonts, speak with its
#: bus and its screen, or are shared with its drivers, which want theirs and no older one. Every desktop
#: has them; the Debian package depends on theirs.
_OF_THE_DESKTOP = (
    *("libdbus-1.so*", "libfontconfig.so*", "libfreetype.so*"),
    *("libX11.so*", "libglib-2.0.so*", "libgthread-2.0.so*"),
    *("libstdc++.so*", "libgcc_s.so*"),
)
_ONLY_FOR_TRAINING = (
    *("torch", "sympy", "networkx", "safetensors.torch", "pyqtgraph"),
    # torch looks at these as it is imported, or when an optimizer is made.
    *("numpy.fft", "numpy.f2py", "numpy.testing"),
)
#: Tools for programmers, which something names, but which nobody calls; torch imports some of them.
_ONLY_FOR_PROGRAMMERS = ("doctest", "pdb", "pydoc", "pydoc_data", "portalocker.redis")
#: Python's encryption of connections: nothing of ours makes one, and its own modules do without.
_ONLY_FOR_NETWORKS = ("ssl", "_ssl")

_DROPPED = (
    # Headers, tests and tools of torch: not needed to run it.
    "torch/bin/*",
    "torch/include/*",
    "torch/share/*",
    "torch/test/*",
    "torch/testing/*",
    "torch/lib/libjitbackend_test*",
    "torch/lib/libtorchbind_test*",
    "torch/lib/libbackend_with_compiler*",
    "torch/lib/*.lib",
    # Qt Quick, QML, PDF and the on-screen keyboard come along as needs of plugins nobody loads.
    "PySide6/Qt/qml/*",
    "PySide6/qml/*",
    "*Qt6Qml*",
    "*Qt6Quick*",
    "*Qt6Pdf*",
    "*Qt6VirtualKeyboard*",
    "*Qt6Designer*",
    "*Qt6EglF*",
    # All pictures are drawings (SVG); PNG is in Qt itself.
    "*/plugins/imageformats/*qgif*",
    "*/plugins/imageformats/*qicns*",
    "*/plugins/imageformats/*qico*",
    "*/plugins/imageformats/*qjpeg*",
    "*/plugins/imageformats/*qpdf*",
    "*/plugins/imageformats/*qtga*",
    "*/plugins/imageformats/*qtiff*",
    "*/plugins/imageformats/*qwbmp*",
    "*/plugins/imageformats/*qwebp*",
    # The window is painted by the processor, never by OpenGL.
    "*/plugins/wayland-graphics-integration-client/*",
    "*/plugins/xcbglintegrations/*",
    "*/plugins/platforminputcontexts/*virtualkeyboard*",
    "*/plugins/platforms/*qvnc*",
    "*/plugins/platforms/*qlinuxfb*",
    "*/plugins/platforms/*qeglfs*",
    "*/plugins/platforms/*qminimalegl*",
    "*/plugins/egldeviceintegrations/*",
    "*/plugins/qmltooling/*",
    "*/plugins/generic/*",
    "*/plugins/networkinformation/*",
    # The window speaks to nobody but its own second start, on this machine.
    "*/plugins/tls/*",
    # GTK's own theme would bring half of GTK along; the program draws its own look.
    "*/plugins/platformthemes/*qgtk3*",
    # Lists of what an installer of packages has written.
    "*.dist-info/RECORD",
    # Pictures for the README.
    "bertsum_app/_resources/screenshots/*",
    # Tools of libraries.
    "opencc/clib/bin/*",
    "opencc/clib/lib*/*.a",
    "opencc/clib/include/*",
    "pypdfium2_cli/*",
    "lxml/html/*",
    "lxml/objectify*",
    "lxml/includes/*",
    "lxml/isoschematron/*",
    "lxml/builder*",
    "lxml/sax*",
    # numpy's tests of itself.
    "numpy/_core/_*_tests*",
    # What the interface's words are made from; the program reads the .qm beside it.
    "bertsum_app/_resources/translations/*.ts",
)
#: Of what is dropped, this is needed all the same: torch looks for it as it is imported.
_KEPT = ("torch/bin/torch_shm_manager*",)
#: Qt's own words: only for the languages the interface has.
_QT_TRANSLATIONS = "*/translations/*.qm"
_KEPT_QT_TRANSLATIONS = ("qtbase_en.qm", "qtbase_zh_CN.qm")


def may_be_stripped(path: str) -> bool:
    """Whether debugging information can be taken out of a library for Linux; 67 MB in CTranslate2 alone.

    Not out of those that a wheel's repair tool has rewritten (`NAME.libs`, Qt's): they no longer load.
    """
    return ".so" in path and ".libs/" not in path and "PySide6/" not in path


def with_metadata(edition: Edition) -> tuple[str, ...]:
    """Distributions whose version the program reads at run time (`bertsum doctor`)."""
    named = ("ctranslate2", "numpy", "PySide6-Essentials", "sentencepiece")
    return (*named, "torch") if edition == "full" else named


def excluded_modules(edition: Edition) -> tuple[str, ...]:
    """Modules that PyInstaller must not follow imports into."""
    lite = (*_ONLY_FOR_TRAINING, *_ONLY_FOR_NETWORKS, *_ONLY_FOR_PROGRAMMERS)
    return _NEVER_IMPORTED + (lite if edition == "lite" else ())


def belongs(destination: str) -> bool:
    """Whether a file goes into the bundle; `destination` is its path there, in either notation."""
    path = destination.replace("\\", "/")
    if fnmatch(path, _QT_TRANSLATIONS) and "PySide6" in path:
        return PurePosixPath(path).name in _KEPT_QT_TRANSLATIONS
    if any(fnmatch(path, pattern) for pattern in _KEPT):
        return True
    if any(fnmatch(path, pattern) for pattern in _OF_THE_DESKTOP):
        return False
    return not any(fnmatch(path, pattern) for pattern in _DROPPED)


def reachable_libraries(
    sources: Mapping[str, str], imports: Callable[[str], Iterable[str]]
) -> frozenset[str]:
    """The destinations among `sources` (destination to source) that something in the bundle needs.

    Shared libraries at the top of the bundle were collected for somebody's sake; where that somebody
    was dropped by `belongs`, they go too. `imports` names the libraries that a file is linked to.
    """
    loose = {dest for dest in sources if "/" not in dest and dest.startswith("lib")}
    # Python's own library is loaded by the program's first lines, not by another library.
    reached = {dest for dest in sources if dest not in loose or dest.startswith("libpython")}
    todo = list(reached)
    while todo:
        for name in imports(sources[todo.pop()]):
            library = PurePosixPath(name).name
            if library in loose and library not in reached:
                reached.add(library)
                todo.append(library)
    return frozenset(reached)


@dataclass(frozen=True)
class Part:
    """One part of a bundle with its share of the disk."""

    name: str
    bytes: int


def parts_of(files: Iterable[tuple[str, int]]) -> tuple[Part, ...]:
    """Sum (path below the bundle, bytes) by part, the largest first.

    A part is a package: its folder, the `NAME.libs` folder of its wheel, and libraries that stand
    alone by their own name.
    """
    sums: dict[str, int] = {}
    for path, size in files:
        name = _part_name(PurePosixPath(path.replace("\\", "/")).parts)
        sums[name] = sums.get(name, 0) + size
    return tuple(
        Part(name, size)
        for name, size in sorted(sums.items(), key=lambda each: (-each[1], each[0]))
    )


def _part_name(parts: tuple[str, ...]) -> str:
    inside = parts[1:] if parts[0] in ("_internal", "Frameworks", "Resources") else parts
    if len(inside) == 1:
        return inside[0]
    if inside[:2] == ("bertsum_app", "_resources") and inside[3:]:
        return "/".join(inside[:3])
    return inside[0].removesuffix(".libs")


def budget_bytes(edition: Edition, torch_bytes: int) -> int:
    """What the bundle may take on disk, unpacked; `torch_bytes`: what torch takes as installed."""
    if edition == "lite":
        return LITE_BUDGET_MB * MB
    return torch_bytes + FULL_BUDGET_BESIDE_TORCH_MB * MB
