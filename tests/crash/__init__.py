"""Kill builds and compactions anywhere, and hold what the next run makes of it against a run that was never killed."""
