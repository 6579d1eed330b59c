"""Text on its way in and out: normalisation, sentences, languages, tokenizers."""
