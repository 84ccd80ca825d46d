"""An edited plan keeps the identities of what was there, and what was done to it is said in a sentence."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negtrain_tui.training.plan_changes_said import changes_said
from negtrain_tui.training.plan_matching import reconciled, standings_by_line
from negtrain_tui.training.plan_text import read_plan, sketch_of
from negtrain_tui.training.prescription import Plan
from tests.plans_made_up import many_plans

OLD = """\
# Garage
## Push
Bench press 3x5 @80kg
Bench press 3x8 @60kg
Dip 3x6
## Pull
Pull-up 3x5
Row 3x8
"""


def made(text: str, old: Plan | None = None) -> Plan:
    """The plan of a text; new ids are n1, n2 and so on."""
    sketch = read_plan(text).sketch
    assert sketch is not None
    ids = (f"n{number}" for number in count(1))
    return reconciled(old, sketch, lambda: next(ids))


def ids(plan: Plan) -> list[tuple[str, list[str]]]:
    return [(workout.id, [line.id for line in workout.lines]) for workout in plan.workouts]


# What became of the workouts and lines: each by its name of before (a to e are the lines), `+` is new.
EDITS = {
    "nothing": (OLD, None, "nothing changed"),
    "a load": (OLD.replace("@80kg", "@82.5kg"), None, "1 line changed"),
    "the same exercise, the first deleted": (
        OLD.replace("Bench press 3x5 @80kg\n", ""),
        [("push", ["b", "c"]), ("pull", ["d", "e"])],
        "1 line removed",
    ),
    "a corrected name": (OLD.replace("Dip", "Dips on bars"), None, "1 line changed"),
    "another case": (OLD.replace("## Push", "## PUSH"), None, "1 workout renamed"),
    "a renamed workout": (OLD.replace("## Push", "## Chest"), None, "1 workout renamed"),
    "both renamed": (
        OLD.replace("## Push", "## Chest").replace("## Pull", "## Back"),
        None,
        "2 workouts renamed",
    ),
    "a renamed workout, all else new": (
        OLD.replace("## Pull\nPull-up 3x5\nRow 3x8\n", "## Legs\nSquat 5x5\n"),
        [("push", ["a", "b", "c"]), ("pull", ["+"])],
        "1 line added, 2 removed, 1 workout renamed",
    ),
    "an inserted line": (
        OLD.replace("Dip 3x6", "Squat 3x5\nDip 3x6"),
        [("push", ["a", "b", "+", "c"]), ("pull", ["d", "e"])],
        "1 line added",
    ),
    "lines in another order": (
        OLD.replace("Pull-up 3x5\nRow 3x8\n", "Row 3x8\nPull-up 3x5\n"),
        [("push", ["a", "b", "c"]), ("pull", ["e", "d"])],
        "1 line moved",
    ),
    "a line in the other workout": (
        OLD.replace("Dip 3x6\n", "") + "Dip 3x6\n",
        [("push", ["a", "b"]), ("pull", ["d", "e", "c"])],
        "1 line moved",
    ),
    "a workout gone and its line saved": (
        "# Garage\n## Push\nBench press 3x5 @80kg\nBench press 3x8 @60kg\nDip 3x6\nRow 3x8\n",
        [("push", ["a", "b", "c", "e"])],
        "1 line removed, 1 moved, 1 workout removed",
    ),
    "workouts in another order": (
        OLD.replace("## Pull\nPull-up 3x5\nRow 3x8\n", "").replace(
            "## Push", "## Pull\nPull-up 3x5\nRow 3x8\n## Push"
        ),
        [("pull", ["d", "e"]), ("push", ["a", "b", "c"])],
        "1 workout moved",
    ),
    "another workout of that name before": (
        OLD.replace("## Push", "## Push\nSquat 1x1\n## Push"),
        [("+", ["+"]), ("push", ["a", "b", "c"]), ("pull", ["d", "e"])],
        "1 line added, 1 workout added",
    ),
    "weekdays": (OLD.replace("## Push", "## Push (mon)"), None, "1 workout on other days"),
    "the plan's name and schedule": (
        OLD.replace("# Garage", "# Home (missed days drop)"),
        None,
        "renamed from Garage, schedule changed",
    ),
}


@pytest.mark.parametrize("edit", EDITS)
def test_what_stayed_keeps_its_identity_and_the_rest_is_said(edit: str) -> None:
    text, expected, said = EDITS[edit]
    old = made(OLD)
    every = [each for workout, lines in ids(old) for each in (workout, *lines)]
    names = dict(zip(every, ["push", "a", "b", "c", "pull", "d", "e"], strict=True))
    sketch = read_plan(text).sketch
    assert sketch is not None
    new = reconciled(old, sketch, lambda: "+")
    told = [
        (names.get(workout, "+"), [names.get(line, "+") for line in lines]) for workout, lines in ids(new)
    ]
    assert told == (expected or [("push", ["a", "b", "c"]), ("pull", ["d", "e"])])
    assert (new.id, sketch_of(new)) == (old.id, sketch)
    assert changes_said(old, new) == f"{new.name}: {said}."


def test_a_new_plan_and_dropped_comments_are_said() -> None:
    assert changes_said(None, made(OLD)) == "Garage: a new plan of 2 workouts and 5 lines."
    assert changes_said(made(OLD), made(OLD, made(OLD)), 1) == "Garage: nothing changed; 1 comment dropped."


def test_lines_that_stand_elsewhere_are_said() -> None:
    plan = made(OLD)
    assert changes_said(plan, plan, 0, 1) == "Garage: 1 line stands elsewhere."
    edited = made(OLD.replace("3x6", "3x7"), plan)
    assert changes_said(plan, edited, 1, 2) == (
        "Garage: 1 line changed, 2 lines stand elsewhere; 1 comment dropped."
    )
    assert changes_said(None, plan, 0, 1) == (
        "Garage: a new plan of 2 workouts and 5 lines, 1 line stands elsewhere."
    )


def test_where_lines_stand_goes_with_their_identities() -> None:
    old = made(OLD)
    text = OLD.replace("@60kg", "@62.5kg now 65kg").replace("Row 3x8", "Squat 3x5\nRow 3x8 now 5s")
    sketch = read_plan(text, standings=True).sketch
    assert sketch is not None
    new = reconciled(old, sketch, lambda: "+")
    bench, row = old.workouts[0].lines[1].id, old.workouts[1].lines[1].id
    told = {line_id: str(standing) for line_id, standing in standings_by_line(new, sketch).items()}
    assert told == {bench: "65kg", row: "5s"}
    assert standings_by_line(old, sketch_of(old)) == {}


@settings(max_examples=40, deadline=None)
@given(many_plans(number=6), st.data())
def test_an_identity_is_used_once_and_the_sketch_is_kept(
    plans: tuple[Plan, ...], data: st.DataObject
) -> None:
    old, new = data.draw(st.sampled_from(plans)), data.draw(st.sampled_from(plans))
    fresh = (f"new{number}" for number in count())
    after = reconciled(old, sketch_of(new), lambda: next(fresh))
    assert sketch_of(after) == sketch_of(new)
    every = [each for workout, lines in ids(after) for each in (workout, *lines)]
    assert len(set(every)) == len(every)
    assert after.id == old.id
    assert changes_said(old, after).endswith(".")
