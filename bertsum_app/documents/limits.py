"""What the process that reads a document may use, and how it is kept from using more."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from dataclasses import dataclass

MEGABYTE = 1_000_000
#: Ways to open a file without writing to it.
_READ_ONLY = frozenset(("r", "rb", "rt", None))
_FORBIDDEN_EVENTS = frozenset(
    ("socket.connect", "socket.bind", "socket.sendto", "subprocess.Popen", "os.system", "os.exec")
)


@dataclass(frozen=True)
class Limits:
    """Megabytes are of a million bytes.

    `file_mb`: of the file as it is. `unpacked_mb`: of what an archive says that it unpacks to.
    """

    seconds: int = 120
    memory_mb: int = 2000
    file_mb: int = 200
    unpacked_mb: int = 1000


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
    if event == "open" and len(arguments) > 1 and arguments[1] not in _READ_ONLY:
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
    load: Callable[..., ctypes.CDLL] = getattr(ctypes, "WinDLL")  # noqa: B009  # mypy elsewhere knows none
    kernel = load("kernel32", use_last_error=True)
    kernel.CreateJobObjectW.restype = wintypes.HANDLE
    kernel.GetCurrentProcess.restype = wintypes.HANDLE
    job = wintypes.HANDLE(kernel.CreateJobObjectW(None, None))
    kernel.SetInformationJobObject(
        job, extended_information, ctypes.byref(wanted), ctypes.sizeof(wanted)
    )
    kernel.AssignProcessToJobObject(job, wintypes.HANDLE(kernel.GetCurrentProcess()))
