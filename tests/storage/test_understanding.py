"""The meaning of the articles in an open database: read in steps, kept, kept in step, and found."""

from collections.abc import Callable

import pytest

from app.domain.access import ALL
from app.domain.knowledge import Article, ArticleStatus
from app.storage import rows
from app.storage.database import Database
from app.storage.suggestions import KnowledgeIndex

pytestmark = pytest.mark.slow  # the model takes a second or two to load

TITLES = (
    "退款多久能到账",
    "电子发票怎么开",
    "忘记密码如何重置",
    *(f"第{number}号滤芯怎么更换" for number in range(20)),
)
ASKED = "When will I get my money back?"


def article(number: int, title: str) -> Article:
    return Article(id=f"article-{number:03d}", scope=ALL, rev=1, title=title, status=ArticleStatus.PUBLISHED)


def found(database: Database, index: KnowledgeIndex, words: str) -> list[str]:
    findings = database.read(lambda c: index.search(c, words, 0, by_meaning=True))
    return [row.title for row in findings.rows]


def test_vectors_are_read_in_steps_and_survive_a_restart(open_database: Callable[..., Database]) -> None:
    database, index = open_database(), KnowledgeIndex()
    made = [article(number, title) for number, title in enumerate(TITLES)]
    database.replicate(lambda r: rows.write(r.connection, "article", made)).result()
    assert found(database, index, ASKED) == []  # words find nothing, and nothing else is there yet
    assert index.understand(database) == 16
    again = KnowledgeIndex()  # as after a kill between two steps
    assert [again.understand(database) for _ in range(3)] == [len(TITLES) - 16, 0, 0]
    assert found(database, again, ASKED)[0] == TITLES[0]

    database.replicate(
        lambda r: rows.write(r.connection, "article", [article(0, "运费谁来承担"), article(50, "退款何时到账")])
    ).result()
    assert again.understand(database) == 2
    assert found(database, again, ASKED)[0] == "退款何时到账"
    assert TITLES[0] not in found(database, again, ASKED)

    again.forget()
    assert found(database, again, ASKED) == []
    assert again.understand(database) == 0
    assert found(database, again, ASKED)[0] == "退款何时到账"


def test_a_message_in_other_words_gets_a_suggestion(open_database: Callable[..., Database]) -> None:
    database, index = open_database(), KnowledgeIndex()
    made = [article(number, title) for number, title in enumerate(TITLES)]
    database.replicate(lambda r: rows.write(r.connection, "article", made)).result()
    while index.understand(database):
        pass
    suggested = database.read(lambda c: index.suggest(c, "你好\n密码不记得了", 0))
    assert suggested.rows[0].title == TITLES[2]
    assert database.read(lambda c: index.suggest(c, "今天天气真好", 0)).rows == ()
