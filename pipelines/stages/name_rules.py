"""The rule files by which names are read: those that list entities, and all that finding and linking depend on."""

GAZETTEER_RULES = ("entities.csv", "aliases.csv", "judgements.csv", "simplified.csv")
NAME_RULES = (
    *GAZETTEER_RULES,
    "mention_guards.toml",
    "titles.csv",
    "name_suffixes.csv",
    "generic_tails.csv",
    "descriptors.csv",
    "latin_stop.csv",
    "tag_stop.csv",
    "surnames.csv",
)
