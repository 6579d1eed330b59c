"""Floor 0: errors, paths, settings and file safety; imports nothing of the project."""
