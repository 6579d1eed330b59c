"""How much memory a training takes."""

from __future__ import annotations

import sys

import torch


def peak_bytes(device: torch.device) -> int | None:
    """The most so far: of a GPU's memory what torch gave out, else of the process; None: not told."""
    if device.type == "cuda":
        return int(torch.cuda.max_memory_allocated(device))
    try:
        import resource
    except ImportError:  # Windows
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Kilobytes on Linux, bytes on macOS.
    return peak if sys.platform == "darwin" else peak * 1024
