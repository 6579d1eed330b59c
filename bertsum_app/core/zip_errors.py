"""What `zipfile` raises for archives that are damaged, torn, or made to be."""

from __future__ import annotations

import zipfile
import zlib

UNREADABLE_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,  # a part that the directory does not have
    ValueError,
    NotImplementedError,  # a way of packing that zipfile does not know
    RuntimeError,  # a password is wanted
)
"""All but `OSError`, which also tells of the disk."""
