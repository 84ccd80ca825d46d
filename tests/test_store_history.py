"""Sessions found by what is asked of them, a page at a time, with the totals of the sessions themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest

from negtrain_tui import _store_history, _store_history_where, _store_record_sessions
from negtrain_tui._store_rows import Parameters, Rows
from negtrain_tui.alive import Alive
from negtrain_tui.repository import Repository
from negtrain_tui.training.exercise import Exercise, load_catalogue
from negtrain_tui.training.history_query import HistoryQuery, parse_query
from negtrain_tui.training.load import Amount, is_at_least, parse_amount, parse_load
from negtrain_tui.training.metrics import Summary, summarise_session
from negtrain_tui.training.record import EndedBy, Rep, RepKind, Session, SetRecord, Status
from negtrain_tui.training.record_book import RecordBook
from negtrain_tui.training.records import Kind, Record, records
from negtrain_tui.training.session_heading import TrainedExercise, TrainingDay
from negtrain_tui.training.tempo import Tempo
from negtrain_tui.training.trend import Deed, trend
from negtrain_tui.training.trend_best import best, by_strength
from tests.new_file import new_file
from tests.sessions_made_up import made_up
from tests.stored_samples import START, days_later, finished_session, finished_set, live_session, rep

KNOWN = load_catalogue()
TODAY = date(2026, 7, 31)


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[Repository]:
    path = tmp_path / "negtrain.db"
    new_file(path)
    with Repository.open(path) as opened:
        yield opened


def found(repository: Repository, text: str, *, limit: int = 50) -> list[str]:
    """The names of the sessions that a query finds; counted, they are as many."""
    query = parse_query(text, TODAY)
    names = [heading.name for heading in repository.history(query, KNOWN, limit=limit)]
    if len(names) < limit:
        assert repository.history_count(query, KNOWN) == len(names)
    return names


def session(name: str, *sets: SetRecord, at: datetime = START, note: str = "") -> Session:
    return replace(finished_session(at), name=name, note=note, sets=sets)


def done(exercise: str, *, note: str = "", method: str | None = None, target: str = "3") -> SetRecord:
    """A set of two lowerings that were to take `target` seconds."""
    return replace(
        finished_set(exercise=exercise),
        line=f"{exercise} 3x5 @80kg 3-0-X-0",
        method=method,
        note=note,
        reps=tuple(rep(number, actual="2.5", lowering_target_s=Decimal(target)) for number in (1, 2)),
    )


class TestWhatIsFound:
    def test_everything_where_nothing_is_asked_newest_first(self, repository: Repository) -> None:
        repository.add_sessions(session(f"day {day}", at=days_later(day)) for day in range(3))
        assert found(repository, "") == ["day 2", "day 1", "day 0"]

    def test_exercises_by_part_of_their_name_whatever_its_case_hyphens_and_accents(
        self, repository: Repository
    ) -> None:
        repository.add_sessions(
            [
                session("b", done("Bench press")),
                session("i", done("Incline bench press")),
                session("p", done("Pull-up")),
                session("d", done("De\u0301veloppe\u0301")),
            ]
        )
        assert found(repository, "ex:BENCH") == ["i", "b"]
        assert found(repository, 'ex:"incline bench"') == ["i"]
        assert found(repository, 'ex:"pull up"') == ["p"]
        assert found(repository, "ex:DÉVELOPPÉ") == ["d"]
        assert found(repository, "ex:squat") == []

    def test_an_exercise_by_whatever_name_it_is_known(self, repository: Repository) -> None:
        assert KNOWN.resolve("RDL").exercise.name != "RDL"
        name = KNOWN.resolve("RDL").exercise.name
        repository.save_exercise(Exercise("Door frame row", aliases=("DFR",)))
        repository.add_sessions([session("r", done(name)), session("s", done("door frame row"))])
        repository.add_sessions([session("t", done("rdl"))])
        assert found(repository, "ex:rdl") == ["t", "r"]
        assert found(repository, f'ex:"{name}"') == ["t", "r"]
        assert found(repository, "ex:dfr") == ["s"]

    def test_muscles_directly_or_beside_others(self, repository: Repository) -> None:
        repository.save_exercise(Exercise("Door frame row", muscles=("lats", "grip")))
        repository.add_sessions(
            [
                session("c", done("Nordic curl")),
                session("r", done("Door frame row")),
                session("x", done("What?")),
            ]
        )
        assert found(repository, "muscle:hamstring") == ["c"]
        assert found(repository, "muscle:Lats muscle:grip") == ["r"]
        assert found(repository, "muscle:lats muscle:hamstrings") == []
        assert "gastrocnemius" in KNOWN.resolve("Nordic curl").exercise.indirect
        assert found(repository, "muscle:gastrocnemius") == ["c"]

    def test_conditions_of_a_set_hold_of_one_and_the_same(self, repository: Repository) -> None:
        repository.add_sessions(
            [
                session("apart", done("Bench press", target="5"), done("Dip", method="negative")),
                session("one", done("Bench press", target="5", method="negative"), done("Dip")),
            ]
        )
        assert found(repository, "ex:bench method:negative") == ["one"]
        assert found(repository, "ex:bench tempo:5 method:neg") == ["one"]
        assert found(repository, "ex:bench ex:dip method:negative") == []
        assert found(repository, "ex:bench ex:dip") == ["one", "apart"]
        assert found(repository, "ex:bench method:tempo method:negative") == ["one", "apart"]
        assert found(repository, "method:tempo tempo:5") == ["apart"]
        assert found(repository, "tempo:5.5") == []

    def test_only_work_sets_that_happened_count(self, repository: Repository) -> None:
        bench = done("Bench press")
        repository.add_sessions(
            [
                session("warm", replace(bench, warm_up=True)),
                session("skipped", replace(bench, id="a", ended_by=EndedBy.SKIPPED, reps=())),
                session("removed", replace(bench, id="b")),
            ]
        )
        (removed,) = [each for each in repository.sessions() if each.name == "removed"]
        repository.remove_set(removed.id, "b")
        assert found(repository, "ex:bench") == []

    def test_a_day_lasts_to_its_last_microsecond(self, repository: Repository) -> None:
        at = datetime(2026, 1, 31, 23, 59, 59, 999999, tzinfo=timezone(timedelta(hours=-8)))
        repository.add_sessions([session("evening", at=at)])
        assert found(repository, "on:2026-01-31") == ["evening"]
        (day,) = days(repository, "after:2026-01-31 before:2026-02-02")
        assert day.day == at.date()

    def test_days_are_those_where_the_session_was(self, repository: Repository) -> None:
        west, east = timezone(timedelta(hours=-8)), timezone(timedelta(hours=14))
        repository.add_sessions(
            [
                session("evening", at=datetime(2026, 1, 31, 23, 30, tzinfo=west)),
                session("morning", at=datetime(2026, 2, 1, 0, 30, tzinfo=east)),
            ]
        )
        assert found(repository, "in:2026-01") == ["evening"]
        assert found(repository, "after:2026-02") == ["morning"]
        assert found(repository, "before:2026-02") == ["evening"]
        assert found(repository, "on:2026-02-01") == ["morning"]
        assert found(repository, "after:0001 before:9999") == ["evening", "morning"]
        assert [each.day for each in days(repository, "in:2026-01")] == [date(2026, 1, 31)]
        assert repository.trained_span() == (date(2026, 1, 31), date(2026, 2, 1))

    def test_text_in_names_and_notes(self, repository: Repository) -> None:
        repository.add_sessions(
            [
                session("Push A", done("Bench press")),
                session("noted", done("Dip"), note='Café "Sport" 100% [red]'),
                session("in a set", done("Dip", note="left shoulder\nheld back")),
            ]
        )
        assert found(repository, "push") == ["Push A"]
        assert found(repository, '"CAFE\u0301"') == ["noted"]
        assert found(repository, r'"\"sport\" 100%" [RED]') == ["noted"]
        assert found(repository, '"left shoulder"') == ["in a set"]
        assert found(repository, "bench") == ["Push A"]
        assert found(repository, "dip shoulder") == ["in a set"]
        assert found(repository, "%") == ["noted"]

    def test_what_was_removed_has_no_text(self, repository: Repository) -> None:
        noted = replace(done("Row", note="elbow"), id="a")
        repository.add_sessions([session("kept", noted), session("gone", note="elbow")])
        kept, gone = sorted(repository.sessions(), key=lambda each: each.name != "kept")
        repository.remove_set(kept.id, noted.id)
        repository.settle(gone.id, keep=False)
        assert found(repository, "elbow") == found(repository, "row") == []
        assert found(repository, "") == ["kept"]

    def test_interrupted_as_the_sessions_themselves_say(self, repository: Repository) -> None:
        repository.add_sessions(
            [
                session("finished"),
                replace(live_session(days_later(1)), name="live"),
                replace(live_session(days_later(2)), name="broken off"),
                replace(session("kept", at=days_later(3)), status=Status.INTERRUPTED),
            ]
        )
        (live,) = [each for each in repository.sessions() if each.name == "live"]
        with Alive.hold(repository.path, live.id):
            assert found(repository, "is:interrupted") == ["kept", "broken off"]
            statuses = [each.status for each in repository.history(HistoryQuery(), KNOWN)]
            assert statuses == [each.status for each in repository.sessions()]
        assert found(repository, "is:interrupted") == ["kept", "broken off", "live"]


class TestRecords:
    LINE = "Bench press 3x5 @80kg 3-0-X-0"

    def lifted(self, name: str, day: int, *reps: tuple[str, str], load: str | None = None) -> Session:
        """A session of one set: what was lowered in each rep, and for how many seconds."""
        one = replace(
            finished_set(exercise="Bench press"),
            line=self.LINE,
            load_lifted=parse_load(load or reps[0][0]),
            reps=tuple(
                rep(number, actual=seconds, marked=True, load_down=parse_amount(down))
                for number, (down, seconds) in enumerate(reps, 1)
            ),
        )
        return session(name, one, at=days_later(day))

    def test_the_first_sets_none_and_more_than_ever_does(self, repository: Repository) -> None:
        repository.add_sessions(
            [
                self.lifted("first", 0, ("80kg", "3")),
                self.lifted("same", 1, ("80kg", "3")),
                self.lifted("heavier", 2, ("82.5kg", "2.5")),
                self.lifted("longer", 3, ("80kg", "3.1")),
                self.lifted("hardly longer", 4, ("80kg", "3.199")),
            ]
        )
        assert found(repository, "is:record") == ["longer", "heavier"]
        assert found(repository, "is:record on:2026-07-06") == ["heavier"]

    def test_what_began_at_the_same_instant_was_not_before(self, repository: Repository) -> None:
        repository.add_sessions(self.lifted(load, 0, (load, "3")) for load in ("80kg", "90kg"))
        assert found(repository, "is:record") == []

    def test_of_equally_long_lowerings_the_one_with_the_most_load_counts(
        self, repository: Repository
    ) -> None:
        repository.add_sessions(
            [
                self.lifted("light", 0, ("80kg", "3.6")),
                self.lifted("heavy", 1, ("90kg", "3")),
                self.lifted("light first", 2, ("80kg", "3.5"), ("90kg", "3.5"), load="90kg"),
                self.lifted("heavy first", 3, ("90kg", "3.6"), ("80kg", "3.6"), load="90kg"),
                self.lifted("light alone", 4, ("80kg", "3.58")),
            ]
        )
        assert found(repository, "is:record") == ["heavy first", "light first", "heavy"]

    def test_what_changes_in_the_database_is_noticed(self, repository: Repository) -> None:
        repository.add_sessions(
            [self.lifted("first", 0, ("80kg", "3")), self.lifted("second", 2, ("82.5kg", "3"))]
        )
        assert found(repository, "is:record") == ["second"]
        repository.start_session(self.lifted("third", 3, ("85kg", "3")))
        assert found(repository, "is:record") == ["third", "second"]
        with Repository.open(repository.path) as other:
            other.start_session(self.lifted("between", 1, ("90kg", "3")))
        assert found(repository, "is:record") == ["between"]

    def test_what_is_asked_of_a_set_is_asked_of_the_record(self, repository: Repository) -> None:
        both = self.lifted("both", 1, ("82.5kg", "3"))
        row = [replace(one, id=f"row {one.id}", exercise="Row") for one in both.sets]
        repository.add_sessions(
            [
                self.lifted("first", 0, ("80kg", "3")),
                replace(both, sets=(*both.sets, *row)),
                self.lifted("lighter", 2, ("80kg", "3")),
            ]
        )
        name = both.sets[0].exercise
        assert found(repository, f'is:record ex:"{name}"') == ["both"]
        # rows were done for the first time
        assert found(repository, "ex:row") == ["both"]
        assert found(repository, "is:record ex:row") == []
        assert found(repository, f'is:record ex:"{name}" ex:row') == []
        target = both.sets[0].reps[0].lowering_target_s
        assert found(repository, f"is:record tempo:{target}") == ["both"]
        assert found(repository, "is:record tempo:9") == []
        method = both.sets[0].method or "tempo"
        other = "negative" if method == "tempo" else "tempo"
        assert found(repository, f"is:record method:{method}") == ["both"]
        assert found(repository, f"is:record method:{method} method:{other}") == ["both"]
        assert found(repository, f"is:record method:{other}") == []

    def test_they_are_worked_out_once_though_every_reading_has_a_catalogue_of_its_own(
        self, repository: Repository, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        passes: list[RecordBook] = []

        def begun() -> RecordBook:
            passes.append(RecordBook())
            return passes[-1]

        monkeypatch.setattr(_store_record_sessions, "RecordBook", begun)
        repository.add_sessions(self.lifted(f"day {day}", day, (f"{80 + day}kg", "3")) for day in range(4))
        for own in ((), ("Sled drag",), ("Sled drag", "Yoke carry")):
            for name in own:
                repository.save_exercise(Exercise(name))
            for _ in range(3):
                known = KNOWN.with_own(repository.own_exercises())
                pages = [repository.history(HistoryQuery(records=True), known, limit=2)]
                pages.append(
                    repository.history(HistoryQuery(records=True), known, limit=2, after=pages[0][-1].id)
                )
                names = [heading.name for page in pages for heading in page]
                assert names == ["day 3", "day 2", "day 1"]
                assert repository.history_count(HistoryQuery(records=True), KNOWN) == 3
        assert len(passes) == 3

    @pytest.mark.parametrize("seed", range(4))
    def test_they_are_those_that_a_session_and_its_exercises_tell(
        self, repository: Repository, seed: int
    ) -> None:
        repository.add_sessions(made_up(seed, 120))
        told = set()
        sessions = repository.sessions(limit=200)
        deeds = {
            name: trend(repository.trend_sets(name), KNOWN.resolve(name).exercise).deeds
            for name in {one.exercise.casefold() for each in sessions for one in each.sets}
        }
        for each in sessions:
            names = {one.exercise.casefold() for one in each.sets}
            before = {other.id for other in sessions if other.started_at < each.started_at}
            earlier = {name: repository.feats(name, each.started_at) for name in names}
            if new := records(each.sets, earlier, KNOWN):
                told.add(each.id)
            for name in names:
                mine = {_told(one) for one in new if one.exercise.casefold() == name}
                assert mine == set(_beaten(deeds[name], each, before))
        found = repository.history(HistoryQuery(records=True), KNOWN, limit=200)
        assert {heading.id for heading in found} == told
        assert len(told) > 7

    def test_what_each_rep_lowered_counts_now_and_later(self, repository: Repository) -> None:
        heavy = self.lifted("heavy", 1, ("80kg", "3"), ("85kg", "3"), ("85kg", "3"), load="80kg")
        later = self.lifted("later", 8, ("85kg", "3"), ("85kg", "3"))
        repository.add_sessions([self.lifted("first", 0, ("80kg", "3")), heavy, later])
        assert found(repository, "is:record") == ["heavy"]
        earlier = {"bench press": repository.feats("Bench press", later.started_at)}
        assert records(later.sets, earlier, KNOWN) == ()
        bench = KNOWN.resolve("Bench press").exercise
        deeds = trend(repository.trend_sets("Bench press"), bench).deeds
        heaviest = best(deeds, by_strength(deeds))[0]
        assert (str(heaviest.load), heaviest.session_id, heaviest.is_record) == ("85kg", heavy.id, True)


_Told = tuple[Kind, str | None, Tempo | None, Amount | None]


def _told(record: Record) -> _Told:
    return record.kind, record.method, record.tempo, record.load


def _beaten(deeds: Sequence[Deed], session: Session, earlier: set[str]) -> Iterator[_Told]:
    """What the bests of a session's deeds beat of all that began earlier, as its exercise tells it."""
    before = by_strength(deed for deed in deeds if deed.session_id in earlier)
    for each in best([deed for deed in deeds if deed.session_id == session.id], before):
        then = before.get((each.method, each.tempo), [])
        if each.kind is Kind.HEAVIEST:
            known = [deed for deed in then if type(deed.load) is type(each.load)]
            equal = any(is_at_least(deed.load, each.load) for deed in known)
        else:
            known = [deed for deed in then if deed.longest_ms is not None]
            known = [deed for deed in known if is_at_least(deed.load, each.load)]
            tenth_less = (each.seconds or Decimal(0)) - Decimal("0.1")
            equal = any(Decimal(deed.longest_ms or 0) / 1000 > tenth_less for deed in known)
        if known and each.is_record and not equal:
            yield each.kind, each.method, each.tempo, each.load


class TestHeadings:
    def test_they_tell_all_of_the_session_but_its_sets(self, repository: Repository) -> None:
        warm = replace(finished_set(exercise="Row"), warm_up=True)
        sets = (warm, done("Dip"), done("Bench press"), done("dip"), replace(done("Bench press"), id="x"))
        whole = replace(
            session("Push A", *(replace(each, id=f"set {number}") for number, each in enumerate(sets))),
            rpe=Decimal("7.5"),
            workout_id="workout",
            note="good",
        )
        repository.start_session(whole)
        (heading,) = repository.history(HistoryQuery(), KNOWN)
        assert heading.exercises == (("Dip", 2), ("Bench press", 2))
        for name in (
            "id",
            "status",
            "started_at",
            "finished_at",
            "name",
            "note",
            "source",
            "workout_id",
            "rpe",
        ):
            assert getattr(heading, name) == getattr(whole, name)

    @pytest.mark.parametrize("seed", range(3))
    def test_totals_are_those_of_the_whole_session_page_by_page(
        self, repository: Repository, seed: int
    ) -> None:
        repository.add_sessions(made_up(seed, 40))
        headings = repository.history(HistoryQuery(), KNOWN, limit=7)
        while older := repository.history(HistoryQuery(), KNOWN, limit=7, after=headings[-1].id):
            headings += older
        whole = repository.sessions()
        assert [heading.id for heading in headings] == [each.id for each in whole]
        assert [heading.summary for heading in headings] == [summarise_session(each) for each in whole]

    def test_totals_by_hand(self, repository: Repository) -> None:
        # Marked: 2.4 s of 3 kept 80 %, and 3.5 s of 3 kept 83.3 %: 81.67 % on average; the first was paced.
        repository.start_session(session("one", finished_set()))
        (heading,) = repository.history(HistoryQuery(), KNOWN)
        fidelity = heading.summary.fidelity
        assert fidelity is not None and round(fidelity, 4) == Decimal("0.8167")
        assert heading.summary == Summary(
            sets=1,
            reps=3,
            lowering_s=Decimal("8.9"),
            marked=2,
            paced=1,
            fidelity=fidelity,
            control_lost=1,
            marked_lost=1,
        )

    def test_pages_of_sessions_of_one_instant_show_each_once(self, repository: Repository) -> None:
        repository.add_sessions([session(name) for name in "abc"])
        first = repository.history(HistoryQuery(), KNOWN, limit=2)
        second = repository.history(HistoryQuery(), KNOWN, limit=2, after=first[-1].id)
        assert sorted(heading.name for heading in first + second) == ["a", "b", "c"]
        assert repository.history(HistoryQuery(), KNOWN, after=second[-1].id) == ()
        assert repository.history(HistoryQuery(), KNOWN, after="nobody") == ()

    def test_a_page_takes_as_many_queries_as_one_session(self, repository: Repository) -> None:
        def queries() -> int:
            seen: list[str] = []
            assert repository._opened is not None
            connection = repository._opened.reader.connection
            connection.set_trace_callback(seen.append)
            repository.history(HistoryQuery(), KNOWN)
            connection.set_trace_callback(None)
            return len(seen)

        repository.start_session(finished_session())
        of_one = queries()
        repository.add_sessions(finished_session(days_later(day)) for day in range(1, 20))
        assert queries() == of_one


def days(repository: Repository, text: str) -> tuple[TrainingDay, ...]:
    return repository.training_days(parse_query(text, TODAY), KNOWN)


def test_days_add_up_their_sessions(repository: Repository) -> None:
    hold = Rep(1, None, RepKind.HOLD, hold_target_s=Decimal(30), hold_actual_s=Decimal("27.5"))
    repository.add_sessions(
        [
            session("a", finished_set()),
            session(
                "b", replace(finished_set(), reps=(hold, rep(2, actual="2"))), at=START + timedelta(hours=1)
            ),
            session("nothing", at=START + timedelta(days=1)),
            session("warm", replace(finished_set(), warm_up=True), at=START + timedelta(days=2)),
            session("out", finished_set(), at=START + timedelta(days=3)),
        ]
    )
    day = START.date()
    assert days(repository, f"after:{day} before:{day + timedelta(days=3)}") == (
        TrainingDay(day, 2, Decimal("10.9"), Decimal("27.5"), paced=True, holds_paced=True),
        TrainingDay(day + timedelta(days=1), 1, Decimal(0), Decimal(0), paced=False),
        TrainingDay(day + timedelta(days=2), 1, Decimal(0), Decimal(0), paced=False),
    )
    assert days(repository, f"before:{day}") == ()
    assert [each.day for each in days(repository, "nothing")] == [day + timedelta(days=1)]


def test_exercises_with_the_one_trained_last_first(repository: Repository) -> None:
    assert repository.trained_exercises() == ()
    repository.add_sessions(
        [
            session("a", replace(done("dip"), id="1"), replace(done("Row"), id="2")),
            session("b", replace(done("Dip"), id="3"), replace(done("Dip"), id="4"), at=days_later(1)),
            session("c", replace(done("Row"), id="5", warm_up=True), at=days_later(2)),
            session("d", at=days_later(3)),
        ]
    )
    assert repository.trained_exercises() == (
        TrainedExercise("Dip", 2, 3, START.date() + timedelta(days=1)),
        TrainedExercise("Row", 1, 1, START.date()),
    )


def test_exercises_are_counted_once_until_somebody_writes(repository: Repository) -> None:
    counted: list[str] = []

    def names() -> list[str]:
        return [each.name for each in repository.trained_exercises()]

    with repository._reading() as db:
        db.connection.set_trace_callback(  # type: ignore[attr-defined]
            lambda sql: counted.append(sql) if "count(DISTINCT session_id)" in sql else None
        )
    repository.start_session(session("a", replace(done("Dip"), id="1")))
    assert [names() for _ in range(3)] == [["Dip"]] * 3
    assert len(counted) == 1
    with Repository.open(repository.path) as other:
        other.start_session(session("b", replace(done("Row"), id="2"), at=days_later(1)))
    assert [names() for _ in range(3)] == [["Row", "Dip"]] * 3
    assert len(counted) == 2


def plan(db: Rows, query: str, values: Parameters) -> list[str]:
    """How SQLite would go about a query, step by step."""
    return [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {query}", values)]


def check(steps: list[str]) -> None:
    """No sets or reps are looked through, and sessions in the order of an index if at all."""
    for step in steps:
        assert not step.startswith(("SCAN sets", "SCAN reps")), steps
        assert not step.startswith("SCAN sessions") or "USING INDEX" in step, steps
        assert "AUTOMATIC" not in step, steps


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ex:dip",
        "muscle:pecs tempo:5 method:negative",
        "after:2026-01 before:2027",
        "left is:interrupted is:record",
    ],
)
def test_nothing_is_looked_through_from_end_to_end(repository: Repository, text: str) -> None:
    repository.start_session(finished_session())
    with repository._reading() as db:
        where = _store_history_where.Where(db, parse_query(text, TODAY), KNOWN, lambda _: False)
        counted = plan(db, f"SELECT count(*) FROM sessions WHERE {where.sql}", where.values)
        ordered = plan(
            db,
            f"""
            SELECT * FROM sessions WHERE {where.sql} AND (started_utc, id) < (:utc, :id)
            ORDER BY started_utc DESC, id DESC LIMIT 50
            """,
            {**where.values, "utc": "", "id": ""},
        )
        by_day = plan(db, _store_history.DAYS.format(where=where.sql), where.values)
    check(counted)
    check(ordered)
    check(by_day)
    assert not [step for step in ordered if step.startswith("SCAN sessions")]


@pytest.mark.parametrize(
    ("query", "parameters"),
    [
        (_store_history.WORK_SETS, ["[]"]),
        (_store_history.TOTALS, ["[]"]),
        (_store_history.EXERCISES, []),
        (_store_history_where.EXERCISE_KEYS, []),
        (_store_history_where.UNFINISHED, []),
        (_store_record_sessions.SETS, []),
    ],
)
def test_totals_are_added_up_by_index(repository: Repository, query: str, parameters: list[str]) -> None:
    with repository._reading() as db:
        check(plan(db, query, parameters))


def test_exercises_are_found_without_looking_at_their_sets(repository: Repository) -> None:
    repository.add_sessions(
        session("x", replace(done(name), id=f"{name}{day}"), at=days_later(day))
        for day in range(3)
        for name in ("Dip", "Row", "Çelik")
    )
    with repository._reading() as db:
        keys = [row[0] for row in db.execute(_store_history_where.EXERCISE_KEYS)]
    assert keys == ["dip", "row", "çelik"]
