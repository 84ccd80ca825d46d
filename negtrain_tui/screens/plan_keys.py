"""The keys of the plan screen."""

from __future__ import annotations

from textual.binding import Binding, BindingType

KEYS: list[BindingType] = [
    Binding("enter", "edit", "edit", tooltip="Edit the selected line's notation, or the workout's name"),
    Binding("enter", "take_starter", "take the starter plan", tooltip="Begin with the starter plan"),
    Binding("ctrl+y", "take_nearest", "take the nearest name", tooltip="Take the known name meant"),
    Binding("ctrl+o", "describe", "own exercise", tooltip="Describe it as your own exercise"),
    Binding("escape", "close", "leave it unchanged", tooltip="Close the editor without saving"),
    Binding("tab,shift+tab", "turn", "other side", tooltip="Go to the workouts, or to the lines of one"),
    Binding("a", "add", "add", tooltip="Add an exercise, or a workout"),
    Binding("pagedown", "read_on(4)", "read on", tooltip="Show the rest of what stands below the table"),
    Binding("pageup", "read_on(-4)", "read back", show=False),
    Binding("n", "template", "templates", tooltip="Begin a plan with a template"),
    Binding("u", "undo", "undo", tooltip="Take back the last change of the plans"),
    Binding("r", "redo", "redo", tooltip="Do again what was taken back"),
    Binding("c", "copy", "copy", tooltip="Put a copy below"),
    Binding("delete,d,backspace", "delete", "delete", tooltip="Delete it; undo brings it back"),
    Binding("shift+up,K", "move(-1)", "up", tooltip="Move it up", key_display="⇧↑"),
    Binding("shift+down,J", "move(1)", "down", tooltip="Move it down", key_display="⇧↓"),
    Binding("m", "to_workout", "to", tooltip="Move the line to another workout"),
    Binding("f", "form", "form", tooltip="Edit the line in a form with fields"),
    Binding("w", "why", "why", tooltip="Why the line stands where it does, and how to decide otherwise"),
    Binding("t", "train", "train", tooltip="Train this workout now"),
    Binding("s", "schedule", "schedule", tooltip="Say on which days workouts are due"),
    Binding("v", "weeks", "weeks", tooltip="Look at this week and the next ones"),
    Binding("p", "plans", "plans", tooltip="Choose among plans, make, copy, rename, archive, delete them"),
    Binding("ctrl+t", "text", "as text", tooltip="Edit the whole plan as text"),
    Binding("e", "outside", "$EDITOR", tooltip="Edit the whole plan in your own editor"),
    Binding("down", "select(1)", "line", show=False, tooltip="Select the next line or workout"),
    Binding("up", "select(-1)", "line before", show=False),
    Binding("right", "choose(1)", "workout", tooltip="Show the next workout", key_display="← →"),
    Binding("left", "choose(-1)", "workout before", show=False),
]
