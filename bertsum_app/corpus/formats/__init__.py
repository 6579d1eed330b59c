"""Streaming readers for the corpus files that users bring, one module for each family of formats."""
