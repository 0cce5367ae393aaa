"""The category tree, and what waits for whom to decide about it there."""

import msgspec
from sqlalchemy import ColumnElement, select, text
from sqlalchemy.engine import Connection

from app.domain.entity import Actor
from app.domain.knowledge import Category, Review, ReviewState, may_review, reviewers_of
from app.domain.people import Agent
from app.storage import rows
from app.storage.tables import ENTITY

_ARTICLE = ENTITY["article"].c
_REVIEW = msgspec.json.Decoder(Review)


def handed_in() -> ColumnElement[bool]:
    """Return the condition of ``ix_article_review``, in the index's own words: in review, or sent back."""
    return text("article.review <> 'null'")  # type: ignore[return-value]


def tree(connection: Connection) -> dict[str, Category]:
    """Return the categories by their ids."""
    return {category.id: category for category in rows.everything(connection, Category)}


def review_of(value: str | None) -> Review | None:
    """Return what stands in the column of an article's review."""
    return _REVIEW.decode(value) if value not in (None, "null") else None


def reviews(connection: Connection, state: ReviewState) -> list[tuple[str, str, Review]]:
    """Return (id, category, review) of the articles that wait for a decision, or were sent back."""
    query = select(_ARTICLE.id, _ARTICLE.category_id, _ARTICLE.review).where(handed_in(), _ARTICLE.deleted_at.is_(None))
    found = [(str(row.id), str(row.category_id), _REVIEW.decode(row.review)) for row in connection.execute(query)]
    return [one for one in found if one[2].state is state]


def waiting_for(connection: Connection, me: Actor) -> list[str]:
    """Return the articles that wait for somebody: for his decision, or sent back to him."""
    categories = tree(connection)
    back = [key for key, _, review in reviews(connection, ReviewState.RETURNED) if review.author_id == me.id]
    asked = [
        key
        for key, category_id, _ in reviews(connection, ReviewState.ASKED)
        if may_review(me, reviewers_of(category_id, categories))
    ]
    return sorted({*back, *asked})


def deciders(connection: Connection) -> tuple[Agent, ...]:
    """Return the people who may decide what is published, by name."""
    found = [agent for agent in rows.everything(connection, Agent) if agent.active]
    return tuple(sorted((one for one in found if may_review(Actor(one.id, one.role.value), ())), key=lambda a: a.name))


def staff(connection: Connection) -> tuple[Agent, ...]:
    """Return everybody who works here, by name."""
    found = [agent for agent in rows.everything(connection, Agent) if agent.active]
    return tuple(sorted(found, key=lambda agent: agent.name))
