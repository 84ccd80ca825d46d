"""The shape of the database, step by step from an empty file."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

MIGRATIONS = Migrations("negtrain")


# Conventions of the columns: `_utc` is an instant as ISO text in UTC, and `_offset` beside it the minutes
# by which local time was ahead; `_ms` are milliseconds; loads, shares and ratings are exact decimals as
# text; `_key` is a name with its case folded; lists and `facts` are JSON text. `deleted_at` marks what the
# user removed, and `withdrawn_at` a rep that was taken back.
_FIRST = (
    """
    CREATE TABLE settings (
        name TEXT PRIMARY KEY NOT NULL,
        value TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE exercises (
        id TEXT PRIMARY KEY NOT NULL,
        name_key TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        catalogue_row INTEGER,
        muscles TEXT NOT NULL,
        equipment TEXT NOT NULL,
        starts TEXT NOT NULL,
        returns TEXT NOT NULL,
        unilateral TEXT NOT NULL,
        body_mass_fraction TEXT,
        tempo TEXT,
        caution TEXT NOT NULL,
        aliases TEXT NOT NULL,
        ballistic INTEGER NOT NULL CHECK (ballistic IN (0, 1)),
        free_weight INTEGER NOT NULL CHECK (free_weight IN (0, 1)),
        deleted_at TEXT
    ) STRICT
    """,
    """
    CREATE TABLE one_rms (
        id TEXT PRIMARY KEY NOT NULL,
        exercise_key TEXT NOT NULL,
        exercise TEXT NOT NULL,
        mass TEXT NOT NULL,
        at_utc TEXT NOT NULL,
        at_offset INTEGER NOT NULL,
        deleted_at TEXT,
        UNIQUE (exercise_key, at_utc)
    ) STRICT
    """,
    """
    CREATE TABLE body_masses (
        id TEXT PRIMARY KEY NOT NULL,
        mass TEXT NOT NULL,
        at_utc TEXT NOT NULL UNIQUE,
        at_offset INTEGER NOT NULL,
        deleted_at TEXT
    ) STRICT
    """,
    """
    CREATE TABLE plans (
        id TEXT PRIMARY KEY NOT NULL,
        name TEXT NOT NULL,
        active INTEGER NOT NULL CHECK (active IN (0, 1)),
        deleted_at TEXT
    ) STRICT
    """,
    "CREATE UNIQUE INDEX one_active_plan ON plans (active) WHERE active = 1",
    """
    CREATE TABLE workouts (
        id TEXT PRIMARY KEY NOT NULL,
        plan_id TEXT NOT NULL REFERENCES plans (id),
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        days TEXT NOT NULL,
        deleted_at TEXT
    ) STRICT
    """,
    "CREATE INDEX workouts_of_plan ON workouts (plan_id, position)",
    """
    CREATE TABLE plan_lines (
        id TEXT PRIMARY KEY NOT NULL,
        workout_id TEXT NOT NULL REFERENCES workouts (id),
        position INTEGER NOT NULL,
        notation TEXT NOT NULL,
        deleted_at TEXT
    ) STRICT
    """,
    "CREATE INDEX lines_of_workout ON plan_lines (workout_id, position)",
    """
    CREATE TABLE sessions (
        id TEXT PRIMARY KEY NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('live', 'interrupted', 'finished')),
        started_utc TEXT NOT NULL,
        started_offset INTEGER NOT NULL,
        finished_utc TEXT,
        finished_offset INTEGER,
        name TEXT NOT NULL,
        note TEXT NOT NULL,
        source TEXT NOT NULL,
        lines TEXT NOT NULL,
        settled_at TEXT,
        deleted_at TEXT
    ) STRICT
    """,
    "CREATE INDEX sessions_by_time ON sessions (started_utc, id)",
    "CREATE INDEX sessions_unfinished ON sessions (status) WHERE status <> 'finished'",
    """
    CREATE TABLE sets (
        id TEXT PRIMARY KEY NOT NULL,
        session_id TEXT NOT NULL REFERENCES sessions (id),
        position INTEGER NOT NULL,
        exercise_key TEXT NOT NULL,
        exercise TEXT NOT NULL,
        line TEXT NOT NULL,
        line_number INTEGER NOT NULL,
        number INTEGER NOT NULL,
        method TEXT,
        pacing TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('live', 'interrupted', 'finished')),
        started_utc TEXT NOT NULL,
        started_offset INTEGER NOT NULL,
        finished_utc TEXT,
        finished_offset INTEGER,
        ended_by TEXT,
        load_prescribed TEXT,
        load_loadable TEXT,
        load_lifted TEXT,
        rpe TEXT,
        pain INTEGER,
        note TEXT NOT NULL,
        deleted_at TEXT
    ) STRICT
    """,
    "CREATE INDEX sets_of_session ON sets (session_id, position)",
    "CREATE INDEX sets_by_exercise ON sets (exercise_key, session_id)",
    """
    CREATE TABLE reps (
        id TEXT PRIMARY KEY NOT NULL,
        set_id TEXT NOT NULL REFERENCES sets (id),
        position INTEGER NOT NULL,
        number INTEGER NOT NULL CHECK (number >= 1),
        side TEXT NOT NULL CHECK (side IN ('', 'left', 'right')),
        kind TEXT NOT NULL CHECK (kind IN ('lowering', 'normal', 'hold')),
        lowering_target_ms INTEGER,
        lowering_actual_ms INTEGER,
        marked INTEGER NOT NULL CHECK (marked IN (0, 1)),
        control_lost INTEGER NOT NULL CHECK (control_lost IN (0, 1)),
        hold_target_ms INTEGER,
        hold_actual_ms INTEGER,
        load_down TEXT,
        load_up TEXT,
        at_utc TEXT NOT NULL,
        at_offset INTEGER NOT NULL,
        withdrawn_at TEXT
    ) STRICT
    """,
    "CREATE INDEX reps_of_set ON reps (set_id, position)",
    "CREATE UNIQUE INDEX standing_reps ON reps (set_id, number, side) WHERE withdrawn_at IS NULL",
)


@MIGRATIONS()
def m001_first(db: Database) -> None:
    """Create the tables of settings, exercises, maxima, plans, and of what was done."""
    for statement in _FIRST:
        db.execute(statement)


_SECOND = (
    "ALTER TABLE plans ADD COLUMN days TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE plans ADD COLUMN start TEXT",
    "ALTER TABLE plans ADD COLUMN missed TEXT CHECK (missed IN ('shift', 'drop'))",
    """
    ALTER TABLE plans ADD COLUMN archived INTEGER NOT NULL DEFAULT 0
    CHECK (archived IN (0, 1) AND active + archived < 2)
    """,
    """
    CREATE TABLE plan_changes (
        id TEXT PRIMARY KEY NOT NULL,
        position INTEGER NOT NULL UNIQUE,
        at_utc TEXT NOT NULL,
        at_offset INTEGER NOT NULL,
        label TEXT NOT NULL,
        items TEXT NOT NULL,
        undone_at TEXT
    ) STRICT
    """,
    "ALTER TABLE sessions ADD COLUMN workout_id TEXT",
    "ALTER TABLE sessions ADD COLUMN today TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE sessions ADD COLUMN next_line INTEGER",
    "ALTER TABLE sets ADD COLUMN warm_up INTEGER NOT NULL DEFAULT 0 CHECK (warm_up IN (0, 1))",
    "ALTER TABLE sets ADD COLUMN line_id TEXT",
    "ALTER TABLE sets ADD COLUMN replaces TEXT",
    "CREATE INDEX sets_of_line ON sets (line_id) WHERE line_id IS NOT NULL",
)


@MIGRATIONS()
def m002_plans(db: Database) -> None:
    """Give plans their schedule and a log of changes, and what was done its place in the plan."""
    for statement in _SECOND:
        db.execute(statement)


_THIRD = (
    """
    CREATE TABLE equipment (
        id TEXT PRIMARY KEY NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('plate', 'bar', 'stack', 'dumbbells', 'use')),
        position INTEGER NOT NULL,
        facts TEXT NOT NULL,
        deleted_at TEXT
    ) STRICT
    """,
    """
    CREATE TABLE decisions (
        id TEXT PRIMARY KEY NOT NULL,
        kind TEXT NOT NULL
        CHECK (kind IN ('set', 'kept', 'deload', 'deload moved', 'deload declined')),
        line_id TEXT,
        plan_id TEXT,
        seconds TEXT,
        load TEXT,
        day TEXT,
        why TEXT NOT NULL,
        line TEXT,
        at_utc TEXT NOT NULL,
        at_offset INTEGER NOT NULL,
        deleted_at TEXT
    ) STRICT
    """,
    "CREATE INDEX decisions_of_line ON decisions (line_id, at_utc) WHERE line_id IS NOT NULL",
    "CREATE INDEX decisions_of_plan ON decisions (plan_id, at_utc) WHERE plan_id IS NOT NULL",
    "DROP INDEX sets_of_line",
    "CREATE INDEX sets_of_line ON sets (line_id, started_utc, id) WHERE line_id IS NOT NULL",
    "CREATE INDEX sets_of_exercise ON sets (exercise_key, started_utc, id)",
)


@MIGRATIONS()
def m003_progress(db: Database) -> None:
    """Keep the equipment and the lifter's decisions, and find the last sets of a line without a search."""
    for statement in _THIRD:
        db.execute(statement)


_FOURTH = (
    "ALTER TABLE sessions ADD COLUMN rpe TEXT",
    # The date where the session took place: travelling doesn't move it. SQLite would round a part of a
    # second up into the next day.
    """
    ALTER TABLE sessions ADD COLUMN local_day TEXT
    GENERATED ALWAYS AS (date(substr(started_utc, 1, 19), started_offset || ' minutes')) VIRTUAL
    """,
    """
    CREATE TABLE history_changes (
        id TEXT PRIMARY KEY NOT NULL,
        position INTEGER NOT NULL UNIQUE,
        at_utc TEXT NOT NULL,
        at_offset INTEGER NOT NULL,
        label TEXT NOT NULL,
        items TEXT NOT NULL,
        undone_at TEXT
    ) STRICT
    """,
    # Nobody was told before that the trash is emptied, and could look: all of it is kept as if deleted now.
    *(
        f"""
        UPDATE {table} SET deleted_at = strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')
        WHERE deleted_at IS NOT NULL
        """
        for table in ("sessions", "sets")
    ),
    # What was withdrawn because nothing had been done in it was never there to be restored.
    """
    UPDATE sessions SET settled_at = deleted_at WHERE deleted_at IS NOT NULL AND note = '' AND NOT EXISTS (
        SELECT 1 FROM sets WHERE session_id = sessions.id AND sets.deleted_at IS NULL AND (
            coalesce(ended_by, 'reps done') <> 'reps done' OR sets.rpe IS NOT NULL OR pain IS NOT NULL
            OR sets.note <> '' OR EXISTS (SELECT 1 FROM reps WHERE set_id = sets.id AND withdrawn_at IS NULL)
        )
    )
    """,
    "CREATE INDEX sessions_by_day ON sessions (local_day) WHERE deleted_at IS NULL",
    "CREATE INDEX sessions_of_workout ON sessions (workout_id, started_utc) WHERE workout_id IS NOT NULL",
    "CREATE INDEX sessions_by_name ON sessions (name, workout_id) WHERE name <> ''",
    "CREATE INDEX sessions_with_note ON sessions (id) WHERE note <> ''",
    "CREATE INDEX sessions_in_trash ON sessions (deleted_at) WHERE deleted_at IS NOT NULL",
    "CREATE INDEX sets_with_note ON sets (session_id) WHERE note <> ''",
    "CREATE INDEX sets_in_trash ON sets (deleted_at) WHERE deleted_at IS NOT NULL",
)


@MIGRATIONS()
def m004_history(db: Database) -> None:
    """Tell how hard a session was, log what is edited afterwards, and find the past by day and note.

    What is in the trash already begins its time there.
    """
    for statement in _FOURTH:
        db.execute(statement)
