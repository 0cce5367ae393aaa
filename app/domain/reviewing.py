"""Who decides what is published: whom a change of an article or of the category tree needs.

A client asks before it lets a person act, and the server asks again. Reviewers are those of the category, or of the
nearest one above that names some (:func:`app.domain.knowledge.reviewers_of`).
"""

from collections.abc import Collection, Mapping

from app.domain.entity import Actor
from app.domain.knowledge import CONTENT, Article, ArticleStatus, Category, may_review, reviewers_of

ORDER = frozenset({"category_id", "tags", "valid_from", "valid_until"})
"""What every editor may change in a published article: where it stands and how long it holds, not what it says."""


def may_change_article(who: Actor, before: Article | None, after: Article, tree: Mapping[str, Category]) -> bool:
    """Say whether somebody may bring an article from one state (None is not there yet) to another.

    What is published is decided by the reviewers of where it is: its text, its status, its way into the bin and out of
    it. It moves freely where they stay the same; else both those whom it leaves and those to whom it comes decide.
    ``tree`` holds the categories that are there, at least the two of the article with all above them.
    """
    now = reviewers_of(after.category_id, tree)
    was = now
    if before is not None and before.status is ArticleStatus.PUBLISHED:
        was = reviewers_of(before.category_id, tree)
    moved = after.status is ArticleStatus.PUBLISHED and set(was) != set(now)
    return not (moved or _decides(before, after)) or (_decide(who, was) and _decide(who, now))


def may_change_category(who: Actor, before: Category | None, after: Category, tree: Mapping[str, Category]) -> bool:
    """Say whether somebody may change a category as far as it changes who decides in it and below.

    Who decided until now says so, of a new one those above it; of one that is moved those where it comes as well.
    ``tree`` holds the categories above its two places.
    """
    above = reviewers_of(after.parent_id, tree)
    was = above if before is None else reviewers_of(before.id, {**tree, before.id: before})
    now = reviewers_of(after.id, {**tree, after.id: after})
    moved = before is not None and before.parent_id != after.parent_id
    return set(was) == set(now) or (_decide(who, was) and (not moved or _decide(who, above)))


def _decide(who: Actor, reviewers: Collection[str]) -> bool:
    return not reviewers or may_review(who, reviewers)  # where nobody reviews, the role decides alone


def _decides(before: Article | None, after: Article) -> bool:
    """Say whether a change says what is published: more than where it stands and how long it holds."""
    published = after.status is ArticleStatus.PUBLISHED
    if before is None:
        return published
    if after.status is not before.status:
        return True
    if after.review is not None and after.review.reviewer_id and after.review != before.review:
        return True
    said = any(getattr(before, name) != getattr(after, name) for name in CONTENT if name not in ORDER)
    return published and (said or (before.deleted_at is None) != (after.deleted_at is None))
