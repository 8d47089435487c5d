"""The rule files by which names are read, which finding mentions and linking them both depend on."""

NAME_RULES = (
    "entities.csv",
    "aliases.csv",
    "judgements.csv",
    "mention_guards.toml",
    "titles.csv",
    "name_suffixes.csv",
    "generic_tails.csv",
    "descriptors.csv",
    "latin_stop.csv",
    "tag_stop.csv",
    "simplified.csv",
    "surnames.csv",
)
