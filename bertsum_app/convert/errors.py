"""What can go wrong with a foreign model, beyond what goes wrong with our own."""

from __future__ import annotations

from pathlib import Path

from bertsum_app.core.errors import ModelError


class ArchitectureNotSupported(ModelError):
    """The folder holds a network that ours cannot express; `reason` names what does not fit."""

    code = "architecture-not-supported"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path=path, reason=reason)
