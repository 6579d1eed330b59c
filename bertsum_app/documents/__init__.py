"""Documents: one reader per file format."""
