"""The results of a search for knowledge as they are listed."""

from app.storage.suggestions import Finding
from app.ui.conversations.findings import by_chance, chance_of


def finding(name: str, chance: float | None, *, expired: bool = False) -> Finding:
    return Finding(article_id=name, title=name, confidence=chance, expired=expired)


def test_results_stand_in_the_order_of_the_figures_beside_them() -> None:
    rows = [
        finding("weak", 0.02), finding("62", 0.62), finding("weaker", 0.01), finding("over", 0.9, expired=True),
        finding("88", 0.88), finding("62 too", 0.621), finding("named", None),
    ]  # fmt: skip
    ordered = by_chance(rows)
    assert [row.article_id for row in ordered] == ["named", "88", "62", "62 too", "weak", "weaker", "over"]
    shown = [chance[0] for row in ordered if not row.expired and (chance := chance_of(row)) is not None]
    assert shown == ["88%", "62%", "62%"]
