"""Knowledge: the library, the article editor, import and export.

``library`` holds the state of the screen and every reason why something cannot be done; ``view`` puts the three panes
around it: ``places`` (smart lists, ``tree``), ``articles_pane`` (``table``) and ``preview`` (``card``, ``history``,
``differences``). ``editor`` is the dialog, ``session`` what it keeps and how; ``import_dialog`` the wizard, for tables
(``import_table``) and documents (``import_documents``). Begin with
:mod:`app.ui.knowledge.library`.
"""

from app.domain.people import Role
from app.ui.kit.i18n import mark
from app.ui.kit.screen import Context, Screen, ScreenView


def _build(ctx: Context) -> ScreenView:
    # 0.2 s with all that it needs, and not the screen that one begins with
    from app.ui.knowledge.view import KnowledgeView

    return KnowledgeView(ctx)


SCREEN = Screen(
    id="knowledge",
    title=mark("知识"),
    icon="book-2",
    order=30,
    build=_build,
    first_for=frozenset({Role.KNOWLEDGE_ADMIN.value}),
)
