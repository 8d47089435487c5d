"""The command line: `build`, `compact`, `sql`, `entity`."""
