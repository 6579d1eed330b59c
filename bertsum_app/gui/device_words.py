"""What the devices are called for people, and why one of them is not used."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from bertsum_app.service.devices import DeviceReason, DeviceStatus

# Named as lupdate looks for it.
translate = QCoreApplication.translate


def device_name(device: str) -> str:
    """The name of a device, or of leaving the choice to the program."""
    return {
        "auto": translate("Devices", "Automatic"),
        "cpu": translate("Devices", "Processor (CPU)"),
        "cuda": translate("Devices", "NVIDIA GPU (CUDA)"),
        "mps": translate("Devices", "Apple GPU (Metal)"),
    }[device]


def is_usable(status: DeviceStatus) -> bool:
    """Whether it works when it is asked for by name."""
    return status.reason is None or status.reason == "torch-only"


def why_not(status: DeviceStatus) -> str:
    """A sentence on a device that cannot be used; empty where nobody would expect it."""
    reasons: dict[DeviceReason, str] = {
        "no-driver": translate("Devices", "no NVIDIA driver was found"),
        "no-device": translate("Devices", "the NVIDIA driver shows none"),
        "torch-missing": translate("Devices", "PyTorch, which drives it, is not installed"),
        "torch-cpu-build": translate(
            "Devices", "the installed PyTorch is built for the processor only"
        ),
    }
    if status.reason not in reasons:
        return ""
    return translate("Devices", "{device} cannot be used: {reason}.").format(
        device=device_name(status.device), reason=reasons[status.reason]
    )
