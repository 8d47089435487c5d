"""The state file and what is published from it: lock, ledger, staleness, loading, checks, publishing."""
