"""BertSum Desktop: translate, summarize and read sentiment on the user's own machine."""

__version__ = "0.1.0"
