"""Files that ship with the program: models, translations, icons.

Wheels and frozen bundles hold them as `bertsum_app/_resources` (setup.py and the bundle's spec put
them there); in a checkout and in an editable install they are `resources/` beside the package.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def resource_path(*parts: str) -> Path:
    """The path of a shipped file or folder, e.g. `resource_path("models", "bertsum-en-zh")`.

    Whether it exists is the caller's question: only the caller knows which error a missing one is.
    """
    installed = _PACKAGE / "_resources"
    root = installed if installed.is_dir() else _PACKAGE.parent / "resources"
    return root.joinpath(*parts)


def embedded_models() -> Path:
    """The folder of the models that ship inside the program, one folder per model id."""
    return resource_path("models")
