"""Memory that runs out in torch or CTranslate2, told as the program's own error. Free of both."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from bertsum_app.core.errors import OutOfMemory

#: What they say where they have no exception for it: torch on the CPU and on Apple's GPUs, CTranslate2
#: on NVIDIA's.
_SIGNS = ("defaultcpuallocator", "out of memory")


@contextlib.contextmanager
def out_of_memory_told(what: str) -> Iterator[None]:
    """For a block that loads a network or computes with it; `what` is what it does.

    Raises:
        OutOfMemory: its device has too little memory.
    """
    try:
        yield
    except MemoryError as error:
        raise OutOfMemory(what) from error
    except RuntimeError as error:
        # CUDA's `torch.OutOfMemoryError` is one of these, too.
        if any(sign in str(error).lower() for sign in _SIGNS):
            raise OutOfMemory(what) from error
        raise
