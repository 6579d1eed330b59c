"""Corrections made by hand: kept for a training, listed on the Training page, counted in the header."""
