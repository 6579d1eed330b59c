"""How much of the machine long work takes: it stands back for whatever the person does meanwhile."""

from __future__ import annotations

import os
import sys

_NICENESS = 10
_BELOW_NORMAL = 0x00004000  # BELOW_NORMAL_PRIORITY_CLASS


def usable_cores() -> int:
    """Cores that this process may use."""
    # Containers and `taskset` give a process fewer cores than the machine has; Linux tells.
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


def spare_threads() -> int:
    """Threads that leave one core to the person, and at least one."""
    return max(1, usable_cores() - 1)


def lower_priority() -> None:
    """Let other programs go first. Where the system does not let us, nothing changes."""
    try:
        if sys.platform == "win32":
            import ctypes

            kernel = ctypes.windll.kernel32
            kernel.SetPriorityClass(kernel.GetCurrentProcess(), _BELOW_NORMAL)
        else:
            os.nice(_NICENESS)
    except OSError:
        return
