"""The models that a training can begin with, as the form lists them."""

from __future__ import annotations

from bertsum_app.gui.training.setup_form import BaseModel
from bertsum_app.library.store import ModelStore


def base_models(store: ModelStore) -> tuple[BaseModel, ...]:
    """All usable models, the embedded one first."""
    models, _ = store.list()
    return tuple(
        BaseModel(model.manifest.id, model.manifest.name, model.manifest.jobs) for model in models
    )
