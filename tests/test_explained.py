"""`?` says what the figures on a screen mean, whole at every size; what it cites was checked."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from textual.app import ComposeResult
from textual.widgets import Static

from negtrain_tui.repository import Repository
from negtrain_tui.screens.explain import ExplainDialog, Explained
from negtrain_tui.screens.stored import StoredScreen
from negtrain_tui.training.explained import TOPICS
from negtrain_tui.widgets.key_bar import KeyBar
from tests.dialog_host import asked
from tests.lone_screen import EVIL, SIZES, VISIBLE_EVIL, visiting

# Domain-reference §9: publications checked for what is said of them.
_CHECKED = (
    "PMC6006544",
    "PeerJ 3:e1102",
    "JSSM 19:317",
    "10.1007/s40279-025-02344-w",
    "10.1123/ijspp.2020-0599",
    "JSCR 20:584",
    "10.1519/R-15304.1",
    "10.1007/s40279-023-01937-7",
    "BJSM 53:921",
    "10.1007/s40279-020-01378-6",
)
_REFERENCES = re.compile(r"PMC\d+|PeerJ [\d:e]+|[BJ]\w+ \d+:\d+|10\.\d+/[\w.-]*\w")


class _Figures(Explained, StoredScreen[int]):
    PALETTE = "Figures"
    EXPLAINS = ("weekly_sets", "change")

    def compose_room(self) -> ComposeResult:
        yield Static("figures", markup=False)
        yield KeyBar()

    def read(self, repository: Repository) -> int:
        del repository
        return 1

    def show(self, snapshot: int) -> None:
        del snapshot

    def nothing_read(self, sentence: str) -> None:
        raise AssertionError(sentence)

    def values_now(self) -> Mapping[str, str]:
        return {"weekly_sets": f"quads {EVIL}"}

    def topics_now(self) -> Sequence[str]:
        return tuple(reversed(self.EXPLAINS))


class TestTopics:
    def test_each_says_what_it_is_how_it_is_computed_and_where_it_is_from(self) -> None:
        assert set(TOPICS) == {
            *("lowering", "tut", "fidelity", "within_20", "mean_error", "fade", "load", "load_seconds"),
            *("e1rm", "records", "plateau", "weekly_sets", "weekly_reps", "weekly_seconds", "change"),
            *("session_load", "body_mass", "rests", "volume_load"),
        }
        for key, topic in TOPICS.items():
            assert topic.key == key
            for said in (topic.name, topic.what, topic.how, topic.source):
                assert said and not said.startswith(" ")
            for sentence in (topic.what, topic.how, topic.source, *filter(None, [topic.caution])):
                assert sentence.endswith(".")

    def test_only_what_was_checked_is_cited(self) -> None:
        cited = {
            found
            for topic in TOPICS.values()
            for found in _REFERENCES.findall(f"{topic.how} {topic.caution} {topic.source}")
        }
        assert cited == set(_CHECKED)


class TestTheScreen:
    async def test_the_question_mark_explains_and_f1_lists_the_keys(self, tmp_path: Path) -> None:
        async with visiting(tmp_path / "a.db", lambda outbox, clock, _: _Figures(outbox, clock)) as visit:
            assert "? what is this" in visit.bar
            await visit.press("question_mark")
            assert visit.flat.index("Change against the week before") < visit.flat.index(
                "Eccentric sets a week"
            )
            assert VISIBLE_EVIL in visit.flat
            await visit.press("question_mark")
            assert "figures" in visit.text and "Pelland" not in visit.flat
            await visit.press("f1")
            assert "All keys" in visit.text and "what is this" in visit.text
            await visit.press("escape")
            visit.palette()["Figures: what is this"]()
            await visit.settled()
            assert "What is this?" in visit.text

    @pytest.mark.parametrize("size", SIZES)
    async def test_every_word_can_be_read_at_every_size(self, size: tuple[int, int], tmp_path: Path) -> None:
        words: set[str] = set()
        async with asked(tmp_path, lambda: ExplainDialog(tuple(TOPICS)), size) as (visit, answers):
            for _ in range(60):
                words.update(visit.flat.split())
                await visit.rush("pagedown")
            words.update(visit.flat.split())
            assert "read on" in visit.bar
            await visit.press("escape")
            assert answers == [None]
        for topic in TOPICS.values():
            for said in (topic.name, topic.what, topic.how, topic.caution, topic.source):
                assert set(said.split()) <= words

    async def test_one_that_fits_offers_nothing_to_read_on(self, tmp_path: Path) -> None:
        async with asked(tmp_path, lambda: ExplainDialog(["within_20"])) as (visit, _):
            assert "read on" not in visit.bar
            assert "no research finding" in visit.flat
