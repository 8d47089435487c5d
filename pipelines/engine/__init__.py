"""Runs document stages over batches: in this process or in a pool of processes."""
