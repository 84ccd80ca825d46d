"""Style sheets read once for all apps of a test run."""

from __future__ import annotations

from typing import Any

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

_Read = dict[tuple[Any, ...], list[RuleSet]]

_read: dict[frozenset[tuple[str, str]], _Read] = {}


def sheets_read_once() -> None:
    """Let all style sheets with the same variables share what was read."""
    parse = Stylesheet._parse_rules

    def once(self: Stylesheet, *sheet: Any, **more: Any) -> list[RuleSet]:
        known = _read.setdefault(frozenset(self._variables.items()), {})
        key = (*sheet, *more.items())
        if key not in known:
            known[key] = parse(self, *sheet, **more)
        return known[key]

    Stylesheet._parse_rules = once  # type: ignore[method-assign]
