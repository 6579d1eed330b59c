"""The window in which the terms of the glossaries are kept."""
