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


def test_a_circle_of_categories_ends(office: Office) -> None:
    writer, anna, bob = people(office)
    anna.do("category", "above", "patch", {"parent_id": "below", "reviewers": []}, base_rev=1)
    assert office.get(Category, "above").reviewers == ()
    writer.do("article", "a1", "create", TEXT)
    assert ask(bob, "publish") == "ok"
