"""Measure what encryption costs the desk: python -m tests.benchmarks.bench_encryption [--articles N] [--rows N].

Two local databases of the same content, one encrypted and one plain, by the same library in the same process, each step
on both in turn, so that a slow machine slows both. Times are CPU milliseconds of the process, up to the end of the
commit; a ratio is encrypted to plain, of all times together.
"""

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from app.commands import customers
from app.domain.access import ALL, PEOPLE
from app.domain.conversations import Author, Message
from app.domain.customers import Customer
from app.domain.entity import Actor, Entity
from app.domain.people import Role
from app.domain.protocol import Page, Row
from app.domain.registry import BY_CLASS
from app.search import cache, query
from app.storage.database import Database
from tests.benchmarks.any_keyring import KEY
from tests.benchmarks.bench_search import SHOWN, keystrokes
from tests.benchmarks.desk_profile import AGENT, article_row
from tests.benchmarks.profile import SENTENCES, SampleArticle, generate_articles

PAGE = 1_000
KEYS = 500
ACTIONS = 200
KINDS = {"plain": None, "encrypted": KEY}
Times = dict[str, list[float]]


def values(articles: Sequence[SampleArticle], rows: int) -> Iterator[Entity]:
    """Return knowledge, then customers and messages of about 590 bytes, one to four."""
    chance = random.Random(5)
    for number, sample in enumerate(articles):
        yield article_row(sample, number, 1_800_000_000_000)
    for n in range(rows):
        text = "".join(chance.choices(SENTENCES, k=4))
        if n % 5:
            yield Message(
                id=f"message-{n:08}", scope="g:group-g", rev=1, conversation_id=f"talk-{n % 500}", author=Author.AGENT,
                author_id=AGENT, text=text, composed_at=1_800_000_000_000 + n,
            )  # fmt: skip
        else:
            yield Customer(id=f"customer-{n:08}", scope=PEOPLE, rev=1, name=f"顾客{n}", city="杭州", note=text)


def pages(found: Iterator[Entity]) -> Iterator[Page]:
    """Return them as a server sends them to an empty desk."""
    seq = 0
    scopes = (ALL, PEOPLE, "g:group-g")
    while some := list(islice(found, PAGE)):
        seq += 1
        yield Page(
            epoch="", head=1_000_000, scopes=scopes, cursors=dict.fromkeys(scopes, seq), more=True,
            rows=tuple(
                Row(scope=each.scope, ent=BY_CLASS[type(each)].name, id=each.id, seq=seq,
                    image=msgspec.Raw(msgspec.json.encode(each)))
                for each in some
            ),
        )  # fmt: skip


def step(taken: Times, work: Callable[[Database], object], desks: dict[str, Database]) -> None:
    """Do the same on each, and note what it took."""
    for name, desk in desks.items():
        began = time.process_time()
        work(desk)
        taken.setdefault(name, []).append((time.process_time() - began) * 1_000)


def measure(articles: int, rows: int, folder: Path) -> dict[str, Any]:
    """Fill both databases and ask them; returns every figure."""
    samples = list(generate_articles(articles))
    desks = {
        name: Database(folder / f"{name}.sqlite3", Actor(AGENT, Role.AGENT), key=key) for name, key in KINDS.items()
    }
    with ExitStack() as stack:
        for desk in desks.values():
            desk.open()
            stack.callback(desk.close)
        knowledge, others, actions, typed = (dict[str, list[float]]() for _ in range(4))
        for number, page in enumerate(pages(values(samples, rows))):
            taken = knowledge if number * PAGE < articles else others
            step(taken, lambda desk, page=page: desk.replicate(lambda r: r.apply(page)).result(), desks)  # type: ignore[misc]
        for n in range(ACTIONS):
            step(actions, lambda desk, n=n: desk.write(lambda tx: customers.create(tx, f"{n}")).result(), desks)  # type: ignore[misc]
        kept = {desk.path: cache.PostingCache() for desk in desks.values()}
        for key in keystrokes(samples, random.Random(7), KEYS):
            asked = query.Query(text=key, limit=SHOWN)
            step(typed, lambda desk, q=asked: desk.read(lambda c: query.search(c, q, kept[desk.path])), desks)  # type: ignore[misc]
    sizes = {name: round(desk.path.stat().st_size / 1e6, 1) for name, desk in desks.items()}
    return {
        "articles": articles,
        "rows": rows,
        "page_of_1000_articles": figures(knowledge),
        "page_of_1000_rows": figures(others),
        "action_of_a_person": figures(actions),
        "keystroke": figures(typed),
        "file_mb": {**sizes, "ratio": round(sizes["encrypted"] / sizes["plain"], 2)},
    }


def figures(found: Times) -> dict[str, float]:
    """Return the median of each and the ratio of the sums, in CPU ms."""
    medians = {name: round(statistics.median(times), 2) for name, times in found.items()}
    return {**medians, "ratio": round(sum(found["encrypted"]) / sum(found["plain"]), 2)}


def main(arguments: list[str]) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--json", action="store_true", help="one line of JSON")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        found = measure(options.articles, options.rows, Path(folder))
    print(json.dumps(found, ensure_ascii=False, indent=None if options.json else 2))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
