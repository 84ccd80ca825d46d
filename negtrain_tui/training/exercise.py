"""An exercise, and the catalogue of those that are known, with room for the lifter's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cache, cached_property
from typing import Any

from negtrain_tui.training.packaged import packaged_table
from negtrain_tui.training.tempo import Start, Tempo, parse_tempo


class Return(StrEnum):
    """How the load gets back up when it isn't simply lifted."""

    SELF = "self"
    SPOTTER = "spot"
    OTHER_LIMB = "limb"
    STEP = "step"
    HANDS = "hands"
    RELEASER = "rel"
    RESET = "reset"
    OTHER_HAND = "other hand"

    @property
    def words(self) -> str:
        """What to do to get back up, as a lifter reads it on screen."""
        return _RETURN_WORDS[self]


_RETURN_WORDS: Mapping[Return, str] = {
    Return.SELF: "lift it yourself",
    Return.SPOTTER: "the spotters lift it",
    Return.OTHER_LIMB: "the other limb lifts it",
    Return.STEP: "step back up",
    Return.HANDS: "push up with the hands",
    Return.RELEASER: "lift without the releasers' weight",
    Return.RESET: "go back to the start without load",
    Return.OTHER_HAND: "the other hand lifts it",
}


class Unilateral(StrEnum):
    """Whether an exercise is done one side at a time."""

    YES = "y"
    NO = "n"
    EITHER = "y/n"


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise; `row` is its number in the catalogue and None for a lifter's own.

    `muscles` are those it trains directly, `indirect` those beside them: the latter by our own assignment.
    """

    name: str
    row: int | None = None
    muscles: tuple[str, ...] = ()
    indirect: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    starts: Start = Start.LOWERING
    returns: tuple[Return, ...] = (Return.SELF,)
    unilateral: Unilateral = Unilateral.EITHER
    body_mass_fraction: Decimal | None = None
    tempo: Tempo | None = None
    caution: str = ""
    aliases: tuple[str, ...] = field(default=())
    ballistic: bool = False
    free_weight: bool = True


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a name on a line means; where it isn't `known`, `nearest` is a known name that looks like it."""

    exercise: Exercise
    known: bool
    nearest: str | None = None


_NOT_TOLD_APART = re.compile(r"[\s\u002d\u00ad\u2010-\u2015\u2212]+")
_WORD_BREAKS = re.compile(r"[\s\u002d\u00ad\u2010-\u2015\u2212/,]+")

_PLURAL = re.compile(r"(?<=\w\w)(?<!s)s$|([sx])es$")

# What a name may lack and still mean the same lift.
_QUALIFIERS = frozenset({"negative", "2", "1"})
# Below this likeness difflib's suggestions stop resembling a slip of the finger.
_NEAR = 0.75
_NEAR_WORD = 0.6
_INSIDE = 6
# Fewer letters begin too many names to tell what was meant.
_TELLING = 4


def name_key(name: str) -> str:
    """Reduce a name to what tells it apart from others: its letters, without case, hyphens or spaces."""
    folded = name.casefold()
    return _NOT_TOLD_APART.sub("", folded) or folded


class Catalogue:
    """Every exercise that has a name here: the lifter's own first, then the known ones in their order.

    A name goes to the first that bears it: the lifter's own exercise (of two, the one added last),
    a known exercise, an alias of an own one, an alias of a known one. Whoever lost a name that way
    stands in `clashes`, one sentence each.
    """

    def __init__(
        self,
        known: Iterable[Exercise],
        own: Iterable[Exercise] = (),
        *,
        ways_back: Mapping[int, str] | None = None,
        provenance: Mapping[int, str] | None = None,
    ) -> None:
        self.known: tuple[Exercise, ...] = tuple(known)
        self._ways_back = dict(ways_back or {})
        self._provenance = dict(provenance or {})
        self._by_key: dict[str, tuple[str, Exercise]] = {}
        self._found_near: dict[str, str | None] = {}
        clashes: list[str] = []
        self.own: tuple[Exercise, ...] = self._latest_of_each_name(own, clashes)
        for exercises, spellings in (
            (self.own, _only_name),
            (self.known, _only_name),
            (self.own, _only_aliases),
            (self.known, _only_aliases),
        ):
            for exercise in exercises:
                for spelling in spellings(exercise):
                    holder = self._by_key.setdefault(name_key(spelling), (spelling, exercise))[1]
                    if holder is not exercise:
                        clashes.append(_clash(spelling, holder, exercise))
        self.clashes: tuple[str, ...] = tuple(clashes)

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """All of them, the lifter's own first."""
        return self.own + self.known

    def with_own(self, exercises: Iterable[Exercise]) -> Catalogue:
        """Add the lifter's own exercises beside the known ones; see `clashes` for names that both claim."""
        return Catalogue(
            self.known, (*self.own, *exercises), ways_back=self._ways_back, provenance=self._provenance
        )

    def find(self, name: str) -> Exercise | None:
        """The exercise of that name or alias, ignoring case, hyphens and spaces."""
        found = self._by_key.get(name_key(name))
        return found[1] if found else None

    def resolve(self, name: str) -> Resolution:
        """Say what a name means: one that isn't here is the lifter's own, lowering first, self return."""
        found = self.find(name)
        if found is not None:
            return Resolution(found, known=True)
        return Resolution(Exercise(name=name), known=False, nearest=self._nearest(name))

    def search(self, text: str, limit: int = 20) -> list[Exercise]:
        """The exercises a picker offers for `text`, best first; with no text, the first `limit`."""
        ranked: list[tuple[tuple[int, int], int, Exercise]] = []
        for place, exercise in enumerate(self.exercises):
            rank = _rank(text, exercise)
            if rank is not None:
                ranked.append((rank, place, exercise))
        ranked.sort(key=lambda entry: entry[:2])
        return [exercise for _, _, exercise in ranked[:limit]]

    def way_back(self, exercise: Exercise) -> str:
        """How the load of an exercise gets back up, in words."""
        said = self._ways_back.get(exercise.row) if exercise.row is not None else None
        return said or " or ".join(way.words for way in exercise.returns)

    def is_fraction_sure(self, exercise: Exercise) -> bool:
        """Whether the share of body mass may be shown as a fact (False where it is from memory, unsure)."""
        return exercise.row is None or exercise.row not in self._provenance

    def _nearest(self, name: str) -> str | None:
        # Screens ask for the same few names each time they draw.
        if name not in self._found_near:
            self._found_near[name] = nearest_spelling(_plain_words(name), self._spellings)
        return self._found_near[name]

    @cached_property
    def _spellings(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return tuple((spelling, _plain_words(spelling)) for spelling, _ in self._by_key.values())

    @staticmethod
    def _latest_of_each_name(own: Iterable[Exercise], clashes: list[str]) -> tuple[Exercise, ...]:
        latest: dict[str, Exercise] = {}
        for exercise in own:
            earlier = latest.pop(name_key(exercise.name), None)
            if earlier is not None and earlier != exercise:
                clashes.append(_clash(earlier.name, exercise, earlier))
            latest[name_key(exercise.name)] = exercise
        return tuple(latest.values())


def _plain_words(text: str) -> tuple[str, ...]:
    """The words of a name without the s of a plural, so that “Pull ups” and “Pull-up” are the same."""
    return tuple(_PLURAL.sub(r"\1", word) for word in _words(text))


def nearest_spelling(sought: tuple[str, ...], spellings: Sequence[tuple[str, tuple[str, ...]]]) -> str | None:
    """Of spellings with their words, the one most likely meant by the words `sought`; None where none is.

    Nearest first: the same words; words that only lack what qualifies them, the barbell's exercise before
    others; words that hold a known name and qualify it further; a slip of the finger.
    """
    key = "".join(sought)
    if not any(letter.isalpha() for letter in key):
        return None
    best: tuple[tuple[int, int], str] | None = None
    for spelling, words in spellings:
        rank = _likeness(sought, key, words)
        if rank is not None and (best is None or rank < best[0]):
            best = (rank, spelling)
    return best[1] if best is not None else _slip(sought, spellings)


def _likeness(sought: tuple[str, ...], key: str, words: tuple[str, ...]) -> tuple[int, int] | None:
    """How near known words are to those sought (smaller is nearer), or None where they aren't."""
    whole, more = "".join(words), len(words) - len(sought)
    if key == whole:
        return (0, 0)
    bare = tuple(word for word in words if word not in _QUALIFIERS)
    if key == "".join(bare):
        return (1, more)
    if len(sought) == 1:
        # One word alone names many exercises; unqualified, lifters mean the one with the barbell.
        return (2, more) if bare == ("barbell", *sought) else None
    if len(key) >= _TELLING and whole.startswith(key):
        return (3, more)
    if more > 0 and words[-len(sought) :] == sought:
        return (4, more)
    if len(words) > 1 and (sought[: len(words)] == words or sought[-len(words) :] == words):
        return (5, -len(words))
    return None


def _slip(sought: tuple[str, ...], spellings: Sequence[tuple[str, tuple[str, ...]]]) -> str | None:
    likest: tuple[float, str | None] = (_NEAR, None)
    for spelling, words in spellings:
        bare = tuple(word for word in words if word not in _QUALIFIERS)
        for known in dict.fromkeys((words, bare)):
            if len(known) == len(sought) and any(
                _resemblance(*pair) < _NEAR_WORD for pair in zip(sought, known, strict=True)
            ):
                continue
            likeness = _resemblance("".join(sought), "".join(known))
            if likeness > likest[0]:
                likest = (likeness, spelling)
    return likest[1]


def _resemblance(typed: str, known: str) -> float:
    """How much of two words is the same, 0 to 1; 0 where it can't be a slip of the finger."""
    from difflib import SequenceMatcher

    # A slip seldom hits the first letter (hack, back are two words), or leaves much out (press, press-up).
    if typed == known:
        return 1.0
    if typed[:1] != known[:1] or abs(len(typed) - len(known)) > max(1, len(typed) // 4):
        return 0.0
    return SequenceMatcher(None, known, typed, autojunk=False).ratio()


def _only_name(exercise: Exercise) -> tuple[str, ...]:
    return (exercise.name,)


def _only_aliases(exercise: Exercise) -> tuple[str, ...]:
    return exercise.aliases


def _clash(spelling: str, holder: Exercise, loser: Exercise) -> str:
    whose = "your own exercise" if holder.row is None else "the catalogue's"
    lost = "your" if loser.row is None else "the catalogue's"
    return f"“{spelling}” means {whose} “{holder.name}” here, not {lost} “{loser.name}”."


def _words(text: str) -> list[str]:
    return [word for word in _WORD_BREAKS.split(text.casefold()) if word]


def _each_begins_one(sought: list[str], words: list[str]) -> bool:
    return all(any(word.startswith(part) for word in words) for part in sought)


def _spread(sought: str, text: str) -> int | None:
    """The number of letters in `text` from the first to the last that spell `sought` in order."""
    first = text.find(sought[:1])
    at = first
    for letter in sought[1:]:
        at = text.find(letter, at + 1)
        if at < 0:
            return None
    return at - first if first >= 0 else None


def name_rank(text: str, name: str) -> int | None:
    """How well a name answers a search, by the catalogue's rules: smaller is better, None is not at all.

    A name that begins so comes before one whose words do, and last one that has it inside.
    """
    rank = _rank(text, Exercise(name))
    return None if rank is None or rank[0] > _INSIDE else rank[0]


def _rank(text: str, exercise: Exercise) -> tuple[int, int] | None:
    """How well an exercise answers a search (smaller is better), or None where it doesn't."""
    key = name_key(text)
    if not key:
        return (0, 0)
    name, sought = name_key(exercise.name), _words(text)
    aliases = [name_key(alias) for alias in exercise.aliases]
    words = _words(exercise.name)
    alias_words = [_words(alias) for alias in exercise.aliases]
    if key == name or key in aliases:
        return (0, 0)
    if name.startswith(key):
        return (1, 0)
    if _each_begins_one(sought, words):
        return (2, 0)
    if any(alias.startswith(key) for alias in aliases):
        return (3, 0)
    if any(_each_begins_one(sought, those) for those in alias_words):
        return (4, 0)
    everything = words + [word for those in alias_words for word in those]
    everything += _words(" ".join((*exercise.muscles, *exercise.equipment)))
    if _each_begins_one(sought, everything):
        return (5, 0)
    if key in name:
        return (_INSIDE, 0)
    spread = _spread(key, name)
    return (_INSIDE + 1, spread) if spread is not None else None


@cache
def load_catalogue() -> Catalogue:
    """Read the known exercises: the 46 rows of domain-reference §8."""
    rows = packaged_table("exercises")["exercise"]
    return Catalogue(
        (_exercise(row) for row in rows),
        ways_back={row["row"]: row["return_how"] for row in rows if "return_how" in row},
        provenance={row["row"]: row["body_mass_provenance"] for row in rows if "body_mass_provenance" in row},
    )


def _exercise(row: Mapping[str, Any]) -> Exercise:
    starts, fraction = Start(row["starts"]), row.get("body_mass_fraction")
    return Exercise(
        name=row["name"],
        row=row["row"],
        muscles=tuple(row["muscles"]),
        indirect=tuple(row["indirect"]),
        equipment=tuple(row["equipment"]),
        starts=starts,
        returns=tuple(Return(code) for code in row["returns"]),
        unilateral=Unilateral(row["unilateral"]),
        body_mass_fraction=None if fraction is None else Decimal(fraction),
        tempo=None if row["tempo"] == "free" else parse_tempo(row["tempo"], starts=starts),
        caution=row["caution"],
        aliases=tuple(row["aliases"]),
        free_weight=row["free_weight"],
    )
