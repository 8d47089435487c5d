"""Pure text: a `str` goes in, spans and values come out. No Dagster, DuckDB or Polars here."""
