"""What Train looks like, in each of its views, at the three sizes it is made for."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_textual_snapshot import SVGImageExtension
from syrupy.assertion import SnapshotAssertion

from negtrain_tui.screens.offer import OfferScreen
from negtrain_tui.training.record import Session
from tests.gym import LEAD_IN_S, PUSH_UPS, QUIET, Gym, at_the_gym, prepared
from tests.stored_samples import finished_session

SIZES = [(80, 24), (60, 18), (120, 40)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database that knows one earlier session."""
    path = tmp_path / "negtrain.db"
    prepared(path, QUIET, last_week())
    return path


@pytest.fixture
def picture(snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch) -> SnapshotAssertion:
    """Compares with the pictures kept; `--snapshot-update` keeps new ones."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    return snapshot.use_extension(SVGImageExtension)


def last_week() -> Session:
    return finished_session(datetime(2026, 2, 25, 18, 0, tzinfo=UTC), exercise="Push-up negative")


async def shot(gym: Gym) -> str:
    await gym.pilot.pause()
    return gym.app.export_screenshot(title="Negtrain")


@pytest.mark.parametrize("size", SIZES, ids=[f"{width}x{height}" for width, height in SIZES])
async def test_a_session_from_ready_to_summary(
    path: Path, picture: SnapshotAssertion, size: tuple[int, int]
) -> None:
    async with at_the_gym(path, PUSH_UPS, settings=None, size=size) as gym:
        assert await shot(gym) == picture(name="ready")
        await gym.after(1, "space")
        await gym.after(LEAD_IN_S)
        await gym.after(2.4, "space")
        await gym.after(1.2)
        await gym.press("space")
        await gym.after(1.3)
        assert await shot(gym) == picture(name="lowering")
        await gym.press("p")
        assert await shot(gym) == picture(name="paused")
        await gym.after(1, "space")
        await gym.after(LEAD_IN_S + 2.4, "x", "8")
        assert await shot(gym) == picture(name="form")
        await gym.after(1.5, "space")
        assert await shot(gym) == picture(name="rest")
        await gym.press("escape")
        assert await shot(gym) == picture(name="summary")


async def test_what_was_interrupted_is_offered(path: Path, picture: SnapshotAssertion) -> None:
    async with at_the_gym(path, PUSH_UPS, settings=None) as gym:
        await gym.after(1, "space")
        await gym.after(LEAD_IN_S + 3.5, "ctrl+q")
    async with at_the_gym(path, PUSH_UPS, settings=None, ready=False) as gym:
        await gym.until(lambda: isinstance(gym.screen(), OfferScreen))
        for width, height in SIZES:
            await gym.pilot.resize_terminal(width, height)
            assert await shot(gym) == picture(name=f"{width}x{height}")


async def test_too_small_a_terminal_gets_a_sentence(path: Path, picture: SnapshotAssertion) -> None:
    async with at_the_gym(path, PUSH_UPS, settings=None) as gym:
        await gym.pilot.resize_terminal(40, 10)
        assert await shot(gym) == picture(name="40x10")
