"""The icon in the tray of the desktop, and what was copied translated from there."""
