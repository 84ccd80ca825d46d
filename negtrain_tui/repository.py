"""The only door to the database: plain calls that take and return the domain's values."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from negtrain_tui import _store_faults as faults
from negtrain_tui._repository_past import PastCalls
from negtrain_tui._store_faults import Conflict, StorageError

# The rooms behind this door are imported when it is first opened: SQLite and all that goes with it take
# a good part of the time that a screen needs to appear.
if TYPE_CHECKING:
    from collections.abc import Sequence

    from negtrain_tui._store_opening import Opened
    from negtrain_tui._store_rows import Rows
    from negtrain_tui.training.agenda import Trained
    from negtrain_tui.training.equipment import Inventory
    from negtrain_tui.training.exercise import Exercise
    from negtrain_tui.training.exposure import Exposure
    from negtrain_tui.training.feats import Feat
    from negtrain_tui.training.load import Mass
    from negtrain_tui.training.plan_changes import Change, PlanEdits
    from negtrain_tui.training.prescription import Plan, PlanHeading
    from negtrain_tui.training.record import Rep, Session, SetRecord, Side
    from negtrain_tui.training.settings import Settings
    from negtrain_tui.training.standing import Decision

__all__ = ["Conflict", "Repository", "StorageError", "default_path"]

_PATIENCE_S = 5.0


def default_path() -> Path:
    """Return where the database is unless told otherwise: `NEGTRAIN_DB`, else the user's data folder."""
    if chosen := os.environ.get("NEGTRAIN_DB"):
        return Path(chosen).expanduser()
    import platformdirs

    return Path(platformdirs.user_data_dir("negtrain", appauthor=False)) / "negtrain.db"


def _now() -> datetime:
    return datetime.now(UTC)


class Repository(PastCalls):
    """An open database. Every call is on disk when it returns, or raises `StorageError` and changed nothing.

    Any thread may call, but only one at a time.
    """

    def __init__(self, opened: Opened) -> None:
        """Keep an open database; use `Repository.open` to get one."""
        from negtrain_tui import (
            _store_earlier,
            _store_equipment,
            _store_lifter,
            _store_opening,
            _store_plan_changes,
            _store_plans,
            _store_progress,
            _store_sessions,
        )

        self._opened: Opened | None = opened
        self._opening = _store_opening
        self._earlier = _store_earlier
        self._equipment = _store_equipment
        self._lifter = _store_lifter
        self._plans = _store_plans
        self._plan_changes = _store_plan_changes
        self._progress = _store_progress
        self._sessions = _store_sessions
        self.path = opened.path

    @classmethod
    def open(cls, path: Path, *, create: bool = True, patience: float = _PATIENCE_S) -> Repository:
        """Open the database at `path` and bring it up to date, keeping a backup of the old one beside it.

        Without `create` a missing file is an error. `patience` is for how many seconds a call waits
        while another program writes.
        """
        from negtrain_tui import _store_opening

        if "\0" in str(path):
            raise StorageError("The name of the database has a NUL character in it; choose another name.")
        return cls(_store_opening.open_database(path.absolute(), create=create, patience=patience))

    @staticmethod
    def check(path: Path) -> None:
        """Read a whole file for damage, where opening it didn't; raise `StorageError` if there is any.

        Any thread may call, at any time.
        """
        from negtrain_tui import _store_opening

        _store_opening.check(path)

    def close(self) -> None:
        """Close the file; a second call does nothing."""
        if self._opened is not None:
            opened, self._opened = self._opened, None
            with faults.told(self.path):
                opened.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def warm(self) -> None:
        """Make ready for writing, while nobody waits: that takes a tenth of a second the first time."""
        with self._use() as opened:
            _ = opened.db

    @contextmanager
    def _use(self) -> Iterator[Opened]:
        if self._opened is None:
            raise RuntimeError("the repository is closed")
        with faults.told(self.path):
            yield self._opened

    @contextmanager
    def _writing(self) -> Iterator[Rows]:
        with self._use() as opened:
            # SQLite would go on writing to a file that nobody can find any more.
            if not opened.still_there():
                raise faults.moved(self.path)
            with self._opening.writing(opened.db) as db:
                yield db

    @contextmanager
    def _reading(self) -> Iterator[Rows]:
        with self._use() as opened, self._opening.reading(opened.reader) as db:
            try:
                yield db
            except (ValueError, ArithmeticError) as error:
                raise StorageError(f"{self.path} holds something that can't be read: {error}.") from error

    def _is_held(self, session_id: str) -> bool:
        from negtrain_tui import alive

        return alive.is_held(self.path, session_id)

    def settings(self) -> Settings:
        """Return the settings, with defaults for what was never saved."""
        with self._reading() as db:
            return self._lifter.settings(db)

    def save_settings(self, settings: Settings) -> None:
        """Save all settings."""
        with self._writing() as db:
            self._lifter.save_settings(db, settings)

    def own_exercises(self) -> tuple[Exercise, ...]:
        """Return the lifter's own exercises, by name."""
        with self._reading() as db:
            return self._lifter.own_exercises(db)

    def save_exercise(self, exercise: Exercise) -> None:
        """Save an exercise of the lifter's own, in place of one of the same name in whatever case."""
        with self._writing() as db:
            self._lifter.save_exercise(db, exercise, _now())

    def one_rm(self, exercise: str) -> Mass | None:
        """Return the newest one-repetition maximum of an exercise."""
        with self._reading() as db:
            return self._lifter.one_rm(db, exercise)

    def one_rms(self) -> dict[str, Mass]:
        """Return the newest one-repetition maxima by the exercises' casefolded names."""
        with self._reading() as db:
            return self._lifter.one_rms(db)

    def save_one_rm(self, exercise: str, mass: Mass, at: datetime) -> None:
        """Add a one-repetition maximum to the exercise's history."""
        with self._writing() as db:
            self._lifter.save_one_rm(db, exercise, mass, at)

    def body_mass(self) -> Mass | None:
        """Return the newest body mass."""
        with self._reading() as db:
            return self._lifter.body_mass(db)

    def save_body_mass(self, mass: Mass, at: datetime) -> None:
        """Add a body mass to the history."""
        with self._writing() as db:
            self._lifter.save_body_mass(db, mass, at)

    def equipment(self) -> Inventory:
        """Return what loads are made of; nothing where nothing was entered."""
        with self._reading() as db:
            return self._equipment.equipment(db)

    def save_equipment(self, inventory: Inventory) -> None:
        """Save all equipment; what isn't in it any more is gone."""
        with self._writing() as db:
            self._equipment.save_equipment(db, inventory, _now())

    def active_plan(self) -> Plan | None:
        """Return the plan that is followed now."""
        with self._reading() as db:
            return self._plans.active_plan(db)

    def plan(self, plan_id: str) -> Plan | None:
        """Return a plan, also an archived one, or None if there is none or it was deleted."""
        with self._reading() as db:
            return self._plans.plan(db, plan_id)

    def plan_headings(self) -> tuple[PlanHeading, ...]:
        """Return what plans there are, the oldest first, archived ones among them."""
        with self._reading() as db:
            return self._plans.headings(db)

    def change_plans(self, change: Change, decisions: Sequence[Decision] = ()) -> None:
        """Make an edit of the plans, with decisions that go with it; what was undone can't be redone then.

        Raise `Conflict` if any field it changes is no longer what it was before, or its place is gone.
        Undoing the edit leaves the decisions alone.
        """
        with self._writing() as db:
            self._plan_changes.change(db, change, _now())
            for decision in decisions:
                self._progress.decide(db, decision)

    def save_plan(self, plan: Plan, label: str = "Plan saved") -> None:
        """Save a plan whole, its ids kept, and make it the active one, all as one change."""
        with self._writing() as db:
            self._plan_changes.save_plan(db, plan, label, _now())

    def undo_plans(self) -> str | None:
        """Take the newest change of the plans back and return its label, or None if there is none."""
        with self._writing() as db:
            return self._plan_changes.undo(db, _now())

    def redo_plans(self) -> str | None:
        """Make the change taken back last again and return its label, or None if there is none."""
        with self._writing() as db:
            return self._plan_changes.redo(db, _now())

    def plan_edits(self) -> PlanEdits:
        """Return what undo and redo of the plans would do, and whether anybody changed them meanwhile."""
        with self._reading() as db:
            return self._plan_changes.edits(db)

    def start_session(self, session: Session) -> None:
        """Write a new session, with whatever sets and reps it has already."""
        with self._writing() as db:
            self._sessions.start_session(db, session)

    def save_session(self, session: Session) -> None:
        """Change a session's status, end, name, note, `today` and `next_line`; its sets are left alone.

        This and the next three raise `Conflict` when the session was deleted: nothing is hidden there.
        """
        with self._writing() as db:
            self._sessions.save_session(db, session)

    def save_set(self, session_id: str, done: SetRecord) -> None:
        """Write a set or change it; its reps are left alone."""
        with self._writing() as db:
            self._sessions.save_set(db, session_id, done)

    def save_rep(self, set_id: str, rep: Rep, at: datetime) -> None:
        """Write a rep, or change the one of that number and side."""
        with self._writing() as db:
            self._sessions.save_rep(db, set_id, rep, at)

    def withdraw_rep(self, set_id: str, number: int, side: Side | None) -> None:
        """Take a rep back: it never happened, and its number is free again."""
        with self._writing() as db:
            self._sessions.withdraw_rep(db, set_id, number, side, _now())

    def remove_set(self, session_id: str, set_id: str) -> None:
        """Take a set out of its session; nothing can be written there until it is brought back.

        This and the next raise `Conflict` if the session has no such set, or was deleted.
        """
        with self._writing() as db:
            self._sessions.remove_set(db, session_id, set_id, _now())

    def bring_set_back(self, session_id: str, set_id: str) -> None:
        """Bring a set that was taken out back in its place, with its reps."""
        with self._writing() as db:
            self._sessions.remove_set(db, session_id, set_id, None)

    def session(self, session_id: str) -> Session | None:
        """Return a session whole, or None if there is none or it was discarded."""
        with self._reading() as db:
            return self._sessions.one(db, session_id, self._is_held)

    def sessions(self, *, limit: int = 50, before: str | None = None) -> tuple[Session, ...]:
        """Return sessions whole, newest first: those older than the session `before`."""
        with self._reading() as db:
            return self._sessions.page(db, limit, before, self._is_held)

    def whole_sessions(self, ids: Sequence[str]) -> tuple[Session, ...]:
        """Return these sessions whole, in this order; one that was deleted meanwhile isn't among them."""
        with self._reading() as db:
            return self._sessions.some(db, ids, self._is_held)

    def unsettled(self) -> tuple[Session, ...]:
        """Return unfinished sessions that nobody trains with now and nobody has decided about."""
        with self._reading() as db:
            return self._sessions.unsettled(db, self._is_held)

    def unfinished(self, session_id: str) -> Session:
        """Return an interrupted session as it stands now; raise `Conflict` if it is no longer one.

        Who wants to go on with it, or to decide about it, holds its lock meanwhile.
        """
        with self._reading() as db:
            return self._sessions.unfinished(db, session_id)

    def settle(self, session_id: str, keep: bool, *, nothing_done: bool = False) -> None:
        """Keep an interrupted session as it is, or discard it; either way it isn't offered again.

        What is discarded lies in the trash then, but for one in which there was `nothing_done`.
        """
        from negtrain_tui import alive

        with self._writing() as db:
            if alive.is_held_elsewhere(self.path, session_id):
                raise Conflict("Another Negtrain is training with that session; leave it to that one.")
            self._sessions.settle(db, session_id, keep=keep, nothing_done=nothing_done, at=_now())
        alive.sweep(self.path, session_id)

    def undo_discard(self, session_id: str) -> None:
        """Bring a discarded session back, as it stood before."""
        with self._writing() as db:
            self._sessions.undo_discard(db, session_id)

    def last_sets(self, exercise: str, *, before: datetime | None = None) -> tuple[SetRecord, ...]:
        """Return an exercise's sets in the latest session, begun earlier than `before`, with a rep of it.

        Warm-ups don't count and aren't told, nor are sets that were skipped.
        """
        from negtrain_tui._store_values import utc_text

        earlier = None if before is None else utc_text(before)
        with self._reading() as db:
            return self._earlier.last_sets(db, exercise, earlier, self._is_held)

    def trained(self, since: datetime | None = None, limit: int = 2000) -> tuple[Trained, ...]:
        """Return the sessions in which a set happened, begun at `since` or later, newest first.

        The limit is ten years of four sessions a week; a plan without a start never looks back so far.
        """
        from negtrain_tui._store_values import utc_text

        with self._reading() as db:
            return self._earlier.trained(db, None if since is None else utc_text(since), limit)

    def feats(self, exercise: str, before: datetime) -> tuple[Feat, ...]:
        """Return what was achieved with an exercise in sessions begun before, warm-ups left out."""
        from negtrain_tui._store_values import utc_text

        with self._reading() as db:
            return self._earlier.feats(db, exercise, utc_text(before))

    def times_lowered_over(self, exercise: str, percent: int) -> int:
        """Count the sessions in which more than `percent` of the 1RM known then was lowered."""
        with self._reading() as db:
            return self._earlier.times_lowered_over(db, exercise, percent)

    def exposures(
        self, line_ids: Sequence[str], *, limit: int = 24, before: datetime | None = None
    ) -> dict[str, tuple[Exposure, ...]]:
        """Return the last `limit` sessions of each of these lines, begun earlier than `before`, oldest first.

        Those count in which a work set of it has a rep, or was given up for pain or lost control before
        one; not those that somebody trains with now.
        """
        from negtrain_tui._store_values import utc_text

        earlier = None if before is None else utc_text(before)
        with self._reading() as db:
            return self._progress.exposures(db, line_ids, limit, earlier)

    def recent_sets(self, exercise: str, since: datetime, limit: int = 60) -> tuple[SetRecord, ...]:
        """Return an exercise's work sets with reps, begun at `since` or later, newest first."""
        from negtrain_tui._store_values import utc_text

        with self._reading() as db:
            return self._progress.recent_sets(db, exercise, utc_text(since), limit)

    def decide(self, decision: Decision) -> None:
        """Keep what the lifter decided."""
        with self._writing() as db:
            self._progress.decide(db, decision)

    def take_back_decision(self, decision_id: str) -> None:
        """Take a decision back; raise `Conflict` if it doesn't stand."""
        with self._writing() as db:
            self._progress.take_back(db, decision_id, _now())

    def bring_back_decision(self, decision_id: str) -> None:
        """Make a decision that was taken back stand again; raise `Conflict` if there is none."""
        with self._writing() as db:
            self._progress.bring_back(db, decision_id)

    def decisions(self, plan_id: str, line_ids: Sequence[str]) -> tuple[Decision, ...]:
        """Return the decisions about a plan and about these lines of it, oldest first."""
        with self._reading() as db:
            return self._progress.decisions(db, plan_id, line_ids)
