"""How hard the tests with made-up inputs try: HYPOTHESIS_PROFILE is default, ci (`make test-fuzz`) or fuzz.

A test that sets its own `max_examples` would not follow the profile; `modest` scales a costly test's share of it.
"""

import os

from hypothesis import HealthCheck, settings

_EXAMPLES = {"default": 100, "ci": 2_000, "fuzz": 20_000}
DEFAULT = "default"


def load_profile() -> None:
    """Register the profiles and load the one that the environment names. `tests/conftest.py` calls it, once."""
    for name, examples in _EXAMPLES.items():
        settings.register_profile(
            name,
            max_examples=examples,
            deadline=None,
            derandomize=name != "fuzz",
            print_blob=True,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
        )
    name = os.environ.get("HYPOTHESIS_PROFILE", DEFAULT)
    if name not in _EXAMPLES:
        raise ValueError(f"HYPOTHESIS_PROFILE is {name!r}; use one of {', '.join(_EXAMPLES)}")
    settings.load_profile(name)


def modest(share: float) -> int:
    """Give the number of examples for a test that costs more than others: a share of the profile's."""
    return max(10, int(share * _EXAMPLES[os.environ.get("HYPOTHESIS_PROFILE", DEFAULT)]))


def at_length(*, short: int, long: int) -> int:
    """Give how often a costly test repeats itself: `short` by default, `long` where a fuller profile is asked for."""
    return short if os.environ.get("HYPOTHESIS_PROFILE", DEFAULT) == DEFAULT else long
