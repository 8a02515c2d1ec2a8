"""Compare our bot, with its real actions and database, straight into it and through the web room, with the one
`rasa init` makes: same messages, one bot after the other.

Prints messages a second, the time of half and of 95 in 100 answers, memory and start time, and the ratios.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
import time
from pathlib import Path
from typing import Any, Callable, ContextManager, Dict, List

from bot.instruments.stands import Stand, ours, stock, through_web
from bot.instruments.understanding import MODEL

AT_ONCE = (1, 8, 32)
SAID = (
    "hello", "yes", "me", "Sam", "My wife and I moved here last year.", "seeing my grandchildren",
    "I want to walk to the shop on my own again", "I had it but lost it", "my daughter", "the pain in my hip",
    "no", "skip",
)  # fmt: skip
"""The beginning of a conversation, the same for both bots."""

STANDS: Dict[str, Callable[[Path, Path, int], ContextManager[Stand]]] = {
    "ours": ours,
    "through web": through_web,
    "stock": lambda folder, _, people: stock(folder, people),
}


def main() -> None:
    """Run both, print the table."""
    arguments = _arguments()
    people = sum(_conversations(arguments.messages, at_once) for at_once in AT_ONCE)
    results = {}
    for name in STANDS:
        with tempfile.TemporaryDirectory() as scratch:
            results[name] = _measured(
                STANDS[name](Path(scratch), arguments.model.resolve(), people), arguments
            )
    print(_table(results))
    if arguments.json:
        arguments.json.write_text(json.dumps(results, indent=1), encoding="utf-8")


def _conversations(messages: int, at_once: int) -> int:
    """Return how many conversations `messages` are, a whole number for each place."""
    return at_once * max(1, round(messages / len(SAID) / at_once))


def _measured(starting: ContextManager[Stand], arguments: argparse.Namespace) -> Dict[str, Any]:
    with starting as stand:
        waiting = list(stand.conversations)
        loads = []
        for at_once in AT_ONCE:
            count = _conversations(arguments.messages, at_once)
            people, waiting = waiting[:count], waiting[count:]
            loads.append({"at_once": at_once, **asyncio.run(_load(stand, people, at_once))})
        megabytes = _megabytes(stand.process)
        return {"start_seconds": stand.start_seconds, "megabytes": megabytes, "loads": loads}


async def _load(stand: Stand, people: List[str], at_once: int) -> Dict[str, float]:
    """Hold all conversations, `at_once` of them side by side, each person waiting for every answer."""
    import aiohttp

    times: List[float] = []
    async with aiohttp.ClientSession(
        headers=stand.headers, cookie_jar=aiohttp.DummyCookieJar()
    ) as session:
        queue = asyncio.Queue()  # type: ignore[var-annotated]
        for person in people:
            queue.put_nowait(person)
        start = time.perf_counter()
        await asyncio.gather(*(_talk(session, stand, queue, times) for _ in range(at_once)))
        seconds = time.perf_counter() - start
    times.sort()
    return {
        "messages_a_second": len(times) / seconds,
        "p50_milliseconds": times[len(times) // 2] * 1000,
        "p95_milliseconds": times[int(len(times) * 0.95)] * 1000,
        "messages": len(times),
    }


async def _talk(session: Any, stand: Stand, queue: Any, times: List[float]) -> None:
    while not queue.empty():
        person = queue.get_nowait()
        headers = await stand.greet(session, person)
        for text in SAID:
            start = time.perf_counter()
            body = stand.body(person, text)
            async with session.post(stand.address, json=body, headers=headers) as answer:
                said = await answer.read()
                if answer.status != 200:
                    raise RuntimeError(
                        f"{text!r} was answered with {answer.status}: {said[:300]!r}"
                    )
            times.append(time.perf_counter() - start)


def _megabytes(process: int) -> float:
    """Return the resident memory of a process on Linux."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def _table(results: Dict[str, Dict[str, Any]]) -> str:
    """Return ours into `bot` and through `web`, the stock bot, and the ratio of ours into `bot` to it."""
    lines = [f"{'':34}" + "".join(f"{name:>13}" for name in results) + f"{'ratio':>8}"]
    for key in ("start_seconds", "megabytes"):
        lines.append(_line(key, [result[key] for result in results.values()]))
    for place, at_once in enumerate(AT_ONCE):
        for key in ("messages_a_second", "p50_milliseconds", "p95_milliseconds"):
            values = [result["loads"][place][key] for result in results.values()]
            lines.append(_line(f"{at_once} at once: {key}", values))
    return "\n".join(lines).replace("_", " ")


def _line(what: str, values: List[float]) -> str:
    return (
        f"{what:34}"
        + "".join(f"{value:13.1f}" for value in values)
        + f"{values[0] / values[-1]:8.2f}"
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmark chat", description=__doc__)
    parser.add_argument("--model", type=Path, default=MODEL, help="default: %(default)s")
    parser.add_argument(
        "--messages", type=int, default=384, help="at each load; default: %(default)s"
    )
    parser.add_argument("--json", type=Path, help="write all figures to this file")
    return parser.parse_args()


if __name__ == "__main__":
    main()
