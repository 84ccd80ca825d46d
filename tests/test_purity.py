"""The walls between the rooms: who may import whom, and that the domain loads neither screen nor database."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib.util import resolve_name
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "negtrain_tui"
ROOT = "negtrain_tui"

HEAVY = ("textual", "rich", "sqlite3", "sqlite_utils", "miniaudio", "asyncio", "negtrain_tui.clock")

# For each room, the rooms that it must never lead to, not even through others.
FORBIDDEN: dict[str, tuple[str, ...]] = {
    "training": ("cli", "app", "screens", "widgets", "cues", "repository", "interchange", "clock"),
    "interchange": ("cli", "app", "screens", "widgets", "cues", "repository", "clock"),
    "repository": ("cli", "app", "screens", "widgets", "cues", "interchange"),
    "cues": ("cli", "app", "screens", "widgets", "repository", "interchange"),
    "widgets": ("cli", "app", "screens", "cues", "repository", "interchange"),
    "screens": ("cli", "app", "interchange"),
    "app": ("cli", "interchange"),
    "workout": ("cli", "app", "interchange"),
    "looking_back": ("cli", "app", "interchange"),
}
ANY_OTHER = ("cli", "app", "screens", "interchange")

# Rooms that show, sound, read or decide; SQL is for the repository and the modules beside it.
WITHOUT_SQL = ("cli", "app", "screens", "widgets", "cues", "interchange", "training")
WITHOUT_SCREEN = ("training", "interchange", "repository", "cues")


@cache
def module_names(folder: str = "") -> list[str]:
    """Every module of the package, dotted, packages by their own name."""
    names = []
    for path in sorted((PACKAGE / folder).rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        names.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return names


def source_of(module: str) -> tuple[Path, str]:
    """A module's file, and the package that its relative imports start from."""
    path = PACKAGE.parent.joinpath(*module.split("."))
    if path.is_dir():
        return path / "__init__.py", module
    return path.with_suffix(".py"), module.rpartition(".")[0]


@cache
def imports_of(module: str) -> tuple[str, ...]:
    """What a module imports anywhere in it, also inside functions and for types alone."""
    return tuple(_imports(module))


def _imports(module: str) -> Iterator[str]:
    path, package = source_of(module)
    known = set(module_names())
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = (
                resolve_name("." * node.level + (node.module or ""), package) if node.level else node.module
            )
            assert base is not None
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                yield inner if inner in known else base


def room(module: str) -> str:
    """The room of the house that a module belongs to: the first name under the package."""
    return module.split(".")[1] if "." in module else ""


def ways_from(start: str) -> dict[str, str]:
    """Everything of ours that a room leads to, each with the module through which it is reached."""
    modules = module_names()
    reached: dict[str, str] = {}
    waiting = [name for name in modules if room(name) == start]
    seen = set(waiting)
    while waiting:
        module = waiting.pop()
        for imported in imports_of(module):
            if imported in modules and imported not in seen:
                seen.add(imported)
                reached[imported] = module
                waiting.append(imported)
    return reached


def rooms() -> list[str]:
    """Every room but the two ways in, which may lead anywhere."""
    return sorted({room(module) for module in module_names()} - {"cli", "__main__"})


@pytest.mark.parametrize("start", rooms())
def test_a_room_leads_only_where_it_may(start: str) -> None:
    forbidden = FORBIDDEN.get(start, ANY_OTHER)
    wrong = {module: through for module, through in ways_from(start).items() if room(module) in forbidden}
    assert not wrong, f"{start} reaches " + ", ".join(f"{to} through {by}" for to, by in wrong.items())


def test_the_domain_leads_to_nothing_but_itself() -> None:
    outside = {module: by for module, by in ways_from("training").items() if room(module) != "training"}
    assert set(outside) <= {ROOT}
    for module in module_names("training"):
        others = {name.split(".")[0] for name in imports_of(module)} - {ROOT}
        assert others <= sys.stdlib_module_names, f"{module} imports {others - sys.stdlib_module_names}"


@pytest.mark.parametrize("module", module_names())
def test_only_some_rooms_know_sql_and_the_screen(module: str) -> None:
    libraries = {name.split(".")[0] for name in imports_of(module)}
    if room(module) in WITHOUT_SQL:
        assert not libraries & {"sqlite3", "sqlite_utils"}
    if room(module) in WITHOUT_SCREEN:
        assert not libraries & {"textual", "rich"}


def test_the_domain_loads_neither_screen_nor_database_nor_clock() -> None:
    modules = module_names("training")
    assert "negtrain_tui.training.exercise" in modules
    program = f"""
import importlib, sys
for name in {modules!r}:
    importlib.import_module(name)
from negtrain_tui.training import exercise, methods, protocols
assert len(exercise.load_catalogue().known) == 46
assert methods.load_methods() and protocols.starter().workouts
print(*(name for name in {HEAVY!r} if name in sys.modules))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=PACKAGE.parent, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.split(), done.stderr) == (0, [], "")


def test_the_walls_are_seen_through_relative_and_nested_imports() -> None:
    assert "negtrain_tui.training.tempo" in set(imports_of("negtrain_tui.training.exercise"))
    # `packaged` imports inside a function.
    assert "tomllib" in set(imports_of("negtrain_tui.training.packaged"))
