"""What changed between two versions of a text, sentence by sentence."""

from pipelines.text.edits.facts import FactFinder, Facts, differing
from pipelines.text.edits.sentences import Edit, Piece, find_edits

__all__ = ["Edit", "FactFinder", "Facts", "Piece", "differing", "find_edits"]
