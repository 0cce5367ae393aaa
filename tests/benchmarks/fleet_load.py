"""The load of the fleet's measurement, a process of its own: the desks come, and messages are written.

Customers write through the chat page's route. Messages are begun at even times, whatever became of the ones before.

The process speaks with its parent in lines: it says "steady", "measured", "restart" and, as JSON, what it found; after
"restart" it goes on when a line comes back.
"""

import asyncio
import resource
import sys
import time
from typing import Any

import msgspec

from app.domain.ids import new_id
from sync_server.channels.webchat_forms import Sending
from tests.benchmarks.fleet_desks import READ_SECONDS, TEXTS, Desk, Fleet, Plan, Refused, Written
from tests.benchmarks.fleet_line import Lines
from tests.benchmarks.fleet_office import Talk

SETTLE_SECONDS = 60.0


async def customer_writes(fleet: Fleet, talk: Talk, written: Written, message_id: str) -> None:
    """Write a message on the chat page; who is sent away comes again."""
    page = Lines(fleet.plan.port, talk.visitor)
    sending = Sending(id=message_id, text=fleet.chance.choice(TEXTS))
    try:
        while True:
            try:
                answer = await page.post("/chat/v1/messages", sending, READ_SECONDS)
                if answer.status >= 400:
                    raise Refused(answer.status, answer.retry_after())
                break
            except (OSError, TimeoutError, Refused) as error:
                fleet.failed("customer", error)
                await asyncio.sleep(max(1.0, getattr(error, "seconds", 0.0)))
        written.answered = time.perf_counter()
        fleet.note("customer", written.begun)
    finally:
        page.close()


async def write(fleet: Fleet, seconds: float) -> None:
    """Begin messages at even times, by turns from a desk and from a customer, and return when all are answered."""
    tasks = []
    start = time.perf_counter()
    for number in range(int(seconds * fleet.plan.rate)):
        await asyncio.sleep(max(0.0, start + number / fleet.plan.rate - time.perf_counter()))
        desk = fleet.chance.choice(fleet.desks)
        talk, message_id = fleet.chance.choice(desk.seat.talks), new_id()
        by_desk = number % 2 == 0 and desk.ready.is_set()
        written = Written(desk.group, desk.seat.agent_id if by_desk else "", time.perf_counter())
        fleet.written[message_id] = written
        work = desk.push(talk, written, message_id) if by_desk else customer_writes(fleet, talk, written, message_id)
        tasks.append(asyncio.create_task(work))
    await asyncio.gather(*tasks)


async def arrived(fleet: Fleet) -> int:
    """Wait until every desk has every message of its group; returns how many are missing after a minute."""
    end = time.perf_counter() + SETTLE_SECONDS
    while True:
        held = {(got.message, got.desk) for got in fleet.got}
        written = by_group(fleet)
        missing = sum(
            (message_id, desk.seat.agent_id) not in held
            for desk in fleet.desks
            for message_id in written.get(desk.group, ())
        )
        if not missing or time.perf_counter() > end:
            return missing
        await asyncio.sleep(0.5)


def by_group(fleet: Fleet) -> dict[str, list[str]]:
    """Return the messages written so far, by group."""
    found: dict[str, list[str]] = {}
    for message_id, written in fleet.written.items():
        found.setdefault(written.group, []).append(message_id)
    return found


async def storm(fleet: Fleet) -> dict[str, Any]:
    """Have the server started anew, all desks come within ten seconds, and see how long the last is served."""
    fleet.restarting = True
    await asyncio.gather(*(desk.end() for desk in fleet.desks))
    say("restart")
    await asyncio.to_thread(sys.stdin.readline)
    fleet.restarting = False
    before, fleet.took = fleet.sent_away, {}
    begins = [fleet.chance.uniform(0, fleet.plan.within) for _ in fleet.desks]
    start = time.perf_counter()
    for desk, after in zip(fleet.desks, begins, strict=True):
        desk.begin(after)
    writing = asyncio.create_task(write(fleet, fleet.plan.within))
    served = await asyncio.gather(
        *(_served(desk, start + after) for desk, after in zip(fleet.desks, begins, strict=True))
    )
    all_served = time.perf_counter() - start
    await writing
    return {
        "within_s": fleet.plan.within,
        "all_served_s": round(all_served, 2),
        "served_ms": spread_of(served),
        "sent_away": fleet.sent_away - before,
        "missing": await arrived(fleet),
        "errors": dict(fleet.errors),
    }


async def _served(desk: Desk, came: float) -> float:
    await desk.ready.wait()
    return time.perf_counter() - came


def spread_of(seconds: list[float]) -> dict[str, float]:
    """Return percentiles in ms."""
    if not seconds:
        return {}
    ordered = sorted(seconds)

    def at(share: float) -> float:
        return round(1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))], 1)

    return {"p50": at(0.5), "p95": at(0.95), "p99": at(0.99), "max": at(1.0), "n": len(ordered)}


def say(word: str) -> None:
    """Tell the parent."""
    sys.stdout.write(word + "\n")
    sys.stdout.flush()


async def run(plan: Plan) -> dict[str, Any]:
    """Let the desks come, write for a while, and return what was seen."""
    fleet = Fleet(plan)
    for desk in fleet.desks:
        desk.begin(fleet.chance.uniform(0, plan.within))
    await asyncio.gather(*(desk.ready.wait() for desk in fleet.desks))
    await write(fleet, plan.warm)
    warm = len(fleet.written)
    fleet.requests.clear()
    fleet.took.clear()
    say("steady")
    cpu, begun = time.process_time(), time.perf_counter()
    await write(fleet, plan.seconds)
    say("measured")
    took = time.perf_counter() - begun
    load_cpu = time.process_time() - cpu
    requests = dict(sorted(fleet.requests.items()))
    found = {
        **measured(fleet, warm),
        "missing": await arrived(fleet),
        "requests_s": round(sum(requests.values()) / took, 1),
        "a_desk_and_minute": {what: round(60 * count / took / plan.desks, 2) for what, count in requests.items()},
        "took_ms": {name: spread_of(seconds) for name, seconds in fleet.took.items()},
        "load_cpu": round(load_cpu / took, 3),
        "load_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        "sent_away": fleet.sent_away,
        "errors": dict(fleet.errors),
    }
    if plan.storm:
        found["storm"] = await storm(fleet)
    await asyncio.gather(*(desk.end() for desk in fleet.desks))
    return found


def measured(fleet: Fleet, warm: int) -> dict[str, Any]:
    """Return how long messages took to the hands of other desks than their author's."""
    counted = dict(list(fleet.written.items())[warm:])
    seen = [(counted[got.message], got) for got in fleet.got if got.message in counted]
    others = [(written, got) for written, got in seen if got.desk != written.author]
    each: dict[str, list[float]] = {}
    for written, got in others:
        each.setdefault(got.desk, []).append(got.at - written.begun)
    medians = [sorted(some)[len(some) // 2] for some in each.values()]
    return {
        "messages": len(counted),
        "woken_to_hands_ms": spread_of([got.at - got.woken for _, got in others if got.woken]),
        "answered_to_hands_ms": spread_of([max(0.0, got.at - written.answered) for written, got in others]),
        "begun_to_hands_ms": spread_of([got.at - written.begun for written, got in others]),
        "slowest_desk_median_ms": round(1000 * max(medians, default=0)),
    }


def main() -> int:
    """Run the plan of the first argument and print what was seen."""
    plan = msgspec.json.decode(sys.argv[1], type=Plan)
    say(msgspec.json.encode(asyncio.run(run(plan))).decode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
