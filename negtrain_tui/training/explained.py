"""What each figure of the history means, how it is computed, what it doesn't say, and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Topic:
    """One figure: `what` it is, `how` it is computed, a `caution`, and the `source` of figure and numbers.

    `source` names a publication only for what was checked there (domain-reference §6 and §9); our own
    choices are called so.
    """

    key: str
    name: str
    what: str
    how: str
    caution: str
    source: str


_OURS = "Our default, no research finding."
_TUT = "Descriptive; slower lowering raises it but costs reps: Wilk 2018 (PMC6006544)."
_COUNT = (
    "A direct set counts 1, an indirect one 0.5: the count that fitted best in Pelland "
    "(doi 10.1007/s40279-025-02344-w). Which muscles an exercise trains directly is as in our catalogue; "
    "which indirectly is our own assignment."
)

_ALL = (
    Topic(
        "lowering",
        "Lowering",
        "How long the load was on its way down in one rep, in seconds.",
        "From the turn at the top to your press at the bottom where you marked it, or as given by you "
        "afterwards. A paced rep was led by the clock: it counts as its target, with ~ wherever it "
        "is part of a sum.",
        "A paced second isn't a measured one.",
        "Recorded by Negtrain. Of 29 people who trained alone for two weeks, 14 stayed within 8 % of the "
        "time they were to spend under load: Faber 2015, PeerJ 3:e1102.",
    ),
    Topic(
        "tut",
        "Time under tension",
        "The seconds spent lowering, added up; holds are told apart.",
        "The sum of all lowerings of the work sets. Paced ones count as their targets, which ~ tells.",
        "It can't be compared across loads.",
        _TUT,
    ),
    Topic(
        "fidelity",
        "Tempo fidelity",
        "How close measured lowerings came to the prescribed seconds; 100 % is exact.",
        "For each measured lowering 1 - |actual - target| / target, at least 0; then the mean, rounded down. "
        "Paced reps don't count; where none was measured there is no fidelity.",
        "Too slow costs as much as too fast.",
        "Defined by us; it describes what was done and predicts nothing.",
    ),
    Topic(
        "within_20",
        "Within 20 %",
        "The share of measured lowerings that were on tempo.",
        "Measured lowerings at most 20 % off their target, divided by all measured ones.",
        "",
        "The 20 % are our default, no research finding.",
    ),
    Topic(
        "mean_error",
        "Mean error",
        "By how many seconds measured lowerings missed their targets, with its sign.",
        "The mean of actual minus target over measured lowerings. Minus means too fast, plus too slow.",
        "Errors in both directions cancel out; fidelity tells them.",
        "Defined by us.",
    ),
    Topic(
        "fade",
        "Lowering fade",
        "By how much the last lowering of a set was shorter than its first two.",
        "The mean of the first two lowerings minus the last, each as a share of its own target. It needs "
        "three or more, these three measured. Where each side has its own, the larger fade counts.",
        "No threshold has been validated.",
        _OURS,
    ),
    Topic(
        "load",
        "Load",
        "What was lowered, in the unit in which it was entered.",
        "Prescribed is what the plan asked, loadable what your plates make at or below that, lifted what "
        "was on the bar last. Each rep counts with its own load, whatever its set says. `bw` is your body; "
        "bw+5kg has 5 kg added, bw-20kg has 20 kg of help. ≈ marks a number rounded to be looked at.",
        "",
        "Recorded by Negtrain.",
    ),
    Topic(
        "load_seconds",
        "Load-seconds",
        "How much was lowered for how long, in kg·s or lb·s.",
        "For each lowering its load times its seconds, added up. Paced seconds count as their targets (~). "
        "Where a load isn't known, neither is this.",
        "It describes, and measures no training effect.",
        "Defined by us.",
    ),
    Topic(
        "volume_load",
        "Volume load",
        "How much was lowered in all, in kg or lb.",
        "For each lowering its load, added up: load times reps. Where a load isn't known, neither is this.",
        "Two sets of the same volume can be of very different effort.",
        "A usual measure of training; flywheels and holds have none.",
    ),
    Topic(
        "e1rm",
        "Estimated 1RM",
        "What you could lift once at normal tempo, as ordinary sets suggest it.",
        "Brzycki: 36 x load / (37 - reps to failure), rounded down. Reps to failure are those done and those "
        "your answered RPE left in reserve. Only sets without a method or an assisted return, lowered in 3 s "
        "at the most, up to 10 reps to failure, all under control, with an RPE from 6 (the 3 s and the 6 are "
        "our defaults).",
        "Negatives, two loads, holds and slow tempos tell no 1RM. The relation differs between exercises "
        "and people: Nuzzo 2024, doi 10.1007/s40279-023-01937-7.",
        "Formulas hold up to 10 reps: Reynolds, JSCR 20:584, doi 10.1519/R-15304.1.",
    ),
    Topic(
        "records",
        "Records",
        "The most ever lowered, and the longest measured lowering, for each exercise, method and tempo.",
        "A load counts where the lowering was under control. Seconds count where they were measured, from a "
        "tenth of a second more on than earlier lowerings with at least that load; of equally long ones that "
        "with the most load counts. The load is that of the rep, not of its set.",
        "Another tempo is another record: the bench press 1RM fell as lowering went from 2 to 4 to 6 s "
        "(Wilk 2020, JSSM 19:317).",
        "Compared exactly, whatever the units.",
    ),
    Topic(
        "plateau",
        "Plateau",
        "A stretch without progress in an exercise.",
        "No gain in load, reps, seconds or estimated 1RM over three sessions of it, or three weeks at one "
        "standing; each line of the plan, and else each method and tempo, by itself. More than before is a "
        "gain only with all sets and reps done, under control, and with 80 % of the tempo kept: what was "
        "missing stands in brackets, pain only where it was over its limit. Of a session the exposure counts "
        "that asked most. Easier days aren't counted; a session cut short is, with sets or reps missing. "
        "Where you set or kept a standing, counting begins again. It ends with the next gain; what happened "
        "in between is told as that.",
        "A few bad days look the same. Nobody knows what caused it, or what ended it.",
        _OURS,
    ),
    Topic(
        "rests",
        "Rests",
        "How long you rested before a set.",
        "From the end of the set before to the beginning of this one, by the instants at which they were, "
        "so that a change of the clocks counts for nothing.",
        "Where the two contradict each other, over three hours, and where the set before was deleted, the "
        "rest is unknown.",
        "Recorded by Negtrain.",
    ),
    Topic(
        "weekly_sets",
        "Eccentric sets a week",
        "Sets with lowerings for each muscle, in the week shown.",
        "Work sets that happened and have at least one lowering; warm-ups and holds are none. A set done "
        "each side is one set. A direct set counts 1, an indirect one 0.5.",
        "A set counts the same however hard it was.",
        _COUNT,
    ),
    Topic(
        "weekly_reps",
        "Lowerings a week",
        "Lowerings for each muscle, in the week shown.",
        "The timed lowerings of the sets that count, those of both sides added. Direct ones count 1, "
        "indirect ones 0.5.",
        "A set done each side has twice the reps of one that isn't.",
        "Reps are weighed like sets, which is our choice. " + _COUNT,
    ),
    Topic(
        "weekly_seconds",
        "Seconds of lowering a week",
        "Seconds spent lowering for each muscle, in the week shown.",
        "The seconds of the same lowerings, those of both sides added. Direct ones count 1, indirect ones "
        "0.5. Paced ones count as their targets, which ~ tells.",
        "It can't be compared across loads.",
        "Seconds are weighed like sets, which is our choice. " + _COUNT,
    ),
    Topic(
        "change",
        "Change against the week before",
        "This week minus the week before it, in sets and in percent of the week before.",
        "Whole weeks are compared; the week that still runs is compared with as many days of the one before. "
        "Where the week before had none there is no percentage.",
        "It says what changed, and nothing of the risk of injury. We show no ratio of recent to longer-term "
        "load: it is coupled with itself (Lolli, BJSM 53:921), and critics urge to drop it "
        "(doi 10.1007/s40279-020-01378-6).",
        "Plain subtraction.",
    ),
    Topic(
        "session_load",
        "Session load",
        "How hard a session was for you, times how long it took.",
        "Your rating of the whole session (0 to 10) times its minutes from start to end, rounded to whole "
        "ones. Without a rating, or an end, there is none: nothing is guessed, and a sum says of how many "
        "sessions it is. To rate a session, open it in History and edit it.",
        "It tells what the training cost you, not what it gained. Best rated about half an hour afterwards; "
        "ratings stay stable for days.",
        "Session RPE: Foster 2021, IJSPP, doi 10.1123/ijspp.2020-0599.",
    ),
    Topic(
        "body_mass",
        "Body mass",
        "What you weighed, and a smoothed trend of it.",
        "The trend moves a tenth of the way to each new weight (for a day; after n days without one by "
        "1 - 0.9^n of the way). Of several weights of one day the mean counts. It begins at the first weight "
        "of the last 400 days.",
        "Day to day, the weight swings by more than the trend moves.",
        "Exponential smoothing; the tenth a day is our default, no research finding.",
    ),
)

TOPICS: Mapping[str, Topic] = MappingProxyType({topic.key: topic for topic in _ALL})
"""Every figure that a screen of the history shows, by its key."""
