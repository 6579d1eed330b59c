"""The Training page: teach a model, watch it learn, see what came of it."""
