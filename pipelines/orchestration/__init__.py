"""The Dagster side: assets made from `STAGES`, checks from `sql/checks/`, a job, a sensor and a schedule."""
