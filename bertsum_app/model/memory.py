"""Memory that runs out in torch, told as the program's own error."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from bertsum_app.core.errors import OutOfMemory

#: What torch says where it has no exception for it: on the CPU, and on Apple's GPUs.
_SIGNS = ("DefaultCPUAllocator", "out of memory")


@contextlib.contextmanager
def out_of_memory_told(what: str) -> Iterator[None]:
    """For a block that computes with torch; `what` is what it does.

    Raises:
        OutOfMemory: its device has too little memory.
    """
    try:
        yield
    except MemoryError as error:
        raise OutOfMemory(what) from error
    except RuntimeError as error:
        # CUDA's `torch.OutOfMemoryError` is one of these, too.
        if any(sign in str(error) for sign in _SIGNS):
            raise OutOfMemory(what) from error
        raise
