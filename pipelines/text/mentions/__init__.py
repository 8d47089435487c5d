"""Mentions: the spans of a text that name a person, an organization, a place, a product or a work."""

from pipelines.text.mentions.base import Mention
from pipelines.text.mentions.finder import MentionFinder

__all__ = ["Mention", "MentionFinder"]
