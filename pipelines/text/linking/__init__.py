"""Linking: from mentions to entities, within one document and the rules."""

from pipelines.text.linking.base import Link
from pipelines.text.linking.linker import MentionLinker

__all__ = ["Link", "MentionLinker"]
