"""What Why says of a line: what is prescribed and can be made, the reason, and the trail behind it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from textual.content import Content

from negtrain_tui.screens.brief import day_brief, load_brief, sets_brief
from negtrain_tui.screens.prescribed import Prescribed, open_rows, reason_said, standing_said
from negtrain_tui.training.load import plain, shown
from negtrain_tui.training.loading import side_by_side
from negtrain_tui.training.metrics import kept_percent
from negtrain_tui.training.prescription import Hold
from negtrain_tui.training.proposal import Judged, Outcome, Proposal
from negtrain_tui.training.tempo import seconds_text
from negtrain_tui.widgets.hanging import hanging
from negtrain_tui.widgets.literal import literal
from negtrain_tui.widgets.plate_picture import plate_picture

_MUTED = "$foreground-muted"
_WARNING = "$text-warning"
_LABEL = 12
_ONE_ROW_FROM = 84
_NOT_TOLD = "–"
_OUTCOMES = {
    Outcome.SUCCESS: "✓ success",
    Outcome.HOLD: "= hold",
    Outcome.MISS: "× miss",
    Outcome.PAIN: "! pain",
    Outcome.EASY: "~ deload",
}
_COLUMNS = (12, 18, 13, 10, 7, 5, 5, 10)
_HEADS = ("day", "prescribed", "lifted", "reps", "tempo", "RPE", "pain", "judged")


def prescribed_rows(seen: Prescribed, room: int) -> Iterator[Content]:
    """Show what is prescribed, what can be made of that, and how it is put together."""
    proposal, now = seen.proposal, seen.now
    seconds = proposal.standing.seconds
    parts = [
        sets_brief(now),
        load_brief(now, seen.one_rm),
        "" if seconds is None or isinstance(now.sets, Hold) else f"{seconds_text(seconds)} s down",
    ]
    before = "" if proposal.before is None else standing_said(proposal.before)
    last = f"   last {before}" if before and before != standing_said(proposal.standing) else ""
    yield _labelled("PRESCRIBED", Content.assemble(("  ".join(filter(None, parts)), "bold"), (last, _MUTED)))
    if now.load is None:
        return
    yield _labelled("LOADABLE", _loadable(seen, room - _LABEL))
    if seen.made.down is not None:
        yield _labelled("PLATES", plate_picture(side_by_side(seen.made.down, seen.made.up), room - _LABEL))
    if seen.made.up is not None:
        up = side_by_side(seen.made.up, seen.made.down)
        yield _labelled("  going up", plate_picture(up, room - _LABEL))


def _loadable(seen: Prescribed, room: int) -> Content:
    loadable, above = seen.proposal.loadable, seen.proposal.above
    key = "" if seen.proposal.easy or seen.proposal.standing.load is None else ": n takes it"
    higher = "" if above is None else f"next above {shown(above)}{key}"
    if loadable is not None:
        fits = len(f"{shown(loadable)}   {higher}") <= room
        gap = "   " if fits else f"\n{'':<{_LABEL}}"
        return Content.assemble((shown(loadable), "bold"), (f"{gap}{higher}" if higher else "", _MUTED))
    if higher:
        return Content.styled(f"nothing so light can be made; {higher}", _WARNING)
    if not seen.inventory.known:
        why = "not known: Settings (4), Equipment is where you say what you have"
    elif seen.gear is None:
        why = "not known: no equipment is set for this exercise (Settings, Equipment)"
    elif seen.one_rm is None and seen.proposal.standing.load is None:
        why = "not known without a 1RM"
    else:
        why = "can't be told for this load"
    return Content.styled(why, _MUTED)


def reason_rows(proposal: Proposal, room: int) -> Iterator[Content]:
    """Say the reason in one sentence, and what waits for an answer."""
    yield Content.styled(literal(reason_said(proposal.reason, proposal)), "bold $text-primary")
    yield from open_rows(proposal, room, yes="y takes it.", ways="choose a way on")


def ground_rows(seen: Prescribed, room: int) -> Iterator[Content]:
    """Show the figures, the rule in words, and what was rounded."""
    proposal = seen.proposal
    if proposal.figures:
        yield Content.styled("It rests on", "bold")
        widest = min(max(len(literal(label)) for label, _ in proposal.figures), room // 2)
        for label, text in proposal.figures:
            told = hanging(text, room - widest - 4, indent=0).split("\n")
            for number, row in enumerate(told):
                head = "" if number else literal(label)
                yield Content.assemble((f"  {head:<{widest}}  ", _MUTED), row)
    for title, text in (("Rule", proposal.rule), ("Rounding", proposal.rounding)):
        if text:
            yield Content.styled(title, "bold")
            yield hanging(text, room)
    if seen.base.seconds_progress is None and seen.base.load_progress is None:
        yield Content.styled(
            "This line notes no steps, so nothing moves by itself. Write them at its end on Plan (2): "
            "+1s..6s is a second at a time up to 6, +0.5kg half a kilo; both: seconds first, then load.",
            _MUTED,
        )


def trail_rows(seen: Prescribed, today: date, room: int) -> Iterator[Content]:
    """Show the last sessions of the line, newest first, each with what followed from it."""
    steps = seen.proposal.steps
    yield Content.styled("The last sessions, newest first", "bold")
    if not steps:
        yield Content.styled("  None yet: the first session sets it off.", _MUTED)
        return
    wide = room >= _ONE_ROW_FROM
    if wide:
        heads = "".join(head.ljust(width) for head, width in zip(_HEADS, _COLUMNS, strict=True))
        yield Content.styled(f"  {heads.rstrip()}", _MUTED)
    for judged, followed in steps:
        cells = _cells(judged, today, held=isinstance(seen.base.sets, Hold))
        if wide:
            told = "".join(f"{cell} ".ljust(width) for cell, width in zip(cells, _COLUMNS, strict=True))
            yield Content(f"  {told.rstrip()}")
        else:
            day, asked, lifted, reps, tempo, rpe, pain, outcome = cells
            yield Content.assemble(f"  {day}: {asked} · lifted {lifted} · ", (outcome, "bold"))
            yield Content(f"    {reps} reps · tempo {tempo} · RPE {rpe} · pain {pain}")
        if judged.overruled:
            yield hanging(f"you did {standing_said(judged.did)} instead", room, _MUTED, indent=4)
        if judged.why not in followed:
            yield hanging(judged.why, room, _MUTED, indent=4)
        yield hanging(f"→ {reason_said(followed, seen.proposal)}", room, _MUTED, indent=6, first=4)


def _cells(judged: Judged, today: date, *, held: bool) -> tuple[str, ...]:
    return (
        day_brief(judged.at.date(), today),
        standing_said(judged.prescribed) or _NOT_TOLD,
        _NOT_TOLD if judged.lifted is None else shown(judged.lifted),
        f"{judged.reps} of {judged.volume}",
        _NOT_TOLD if held else tempo_kept(judged),
        _NOT_TOLD if judged.rpe is None else plain(judged.rpe),
        _NOT_TOLD if judged.pain is None else str(judged.pain),
        _OUTCOMES[judged.outcome],
    )


def tempo_kept(judged: Judged) -> str:
    """Say how the tempo was kept: measured in percent, or that nobody measured it."""
    if judged.fidelity is not None:
        # Cut off, not rounded: nothing under a threshold is to look as if it had reached it.
        return kept_percent(judged.fidelity)
    return _NOT_TOLD if judged.prescribed.seconds is None else "paced"


def _labelled(label: str, told: Content) -> Content:
    return Content.assemble((f"{label:<{_LABEL}}", "bold"), told)
