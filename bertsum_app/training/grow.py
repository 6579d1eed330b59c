"""Starting a deep network from a shallow one that has the same width.

Every layer of the shallow network is followed by inserted ones that begin as (almost) nothing: a copy
whose output projections are zero, so that only its residual path carries (Chen et al. 2016, Net2Net;
Gong et al. 2019 stack trained layers likewise, but lose the function). In the pre-norm decoder that is
exact. In the post-norm encoder a normalisation stands on the residual path too: the inserted layer's
first norm is plain, and the second gives the states their mean and spread back, which leaves only what
positions differ in. Training then starts about where the shallow network stood, and finds the layers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace

import torch
from torch import Tensor

from bertsum_app.model.bertsum import BertSum
from bertsum_app.model.config import BertSumConfig, NetworkPart

_DECODER_OUTPUTS = ("self_attention.output", "cross_attention.output", "feed_forward.outer")
_ENCODER_OUTPUTS = ("attention.output", "feed_forward.outer")


#: What the names of the sizes of a head begin with.
_SIZES: dict[NetworkPart, str] = {
    "decoder": "decoder_",
    "scorer": "scorer_",
    "classifier": "classes",
}


def can_grow(given: BertSumConfig, wanted: BertSumConfig, anew: Iterable[NetworkPart] = ()) -> bool:
    """Whether `wanted` is `given` but for more layers, heads that begin `anew`, and its dropout."""
    given = _with_sizes_of(wanted, given, anew)
    same = replace(
        wanted,
        encoder_layers=given.encoder_layers,
        decoder_layers=given.decoder_layers,
        dropout=given.dropout,
    )
    return (
        same == given
        and wanted.encoder_layers >= given.encoder_layers
        and wanted.decoder_layers >= given.decoder_layers
        and wanted.has_decoder == given.has_decoder
    )


def _with_sizes_of(
    wanted: BertSumConfig, given: BertSumConfig, heads: Iterable[NetworkPart]
) -> BertSumConfig:
    begun = tuple(_SIZES[head] for head in heads)
    sizes = [entry.name for entry in fields(given) if begun and entry.name.startswith(begun)]
    return replace(given, **{name: getattr(wanted, name) for name in sizes})


@torch.no_grad()
def grow(model: BertSum, given: BertSum, anew: Iterable[NetworkPart] = ()) -> None:
    """Fill `model` from `given`, spreading the inserted layers evenly; heads in `anew` stay as they are.

    Raises:
        ValueError: not `can_grow`.
    """
    anew = tuple(anew)
    if not can_grow(given.config, model.config, anew):
        raise ValueError("the networks differ in more than their depth")
    state = {
        name: value
        for name, value in given.state_dict().items()
        if not name.startswith(("encoder.layers.", "decoder.layers."))
    }
    for part, outputs, old, new in (
        (
            "encoder",
            _ENCODER_OUTPUTS,
            given.config.encoder_layers,
            model.config.encoder_layers,
        ),
        (
            "decoder",
            _DECODER_OUTPUTS,
            given.config.decoder_layers,
            model.config.decoder_layers,
        ),
    ):
        sources = [index * old // new for index in range(new)]
        for index, source in enumerate(sources):
            layer = _layer(given, f"{part}.layers.{source}.")
            if index and sources[index - 1] == source:
                layer = _passing(layer, outputs, post_norm=part == "encoder")
            state |= {f"{part}.layers.{index}.{name}": value for name, value in layer.items()}
    kept = tuple(f"{head}." for head in anew)
    state = {name: value for name, value in state.items() if not name.startswith(kept)}
    own = model.state_dict()
    model.load_state_dict(state | {name: own[name] for name in own if name.startswith(kept)})


def _layer(given: BertSum, prefix: str) -> dict[str, Tensor]:
    return {
        name.removeprefix(prefix): value
        for name, value in given.state_dict().items()
        if name.startswith(prefix)
    }


def _passing(
    layer: dict[str, Tensor], outputs: tuple[str, ...], *, post_norm: bool
) -> dict[str, Tensor]:
    """`layer` made to hand on (nearly) what it is given."""
    passing = dict(layer)
    for name in outputs:
        for kind in ("weight", "bias"):
            passing[f"{name}.{kind}"] = torch.zeros_like(layer[f"{name}.{kind}"])
    if post_norm:
        # What it is given is g n + b with n normalised, so these are its mean and spread.
        gain, bias = layer["feed_forward_norm.weight"], layer["feed_forward_norm.bias"]
        mean = bias.mean()
        spread = ((gain**2 + bias**2).mean() - mean**2).sqrt()
        passing["attention_norm.weight"] = torch.ones_like(gain)
        passing["attention_norm.bias"] = torch.zeros_like(bias)
        passing["feed_forward_norm.weight"] = torch.full_like(gain, float(spread))
        passing["feed_forward_norm.bias"] = torch.full_like(bias, float(mean))
    return passing
