"""Measure the knowledge index: python -m tests.benchmarks.bench_search [--articles N] [--json].

Every figure comes with its ratio to a yardstick of the same run and database, an FTS5 trigram query of the same text,
so that a slow machine does not look like a slow program.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, create_engine, event

from app.search import cache, index, query
from tests.benchmarks.profile import SampleArticle, generate_articles

PAGE = 1_000  # articles a transaction, as a bootstrap applies them


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


def _percentiles(samples: list[float]) -> dict[str, float]:
    ordered = sorted(samples)
    return {
        "p50_ms": round(statistics.median(ordered), 2),
        "p95_ms": round(ordered[int(len(ordered) * 0.95)], 2),
        "max_ms": round(ordered[-1], 2),
    }


def _timed(work: Callable[[str], object], texts: list[str]) -> list[float]:
    samples: list[float] = []
    for text in texts:
        started = time.perf_counter()
        work(text)
        samples.append((time.perf_counter() - started) * 1_000)
    return samples


def _keystrokes(articles: list[SampleArticle], draw: random.Random, count: int) -> list[str]:
    """Return what stands in the search box after each key: beginnings of titles, pinyin and codes."""
    texts: list[str] = []
    while len(texts) < count:
        title = draw.choice(articles).title
        texts.extend(title[:size] for size in range(1, min(len(title), 16) + 1))
        letters = draw.choice(
            ("xiyiji", "lanyaerji", "fapiao", "chongdianbao", "saodijiqiren", "dfbloushui", "AP2-77", "iphone")
        )
        texts.extend(letters[:size] for size in range(1, len(letters) + 1))
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
    connection.commit()

    def run(text: str) -> object:
        grams = {text[start : start + 3].replace('"', "") for start in range(max(1, len(text) - 2))}
        match = " OR ".join(f'"{gram}"' for gram in sorted(grams) if len(gram) == 3) or '"没有这个"'
        return connection.exec_driver_sql(
            "SELECT rowid FROM yardstick WHERE yardstick MATCH ? ORDER BY bm25(yardstick, 3.0, 1.0) LIMIT 20", (match,)
        ).all()

    return run


def measure(count: int, folder: Path, keystrokes: int = 600) -> dict[str, object]:
    """Build an index of *count* articles in *folder* and return every figure."""
    articles = list(generate_articles(count))
    engine = create_engine(f"sqlite:///{folder / 'bench.db'}")

    @event.listens_for(engine, "connect")
    def _pragmas(raw: sqlite3.Connection, _record: object) -> None:
        raw.execute("PRAGMA journal_mode=WAL")

    memory_before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with engine.begin() as connection:
        index.create_tables(connection)
    pages: list[float] = []
    started_cpu = time.process_time()
    for start in range(0, count, PAGE):
        started = time.perf_counter()
        with engine.begin() as connection:
            index.put_many(connection, [document(article) for article in articles[start : start + PAGE]])
        pages.append((time.perf_counter() - started) * 1_000)
    build_cpu = time.process_time() - started_cpu
    size = (folder / "bench.db").stat().st_size
    draw = random.Random(7)
    edits = draw.sample(articles, min(50, count))

    def edit(article_id: str) -> None:
        article = next(item for item in edits if item.article_id == article_id)
        with engine.begin() as connection:
            index.put(
                connection, document(article._replace(title=article.title + "（新）", body=article.body + "补充说明。"))
            )

    edit_times = _timed(edit, [article.article_id for article in edits])
    keys = _keystrokes(articles, draw, keystrokes)
    messages = _messages(articles, draw, 100)
    with engine.connect() as connection:
        kept = cache.PostingCache()
        query.search(connection, query.Query(text="预热"))
        typed = _timed(lambda text: query.search(connection, query.Query(text=text), kept), keys)
        suggested = _timed(lambda text: query.suggest(connection, text), messages)
        memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory_before) // 1024
        plain = _yardstick(connection, articles)
        plain("预热一下")
        trigram = _timed(plain, keys)
    slow = max(zip(typed, keys, strict=True))
    yard = sum(trigram) / len(trigram)
    return {
        "articles": count,
        "build_cpu_s": round(build_cpu, 1),
        "page_of_1000": _percentiles(pages),
        "database_mb": round(size / 1e6, 1),
        "memory_added_mb": memory,
        "edit": _percentiles(edit_times),
        "keystroke": _percentiles(typed),
        "slowest_keystroke": {"text": slow[1], "ms": round(slow[0], 1)},
        "suggest": _percentiles(suggested),
        "yardstick_fts5_trigram": _percentiles(trigram),
        "keystroke_ratio": round(sum(typed) / len(typed) / yard, 2),
        "suggest_ratio": round(sum(suggested) / len(suggested) / yard, 2),
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
