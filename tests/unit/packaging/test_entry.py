"""packaging/entry.py: a packed program keeps its own libraries to itself."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest

#: What a packed program finds, as PyInstaller's loader and its hook for PySide6 leave it.
FOUND = {
    "PATH": "/usr/bin",
    "LD_LIBRARY_PATH": "/opt/bertsum/_internal",
    "QT_PLUGIN_PATH": "/opt/bertsum/_internal/PySide6/Qt/plugins",
    "QML2_IMPORT_PATH": "/opt/bertsum/_internal/PySide6/Qt/qml",
}


@pytest.mark.parametrize(
    ("before", "after"),
    [({}, {}), ({"LD_LIBRARY_PATH_ORIG": "/theirs"}, {"LD_LIBRARY_PATH": "/theirs"})],
)
def test_programs_that_are_opened_from_it_find_their_own_libraries(
    load: Callable[[str], ModuleType], before: dict[str, str], after: dict[str, str]
) -> None:
    environ = {**FOUND, **before}
    load("entry").give_back(environ)
    # The last one lets processes of ours find their libraries again.
    assert environ == {"PATH": "/usr/bin", **after, "PYINSTALLER_RESET_ENVIRONMENT": "1"}
