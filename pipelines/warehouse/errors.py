"""What can go wrong with a warehouse, in one line that says where, what, and what would do."""

from pipelines.inputs.folders import FolderError
from pipelines.settings import SettingsError
from pipelines.text.rulefiles import RuleError
from pipelines.text.taggers import TaggerError


class WarehouseError(RuntimeError):
    """A run can't go on; nothing half-done is visible to readers."""


class CheckError(WarehouseError):
    """An invariant does not hold: nothing was published, the last good warehouse stays."""


# What a user can mend: told in one line by the command line and by Dagster, without a traceback.
EXPECTED_ERRORS = (SettingsError, FolderError, RuleError, TaggerError, WarehouseError)
