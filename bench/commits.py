"""How long a rep takes from the outbox to the disk, and how long the event loop stands still for it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from bench.figures import Row, spread
from negtrain_tui.ids import new_id
from negtrain_tui.outbox import Outbox
from negtrain_tui.repository import Repository
from negtrain_tui.training.load import parse_load
from negtrain_tui.training.record import Rep, RepKind, Session, SetRecord, Status

AIM_MS = 10.0
_PULSE_S = 0.001
_LINE = "Push-up negative 1x1 @bw 3-1-A-0"


def measure(database: Path, reps: int) -> list[Row]:
    """Commit `reps` reps from an event loop that does nothing else, and as long a stretch without any."""
    with Outbox(lambda: Repository.open(database)) as outbox:
        taken, stalls = asyncio.run(_commit(outbox, _new_set(outbox), reps))
        _, idle = asyncio.run(_commit(outbox, "", reps))
    return [
        spread("commit of a rep, outbox to disk", taken, judged=99, aim=AIM_MS),
        Row("longest stall of the event loop meanwhile", len(stalls), f"{max(stalls) * 1e3:.2f} ms"),
        Row("longest stall of the same loop without commits", len(idle), f"{max(idle) * 1e3:.2f} ms"),
    ]


def from_set(commits: Sequence[tuple[str, float, float]]) -> Row:
    """Describe the commits of a guided set, where the screen is drawn at the same moment."""
    taken = [done - posted for what, posted, done in commits if what.startswith("rep ")]
    return spread("commit of a rep, in a guided set", taken, judged=99, aim=AIM_MS)


def _new_set(outbox: Outbox) -> str:
    at = datetime.now().astimezone()
    session = Session(new_id(at), Status.LIVE, at, name="bench", source="set", lines=(_LINE,))
    record = SetRecord(
        id=new_id(at),
        exercise="Push-up negative",
        line=_LINE,
        line_number=1,
        number=1,
        method=None,
        pacing="paced",
        status=Status.LIVE,
        started_at=at,
        load_prescribed=parse_load("bw"),
        load_loadable=parse_load("bw"),
        load_lifted=parse_load("bw"),
    )
    outbox.post(lambda repository: repository.start_session(session), "the session")
    outbox.post(lambda repository: repository.save_set(session.id, record), "the set").result()
    return record.id


async def _commit(outbox: Outbox, set_id: str, reps: int) -> tuple[list[float], list[float]]:
    """Return the seconds of each commit, and by how much each pulse of the loop was late."""
    stalls: list[float] = []
    pulse = asyncio.create_task(_pulse(stalls))
    taken: list[float] = []
    for number in range(1, reps + 1):
        if set_id:
            taken.append(await _save(outbox, set_id, number))
        await asyncio.sleep(0.02)
    pulse.cancel()
    return taken, stalls


async def _save(outbox: Outbox, set_id: str, number: int) -> float:
    rep = Rep(number, None, RepKind.LOWERING, Decimal(3), Decimal(3))
    at = datetime.now().astimezone()
    began = time.perf_counter()
    ended: list[float] = []
    future = outbox.post(lambda repository: repository.save_rep(set_id, rep, at), f"rep {number}")
    future.add_done_callback(lambda _: ended.append(time.perf_counter()))
    await asyncio.wrap_future(future)
    return ended[0] - began


async def _pulse(stalls: list[float]) -> None:
    while True:
        began = time.perf_counter()
        await asyncio.sleep(_PULSE_S)
        stalls.append(time.perf_counter() - began - _PULSE_S)
