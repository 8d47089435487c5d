"""Look for aliases that will hit what they don't mean. Slow, so it runs in a test and not in a build."""

from collections.abc import Iterator
from pathlib import Path

from pipelines.text.mentions.gazetteer import Gazetteer, load_gazetteer
from pipelines.text.mentions.lexicon import load_lexicon
from pipelines.text.mentions.view import name_view
from pipelines.text.rulefiles import RULES_DIR, read_csv
from pipelines.text.segmenter import load_segmenter

# jieba's tags: verbs, adjectives, adverbs, pronouns, states, set phrases.
_COMMON = frozenset("vadrzil")


def lint_gazetteer(rules_dir: Path = RULES_DIR) -> list[str]:
    """List what is doubtful about the aliases that don't ask for context, a line each.

    - a verb or the like in the dictionary (努力), unless `names_not_words.csv` says that it is a name (保定);
    - a Latin word that stands for no one thing (air).

    Two names in one (华为昇腾910, 美国政府) are nothing to list: the automaton takes them apart.
    """
    gazetteer = load_gazetteer(rules_dir)
    return sorted({*_common_words(rules_dir, gazetteer), *_latin_words(rules_dir, gazetteer)})


def _clear(gazetteer: Gazetteer) -> Iterator[tuple[str, str]]:
    for alias in gazetteer.aliases:
        if not alias.needs_context:
            yield alias.entity_id, name_view(alias.alias)


def _common_words(rules_dir: Path, gazetteer: Gazetteer) -> Iterator[str]:
    names = {name_view(row["word"]) for row in read_csv(rules_dir / "names_not_words.csv", ("word",))}
    common = _verbs_and_the_like() - names
    for entity_id, view in _clear(gazetteer):
        if view in common:
            yield f"{entity_id}: {view} is a common word; set needs_context to 1, or list it in names_not_words.csv"


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
