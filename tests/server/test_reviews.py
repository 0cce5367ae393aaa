"""Reviews at the server: who decides, and what becomes of a step that came too late."""

from app.domain.journal import Event
from app.domain.knowledge import Article, ArticleStatus, Category, ReviewState
from app.domain.people import Role
from tests.server.device import Device, Office

TEXT = {"title": "Reset", "category_id": "below", "body": [{"id": "p", "html": "Hold the key."}]}


def people(office: Office) -> tuple[Device, Device, Device]:
    """Who writes, who reviews, and somebody who may publish, but not there."""
    writer = office.agent("eve", role=Role.EXPERT)
    anna, bob = (office.agent(name, role=Role.KNOWLEDGE_ADMIN) for name in ("anna", "bob"))
    anna.do("category", "above", "create", {"name": "Above", "reviewers": ["anna"]})
    anna.do("category", "below", "create", {"name": "Below", "parent_id": "above"})
    return writer, anna, bob


def ask(device: Device, action: str, **args: object) -> str:
    result = device.do("article", "a1", "intent", {"action": action, "args": args})
    return result.code or result.status


def test_the_reviewers_of_the_category_above_decide(any_office: Office) -> None:
    writer, anna, bob = people(any_office)
    writer.do("article", "a1", "create", TEXT)
    assert ask(writer, "hand_in", note="please") == "ok"
    review = any_office.get(Article, "a1").review
    assert review is not None
    assert (review.author_id, review.note, review.state) == ("eve", "please", ReviewState.ASKED)
    assert ask(bob, "publish") == "not_reviewer"
    assert ask(bob, "send_back", comment="no") == "not_reviewer"
    assert ask(writer, "send_back", comment="no") == "forbidden"
    assert ask(anna, "publish", version=1) == "ok"
    article = any_office.get(Article, "a1")
    assert (article.status, article.review) == (ArticleStatus.PUBLISHED, None)
    told = [event.action for event in any_office.find(Event, subject_id="a1")]
    assert sorted(told) == ["created", "hand_in", "publish"]
    assert bob.do("article", "a1", "patch", {"title": "Other"}, base_rev=article.rev).code == "not_reviewer"
    assert bob.do("article", "a1", "patch", {"valid_until": 5}, base_rev=article.rev).status == "ok"
    assert writer.do("article", "a1", "patch", {"tags": ["sale"]}, base_rev=article.rev).status == "ok"
    assert ask(any_office.agent("root", role=Role.ADMIN), "archive") == "ok"


def test_who_published_by_import_is_a_reviewer_too(office: Office) -> None:
    _, anna, bob = people(office)
    assert bob.do("article", "a1", "create", {**TEXT, "status": "published"}).code == "not_reviewer"
    assert anna.do("article", "a1", "create", {**TEXT, "status": "published"}).status == "ok"


def test_a_decision_that_comes_late_is_told_and_changes_nothing(office: Office) -> None:
    writer, anna, _ = people(office)
    root = office.agent("root", role=Role.ADMIN)
    writer.do("article", "a1", "create", TEXT)
    ask(writer, "hand_in")
    assert ask(root, "publish") == "ok"
    assert ask(anna, "send_back", comment="a picture is missing") == "review_settled"
    assert office.get(Article, "a1").status is ArticleStatus.PUBLISHED
    assert ask(writer, "hand_in", note="written without a line") == "ok", "what is written over it waits again"
    assert office.get(Article, "a1").status is ArticleStatus.PUBLISHED


def test_what_was_not_read_is_not_published(office: Office) -> None:
    writer, anna, _ = people(office)
    writer.do("article", "a1", "create", TEXT)
    ask(writer, "hand_in")
    writer.do("article", "a1", "patch", {"title": "Reset it"}, base_rev=office.get(Article, "a1").rev)
    assert ask(anna, "publish", version=1) == "review_changed"
    assert ask(anna, "publish", version=2) == "ok"


def test_no_way_around_the_reviewers_leads_through_another_category_or_the_bin(office: Office) -> None:
    writer, anna, bob = people(office)
    bob.do("category", "free", "create", {"name": "Free"})
    anna.do("article", "a1", "create", {**TEXT, "status": "published"})
    bob.do("article", "a2", "create", {**TEXT, "category_id": "free", "status": "published"})
    for one in (bob, writer):
        for row, place in (("a1", "free"), ("a1", ""), ("a2", "below")):
            moved = one.do("article", row, "patch", {"category_id": place}, base_rev=99)
            assert moved.code == "not_reviewer", (one.agent_id, row, place)
    assert writer.do("article", "a1", "patch", {"category_id": "above"}, base_rev=99).status == "ok", "anna's as well"
    assert writer.do("article", "a2", "patch", {"category_id": ""}, base_rev=99).status == "ok"
    assert bob.do("article", "a1", "delete", base_rev=99).code == "not_reviewer"
    assert anna.do("article", "a1", "delete", base_rev=99).status == "ok"
    assert bob.do("article", "a1", "restore", base_rev=99).code == "not_reviewer"
    assert office.agent("root", role=Role.ADMIN).do("article", "a1", "restore", base_rev=99).status == "ok"
    assert bob.do("category", "above", "delete", base_rev=99).status == "ok"
    refused = bob.do("article", "a1", "patch", {"title": "Left in the bin"}, base_rev=99)
    assert refused.code == "not_reviewer", "what is left in it is still anna's"


def test_who_reviews_is_said_by_who_reviews(office: Office) -> None:
    _, anna, bob = people(office)
    for row in ("above", "below"):
        assert bob.do("category", row, "patch", {"reviewers": ["bob"]}, base_rev=99).code == "not_reviewer"
    bobs = {"name": "Bob's", "parent_id": "above", "reviewers": ["bob"]}
    assert bob.do("category", "bobs", "create", bobs).code == "not_reviewer"
    assert bob.do("category", "bobs", "create", {**bobs, "parent_id": ""}).status == "ok"
    for row, place in (("below", ""), ("below", "bobs")):
        assert bob.do("category", row, "patch", {"parent_id": place}, base_rev=99).code == "not_reviewer"
    assert bob.do("category", "free", "create", {"name": "Free"}).status == "ok"
    assert bob.do("category", "free", "patch", {"parent_id": "above"}, base_rev=99).code == "not_reviewer"
    assert bob.do("category", "below", "patch", {"name": "Renamed"}, base_rev=99).status == "ok"
    assert anna.do("category", "below", "patch", {"reviewers": ["anna", "bob"]}, base_rev=99).status == "ok"


def test_nobody_begins_an_article_with_a_decision_of_another(office: Office) -> None:
    writer, *_ = people(office)
    forged = {"state": "returned", "author_id": "bob", "asked_at": 1, "reviewer_id": "anna", "comment": "never"}
    assert writer.do("article", "a1", "create", {**TEXT, "review": forged}).status == "ok"
    assert office.get(Article, "a1").review is None


def test_a_circle_of_categories_ends(office: Office) -> None:
    writer, anna, bob = people(office)
    anna.do("category", "above", "patch", {"parent_id": "below", "reviewers": []}, base_rev=1)
    assert office.get(Category, "above").reviewers == ()
    writer.do("article", "a1", "create", TEXT)
    assert ask(bob, "publish") == "ok"
