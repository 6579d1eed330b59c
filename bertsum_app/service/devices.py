"""Which devices this machine has and why one is not used, found out without importing torch.

`inference.engine` takes CUDA through CTranslate2 where that sees a GPU, else the CPU; torch drives a
GPU only where the user names it.
"""

from __future__ import annotations

import ctypes
import os
import platform
from dataclasses import dataclass
from importlib import metadata
from typing import Literal, TypeAlias

#: Why a device is not used. Words belong to the command line and the window.
#: "torch-only": it can be asked for by name, but is not chosen, as CTranslate2 does not see it.
DeviceReason: TypeAlias = Literal[
    "other-system", "no-driver", "no-device", "torch-only", "torch-missing", "torch-cpu-build"
]


@dataclass(frozen=True)
class DeviceStatus:
    """A device as `--device` names it; `reason` None: it is used where `auto` is asked for.

    `detail` names the hardware.
    """

    device: str
    detail: str
    reason: DeviceReason | None


def find_devices() -> tuple[DeviceStatus, ...]:
    """The CPU, CUDA and Metal devices, in this order, whether they can be used or not."""
    torch = installed_version("torch")
    cores = os.cpu_count() or 1
    return (
        DeviceStatus("cpu", f"{platform.machine()}, {cores} cores", None),
        _cuda(torch),
        _mps(torch),
    )


def installed_version(distribution: str) -> str | None:
    """The version of an installed package, or None."""
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return None


def _cuda(torch: str | None) -> DeviceStatus:
    if platform.system() == "Darwin":
        return DeviceStatus("cuda", "", "other-system")
    names = _nvidia_gpus()
    if names is None:
        return DeviceStatus("cuda", "", "no-driver")
    if not names:
        return DeviceStatus("cuda", "", "no-device")
    from bertsum_app.inference.ctranslate2_runtime import cuda_devices

    reason = None if cuda_devices() else torch_reason(torch)
    return DeviceStatus("cuda", ", ".join(names), reason)


def torch_reason(version: str | None) -> DeviceReason:
    """What this version of torch can do for an NVIDIA GPU; its build stands behind the `+`."""
    if version is None:
        return "torch-missing"
    return "torch-cpu-build" if version.partition("+")[2].startswith("cpu") else "torch-only"


def _mps(torch: str | None) -> DeviceStatus:
    if platform.system() != "Darwin" or platform.machine() != "arm64":
        return DeviceStatus("mps", "", "other-system")
    return DeviceStatus("mps", "Apple GPU", "torch-missing" if torch is None else "torch-only")


def _nvidia_gpus() -> tuple[str, ...] | None:
    """Names of the GPUs the NVIDIA driver shows, None without a driver.

    Asks the driver's own library (CUDA driver API: cuInit, cuDeviceGetCount, cuDeviceGetName),
    which takes milliseconds where importing torch takes a second.
    """
    try:
        driver = ctypes.CDLL("nvcuda.dll" if os.name == "nt" else "libcuda.so.1")
    except OSError:
        return None
    count = ctypes.c_int()
    if driver.cuInit(0) != 0 or driver.cuDeviceGetCount(ctypes.byref(count)) != 0:
        return ()
    names = []
    for index in range(count.value):
        name = ctypes.create_string_buffer(128)
        found = driver.cuDeviceGetName(name, len(name), index) == 0
        names.append(name.value.decode("utf-8", "replace") if found else f"GPU {index}")
    return tuple(names)
