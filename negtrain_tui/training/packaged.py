"""The tables that come with the package, read as they stand in `data/*.toml`."""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def packaged_table(name: str) -> dict[str, Any]:
    """Read `data/<name>.toml`, once; a fault in it is ours, so it raises as it comes. Not to be changed."""
    # Both cost start-up time, and a screen without exercises needs neither.
    import tomllib
    from importlib.resources import files

    return tomllib.loads(files("negtrain_tui").joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))
