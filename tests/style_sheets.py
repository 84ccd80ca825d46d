"""Style sheets read once, and the rules for each kind of node found once, for all apps of a test run."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, cast

from textual.css.model import RuleSet
from textual.css.styles import RulesMap
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode

_Read = dict[tuple[Any, ...], list[RuleSet]]
_Names = tuple[type[DOMNode], str | None, frozenset[str]]
_Found = tuple[RulesMap | None, dict[str, bool]]
# Which pseudo-classes the rules for a node of these names know, and what was found for a path of nodes.
_Sheet = tuple[dict[_Names, frozenset[str]], dict[tuple[Hashable, ...], _Found]]

_FLAGS = ("_has_hover_style", "_has_focus_within", "_has_order_style", "_has_odd_or_even")

_read: dict[frozenset[tuple[str, str]], _Read] = {}
# By its rules, which `_read` keeps for ever: equal sheets are one.
_sheets: dict[tuple[int, ...], _Sheet] = {}


def sheets_read_once() -> None:
    """Let all style sheets with the same variables share what was read."""
    parse = Stylesheet._parse_rules

    def once(self: Stylesheet, *sheet: Any, **more: Any) -> list[RuleSet]:
        known: _Read
        variables, known = self.__dict__.get("_known", (None, {}))
        if variables is not self._variables:
            known = _read.setdefault(frozenset(self._variables.items()), {})
            self.__dict__["_known"] = (self._variables, known)
        key = (*sheet, *more.items())
        if key not in known:
            known[key] = parse(self, *sheet, **more)
        return known[key]

    Stylesheet._parse_rules = once  # type: ignore[method-assign]


def rules_found_once() -> None:
    """Let nodes share their rules that no selector can tell apart.

    A selector sees types, ids, classes and pseudo-classes of a node and of those above it. Where a rule
    also looks at siblings or children, it's asked anew each time.
    """
    find = Stylesheet.apply

    def once(
        self: Stylesheet, node: DOMNode, *, animate: bool = False, cache: dict[Any, Any] | None = None
    ) -> None:
        pseudo_classes, found = _sheet(self)
        names = _names(node)
        known = pseudo_classes.get(names)
        if known is None:
            rules_map = self.rules_map
            rules = (rule for name in rules_map.keys() & node._selector_names for rule in rules_map[name])
            known = pseudo_classes[names] = frozenset().union(*(rule.pseudo_classes for rule in rules))
        if not known.isdisjoint(self._EXCLUDE_PSEUDO_CLASSES_FROM_CACHE):
            find(self, node, animate=animate, cache=cache)
            return
        path = tuple((_names(each), *filter(each.has_pseudo_class, known)) for each in node.css_path_nodes)
        if path in found:
            rules_here, flags = found[path]
            node.__dict__.update(flags)
            base = node.styles.base
            if rules_here is not None and node.__dict__.get("_has") == (base._updates, rules_here):
                node.notify_style_update()
            elif rules_here is not None:
                self.replace_rules(node, rules_here, animate=animate)
                # Every change of the styles counts up.
                node.__dict__["_has"] = (base._updates, rules_here)
            self._process_component_classes(node)
        else:
            mine: dict[Any, RulesMap] = {}
            find(self, node, animate=animate, cache=mine)
            found[path] = (next(iter(mine.values()), None), {flag: getattr(node, flag) for flag in _FLAGS})

    Stylesheet.apply = once  # type: ignore[method-assign]


def _names(node: DOMNode) -> _Names:
    return (type(node), node._id, frozenset(node._classes))


def _sheet(sheet: Stylesheet) -> _Sheet:
    """What is known of this sheet, as long as its rules stay the same."""
    rules, kept = sheet.rules, sheet.__dict__.get("_kept")
    if kept is None or kept[0] is not rules:
        mine = _sheets.setdefault(tuple(map(id, rules)), ({}, {}))
        kept = sheet.__dict__["_kept"] = (rules, mine)
    return cast(_Sheet, kept[1])
