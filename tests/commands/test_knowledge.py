"""What an editor does leaves durable rows and operations, or nothing at all."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.commands import categories
from app.commands import knowledge as commands
from app.commands.article_content import Content, content_of
from app.commands.undo import undo
from app.domain.access import ALL
from app.domain.conversations import Author, Message
from app.domain.entity import Actor
from app.domain.errors import AppError, Refused
from app.domain.files import FileRef
from app.domain.ids import link_id
from app.domain.knowledge import (
    Article,
    ArticleDraft,
    ArticleStatus,
    ArticleVersion,
    Category,
    draft_id,
    new_category_id,
)
from app.domain.people import Role
from app.domain.rich import Block
from app.storage import knowledge as queries
from app.storage import rows
from app.storage.database import Database
from app.storage.tables import BLOB, OUTBOX
from app.storage.transaction import Tx
from tests.helpers import office as fixture
from tests.helpers.office import EARBUD, NOW, RED_LIGHT


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Database]:
    with fixture.office(tmp_path, agent_id="agent-zhou", role=Role.KNOWLEDGE_ADMIN) as database:
        yield database


def article(database: Database, article_id: str = EARBUD) -> Article:
    found = database.read(lambda c: rows.get(c, Article, article_id))
    assert found is not None
    return found


def draft(database: Database, article_id: str = EARBUD) -> ArticleDraft | None:
    found = database.read(lambda c: rows.get(c, ArticleDraft, draft_id(article_id)))
    return None if found is None or found.deleted_at is not None else found


def operations(database: Database) -> list[tuple[str, str]]:
    query = select(OUTBOX.c.ent, OUTBOX.c.kind).order_by(OUTBOX.c.lsn)
    return [(row.ent, row.kind) for row in database.read(lambda c: c.execute(query).all())]


def save(database: Database, article_id: str, content: Content, base: Content | None = None) -> Content:
    return database.write(lambda tx: commands.save(tx, article_id, content, base)).result(5)


def autosave(database: Database, article_id: str, content: Content, base: Content | None = None) -> Content:
    return database.write(lambda tx: commands.autosave(tx, article_id, content, base)).result(5)


def edited(database: Database, **values: object) -> Content:
    return msgspec.structs.replace(content_of(article(database)), **values)


def category(database: Database, category_id: str) -> Category:
    found = database.read(lambda c: rows.get(c, Category, category_id))
    assert found is not None
    return found


def add_category(database: Database, name: str, parent_id: str = "") -> str:
    return database.write(lambda tx: categories.add_category(tx, name, parent_id)).result(5).id


# -- writing ---------------------------------------------------------------------------------------------------------


def test_saving_over_a_published_article_leaves_it_as_it_is(office: Database) -> None:
    before = article(office)
    save(office, EARBUD, edited(office, title="新标题"))
    assert article(office) == before
    kept = draft(office)
    assert kept is not None
    assert (kept.title, kept.base_version, kept.editor_id) == ("新标题", 7, "agent-zhou")
    assert operations(office) == [("article_draft", "create")]
    save(office, EARBUD, edited(office, title="新标题"))
    assert len(operations(office)) == 1  # nothing changed, nothing to send


def test_writing_the_old_text_again_drops_the_draft_and_it_can_come_back(office: Database) -> None:
    save(office, EARBUD, edited(office, title="新标题"))
    save(office, EARBUD, content_of(article(office)))
    assert draft(office) is None
    save(office, EARBUD, edited(office, title="又一个"))
    again = draft(office)
    assert again is not None
    assert again.title == "又一个"


def test_autosaves_of_a_new_article_make_no_article_and_its_saving_makes_one_operation(office: Database) -> None:
    autosave(office, "new", Content())
    assert operations(office) == []
    for text in ("一", "一二", "一二三"):
        autosave(office, "new", Content(title="新知识", body=(Block("a", html=text),)))
    assert {entity for entity, _ in operations(office)} == {"article_draft"}
    kept = draft(office, "new")
    assert kept is not None
    assert kept.body == (Block("a", html="一二三"),)
    save(office, "new", content_of(kept))
    assert article(office, "new").body == kept.body
    assert draft(office, "new") is None
    of_article = [kind for entity, kind in operations(office) if entity == "article"]
    assert of_article == ["create"]


def test_autosaves_of_an_unpublished_article_wait_in_its_draft(office: Database) -> None:
    original = content_of(article(office, "art-draft"))
    for title in ("改", "改过"):
        autosave(office, "art-draft", msgspec.structs.replace(original, title=title))
    assert content_of(article(office, "art-draft")) == original
    save(office, "art-draft", msgspec.structs.replace(original, title="改过"))
    assert article(office, "art-draft").title == "改过"
    assert draft(office, "art-draft") is None
    assert [kind for entity, kind in operations(office) if entity == "article"] == ["patch"]


def test_what_a_killed_program_left_is_saved_at_the_next_start(office: Database) -> None:
    content = Content(title="新知识", body=(Block("a", html="没有关上"),))
    autosave(office, "new", content)
    autosave(office, EARBUD, edited(office, title="新标题"))
    fixture.arrive(
        office,
        ArticleDraft(id=draft_id("other"), scope=ALL, rev=1, article_id="other", title="别人的", editor_id="agent-li"),
    )
    assert office.write(commands.adopt_drafts).result(5) == 1
    assert content_of(article(office, "new")) == content
    assert draft(office, "new") is None
    assert draft(office) is not None  # what is published waits for its publication
    assert draft(office, "other") is not None
    assert office.write(commands.adopt_drafts).result(5) == 0


def test_what_another_editor_kept_meanwhile_is_merged_in(office: Database) -> None:
    base = edited(office)
    first, last = base.body[0], base.body[-1]
    theirs = msgspec.structs.replace(
        base, title="别人的标题", body=(*base.body[:-1], msgspec.structs.replace(last, html="别人改的"))
    )
    autosave(office, EARBUD, theirs)
    mine = msgspec.structs.replace(
        base, tags=("我的",), body=(msgspec.structs.replace(first, html="我改的"), *base.body[1:])
    )
    kept = autosave(office, EARBUD, mine, base)
    assert (kept.title, kept.tags) == ("别人的标题", ("我的",))
    assert [kept.body[0].html, kept.body[-1].html] == ["我改的", "别人改的"]
    stored = draft(office)
    assert stored is not None
    assert content_of(stored) == kept


def test_of_a_paragraph_that_two_wrote_both_stay_once(office: Database) -> None:
    base = edited(office)
    texts = [msgspec.structs.replace(base.body[0], html=text) for text in ("我改的", "别人改的")]
    mine, theirs = (msgspec.structs.replace(base, body=(block, *base.body[1:])) for block in texts)
    autosave(office, EARBUD, theirs)
    kept = autosave(office, EARBUD, mine, base)
    assert [block.html for block in kept.body[:2]] == ["我改的", "别人改的"]
    assert len({block.id for block in kept.body}) == len(kept.body)
    again = autosave(office, EARBUD, kept, mine)
    assert again == kept


def test_a_new_article_that_is_discarded_leaves_nothing(office: Database) -> None:
    autosave(office, "new", Content(title="新知识"))
    office.write(lambda tx: commands.discard(tx, "new", None)).result(5)
    assert draft(office, "new") is None
    assert office.read(lambda c: rows.get(c, Article, "new")) is None


def test_a_reply_begins_an_article_that_asks_as_the_customer_did(office: Database) -> None:
    asked = office.read(lambda c: rows.where(c, Message, "author = 'customer' AND kind = 'text' ORDER BY id LIMIT 1"))[
        0
    ]
    picture = FileRef("a" * 64, "接线.png", 10, "image/png", 40, 30)
    reply = Message(
        id="reply", scope=asked.scope, conversation_id=asked.conversation_id, author=Author.AGENT, author_id="agent-li",
        text="先断电 <10 分钟>\n\n再开机", attachments=(picture, FileRef("b" * 64, "说明.pdf", 10, "application/pdf")),
        composed_at=asked.composed_at + 1,
    )  # fmt: skip
    fixture.arrive(office, reply)
    made = office.write(lambda tx: commands.draft_from_reply(tx, "reply")).result(5)
    stored = article(office, made.id)
    assert stored.title == " ".join(asked.text.split())[:60]
    assert [(block.kind.value, block.html, block.image) for block in stored.body] == [
        ("paragraph", "先断电 &lt;10 分钟&gt;", ""),
        ("paragraph", "再开机", ""),
        ("image", "", "a" * 64),
    ]
    assert stored.images == (picture,)
    assert [ref.name for ref in stored.attachments] == ["说明.pdf"]
    assert stored.status is ArticleStatus.DRAFT


def test_ones_own_saved_version_does_not_outdate_ones_draft(office: Database) -> None:
    original = content_of(article(office, "art-draft"))
    autosave(office, "art-draft", msgspec.structs.replace(original, title="改"))
    own = msgspec.structs.replace(article(office, "art-draft"), version=9, rev=9, updated_by="agent-zhou")
    fixture.arrive(office, own)
    office.write(
        lambda tx: commands.publish(
            tx, "art-draft", msgspec.structs.replace(original, title="改", body=(Block("a", html="一"),))
        )
    ).result(5)
    assert article(office, "art-draft").title == "改"


def test_a_new_article_is_saved_whole_and_a_blank_one_not_at_all(office: Database) -> None:
    save(office, "new", Content())
    assert operations(office) == []
    save(office, "new", Content(title=" 新知识 "))
    save(office, "new", Content(title="新知识", body=(Block("a", html="一"),)))
    made = article(office, "new")
    assert (made.title, made.status, made.scope, made.rev) == ("新知识", ArticleStatus.DRAFT, ALL, 0)
    assert operations(office) == [("article", "create"), ("article", "patch")]


def test_publishing_puts_the_draft_into_the_article_at_once(office: Database) -> None:
    save(office, EARBUD, edited(office, title="新标题"))
    office.write(lambda tx: commands.publish(tx, EARBUD, edited(office, title="新标题"))).result(5)
    assert article(office).title == "新标题"
    assert article(office).status is ArticleStatus.PUBLISHED
    assert draft(office) is None
    transactions = office.read(lambda c: c.execute(select(OUTBOX.c.txn).order_by(OUTBOX.c.lsn)).scalars().all())
    assert len(set(transactions[1:])) == 1  # the draft goes and the article comes in one transaction


def test_a_new_article_is_published_in_one_go(office: Database) -> None:
    content = Content(title="新知识", body=(Block("a", html="一"),))
    office.write(lambda tx: commands.publish(tx, "new", content)).result(5)
    assert article(office, "new").status is ArticleStatus.PUBLISHED
    assert operations(office) == [("article", "create"), ("article", "intent")]


def history(database: Database, base: tuple[Block, ...], newer: tuple[Block, ...]) -> None:
    """Somebody else publishes version 8 over the version 7 on which a draft is being written."""
    fixture.arrive(
        database,
        ArticleVersion(id=link_id("version", EARBUD, "7"), scope=ALL, rev=1, article_id=EARBUD, version=7, body=base),
        msgspec.structs.replace(article(database), body=newer, version=8, rev=2),
    )


def test_publishing_over_a_newer_version_merges_block_by_block(office: Database) -> None:
    base = article(office).body
    mine = (msgspec.structs.replace(base[0], html="我改的"), *base[1:])
    theirs = (*base[:-1], msgspec.structs.replace(base[-1], html="别人改的"))
    save(office, EARBUD, edited(office, body=mine))
    history(office, base, theirs)
    office.write(lambda tx: commands.publish(tx, EARBUD, edited(office, body=mine))).result(5)
    assert [block.html for block in article(office).body][:: len(base) - 1] == ["我改的", "别人改的"]


def test_publishing_over_a_newer_version_of_the_same_sentence_asks_first(office: Database) -> None:
    base = article(office).body
    mine, theirs = ((msgspec.structs.replace(base[0], html=text), *base[1:]) for text in ("我改的", "别人改的"))
    save(office, EARBUD, edited(office, body=mine))
    history(office, base, theirs)
    with pytest.raises(AppError) as raised:
        office.write(lambda tx: commands.publish(tx, EARBUD, edited(office, body=mine))).result(5)
    assert (raised.value.code, raised.value.values) == ("draft_outdated", {"version": 8, "base": 7})
    assert article(office).body == theirs
    office.write(lambda tx: commands.publish(tx, EARBUD, edited(office, body=mine), over_newer=True)).result(5)
    assert article(office).body == mine


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (Content(title=" ", body=(Block("a", html="一"),)), "article_no_title"),
        (Content(title="标题"), "article_no_body"),
        (Content(title="长" * 61, body=(Block("a", html="一"),)), "title_too_long"),
        (Content(title="标题", body=(Block("a", html="一"),), valid_from=2, valid_until=1), "validity_reversed"),
        (
            Content(title="标题", attachments=(FileRef(sha256="0" * 64, name="a", size=20 * 1024 * 1024 + 1),)),
            "file_too_large",
        ),
    ],
)
def test_what_is_not_fit_to_publish_is_refused_whole(office: Database, content: Content, code: str) -> None:
    with pytest.raises(AppError) as raised:
        office.write(lambda tx: commands.publish(tx, "new", content)).result(5)
    assert raised.value.code == code
    assert operations(office) == []


def test_discarding_can_be_taken_back(office: Database) -> None:
    save(office, EARBUD, edited(office, title="新标题"))

    def throw_away(tx: Tx) -> str:
        commands.discard(tx, EARBUD, None)
        return tx.id

    txn = office.write(throw_away).result(5)
    assert draft(office) is None
    office.write(lambda tx: undo(tx, txn)).result(5)
    back = draft(office)
    assert back is not None
    assert back.title == "新标题"
    assert office.write(lambda tx: undo(tx, txn)).result(5) == 0


def test_discarding_an_unpublished_article_restores_what_it_was(office: Database) -> None:
    original = content_of(article(office, "art-draft"))
    save(office, "art-draft", msgspec.structs.replace(original, title="改过"))
    office.write(lambda tx: commands.discard(tx, "art-draft", original)).result(5)
    assert content_of(article(office, "art-draft")) == original
    save(office, "new", Content(title="新知识"))
    office.write(lambda tx: commands.discard(tx, "new", None)).result(5)
    assert article(office, "new").deleted_at is not None


def test_files_are_remembered_as_unsent(office: Database) -> None:
    ref = FileRef(sha256="1" * 64, name="a.pdf", size=10)
    save(office, "new", Content(title="新知识", attachments=(ref,)))
    assert office.read(lambda c: c.execute(select(BLOB.c.sha256, BLOB.c.state)).all()) == [("1" * 64, "unsent")]


# -- permissions -----------------------------------------------------------------------------------------------------


def test_agents_change_nothing_and_experts_do_not_publish(office: Database) -> None:
    content = Content(title="新知识", body=(Block("a", html="一"),))
    office.actor = Actor("agent-lin", Role.AGENT.value)
    for command in (
        lambda tx: commands.save(tx, "new", content),
        lambda tx: commands.move(tx, [EARBUD], "cat-robot"),
        lambda tx: commands.archive(tx, [EARBUD]),
        lambda tx: categories.add_category(tx, "新"),
    ):
        with pytest.raises(Refused) as raised:
            office.write(command).result(5)
        assert raised.value.code == "knowledge_permission"
    office.actor = Actor("agent-li", Role.EXPERT.value)
    save(office, "new", content)
    with pytest.raises(Refused):
        office.write(lambda tx: commands.publish(tx, "new", content)).result(5)


# -- many articles ---------------------------------------------------------------------------------------------------


def test_bulk_commands_change_only_what_differs(office: Database) -> None:
    both = [EARBUD, RED_LIGHT]
    assert office.write(lambda tx: commands.move(tx, both, "cat-robot")).result(5) == 2
    assert office.write(lambda tx: commands.move(tx, both, "cat-robot")).result(5) == 0
    assert office.write(lambda tx: commands.set_validity(tx, both, None, NOW)).result(5) == 2
    assert office.write(lambda tx: commands.archive(tx, both)).result(5) == 2
    assert office.write(lambda tx: commands.set_published(tx, [*both, "art-draft"])).result(5) == 3
    assert article(office).valid_until == NOW
    assert article(office, "art-draft").status is ArticleStatus.PUBLISHED


def test_a_draft_moves_with_its_article(office: Database) -> None:
    save(office, EARBUD, edited(office, title="新标题"))
    office.write(lambda tx: commands.move(tx, [EARBUD], "cat-robot")).result(5)
    kept = draft(office)
    assert kept is not None
    assert kept.category_id == "cat-robot"


def test_a_copy_is_a_draft_of_its_own(office: Database) -> None:
    copy = office.write(lambda tx: commands.duplicate(tx, EARBUD, "副本")).result(5)
    assert (copy.title, copy.status, copy.body) == ("副本", ArticleStatus.DRAFT, article(office).body)
    assert copy.id != EARBUD


# -- the tree --------------------------------------------------------------------------------------------------------


def test_categories_are_added_renamed_and_found_by_synonyms(office: Database) -> None:
    key = add_category(office, "  手  环 ", "cat-after")
    assert (category(office, key).name, category(office, key).parent_id) == ("手 环", "cat-after")
    with pytest.raises(AppError, match="category_exists"):
        add_category(office, "耳机", "cat-after")
    with pytest.raises(AppError, match="category_no_name"):
        office.write(lambda tx: categories.rename_category(tx, key, " ")).result(5)
    office.write(lambda tx: categories.describe_category(tx, "cat-robot", "扫地机", ["小圆机", " ", "小圆机"])).result(
        5
    )
    assert category(office, "cat-robot").synonyms == ("小圆机",)
    found = office.read(
        lambda c: queries.listing(c, queries.Cut(text="小圆机"), Actor("agent-zhou", Role.KNOWLEDGE_ADMIN.value), NOW)
    )
    assert "art-dock" in found


def test_the_tree_is_ten_levels_deep_at_most(office: Database) -> None:
    key = ""
    for level in range(categories.MAX_DEPTH):
        key = add_category(office, f"第 {level} 层", key)
    with pytest.raises(AppError, match="category_too_deep"):
        add_category(office, "再深一层", key)
    with pytest.raises(AppError, match="category_too_deep"):
        office.write(lambda tx: categories.move_category(tx, "cat-robot", key)).result(5)


def test_a_category_does_not_move_into_itself(office: Database) -> None:
    with pytest.raises(AppError, match="category_inside_itself"):
        office.write(lambda tx: categories.move_category(tx, "cat-after", "cat-ear")).result(5)


def test_moving_orders_the_siblings(office: Database) -> None:
    office.write(lambda tx: categories.move_category(tx, "cat-policy", "cat-after", 0)).result(5)
    tree = office.read(lambda c: rows.everything(c, Category))
    children = sorted((each for each in tree if each.parent_id == "cat-after"), key=lambda each: each.position)
    assert [each.id for each in children] == ["cat-policy", "cat-ear", "cat-robot"]


def test_removing_a_category_keeps_its_articles(office: Database) -> None:
    assert office.write(lambda tx: categories.remove_category(tx, "cat-ear")).result(5)
    assert article(office).category_id == "cat-after"
    assert "cat-ear" not in {each.id for each in office.read(lambda c: rows.everything(c, Category))}


def test_a_large_category_goes_in_transactions_that_travel_whole(office: Database) -> None:
    many = [Article(id=f"many-{n}", scope=ALL, title=f"第 {n} 条", category_id="cat-ear") for n in range(240)]
    below = [Category(id=f"below-{n}", scope=ALL, name=f"下面 {n}", parent_id="cat-ear") for n in range(130)]
    fixture.arrive(office, *many, *below, Category(id="deep", scope=ALL, name="最下面", parent_id="below-7"))
    parts = 1
    while not office.write(lambda tx: categories.remove_category(tx, "cat-ear")).result(5):
        parts += 1
    assert parts == 4  # 247 articles and 132 categories, 100 at a time
    left = {each.id for each in office.read(lambda c: rows.everything(c, Category))}
    assert not left & {"cat-ear", "deep", *(each.id for each in below)}
    moved = office.read(lambda c: rows.get_many(c, Article, [each.id for each in many]))
    assert {each.category_id for each in moved.values()} == {"cat-after"}


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.tuples(st.integers(1, 7), st.integers(0, 7), st.integers(-1, 3)), min_size=1, max_size=5))
def test_no_sequence_of_moves_makes_a_cycle(office: Database, moves: list[tuple[int, int, int]]) -> None:
    keys = ["", "cat-after", "cat-ear", "cat-robot", "cat-policy", "cat-pre", "cat-air", "cat-order"]

    def apply(tx: Tx) -> None:
        for child, parent, place in moves:
            with contextlib.suppress(AppError):
                categories.move_category(tx, keys[child], keys[parent], place)

    office.write(apply).result(5)
    tree = {each.id: each for each in office.read(lambda c: rows.everything(c, Category))}
    for key in tree:
        steps, at = 0, key
        while at:
            at, steps = tree[at].parent_id, steps + 1
            assert steps <= len(tree)


def test_a_category_made_at_two_desks_has_one_id_and_a_renamed_one_keeps_its_own(office: Database) -> None:
    key = add_category(office, "耳机 保养", "cat-after")
    assert key == new_category_id("cat-after", "耳机  保养")
    office.write(lambda tx: categories.rename_category(tx, key, "保养")).result(5)
    again = add_category(office, "耳机 保养", "cat-after")
    assert again != key
    office.write(lambda tx: categories.remove_category(tx, again)).result(5)
    office.write(lambda tx: categories.remove_category(tx, key)).result(5)
    assert add_category(office, "耳机 保养", "cat-after") == key, "made again it is the same one, out of the bin"
    row = office.read(lambda c: rows.get(c, Category, key))
    assert row is not None
    assert (row.name, row.deleted_at) == ("耳机 保养", None)


def test_tags_are_given_and_taken_in_articles_and_their_drafts_and_one_undo_takes_that_back(office: Database) -> None:
    save(office, EARBUD, edited(office, tags=("旧", "写着的")))
    assert article(office).tags == ()
    txn = ""

    def tag(tx: Tx) -> int:
        nonlocal txn
        txn = tx.id
        return commands.set_tags(tx, [EARBUD, RED_LIGHT], ["新", "都有"], ["旧"])

    assert office.write(tag).result(5) == 2
    assert (article(office).tags, article(office, RED_LIGHT).tags) == (("新", "都有"), ("新", "都有"))
    kept = draft(office)
    assert kept is not None
    assert kept.tags == ("写着的", "新", "都有")
    assert office.read(lambda c: queries.tags_of(c, [EARBUD, RED_LIGHT])) == ("新", "都有")
    assert office.write(lambda tx: commands.set_tags(tx, [EARBUD], ["新"], [])).result(5) == 0
    office.write(lambda tx: undo(tx, txn)).result(5)
    kept = draft(office)
    assert kept is not None
    assert (article(office).tags, article(office, RED_LIGHT).tags, kept.tags) == ((), (), ("旧", "写着的"))
