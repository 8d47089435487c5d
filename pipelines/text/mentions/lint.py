"""Look for aliases that will hit what they don't mean. Slow, so it runs in a test and not in a build."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from pipelines.text.mentions.automaton import is_latin
from pipelines.text.mentions.gazetteer import Gazetteer, load_gazetteer
from pipelines.text.mentions.lexicon import load_lexicon
from pipelines.text.mentions.view import name_view
from pipelines.text.rulefiles import RULES_DIR
from pipelines.text.segmenter import load_segmenter

# jieba's tags: verbs, adjectives, adverbs, pronouns, states, set phrases.
_COMMON = frozenset("vadrzil")


def lint_gazetteer(rules_dir: Path = RULES_DIR) -> list[str]:
    """List what is doubtful about the aliases that don't ask for context, a line each.

    - a verb or the like in the dictionary (保定);
    - a Latin word that stands for no one thing (air);
    - a name with a tail that is no part of it (美国政府): the tail's rule would take it apart anyway;
    - two names in one (华为昇腾910), which hides one of them.
    """
    gazetteer = load_gazetteer(rules_dir)
    return sorted(
        {
            *_common_words(gazetteer),
            *_latin_words(rules_dir, gazetteer),
            *_tails(rules_dir, gazetteer),
            *_glued(gazetteer),
        }
    )


def _clear(gazetteer: Gazetteer) -> Iterator[tuple[str, str]]:
    for alias in gazetteer.aliases:
        if not alias.needs_context:
            yield alias.entity_id, name_view(alias.alias)


def _common_words(gazetteer: Gazetteer) -> Iterator[str]:
    common = _verbs_and_the_like()
    for entity_id, view in _clear(gazetteer):
        if view in common:
            yield f"{entity_id}: {view} is a common word; set needs_context to 1"


def _verbs_and_the_like() -> set[str]:
    """List the dictionary's verbs, adjectives, adverbs and phrases. Its nouns hold too many names to tell by."""
    words = set()
    with load_segmenter().tokenizer.get_dict_file() as lines:
        for line in lines:
            word, _, tag = line.decode("utf-8").split()
            if tag[0] in _COMMON:
                words.add(word)
    return words


def _latin_words(rules_dir: Path, gazetteer: Gazetteer) -> Iterator[str]:
    lexicon = load_lexicon(rules_dir)
    for entity_id, view in _clear(gazetteer):
        if view in lexicon.latin_stop:
            yield f"{entity_id}: {view} names no one thing; set needs_context to 1"


def _tails(rules_dir: Path, gazetteer: Gazetteer) -> Iterator[str]:
    lexicon = load_lexicon(rules_dir)
    places = {view for entity_id, view in _clear(gazetteer) if gazetteer.entities[entity_id].type == "location"}
    for entity_id, view in _clear(gazetteer):
        tail = lexicon.tails.at_end(view, 0, len(view))
        if tail and view[: -len(tail)] in places:
            yield f"{entity_id}: {view} names {view[: -len(tail)]}; drop the alias"


def _glued(gazetteer: Gazetteer) -> Iterator[str]:
    bodies = {view for entity_id, view in _clear(gazetteer) if gazetteer.entities[entity_id].type == "organization"}
    names: defaultdict[str, set[str]] = defaultdict(set)
    for entity_id, view in _clear(gazetteer):
        names[entity_id].add(view)
    for entity_id, views in names.items():
        if gazetteer.entities[entity_id].type == "product":
            for view in views:
                for cut in range(2, len(view) - 1):
                    if view[:cut] in bodies and view[cut:].strip() in views and not is_latin(view[0]):
                        yield f"{entity_id}: {view} is {view[:cut]} and {view[cut:].strip()}; drop the alias"
