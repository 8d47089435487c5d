"""What can go wrong with a warehouse, in one line that says where, what, and what would do."""


class WarehouseError(RuntimeError):
    """A run can't go on; nothing half-done is visible to readers."""


class CheckError(WarehouseError):
    """An invariant does not hold: nothing was published, the last good warehouse stays."""
