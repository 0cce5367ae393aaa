"""Labelled questions for bench_retrieval.py and train_retrieval.py: read, sorted by class, and indexed in memory.

A base is a folder with ``articles.jsonl``: {id, title, body, category, similar}; in it or below it ``queries.jsonl``
with {query, relevant: [ids], source} and ``robust.jsonl`` with ``kind`` and ``orig`` as well. A base in two languages
has {query_zh, query_en, key} for questions; the ids of its articles name the language and end in the key.
"""

from __future__ import annotations

import json
import random
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from app.search import index, sound, vectors
from app.search.encoder import Encoder
from app.search.meaning import Meaning
from app.search.text import fold, runs

Record = dict[str, Any]
CLASSES = {
    "clean": "plain", "trad": "traditional", "pinyin": "pinyin", "pinyin_sp": "pinyin", "initials": "initials",
    "homophone1": "typo_homophone1", "homophone2": "typo_homophone2", "drop1": "typo_lost", "swap1": "typo_swapped",
    "prefix50": "half_typed", "prefix70": "typed_70", "chatty": "chatty",
}  # fmt: skip
_BATCH = 500


def lines(path: Path) -> list[Record]:
    """Return the records of a file."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def document(article: Record) -> index.Document:
    """Return what the index is given of an article."""
    return index.Document(
        article_id=article["id"],
        title=article["title"],
        questions=tuple(article.get("similar", ())),
        body=article.get("body", ""),
        category_path=(article["category"],) if article.get("category") else (),
    )


def fill(connection: Connection, articles: Iterable[Record], encoder: Encoder | None) -> Meaning | None:
    """Index articles in an empty database, with their vectors if there is a model."""
    index.create_tables(connection)
    index.rebuild(connection, map(document, articles))
    if encoder is None:
        return None
    make_vectors(connection, encoder)
    return Meaning(encoder)


def make_vectors(connection: Connection, encoder: Encoder) -> None:
    """Make all vectors that are missing."""
    while found := vectors.waiting(connection, _BATCH):
        vectors.keep(connection, vectors.read(encoder, found))


def question_files(base: Path) -> list[Path]:
    """Return the files of questions that belong to a base."""
    return sorted(path for path in base.glob("**/*.jsonl") if path.name in ("queries.jsonl", "robust.jsonl"))


def questions(path: Path, most: int, without: Collection[str]) -> list[Record]:
    """Return the questions of a file, at most *most* of each source and class (0: all), each with its ``class``."""
    found = [record for record in lines(path) if "query" in record and record.get("relevant")]
    found = [record for record in found if record.get("source") not in without]
    for record in found:
        kind = record.get("kind")
        record["class"] = CLASSES.get(kind, kind) if kind else record.get("source") or "questions"
    found += [mixed(record) for record in found if record.get("kind") == "clean"]
    groups: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in found:
        groups[record.get("source", ""), record["class"]].append(record)
    draw = random.Random(1)
    return [one for group in groups.values() for one in (draw.sample(group, most) if 0 < most < len(group) else group)]


def mixed(record: Record) -> Record:
    """Return a question whose second half is typed as pinyin."""
    text = record["query"]
    half = len(text) // 2
    spoken = "".join("".join(sound.read(run.text)) if run.han else run.text for run in runs(fold(text[half:])))
    return {**record, "query": text[:half] + spoken, "class": "mixed", "kind": "mixed"}


def may_teach(record: Record) -> bool:
    """Return whether a question, in all its disguises, belongs to the third that weights may be fitted on."""
    text: str = record.get("orig") or record["query"]
    return zlib.crc32(text.encode()) % 3 == 0


def directions(base: Path) -> list[tuple[str, list[Record], list[Record]]]:
    """Return the two ways through a base in two languages: name, articles of one, questions of the other."""
    asked = [record for path in question_files(base) for record in lines(path) if "query_zh" in record]
    articles = lines(base / "articles.jsonl")
    ways = []
    for name, language, field in (("en_to_zh", "-zh-", "query_en"), ("zh_to_en", "-en-", "query_zh")):
        held = [article for article in articles if language in article["id"]]
        by_key = {article["id"].rpartition("-")[2]: article["id"] for article in held}
        ways.append((name, held, [{"query": one[field], "relevant": [by_key[one["key"]]]} for one in asked]))
    return ways if asked else []
