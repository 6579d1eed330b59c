"""The table of names that the program brings along, made from the data collection."""
