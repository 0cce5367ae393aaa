"""Articles: numbers, versions, and what becomes of two people's edits."""

from typing import Any

import msgspec

from app.domain.ids import link_id
from app.domain.journal import Conflict, Event
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
from sync_server.service.rules import FIRST_ARTICLE
from tests.helpers.server import epoch_of
from tests.server.device import Device, Office


def body(**paragraphs: str) -> list[dict[str, Any]]:
    """A body as operations carry it: block id -> HTML."""
    return [{"id": name, "html": html} for name, html in paragraphs.items()]


def texts(article: Article | ArticleVersion) -> dict[str, str]:
    """Block id -> HTML."""
    return {block.id: block.html for block in article.body}


def editors(office: Office) -> tuple[Device, Device]:
    """Two people who may edit."""
    return office.agent("anna", role=Role.KNOWLEDGE_ADMIN), office.agent("bob", role=Role.KNOWLEDGE_ADMIN)


def test_a_new_article_has_a_number_and_its_first_version(office: Office) -> None:
    anna, _ = editors(office)
    anna.do("article", "a1", "create", {"title": "Reset", "body": body(p="Hold the key."), "number": 7, "version": 9})
    anna.do("article", "a2", "create", {"title": "Charge"})
    first, second = office.get(Article, "a1"), office.get(Article, "a2")
    assert (first.number, first.version, second.number) == (FIRST_ARTICLE, 1, FIRST_ARTICLE + 1)
    assert (first.updated_by, first.updated_at) == ("anna", office.clock.now)
    (version,) = office.find(ArticleVersion, article_id="a1")
    assert (version.version, version.row_rev, version.kind, texts(version)) == (1, 1, "saved", {"p": "Hold the key."})
    assert [event.action for event in office.find(Event, subject_id="a1")] == ["created"]


def test_only_a_change_of_content_makes_a_version(office: Office) -> None:
    anna, _ = editors(office)
    anna.do("article", "a1", "create", {"title": "Reset"})
    anna.do("article", "a1", "intent", {"action": "publish"})
    article = office.get(Article, "a1")
    assert (article.status, article.version, article.published_at) == (ArticleStatus.PUBLISHED, 1, office.clock.now)
    anna.do("article", "a1", "patch", {"title": "Reset it"}, base_rev=article.rev)
    assert office.get(Article, "a1").version == 2
    assert [row.version for row in office.find(ArticleVersion, order="version")] == [1, 2]


def test_who_may_not_publish_cannot_create_published(office: Office) -> None:
    expert = office.agent("eve", role=Role.EXPERT)
    result = expert.do("article", "a1", "create", {"title": "x", "status": "published"})
    assert (result.code, result.values) == ("forbidden", {"permission": "knowledge.publish"})
    assert expert.do("article", "a1", "create", {"title": "x"}).status == "ok"
    assert expert.do("article", "a1", "intent", {"action": "publish"}).code == "forbidden"


def test_edits_of_different_blocks_are_merged(any_office: Office) -> None:
    anna, bob = editors(any_office)
    anna.do("article", "a1", "create", {"title": "x", "body": body(one="1", two="2")})
    anna.do("article", "a1", "patch", {"body": body(one="1 anna", two="2")}, base_rev=1)
    assert bob.do("article", "a1", "patch", {"body": body(one="1", two="2 bob")}, base_rev=1).status == "ok"
    assert texts(any_office.get(Article, "a1")) == {"one": "1 anna", "two": "2 bob"}
    assert any_office.find(Conflict) == []


def test_two_offline_edits_of_one_author_build_on_each_other(office: Office) -> None:
    """Both were written over revision 1; between them a colleague's edit was accepted."""
    anna, bob = editors(office)
    anna.do("article", "a1", "create", {"title": "x", "body": body(one="1", two="2")})
    first = anna.op("article", "a1", "patch", {"body": body(one="1a", two="2")}, base_rev=1)
    second = anna.op("article", "a1", "patch", {"body": body(one="1b", two="2")}, base_rev=1)
    bob.do("article", "a1", "patch", {"body": body(one="1", two="2 bob")}, base_rev=1)
    assert [result.status for result in anna.push(first, second).results] == ["ok", "ok"]
    assert texts(office.get(Article, "a1")) == {"one": "1b", "two": "2 bob"}
    third = anna.op("article", "a1", "patch", {"body": body(one="1c", two="2")}, base_rev=1)
    assert anna.push(third).results[0].status == "ok", "also when the earlier ones came with another request"
    assert texts(office.get(Article, "a1")) == {"one": "1c", "two": "2 bob"}


def test_edits_of_one_block_are_both_kept(any_office: Office) -> None:
    anna, bob = editors(any_office)
    anna.do("article", "a1", "create", {"title": "x", "body": body(one="1")})
    bob.do("article", "a1", "patch", {"body": body(one="bob")}, base_rev=1)
    assert anna.do("article", "a1", "patch", {"body": body(one="anna")}, base_rev=1).status == "merged"
    article = any_office.get(Article, "a1")
    assert texts(article) == {"one": "bob"}
    (kept,) = any_office.find(ArticleVersion, kind="conflict")
    assert (texts(kept), kept.parent, kept.editor_id, kept.article_id) == ({"one": "anna"}, 1, "anna", "a1")
    (conflict,) = any_office.find(Conflict)
    assert (conflict.scope, conflict.open, conflict.kept_by) == ("u:anna", True, "bob")
    assert [row.version for row in any_office.find(ArticleVersion, kind="saved", order="version")] == [1, 2]


def test_html_is_cleaned_before_it_is_stored(office: Office) -> None:
    anna, _ = editors(office)
    hostile = '<script>alert(1)</script><b onclick="x()">bold</b><a href="javascript:x()">a</a><img src=x onerror=y>'
    table = {"id": "t", "kind": "table", "rows": [["<i>h</i>", "<iframe src=//evil></iframe>c"]]}
    anna.do("article", "a1", "create", {"title": "x", "body": [*body(p=hostile), table]})
    article = office.get(Article, "a1")
    assert article.body[0].html == "<b>bold</b><a>a</a>"
    assert article.body[1].rows == (("<i>h</i>", "c"),)


def test_a_draft_that_two_devices_make_is_one_draft(office: Office) -> None:
    anna, bob = editors(office)
    anna.do("article", "a1", "create", {"title": "x"})
    row = draft_id("a1")
    assert anna.do("article_draft", row, "create", {"article_id": "a1", "title": "mine"}).status == "ok"
    office.clock.advance(1000)
    assert bob.do("article_draft", row, "create", {"article_id": "a1", "title": "his", "note": "n"}).status == "merged"
    draft = office.get(ArticleDraft, row)
    assert (draft.title, draft.note) == ("his", "n")
    assert [(row.author_id, row.field) for row in office.find(Conflict, open=True)] == [("anna", "title")]


def test_a_discarded_draft_can_be_begun_again(office: Office) -> None:
    anna, _ = editors(office)
    row = draft_id("a1")
    fields = {"article_id": "a1", "title": "one", "body": body(p="old")}
    anna.do("article_draft", row, "create", fields)
    assert anna.do("article_draft", row, "delete", base_rev=1).status == "ok"
    assert anna.do("article_draft", row, "create", fields).status == "ok", "the same words again"
    assert office.get(ArticleDraft, row).deleted_at is None
    anna.do("article_draft", row, "delete", base_rev=9)
    assert anna.do("article_draft", row, "create", {**fields, "body": body(p="new")}).status == "ok"
    assert office.get(ArticleDraft, row).body[0].html == "new"
    assert office.find(Conflict) == [], "nothing of a discarded draft is defended"


def test_sending_an_article_counts_and_does_not_disturb_its_editors(office: Office) -> None:
    anna, bob = editors(office)
    anna.do("article", "a1", "create", {"title": "x", "body": body(p="1")})
    office.queued("v1")
    bob.do("conversation", "v1", "intent", {"action": "take"})
    bob.say("v1", "m1", article_id="a1", article_version=1)
    assert office.get(Article, "a1").sent_count == 1
    assert anna.do("article", "a1", "patch", {"title": "y"}, base_rev=1).status == "ok"
    assert office.find(Conflict) == []
    assert office.get(Article, "a1").version == 2


def test_an_article_given_again_after_the_messages_that_recommend_it_counts_them(any_office: Office) -> None:
    anna, bob = editors(any_office)
    any_office.db.begin_anew()
    anna.epoch = bob.epoch = epoch_of(any_office.db)
    any_office.queued("v1")
    bob.do("conversation", "v1", "intent", {"action": "take"})
    bob.say("v1", "m1", article_id="a1")
    bob.say("v1", "m2", article_id="a1")
    bob.say("v1", "m3", article_id="another")
    anna.do("article", "a1", "create", {"title": "x", "body": body(p="1")})
    assert any_office.get(Article, "a1").sent_count == 2
    bob.say("v1", "m4", article_id="a1")
    assert any_office.get(Article, "a1").sent_count == 3


def test_a_kept_version_has_an_id_that_follows_from_its_number(office: Office) -> None:
    anna, _ = editors(office)
    anna.do("article", "a1", "create", {"title": "x"})
    version = office.get(ArticleVersion, link_id("version", "a1", "1"))
    assert msgspec.structs.replace(version, rev=0).version == 1


def test_pictures_that_two_editors_put_in_are_both_there(any_office: Office) -> None:
    anna, bob = editors(any_office)
    old, hers, his = ({"sha256": mark * 64, "name": f"{mark}.png", "size": 1} for mark in "abc")
    shown = [{"id": "old", "kind": "image", "image": "a" * 64}, {"id": "p", "html": "x"}]
    anna.do("article", "a1", "create", {"title": "Reset", "body": shown, "images": [old]})
    rev = any_office.get(Article, "a1").rev

    def edit(device: Device, blocks: list[dict[str, Any]], images: list[dict[str, Any]]) -> None:
        op = device.op("article", "a1", "patch", {"body": blocks, "images": images}, base_rev=rev)
        (result,) = device.push(msgspec.structs.replace(op, was={"images": [old]})).results
        assert result.status == "ok"

    edit(anna, [*shown, {"id": "h", "kind": "image", "image": "b" * 64}], [old, hers])
    # bob takes the old picture's file out, but only makes its block wider: what is shown keeps its file
    edit(bob, [{**shown[0], "width": 300}, shown[1], {"id": "i", "kind": "image", "image": "c" * 64}], [his])
    article = any_office.get(Article, "a1")
    assert {ref.sha256[0] for ref in article.images} == {"a", "b", "c"}
    assert {block.image[0] for block in article.body if block.image} == {"a", "b", "c"}


def test_a_category_that_two_people_make_is_one_category(any_office: Office) -> None:
    anna, bob = editors(any_office)
    row = new_category_id("", "退货 政策")
    assert row == new_category_id("", " 退货  政策 ")
    assert row != new_category_id("other", "退货 政策")
    hers = {"name": "退货 政策", "parent_id": "", "position": 3, "synonyms": ["退款"], "owner_id": "anna"}
    assert anna.do("category", row, "create", hers).status == "ok"
    any_office.clock.advance(1000)
    his = {"name": "退货 政策", "parent_id": "", "position": 0, "synonyms": ["七天无理由"], "owner_id": ""}
    assert bob.do("category", row, "create", his).status == "ok"
    assert bob.do("article", "k1", "create", {"title": "x", "category_id": row}).status == "ok"
    made = any_office.get(Category, row)
    assert (made.position, made.owner_id) == (3, "anna"), "what a new row has by itself says nothing"
    assert made.synonyms == ("退款", "七天无理由")
    assert not any_office.find(Conflict)
