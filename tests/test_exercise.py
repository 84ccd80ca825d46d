"""The catalogue as a lifter meets it: names as they are typed, and exercises that nobody knows."""

from decimal import Decimal

import pytest

from negtrain_tui.training.exercise import (
    Catalogue,
    Exercise,
    Return,
    Unilateral,
    load_catalogue,
    name_key,
)
from negtrain_tui.training.tempo import Lifting, Start, Tempo


@pytest.fixture
def catalogue() -> Catalogue:
    return load_catalogue()


def row(number: int) -> Exercise:
    return next(exercise for exercise in load_catalogue().known if exercise.row == number)


def test_all_rows_stand_in_order_with_every_column(catalogue: Catalogue) -> None:
    assert [exercise.row for exercise in catalogue.known] == list(range(1, 47))
    for exercise in catalogue.known:
        assert exercise.name[0].isupper() or exercise.name[0].isdigit()
        assert exercise.muscles and exercise.equipment and exercise.returns and exercise.aliases
    assert [exercise.row for exercise in catalogue.known if not exercise.caution] == [23]
    assert [exercise.row for exercise in catalogue.known if exercise.tempo is None] == [11]


def test_rows_say_what_the_reference_says() -> None:
    assert row(35) == Exercise(
        name="Pull-up negative",
        row=35,
        muscles=("lats", "biceps"),
        indirect=("mid-back",),
        equipment=("bar", "box"),
        starts=Start.LOWERING,
        returns=(Return.STEP,),
        unilateral=Unilateral.NO,
        body_mass_fraction=Decimal("0.94"),
        tempo=Tempo(Decimal(5), Decimal(0), Lifting.ASSISTED, Decimal(1)),
        caution="rhabdomyolysis: cap the reps",
        aliases=("Negative pull-up", "Eccentric pull-up"),
        free_weight=False,
    )
    assert row(24).tempo == Tempo(Decimal(3), Decimal(0), Decimal(3), Decimal(0))
    assert row(25).returns == (Return.SELF, Return.SPOTTER, Return.RELEASER)
    assert row(41).unilateral is Unilateral.EITHER
    assert row(42).returns == (Return.OTHER_HAND,)


LIFTING_FIRST = {5, 11, 14, 17, 23, 24, 29, 31, 32, 34, 37, 38, 39, 40, 41, 46}
ONE_SIDED = {4, 5, 6, 7, 8, 9, 13, 17, 21, 22, 23, 24, 32, 34, 39, 40, 42, 43, 44, 45}
BODY_MASS = {
    "0.86": {1, 2, 3},
    "0.8": {6},
    "0.93": {7, 8, 9},
    "0.98": {21, 22},
    "0.64": {27},
    "0.94": {28, 30, 35, 36},
    "0.6": {37},
    None: {10, 11, 13, 15, 16, 18, 19, 20, 24, 46},
}
FREE_WEIGHTS = {1, 2, 3, 6, 12, 13, 14, 19, 25, 26, 29, 31, 33, 38, 41, 44, 45}
TEMPOS = {
    "4-0-X-1": {1, 2, 20, 23, 34, 37, 40},
    "6-0-A-0": {3},
    "5-0-X-0": {4, 17, 31, 32, 46},
    "5-0-X-1": {5, 39},
    "4-0-X-0": {6, 9, 12, 13, 19, 25, 26, 33},
    "5-0-A-0": {7, 10, 15, 16, 18, 27, 28, 30, 41, 45},
    "3-0-A-0": {8, 21, 22},
    "3-1-X-0": {14},
    "3-0-3-0": {24},
    "3-0-X-0": {29},
    "5-0-A-1": {35, 36},
    "3-0-X-1": {38},
    "4-0-A-0": {42, 43, 44},
}


def rows_where(catalogue: Catalogue, attribute: str, value: object) -> set[int | None]:
    return {exercise.row for exercise in catalogue.known if getattr(exercise, attribute) == value}


def test_columns_add_up(catalogue: Catalogue) -> None:
    assert rows_where(catalogue, "starts", Start.LIFTING) == LIFTING_FIRST
    assert rows_where(catalogue, "unilateral", Unilateral.YES) == ONE_SIDED
    assert rows_where(catalogue, "free_weight", True) == FREE_WEIGHTS
    for text, rows in BODY_MASS.items():
        fraction = None if text is None else Decimal(text)
        assert rows_where(catalogue, "body_mass_fraction", fraction) == rows
    for tempo, those in TEMPOS.items():
        assert {each.row for each in catalogue.known if each.tempo and str(each.tempo) == tempo} == those
    assert sum(map(len, TEMPOS.values())) == 45


def test_muscles_trained_beside_others_are_known_and_no_direct_ones(catalogue: Catalogue) -> None:
    known = {muscle for each in catalogue.known for muscle in each.muscles}
    for each in catalogue.known:
        assert set(each.indirect) <= known - set(each.muscles)
        assert len(set(each.indirect)) == len(each.indirect)
    assert rows_where(catalogue, "indirect", ()) == {5, 9, 22, 23, 33, 34, 41, 42, 43, 44, 46}


def test_an_unsure_share_of_body_mass_is_known_to_be_unsure(catalogue: Catalogue) -> None:
    unsure = {each.row for each in catalogue.known if not catalogue.is_fraction_sure(each)}
    assert unsure == {6, 37}
    assert catalogue.is_fraction_sure(Exercise("My own", body_mass_fraction=Decimal("0.5")))


def test_no_two_exercises_answer_to_the_same_name(catalogue: Catalogue) -> None:
    assert catalogue.clashes == ()
    spellings = [spelling for each in catalogue.known for spelling in (each.name, *each.aliases)]
    assert len({name_key(spelling) for spelling in spellings}) == len(spellings)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("Leg press", 4),
        ("Heel drop", 21),
        ("Biceps curl", 41),
        ("Nordic curl", 15),
        ("Split squat", 6),
        ("Slider curl", 18),
        ("Pull-up negative", 35),
        ("Push-up negative", 27),
        ("Dip negative", 28),
        ("Bench press", 25),
        ("Back squat", 1),
        ("Romanian deadlift", 12),
        ("Leg press 2/1", 4),
        ("leg  PRESS", 4),
        ("pull up negative", 35),
        ("PULLUP NEGATIVE", 35),
        ("pull‑up negative", 35),
        ("Skull crusher", 33),
        ("tyler-twist", 42),
    ],
)
def test_a_name_is_found_whatever_its_case_and_hyphens(catalogue: Catalogue, typed: str, number: int) -> None:
    resolution = catalogue.resolve(typed)
    assert resolution.known and resolution.nearest is None
    assert resolution.exercise.row == number


@pytest.mark.parametrize("typed", ["Wall sit", "[red]Evil[/] \x1b[2J", "-", "", "鉄棒"])
def test_an_unknown_name_is_the_lifters_own_exercise(catalogue: Catalogue, typed: str) -> None:
    resolution = catalogue.resolve(typed)
    assert resolution.exercise == Exercise(name=typed)
    assert resolution.exercise.starts is Start.LOWERING
    assert resolution.exercise.returns == (Return.SELF,)
    assert not resolution.known
    assert resolution.nearest is None
    assert catalogue.find(typed) is None


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [("Bench pres", "Bench press"), ("Nordic crul", "Nordic curl"), ("Pul-up negativ", "Pull-up negative")],
)
def test_a_slip_of_the_finger_is_told_the_nearest_name(
    catalogue: Catalogue, typed: str, nearest: str
) -> None:
    resolution = catalogue.resolve(typed)
    assert (resolution.known, resolution.nearest) == (False, nearest)
    assert catalogue.find(nearest)


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("Pull up", "Pull-up negative"),
        ("Pullups", "Pull-up negative"),
        ("Pulup", "Pull-up negative"),
        ("Chin-up", "Chin-up negative"),
        ("Push-ups", "Push-up negative"),
        ("Dips", "Dip negative"),
        ("Row", "Barbell row"),
        ("Curl", "Curl negative"),
        ("Squats", "Squat"),
        ("Sqaut", "Squat"),
        ("Deadlifts", "Deadlift"),
        ("Bnech press", "Bench press"),
        ("Benchpres", "Bench press"),
        ("Incline bench press", "Bench press"),
        ("Bench press paused", "Bench press"),
        ("Calf raise", "Seated calf raise"),
        ("Pistol squat", "Pistol squat negative"),
        ("Nordics", "Nordic"),
        ("Skullcrushers", "Skull-crusher"),
    ],
)
def test_a_name_that_lacks_or_adds_a_word_is_told_the_nearest(
    catalogue: Catalogue, typed: str, nearest: str
) -> None:
    resolution = catalogue.resolve(typed)
    assert (resolution.known, resolution.nearest) == (False, nearest)


@pytest.mark.parametrize(
    "typed",
    [
        "Plank",
        "Side plank",
        "Press",
        "Push press",
        "Hack squat",
        "Goblet squat",
        "Dumbbell row",
        "Upright row",
        "Lateral raise",
        "Leg raise",
        "Hip thrust",
        "Lunge",
        "Step up",
        "Burpee",
        "Box jump",
        "Sit-up",
        "Running",
        "Eccentric",
        "negative",
        "up",
        "2/1",
    ],
)
def test_another_exercise_is_not_taken_for_a_slip(catalogue: Catalogue, typed: str) -> None:
    resolution = catalogue.resolve(typed)
    assert (resolution.known, resolution.nearest) == (False, None)


def test_an_own_exercise_is_near_too(catalogue: Catalogue) -> None:
    mine = catalogue.with_own([Exercise("Garage pull, left")])
    assert mine.resolve("Garage pulls").nearest == "Garage pull, left"


def test_own_exercises_stand_beside_the_known_ones(catalogue: Catalogue) -> None:
    wall_sit = Exercise("Wall sit", muscles=("quads",), aliases=("Chair",))
    mine = catalogue.with_own([wall_sit])
    assert mine.find("wall-sit") is wall_sit
    assert mine.find("chair") is wall_sit
    assert mine.resolve("Wall sti").nearest == "Wall sit"
    assert mine.exercises == (wall_sit, *catalogue.known)
    assert mine.clashes == ()
    assert catalogue.find("wall sit") is None


def test_an_own_exercise_takes_a_known_name_and_says_so(catalogue: Catalogue) -> None:
    mine = catalogue.with_own([Exercise("leg-press"), Exercise("Bench Press")])
    assert mine.resolve("Leg press").exercise.row is None
    assert mine.resolve("Leg press 2/1").exercise.row == 4
    assert mine.resolve("Barbell bench press").exercise.row == 25
    assert mine.clashes == (
        "“Bench press” means your own exercise “Bench Press” here, not the catalogue's “Bench press”.",
        "“Leg press” means your own exercise “leg-press” here, not the catalogue's “Leg press 2/1”.",
    )


def test_an_own_alias_never_takes_a_known_name(catalogue: Catalogue) -> None:
    mine = catalogue.with_own([Exercise("Floor press", aliases=("Bench press",))])
    assert mine.resolve("Bench press").exercise.row == 25
    assert mine.clashes == (
        "“Bench press” means the catalogue's “Bench press” here, not your “Floor press”.",
    )


def test_of_two_own_exercises_of_one_name_the_later_counts(catalogue: Catalogue) -> None:
    later = Exercise("wall-sit", muscles=("quads",))
    mine = catalogue.with_own([Exercise("Wall sit")]).with_own([later])
    assert mine.own == (later,)
    assert len(mine.clashes) == 1


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("bench", 25),
        ("Nord", 15),
        ("press leg", 4),
        ("pull neg", 35),
        ("rdl", 12),
        ("bulg", 6),
        ("cuff", 44),
        ("hams slid", 18),
        ("crusher", 33),
        ("cpnhgn", 24),
        ("copenhagen", 24),
    ],
)
def test_a_picker_offers_what_was_meant_first(catalogue: Catalogue, text: str, number: int) -> None:
    assert catalogue.search(text, 5)[0].row == number


def test_a_picker_searches_muscles_and_knows_its_limit(catalogue: Catalogue) -> None:
    assert {each.row for each in catalogue.search("calf soleus")} == {23}
    assert 18 in {each.row for each in catalogue.search("hamstrings")}
    assert [each.row for each in catalogue.search("", 3)] == [1, 2, 3]
    assert catalogue.search("zzzz") == []
    own = Exercise("Zercher squat")
    assert catalogue.with_own([own]).search("zer", 4)[0] is own


def test_the_way_back_up_is_told_in_words(catalogue: Catalogue) -> None:
    assert catalogue.way_back(row(35)) == "step back up"
    assert catalogue.way_back(row(46)) == "knees bent on the way up"
    assert catalogue.way_back(row(33)) == "lift it yourself or the spotters lift it"
    assert catalogue.way_back(Exercise("Mine")) == "lift it yourself"
    assert all(way.words for way in Return)
