"""From text to result: runtimes, search, windows, translator, summarizer, sentiment reader."""
