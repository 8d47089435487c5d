"""The command line: `build`, `sql`, `entity`."""
