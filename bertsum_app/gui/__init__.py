"""The window, PySide6 over the service."""
