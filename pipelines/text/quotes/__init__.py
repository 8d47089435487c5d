"""Who said what: quotations, the words that report them, and their speakers."""

from pipelines.text.quotes.finder import QuoteFinder
from pipelines.text.quotes.records import Named, Quote

__all__ = ["Named", "Quote", "QuoteFinder"]
