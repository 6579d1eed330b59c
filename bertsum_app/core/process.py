"""Processes of our own: how they are started, and how much of the machine long work takes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

_NICENESS = 10
_TORCH_CACHES = "TORCHINDUCTOR_CACHE_DIR"
_BELOW_NORMAL = 0x00004000  # BELOW_NORMAL_PRIORITY_CLASS


def program_command(*arguments: str) -> list[str]:
    """The command line that starts this program with `arguments`.

    In a bundle that is the console twin beside the windowed program, which may have no standard output.
    """
    if getattr(sys, "frozen", False):
        twin = Path(sys.executable).with_name(
            "bertsum.exe" if sys.platform == "win32" else "bertsum"
        )
        return [str(twin), *arguments]
    return [sys.executable, "-m", "bertsum_app", *arguments]


def lasting_command(*arguments: str) -> list[str]:
    """As `program_command`, for a process that may go on when we have ended.

    What runs from an AppImage stands in a place that is gone with us; the image itself is started then,
    which makes a place for the new process.
    """
    image, place = os.environ.get("APPIMAGE"), os.environ.get("APPDIR")
    # A terminal may be an AppImage, too, and have left its names to us.
    ours = place is not None and Path(place) in Path(sys.executable).parents
    if image is not None and ours:
        return [image, *arguments]
    return program_command(*arguments)


def apart() -> dict[str, Any]:
    """Arguments for `Popen`: Ctrl+C and the end of our terminal or window do not reach the process."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    return {"start_new_session": True}


def keep_caches_of_torch(folder: Path) -> None:
    """Have PyTorch keep its caches in `folder`, for this process and its children.

    To be called before torch is imported: already that makes the folder, which by default is one in the
    system's temporary folder that nobody removes. Where somebody chose another one, or this one cannot
    be made, nothing changes.
    """
    if _TORCH_CACHES in os.environ:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return
    os.environ[_TORCH_CACHES] = str(folder)


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
