"""Examples for training and inference: readers, filters, labels, encoding, batches."""
