"""Numbers and dates in Chinese text: `QuantityFinder` finds them, `parse_numeral` reads one numeral."""

from pipelines.text.numbers.finder import QuantityFinder
from pipelines.text.numbers.numerals import NumeralError, parse_numeral
from pipelines.text.numbers.records import Anchor, DateMention, Found, Number

__all__ = ["Anchor", "DateMention", "Found", "Number", "NumeralError", "QuantityFinder", "parse_numeral"]
