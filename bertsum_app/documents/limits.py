"""What the process that reads a document may use, and how it is kept from using more."""

from __future__ import annotations

import contextlib
import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ctypes

MEGABYTE = 1_000_000
#: Modes of files that are not written to.
_READ_ONLY = frozenset(("r", "rb", "rt", None))
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_TRUNC
_FORBIDDEN_EVENTS = frozenset(
    (
        *("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"),
        *("subprocess.Popen", "os.system", "os.exec", "os.spawn", "os.posix_spawn"),
        *("os.fork", "os.forkpty", "os.startfile"),
        *("os.mkdir", "os.rmdir", "os.remove", "os.rename", "os.link", "os.symlink"),
        *("os.truncate", "os.chmod", "os.chown", "os.utime"),
    )
)


@dataclass(frozen=True)
class Limits:
    """Megabytes are of a million bytes; `file_mb`: of the file as it is.

    What an archive unpacks to has limits of its own (`packages.py`).
    """

    seconds: int = 120
    memory_mb: int = 2000
    file_mb: int = 200


def limit_this_process(limits: Limits) -> None:
    """From now on, no more memory and time than that, no file written, nothing sent or started.

    The operating system keeps to the figures where it can; the parent watches the clock besides.
    """
    if sys.platform == "win32":
        with contextlib.suppress(OSError):
            _limit_on_windows(limits)
    else:
        _limit_on_posix(limits)
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event in _FORBIDDEN_EVENTS:
        raise PermissionError(event)
    if event == "open":
        # Python's own files say it by their mode, those of the system by flags.
        _, mode, flags = arguments
        if mode not in _READ_ONLY or (isinstance(flags, int) and flags & _WRITING):
            raise PermissionError("open for writing")


def _limit_on_posix(limits: Limits) -> None:
    import resource

    wanted = (
        ("RLIMIT_AS", limits.memory_mb * MEGABYTE),
        ("RLIMIT_CPU", limits.seconds + 5),  # the parent's clock comes first
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
    )
    for name, value in wanted:
        # macOS knows some of them only to ignore or refuse them.
        with contextlib.suppress(AttributeError, ValueError, OSError):
            what: int = getattr(resource, name)
            _, most = resource.getrlimit(what)
            allowed = value if most == resource.RLIM_INFINITY else min(value, most)
            resource.setrlimit(what, (allowed, most))


def _limit_on_windows(limits: Limits) -> None:
    """A job object with a memory limit, for this process alone (since Windows 8 jobs may nest)."""
    import ctypes
    from ctypes import wintypes

    class BasicLimits(ctypes.Structure):
        _fields_ = (
            ("PerProcessUserTimeLimit", ctypes.c_int64),
            ("PerJobUserTimeLimit", ctypes.c_int64),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        )

    class ExtendedLimits(ctypes.Structure):
        _fields_ = (
            ("BasicLimitInformation", BasicLimits),
            ("IoInfo", ctypes.c_uint64 * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        )

    process_memory, active_process, extended_information = 0x100, 0x8, 9
    wanted = ExtendedLimits()
    wanted.BasicLimitInformation.LimitFlags = process_memory | active_process
    wanted.BasicLimitInformation.ActiveProcessLimit = 1
    wanted.ProcessMemoryLimit = limits.memory_mb * MEGABYTE
    kernel = _kernel()
    kernel.CreateJobObjectW.restype = wintypes.HANDLE
    kernel.GetCurrentProcess.restype = wintypes.HANDLE
    job = wintypes.HANDLE(kernel.CreateJobObjectW(None, None))
    kernel.SetInformationJobObject(
        job, extended_information, ctypes.byref(wanted), ctypes.sizeof(wanted)
    )
    kernel.AssignProcessToJobObject(job, wintypes.HANDLE(kernel.GetCurrentProcess()))


def _kernel() -> ctypes.CDLL:
    """Only Windows has it."""
    import ctypes

    if sys.platform == "win32":
        return ctypes.WinDLL("kernel32", use_last_error=True)
    raise NotImplementedError
