"""Measure the knowledge index: python -m tests.benchmarks.bench_search [--articles N] [--json].

Times are CPU milliseconds of the thread, wall-clock times stand beside them: on a shared machine only the former say
something about the program. Every figure comes with its ratio to a yardstick of the same run and database, an FTS5
trigram query of the same texts, so that a slow machine does not look like a slow program.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection

from app.search import cache, index, query, sound, text
from app.sql import sqlite_engine
from tests.benchmarks.profile import SampleArticle, generate_articles

PAGE = 1_000  # articles a transaction, as a bootstrap applies them
SHOWN = 20  # results that the knowledge panel asks for with each key


def document(article: SampleArticle) -> index.Document:
    """Return what the index is given of a sample article."""
    return index.Document(
        article_id=article.article_id,
        title=article.title,
        questions=article.questions,
        body=article.body,
        category_ids=(article.category,),
        category_path=(article.category,),
        language="zh-CN",
    )


class Sample(NamedTuple):
    """What one call took, in milliseconds."""

    cpu: float
    wall: float


def _percentiles(samples: list[float]) -> dict[str, float]:
    ordered = sorted(samples)
    return {
        "p50": round(statistics.median(ordered), 2),
        "p95": round(ordered[int(len(ordered) * 0.95)], 2),
        "max": round(ordered[-1], 2),
    }


def _figures(samples: list[Sample], yardstick: list[Sample]) -> dict[str, object]:
    return {
        "cpu_ms": _percentiles([sample.cpu for sample in samples]),
        "wall_ms": _percentiles([sample.wall for sample in samples]),
        "ratio": round(_mean(samples) / _mean(yardstick), 2),
    }


def _mean(samples: list[Sample]) -> float:
    return sum(sample.cpu for sample in samples) / len(samples)


def _timed(work: Callable[[str], object], texts: list[str]) -> list[Sample]:
    samples: list[Sample] = []
    for given in texts:
        wall, cpu = time.perf_counter(), time.thread_time()
        work(given)
        samples.append(Sample((time.thread_time() - cpu) * 1_000, (time.perf_counter() - wall) * 1_000))
    return samples


def keystrokes(articles: list[SampleArticle], draw: random.Random, count: int) -> list[str]:
    """Return what stands in the search box after each key: titles, pinyin, initials, codes, English and mixtures."""
    texts: list[str] = []
    while len(texts) < count:
        title, other = draw.choice(articles).title, draw.choice(articles).title
        spoken = [syllable for run in text.runs(text.fold(other)) if run.han for syllable in sound.read(run.text)]
        for typed in (
            title,
            draw.choice(("".join(spoken), " ".join(spoken))),
            "".join(syllable[:1] for syllable in spoken),
            title[:3] + "".join(spoken[3:6]),
            draw.choice(("AP2-77", "X1 Pro", "iphone", "refund order", "bluetooth headset", "firmware upgrade")),
        ):
            texts.extend(typed[:size] for size in range(1, min(len(typed), 16) + 1))
    return texts[:count]


def _messages(articles: list[SampleArticle], draw: random.Random, count: int) -> list[str]:
    opening = ("你好，", "请问一下，", "在吗？", "麻烦问下，", "")
    return [
        draw.choice(opening) + draw.choice(articles).title + "？" + draw.choice(articles).body[:40]
        for _ in range(count)
    ]


def _yardstick(connection: Connection, articles: list[SampleArticle]) -> Callable[[str], object]:
    connection.exec_driver_sql("CREATE VIRTUAL TABLE yardstick USING fts5(title, body, tokenize='trigram')")
    connection.exec_driver_sql(
        "INSERT INTO yardstick (title, body) VALUES (?, ?)", [(article.title, article.body) for article in articles]
    )

    def run(typed: str) -> object:
        grams = {typed[start : start + 3].replace('"', "") for start in range(max(1, len(typed) - 2))}
        match = " OR ".join(f'"{gram}"' for gram in sorted(grams) if len(gram) == 3) or '"没有这个"'
        return connection.exec_driver_sql(
            "SELECT rowid FROM yardstick WHERE yardstick MATCH ? ORDER BY bm25(yardstick, 3.0, 1.0) LIMIT 20", (match,)
        ).all()

    return run


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(count: int, folder: Path, typing: int = 1_000) -> dict[str, object]:
    """Build an index of *count* articles in *folder* and return every figure."""
    articles = list(generate_articles(count))
    engine = sqlite_engine(folder / "bench.db", durable=True)
    memory_before = _peak_mb()
    with engine.begin() as connection:
        index.create_tables(connection)

    def build(start: str) -> None:
        with engine.begin() as connection:
            index.put_many(connection, map(document, articles[int(start) : int(start) + PAGE]))

    pages = _timed(build, [str(start) for start in range(0, count, PAGE)])
    built = _peak_mb()
    size = (folder / "bench.db").stat().st_size
    draw = random.Random(7)
    edits = {article.article_id: article for article in draw.sample(articles, min(100, count))}

    def edit(article_id: str) -> None:
        article = edits[article_id]
        changed = article._replace(title=article.title + "（新）", body=article.body + "补充说明。")
        with engine.begin() as connection:
            index.put(connection, document(changed))

    edited = _timed(edit, list(edits))
    keys = keystrokes(articles, draw, typing)
    messages = _messages(articles, draw, 100)
    with engine.connect() as connection:
        query.search(connection, query.Query(text="预热"))
        kept = cache.PostingCache()
        typed = _timed(lambda key: query.search(connection, query.Query(text=key, limit=SHOWN), kept), keys)
        pasted = _timed(lambda key: query.search(connection, query.Query(text=key, limit=SHOWN)), keys[::5])
        suggested = _timed(lambda message: query.suggest(connection, message), messages)
        searched = _peak_mb()
    with engine.begin() as connection:
        plain = _yardstick(connection, articles)
        plain("预热一下")
        trigram, trigram_messages = _timed(plain, keys), _timed(plain, messages)
        yard_build = _timed(
            lambda start: connection.exec_driver_sql(
                "INSERT INTO yardstick (title, body) VALUES (?, ?)",
                [(article.title, article.body) for article in articles[int(start) : int(start) + PAGE]],
            ),
            [str(start) for start in range(0, min(count, 5 * PAGE), PAGE)],
        )
    engine.dispose()
    slow = max(zip(typed, keys, strict=True))
    return {
        "articles": count,
        "build_cpu_s": round(sum(page.cpu for page in pages) / 1_000, 1),
        "page_of_1000": _figures(pages, yard_build),
        "database_mb": round(size / 1e6, 1),
        "memory_added_mb": {"build": round(built - memory_before), "search": round(searched - built)},
        "edit": _figures(edited, trigram),
        "keystroke": _figures(typed, trigram),
        "slowest_keystroke": {"text": slow[1], "cpu_ms": round(slow[0].cpu, 1)},
        "pasted": _figures(pasted, trigram),
        "suggest": _figures(suggested, trigram_messages),
        "yardstick_fts5_trigram": {
            "keystroke": _percentiles([sample.cpu for sample in trigram]),
            "message": _percentiles([sample.cpu for sample in trigram_messages]),
        },
    }


def main(arguments: list[str]) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--json", action="store_true", help="one line of JSON")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(options.articles, Path(folder))
    print(json.dumps(figures, ensure_ascii=False, indent=None if options.json else 2))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
