"""The list and the thread say what the tables hold, with this device's own unsent work on top."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.commands import conversations as commands
from app.domain.conversations import Author
from app.search import query
from app.search.sound import spelled
from app.storage import conversations, customers, suggestions, sync_status, threads
from app.storage.conversations import ConversationRow, Workspace
from app.storage.database import Database
from app.storage.drafts import Draft, Staged, Then
from app.storage.threads import Thread
from tests.helpers import office as fixture
from tests.helpers.office import AMY, CHEN, CLOSED, EARBUD, EXPIRED, INTERNAL, LIU, ME, NOW, RED_LIGHT, WANG

INDEX = suggestions.KnowledgeIndex()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Database]:
    with fixture.office(tmp_path) as database:
        yield database


def workspace(database: Database) -> Workspace:
    return database.read(lambda c: conversations.workspace(c, ME))


def mine(database: Database, key: str) -> ConversationRow:
    return next(row for row in workspace(database).mine if row.id == key)


def thread(database: Database, key: str, limit: int = 60) -> Thread:
    found = database.read(lambda c: threads.thread(c, key, ME, limit))
    assert found is not None
    return found


def reply(database: Database, key: str, text: str) -> None:
    database.write(lambda tx: commands.send(tx, commands.Outgoing(conversation_id=key, text=text))).result(5)


def suggested(database: Database, text: str) -> set[str]:
    return {row.article_id for row in database.read(lambda c: INDEX.suggest(c, text, NOW)).rows}


def test_the_list_holds_mine_the_queue_of_my_groups_and_colleagues(office: Database) -> None:
    shown = workspace(office)
    assert {row.name for row in shown.mine} == {"陈思远", "王丽", "刘洋", "赵建国", "Amy Huang"}
    assert [row.name for row in shown.queued] == ["林梦", "郑浩"]  # the longest wait first
    assert [(row.name, row.assignee_name) for row in shown.team] == [("何静", "李国栋")]
    assert (shown.queued_count, shown.team_count) == (2, 1)


def test_an_agent_sees_only_the_groups_it_belongs_to(office: Database) -> None:
    li = office.read(lambda c: conversations.workspace(c, "agent-li"))
    assert {row.group_id for row in (*li.queued, *li.team)} == {fixture.AFTER_SALES}


def test_what_waits_is_counted_by_actions_as_everywhere(office: Database) -> None:
    out = commands.Outgoing(conversation_id=CHEN, text="请稍等", then=Then("wait_customer"))
    office.write(lambda tx: commands.send(tx, out)).result(5)
    assert mine(office, CHEN).pending == office.read(sync_status.pending) == 1
    office.write(lambda tx: commands.set_tags(tx, CHEN, ("换新",))).result(5)
    assert mine(office, CHEN).pending == office.read(sync_status.pending) == 2


def test_a_row_says_the_last_words_what_is_unread_and_the_topic(office: Database) -> None:
    chen = mine(office, CHEN)
    assert (chen.last.text, chen.unread, chen.topic, chen.group_name) == ("在线等，明天出差要用", 2, "耳机", "售后")
    assert mine(office, WANG).unread == 3
    assert mine(office, AMY).last.author is Author.AGENT  # its tick is shown


def test_an_unsent_reply_is_the_last_word_and_ends_the_wait_here(office: Database) -> None:
    assert mine(office, LIU).waiting_since is not None
    reply(office, LIU, "Pro 高 120")
    liu = mine(office, LIU)
    assert (liu.last.text, liu.pending, liu.waiting_since) == ("Pro 高 120", 1, None)


def test_an_internal_note_is_no_answer(office: Database) -> None:
    note = commands.Outgoing(conversation_id=LIU, mode="note", text="问一下产品")
    office.write(lambda tx: commands.send(tx, note)).result(5)
    liu = mine(office, LIU)
    assert liu.waiting_since is not None
    assert liu.last.text.startswith("X1")
    assert thread(office, LIU).waiting_since is not None


def test_a_draft_shows_in_the_list_and_in_the_thread(office: Database) -> None:
    draft = Draft(conversation_id=CHEN, text="已为您\n申请", cursor=3)
    office.write(lambda tx: commands.save_draft(tx, draft)).result(5)
    assert mine(office, CHEN).draft == "已为您 申请"
    kept = thread(office, CHEN).reply
    assert kept is not None
    assert (kept.text, kept.cursor) == ("已为您\n申请", 3)


def test_a_thread_is_read_from_its_end(office: Database) -> None:
    short = thread(office, CHEN, limit=3)
    assert [row.message.seq for row in short.rows] == [5, 6, 7]
    assert short.more
    whole = thread(office, CHEN)
    assert [row.message.seq for row in whole.rows] == list(range(1, 8))
    assert not whole.more
    assert whole.rows[2].author_name == "林晓彤"


def test_the_question_is_what_the_customer_said_since_the_last_reply(office: Database) -> None:
    assert thread(office, CHEN).question == "三步都做了，复位以后红灯闪三下就灭了。\n在线等，明天出差要用"
    assert thread(office, AMY).question == "Thanks, I will check with the carrier."


def test_a_thread_that_this_device_lacks_is_none(office: Database) -> None:
    assert office.read(lambda c: threads.thread(c, "nobody", ME)) is None


def test_unsent_messages_stand_last_in_the_order_of_writing(office: Database) -> None:
    for text in ("一", "二", "三"):
        reply(office, CHEN, text)
    rows = thread(office, CHEN).rows
    assert [row.message.text for row in rows[-3:]] == ["一", "二", "三"]
    assert all(row.pending for row in rows[-3:])
    assert not any(row.pending for row in rows[:-3])


@pytest.mark.parametrize(
    ("name", "sound"), [("陈思远", "陈思远 chensiyuan csy"), ("Amy Huang", "amy huang amyhuang ah"), ("", "  ")]
)
def test_names_are_found_by_pinyin_and_initials(name: str, sound: str) -> None:
    assert spelled(name) == sound


def test_categories_come_as_paths_parents_first(office: Database) -> None:
    choices = office.read(threads.category_choices)
    assert choices[:2] == [("cat-after", "售后"), ("cat-ear", "售后 / 耳机")]


def test_the_topic_is_guessed_from_the_article_sent_last(office: Database) -> None:
    assert office.read(lambda c: threads.topic_guess(c, CHEN)) == "cat-ear"
    assert office.read(lambda c: threads.topic_guess(c, WANG)) == ""


def test_a_profile_counts_contacts_tickets_and_stars(office: Database) -> None:
    chen = office.read(lambda c: customers.profile(c, "cust-chen", ME, NOW))
    assert chen is not None
    assert (chen.contacts_in_year, chen.contacts_with_me, chen.open_tickets, chen.stars) == (2, 2, 1, 5.0)
    assert [row.id for row in chen.history] == [CHEN, CLOSED]
    assert chen.tickets[0].label == "T-20931"
    assert office.read(lambda c: customers.profile(c, "nobody", ME, NOW)) is None


def test_the_right_article_is_suggested_for_the_last_message(office: Database) -> None:
    question = thread(office, CHEN).question
    found = office.read(lambda c: INDEX.suggest(c, question, NOW))
    assert found.rows[0].article_id == RED_LIGHT
    assert len(found.rows) <= 3


def test_a_card_that_the_customer_has_is_marked_and_comes_after_the_others(office: Database) -> None:
    question = thread(office, CHEN).question
    first, *others = office.read(lambda c: INDEX.suggest(c, question, NOW, conversation_id=CHEN)).rows
    assert (first.article_id, first.sent_here) == (RED_LIGHT, False)
    assert [row.article_id for row in others if row.sent_here] == [EARBUD]  # sent earlier
    card = Staged(card=office.read(lambda c: suggestions.card(c, RED_LIGHT, NOW)))
    out = commands.Outgoing(conversation_id=CHEN, staged=(card,))
    office.write(lambda tx: commands.send(tx, out)).result(5)
    found = office.read(lambda c: INDEX.suggest(c, question, NOW, conversation_id=CHEN)).rows
    assert {row.article_id for row in found if row.sent_here} == {EARBUD, RED_LIGHT}
    assert [row.sent_here for row in found] == sorted(row.sent_here for row in found)
    elsewhere = office.read(lambda c: INDEX.suggest(c, question, NOW, conversation_id=WANG)).rows
    assert elsewhere[0].article_id == RED_LIGHT
    searched = office.read(lambda c: INDEX.search(c, first.title, NOW, conversation_id=CHEN)).rows
    assert (searched[0].article_id, searched[0].sent_here) == (RED_LIGHT, True)  # what one asks for comes first


def test_nothing_is_suggested_where_nothing_fits(office: Database) -> None:
    assert office.read(lambda c: INDEX.suggest(c, "今天天气不错", NOW)).rows == ()


def test_of_a_long_paste_only_the_last_lines_that_say_something_are_asked_alone(
    office: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = thread(office, CHEN).question
    asked: list[str] = []
    real = query.suggest

    def counted(connection: Any, message: str, *rest: Any) -> list[query.Hit]:
        asked.append(message)
        return real(connection, message, *rest)

    monkeypatch.setattr(query, "suggest", counted)
    paste = [f"line {number} of a log" for number in range(1_000)]
    assert RED_LIGHT in suggested(office, "\n".join((*paste, question, "谢谢", "在吗", *["好的"] * 5)))
    assert len(asked) == 5
    assert asked[1:] == [*reversed(question.splitlines()), paste[-1], paste[-2]]


def test_search_marks_what_is_internal_or_over_and_suggestions_leave_both_out(office: Database) -> None:
    def ids(text: str) -> dict[str, suggestions.Finding]:
        return {row.article_id: row for row in office.read(lambda c: INDEX.search(c, text, NOW)).rows}

    assert ids("双十一")[EXPIRED].expired
    internal = ids("免检换新的批次清单")[INTERNAL]
    assert internal.internal
    assert not internal.can_send
    assert "art-draft" not in ids("新款耳机预售说明")
    for text in ("双 11 活动规则", "免检换新的批次清单"):
        assert not {EXPIRED, INTERNAL} & suggested(office, text)


def test_a_result_says_where_it_stands_and_how_well_it_did(office: Database) -> None:
    row = office.read(lambda c: INDEX.search(c, "单侧无声", NOW)).rows[0]
    assert (row.article_id, row.path, row.version, row.sent_week) == (EARBUD, ("售后", "耳机"), 7, 1)
    assert row.useful == pytest.approx(0.87)
    assert [row.title[start:end] for start, end in row.title_spans] == ["单侧无声"]


def test_frequent_articles_are_those_sent_lately(office: Database) -> None:
    assert [row.article_id for row in office.read(lambda c: suggestions.frequent(c, NOW)).rows] == [EARBUD]


def test_a_card_is_made_only_of_what_customers_may_be_sent(office: Database) -> None:
    card = office.read(lambda c: suggestions.card(c, EARBUD, NOW))
    assert card is not None
    assert (card.version, len(card.steps)) == (7, 3)
    assert office.read(lambda c: suggestions.card(c, INTERNAL, NOW)) is None
    assert office.read(lambda c: suggestions.card(c, "art-draft", NOW)) is None


def test_a_note_kind_never_reaches_the_preview(office: Database) -> None:
    before = next(row.last for row in workspace(office).mine if row.id == CHEN)
    office.write(
        lambda tx: commands.send(tx, commands.Outgoing(conversation_id=CHEN, mode="note", text="只给同事看"))
    ).result(5)
    assert next(row.last for row in workspace(office).mine if row.id == CHEN) == before


def test_an_article_is_searched_by_its_number_before_any_other(office: Database) -> None:
    def ask(text: str) -> list[tuple[int, float | None]]:
        found = office.read(lambda c: INDEX.search(c, text, NOW))
        return [(row.number, row.confidence) for row in found.rows]

    assert ask("K-1042") == [(1042, None)]
    assert ask("1042")[0] == (1042, None)
    assert all(confidence is not None for _, confidence in ask("K-999999"))
