"""The keys of Train: what each does, when it applies, and how the palette and the key bar name it."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from negtrain_tui.screens.train_plates import next_above
from negtrain_tui.screens.train_run import Run
from negtrain_tui.screens.train_words import Part
from negtrain_tui.training.guided_set import Stage
from negtrain_tui.training.load import shown

BINDINGS: list[BindingType] = [
    Binding("space", "press", "start", priority=True),
    Binding("enter,pagedown,right", "press", show=False, priority=True),
    Binding("y", "confirm", "yes, they are set", priority=True),
    Binding("x", "lost", "control lost", priority=True),
    Binding("h", "hurts", "hurts", priority=True),
    Binding("p", "pause", "pause", priority=True),
    Binding("pageup", "pause", show=False, priority=True),
    Binding("u", "undo", "undo", priority=True),
    Binding("plus,equals_sign", "load(1)", "load", key_display="+ -", priority=True),
    Binding("minus", "load(-1)", show=False, priority=True),
    Binding("right_square_bracket,up", "seconds(1)", "tempo", key_display="[ ]", priority=True),
    Binding("left_square_bracket,down", "seconds(-1)", show=False, priority=True),
    Binding("m", "switch", "pacing", priority=True),
    Binding("l", "enter_load", "enter load", priority=True),
    Binding("greater_than_sign", "next_above", "next up", key_display=">", priority=True),
    Binding("g", "ladder", "ladder", priority=True),
    Binding("full_stop", "rest(1)", "+15 s", priority=True),
    Binding("comma", "rest(-1)", "-15 s", priority=True),
    Binding("r", "ask_rpe", "RPE", priority=True),
    Binding("w", "warm_up", "warm-up", priority=True),
    Binding("a", "add_set", "set more", priority=True),
    Binding("s", "skip", "skip", priority=True),
    Binding("j", "jump", "jump", priority=True),
    Binding("e", "exchange", "exchange", priority=True),
    Binding("k", "keep_in_plan", "keep in the plan", priority=True),
    Binding("w", "why", "why", priority=True),
    Binding("n", "note", "note", priority=True),
    *(Binding(str(digit), f"digit({digit})", show=False, priority=True) for digit in range(10)),
    Binding("t", "ten", show=False, priority=True),
    Binding("backspace,delete", "clear", show=False, priority=True),
    Binding("escape", "end", "end", priority=True),
    Binding("ctrl+q,ctrl+c", "leave", show=False, priority=True),
]

# What a running set needs where it can't be seen.
_UNSEEN = frozenset({"press", "pause", "lost", "hurts", "undo", "end"})
KEYS_UNSEEN = frozenset(
    key
    for binding in BINDINGS
    if isinstance(binding, Binding) and binding.action in _UNSEEN
    for key in binding.key.split(",")
)
"""The keys that mark, pause and end a set, for a terminal that is too small to show it."""

COMMANDS = (
    ("Turn, start, accept", "The one key of a set (space)", "press"),
    ("Control lost", "Flag this rep and end the set (x)", "lost"),
    ("Something hurts", "Pause and give pain a number (h)", "hurts"),
    ("Pause or go on", "Pause the set (p)", "pause"),
    ("Undo", "Take the last mark, rep, end or change back (u)", "undo"),
    ("More load", "One step up from the next rep on (+)", "load(1)"),
    ("Less load", "One step down from the next rep on (-)", "load(-1)"),
    ("Slower", "A second more from the next rep on (])", "seconds(1)"),
    ("Faster", "A second less from the next rep on ([)", "seconds(-1)"),
    ("Switch pacing", "The clock turns, or your press (m)", "switch"),
    ("Enter the load", "Type what is on the bar (l)", "enter_load"),
    ("The next load up", "The next higher one that your plates make (>)", "next_above"),
    ("Ladder of loads", "All loads your plates make around this one (g)", "ladder"),
    ("Rest 15 s longer", "Move the end of the rest (.)", "rest(1)"),
    ("Rest 15 s shorter", "Move the end of the rest (,)", "rest(-1)"),
    ("Warm up", "Put a ramp of lighter sets before the next one (w)", "warm_up"),
    ("A set more", "Add a set of this exercise for today (a)", "add_set"),
    ("Skip", "Leave out the next set or the exercise, with a reason (s)", "skip"),
    ("Jump to another exercise", "Do it now; the rest comes after it (j)", "jump"),
    ("Exchange the exercise", "Do another one in its place, for today only (e)", "exchange"),
    ("Keep today's changes in the plan", "Loads, sets and exercises of today (k)", "keep_in_plan"),
    ("Why this comes next", "What the next step rests on, and how to decide otherwise (w)", "why"),
    ("Note", "About this set on its form, else about the session (n)", "note"),
    ("End", "End the set, or leave (esc)", "end"),
    ("Leave for now", "Keep the session as interrupted (^q)", "leave"),
)


def applies(action: str, run: Run, *, may_keep: bool, may_ask: bool) -> bool:
    """Whether a key means something at this moment.

    `may_keep` says that the plan could take something, `may_ask` that there is a next step to explain.
    """
    part, stage = run.part, run.state.stage
    asking = stage is Stage.ASKING_PAIN
    in_set = part is Part.SET and not asking
    match action:
        case "confirm":
            return in_set and stage is Stage.READY and bool(run.state.questions)
        case "lost":
            return (in_set and stage is not Stage.READY) or asking or part is Part.FORM
        case "pause":
            return in_set and stage in (Stage.RUNNING, Stage.PAUSED)
        case "load":
            loaded = (run.form if part is Part.FORM else run.state).load is not None
            return loaded and (in_set or part in (Part.FORM, Part.REST))
        case "seconds" | "switch":
            return in_set or part is Part.REST
        case "undo":
            return run.can_step_back if run.between or part is Part.SUMMARY else True
        case "enter_load":
            return in_set and stage is Stage.READY and not run.course.warming
        case "next_above":
            return run.in_ready and next_above(run.course, run.state) is not None
        case "ladder":
            known = run.in_ready and not run.course.warming and run.course.current.gear is not None
            return known and run.state.load is not None
        case "rest":
            return part in (Part.FORM, Part.REST)
        case "ask_rpe":
            return part is Part.FORM
        case "note":
            return part in (Part.FORM, Part.SUMMARY) or run.between
        case "digit" | "ten" | "clear":
            return part is Part.FORM or asking
        case "hurts":
            return in_set or part is Part.FORM
        case "press":
            return not asking
        case "all_keys":
            return part is not Part.SET or stage is Stage.READY
        case "warm_up":
            return run.between and not run.course.warming and run.course.current.done == 0
        case "add_set":
            return run.between or (part is Part.FORM and not run.course.warming)
        case "skip" | "exchange":
            return run.between
        case "jump":
            return run.between and len(run.course.stretches) > 1
        case "keep_in_plan":
            return part is Part.SUMMARY and may_keep
        case "why":
            return part is Part.SUMMARY and may_ask
    return True


def described(action: str, description: str, run: Run) -> str:
    """Name what a key does at this moment."""
    part, stage = run.part, run.state.stage
    if action == "press":
        if part is Part.SET:
            return {Stage.READY: "start", Stage.PAUSED: "go on"}.get(stage, "turn")
        return {Part.FORM: "accept", Part.REST: "end rest", Part.SUMMARY: "leave"}[part]
    if action == "next_above" and (higher := next_above(run.course, run.state)) is not None:
        return shown(higher)
    if action == "pause" and stage is Stage.PAUSED:
        return "go on"
    if action == "end":
        if part is Part.SUMMARY:
            return "leave"
        if part is Part.REST or stage is Stage.READY:
            return "end session"
    return description
