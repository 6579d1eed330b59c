"""Installed models: the manifest of a model folder and the store that finds and verifies it."""
