"""What can go wrong with an engine."""


class EngineError(RuntimeError):
    """Work can't be run where it was asked to. The message says why, and what would do."""


class WorkerDiedError(RuntimeError):
    """The process that ran a chunk died: killed by a signal, or out of memory. No exception tells of it."""
