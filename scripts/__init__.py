"""Build what is made from other data: rule tables, generated pages. Run each with `python -m scripts.NAME`."""
