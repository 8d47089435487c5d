"""Taggers: engines that mark persons, places and organizations in a sentence, all behind one interface.

A tagger sees whole sentences and nothing else, so its output can be kept: it is the dear part of a build. Its name
and version (with the hash of its model) enter the fingerprint, and which one runs is a setting, never a guess.
"""

from pipelines.text.taggers.base import TAGGERS, Tag, Tagger, TaggerError, is_tagger, make_tagger, tagger_version

__all__ = ["TAGGERS", "Tag", "Tagger", "TaggerError", "is_tagger", "make_tagger", "tagger_version"]
