"""The network: BERT encoder, heads, decoder, checkpoints. torch lives here."""
