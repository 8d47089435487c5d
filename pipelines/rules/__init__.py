"""Data only: words, units, names, patterns and thresholds, as CSV and TOML. `pipelines.text.rulefiles` reads them."""
