"""Numbers of a sentence and of its translation: read by value, compared, and put right."""
