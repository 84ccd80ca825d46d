"""The projection: the same rules as the next prescription's, followed through sessions that all succeed."""

from __future__ import annotations

from datetime import date, timedelta

from negtrain_tui.training.equipment import Bar, Inventory, Plate
from negtrain_tui.training.exercise import load_catalogue
from negtrain_tui.training.ground import Ground, OwnEquipment
from negtrain_tui.training.load import Mass, parse_amount
from negtrain_tui.training.notation import parse_prescription
from negtrain_tui.training.prescription import PlanLine
from negtrain_tui.training.projection import Projection, projection

TODAY = date(2026, 3, 2)
DAYS = [TODAY + timedelta(3 * number) for number in range(28)]


def mass(text: str) -> Mass:
    found = parse_amount(text)
    assert isinstance(found, Mass)
    return found


def projected(line: str, *pairs: str, days: int = 28) -> Projection:
    p = parse_prescription(line)
    exercise = load_catalogue().resolve(p.exercise).exercise
    kinds = tuple(Plate(mass(text), 4) for text in pairs)
    inventory = Inventory(kinds, (Bar("bar", "Bar", mass("20kg")),))
    makes = OwnEquipment(inventory, exercise, p.exercise) if pairs else None
    ground = Ground(exercise, makes)
    return projection(PlanLine("line", p), (), (), ground, days=DAYS[:days], rhythm="On these days.")


def stands(found: Projection) -> list[str]:
    return [f"{each.seconds}s {each.load}" for each in found.sessions]


def test_seconds_come_before_load_and_begin_anew_with_it() -> None:
    found = projected("Bench press 4x5 @60kg 4-0-X-0 +1s..6s +0.5kg", days=8)
    assert stands(found) == [
        "4s 60kg",
        "5s 60kg",
        "6s 60kg",
        "4s 60.5kg",
        "5s 60.5kg",
        "6s 60.5kg",
        "4s 61kg",
        "5s 61kg",
    ]
    assert [each.day for each in found.sessions] == DAYS[:8]
    assert {each.loadable for each in found.sessions} == {None}
    assert found.note == (
        "If every session succeeds on tempo. On these days. Easier weeks, misses and breaks are left out."
    )


def test_what_the_plates_make_of_it_stands_beside_what_is_prescribed() -> None:
    found = projected("Bench press 4x5 @60kg 4-0-X-0 +0.5kg", "20kg", "10kg", "1.25kg", "0.5kg", days=4)
    assert [str(each.load) for each in found.sessions] == ["60kg", "60.5kg", "61kg", "61.5kg"]
    assert [str(each.loadable) for each in found.sessions] == ["60kg", "60kg", "61kg", "61kg"]


def test_it_ends_where_a_step_needs_a_yes() -> None:
    found = projected("Bench press 4x5 @60kg 4-0-X-0 +2.5kg", "20kg", "5kg")
    assert str(found.sessions[-1].load) == "67.5kg"
    assert "needs your yes" in found.note
    assert "70kg" in found.note


def test_it_ends_at_the_top_of_a_line() -> None:
    found = projected("Pull-up negative 3x3 @bw 5-0-A-0 +1s..8s")
    assert [str(each.seconds) for each in found.sessions] == ["5", "6", "7", "8", "8"]
    assert "all that the line notes is reached" in found.note


def test_without_steps_there_is_nothing_to_project() -> None:
    found = projected("Bench press 4x5 @60kg 4-0-X-0")
    assert len(found.sessions) == 1
    assert "no steps" in found.note


def test_without_days_it_says_so() -> None:
    found = projected("Bench press 4x5 @60kg 4-0-X-0 +0.5kg", days=0)
    assert found.sessions == ()
    assert "No session" in found.note


def test_percentages_have_seconds_and_no_load_of_their_own() -> None:
    found = projected("Bench press 4x3 @80% 4-0-X-0 +1s..6s", days=3)
    assert stands(found) == ["4s None", "5s None", "6s None"]
