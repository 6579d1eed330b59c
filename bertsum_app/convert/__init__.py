"""Models of other formats in and out of our model folder."""
