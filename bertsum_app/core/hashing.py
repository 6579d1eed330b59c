"""SHA-256 of files, the one hash used in manifests and cache keys."""

from __future__ import annotations

import hashlib
from pathlib import Path

from bertsum_app.core.errors import from_read_error

_CHUNK_BYTES = 1 << 20


def sha256_file(path: Path) -> str:
    """The SHA-256 of the file's bytes, as 64 lower-case hex digits.

    Raises:
        UnreadableFile: the file is missing, a folder, or refused by the system.
    """
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK_BYTES):
                digest.update(chunk)
    except OSError as error:
        raise from_read_error(error, path) from error
    return digest.hexdigest()
