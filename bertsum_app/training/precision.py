"""In which precision a step is computed, and by which kernels."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import torch
from torch import Tensor
from torch.nn.attention import SDPBackend, sdpa_kernel

from bertsum_app.training.half_copy import HalfCopy
from bertsum_app.training.losses import MultiTaskLoss

_KERNELS = [SDPBackend.FLASH_ATTENTION, SDPBackend.EFFICIENT_ATTENTION, SDPBackend.MATH]

#: Instructions for it, of Intel and AMD, and of ARM.
_CPU_BF16 = ("avx512_bf16", "amx_bf16", "bf16")


class Precision:
    """What computes for a module whose float32 weights learn.

    With `bf16` that is a half-precision copy on a processor or GPU that has bf16 (half_copy.py), under
    autocast on Apple's GPUs, and otherwise the module itself in float32.
    """

    def __init__(self, module: MultiTaskLoss, device: torch.device, *, bf16: bool) -> None:
        """`module` is on `device` already; its teachers are turned to the copy's precision."""
        half = bf16 and _has_bf16(device)
        self._device = device
        self._autocast = bf16 and device.type == "mps"
        if half:
            for teacher in module.teachers:
                teacher.to(torch.bfloat16)
        self._half = HalfCopy(module, shared=module.teachers) if half else None
        self.module: MultiTaskLoss = self._half.module if self._half else module

    @contextlib.contextmanager
    def kernels(self) -> Iterator[None]:
        """To be entered for each forward pass.

        Attention is by all kernels but cuDNN's, which plans anew for every shape: few batches share one.
        On the CPU they are only asked for where nothing learns (see model/attention.py).
        """
        autocast = torch.autocast(self._device.type, torch.bfloat16, enabled=self._autocast)
        with autocast, sdpa_kernel(_KERNELS):
            yield

    def backward(self, loss: Tensor) -> None:
        """Compute the gradients of `loss`, by the kernels it was computed by.

        Those are not those of the context it was made in by itself where layers are computed again.
        """
        with sdpa_kernel(_KERNELS):
            loss.backward()

    def drop_gradients(self) -> None:
        """Forget what was computed of a step."""
        self.module.zero_grad(set_to_none=True)

    def give_gradients(self) -> None:
        """Before the optimiser's step: the learning weights get what was computed."""
        if self._half is not None:
            self._half.give_gradients()

    def take_weights(self) -> None:
        """After the optimiser's step: computing goes on with what was learnt."""
        if self._half is not None:
            self._half.take_weights()


def _has_bf16(device: torch.device) -> bool:
    """Whether it has instructions for products in bf16; made up of others they are slow."""
    if device.type == "cuda":
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))
    if device.type != "cpu":
        return False
    # Told since PyTorch 2.10.
    if not hasattr(torch.cpu, "get_capabilities"):
        return False
    told = torch.cpu.get_capabilities()
    return any(told.get(name, False) for name in _CPU_BF16)
