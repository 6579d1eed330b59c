"""Scores: BLEU, chrF, ROUGE, accuracy, and runs over test sets."""
