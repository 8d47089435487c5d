"""Numeric claims: whose number it is, how it is put, who says it, and which quantity it is about."""

from pipelines.text.claims.finder import ClaimFinder
from pipelines.text.claims.records import Claim, Figure, Name, QuoteSpan, Sentence

__all__ = ["Claim", "ClaimFinder", "Figure", "Name", "QuoteSpan", "Sentence"]
