"""Tell terms, names and scare quotes from words that somebody said."""

from pipelines.text.quotes.page import Page
from pipelines.text.quotes.vocabulary import Vocabulary

_LONGEST_REPEATED = 12


def is_label(page: Page, number: int, vocabulary: Vocabulary) -> bool:
    """Tell whether what stands in marks is a name or a term: 所谓“…”, a mention, or words in marks again and again."""
    pair = page.marked[number]
    if pair.is_speech:
        return False
    if vocabulary.label.search(page.folded, max(0, pair.start - 6), pair.start - 1):
        return True
    if any(name.start == pair.start and name.end == pair.end for name in page.names_in(pair.start, pair.start + 1)):
        return True
    inner = page.folded[pair.start - 1 : pair.end + 1]
    return len(inner) <= _LONGEST_REPEATED and page.folded.count(inner) > 1
