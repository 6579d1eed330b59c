"""Keyboard shortcuts: one table of actions, the keys in use, and the window that lists them."""
