"""Which documents a change of the judgements concerns: those that name an entity whose merges or hiding changed."""

from collections.abc import Iterable
from pathlib import Path

from pipelines.text.linking.linker import exact_aliases
from pipelines.text.mentions.gazetteer import load_gazetteer
from pipelines.text.mentions.judgements import Judgement, Rulings, read_judgements, settle_judgements


def rulings_on_links(rows: Iterable[Judgement]) -> str:
    """Say what judgements come to for links: a new name to show, or that two are two anyway, changes nothing."""
    rulings = settle_judgements(rows)
    return repr((sorted(rulings.redirects.items()), sorted(rulings.hidden), _on_names(rulings)))


def entities_concerned(old: Iterable[Judgement], rules_dir: Path) -> frozenset[str] | None:
    """List the entities whose mentions may be linked otherwise now than with the old judgements.

    Args:
        old: The rows that the links in store were made with, in order.
        rules_dir: The rules folder, with the rows that hold now.

    Returns:
        Ids as they stand in the stored links, and ids that hold now; None where any document may be concerned: names or
        types were ruled on, or a merge makes a name the only one of its kind.
    """
    before, after = settle_judgements(old), settle_judgements(read_judgements(rules_dir))
    if _on_names(before) != _on_names(after):
        return None
    unmerged = (load_gazetteer(rules_dir, merged=False, rulings=rulings) for rulings in (before, after))
    old_names, new_names = (exact_aliases(*made).keys() for made in zip(unmerged, (before, after), strict=True))
    if old_names != new_names:
        return None
    moved = {
        entity_id
        for entity_id in before.redirects.keys() | after.redirects.keys()
        if before.resolve(entity_id) != after.resolve(entity_id)
    }
    moved |= before.hidden ^ after.hidden
    return frozenset(rulings.resolve(entity_id) for entity_id in moved for rulings in (before, after)) | moved


def _on_names(rulings: Rulings) -> tuple[object, ...]:
    return tuple(sorted(said.items()) for said in (rulings.names, rulings.spellings, rulings.retyped))
