"""What is handed in, shown above the article: by whom, with what note, and the buttons of who decides."""

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.commands import reviews as commands
from app.commands.article_content import content_of
from app.domain.knowledge import MAX_NOTE, Article, ArticleDraft, ArticleStatus, Review, ReviewState
from app.domain.rich import Block, BlockKind, Body
from app.storage.knowledge import Opened
from app.ui.kit.action import Actions
from app.ui.kit.buttons import button
from app.ui.kit.chips import Glyph
from app.ui.kit.dialogs import Dialog
from app.ui.kit.fields import FlowLayout
from app.ui.kit.formats import moment_full
from app.ui.kit.i18n import tr
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import label
from app.ui.kit.theme import set_state, theme
from app.ui.knowledge.history import CompareDialog, Text
from app.ui.knowledge.library import Library


def told(opened: Opened, now: int) -> str:
    """Return who handed in or sent back, when, and what was said of it; "" when nothing was."""
    review = opened.article.review
    if review is None:
        return ""
    if review.state is ReviewState.ASKED:
        who, at, said = opened.author, review.asked_at, review.note
        text = tr("{name} {when} 交审").format(name=who or tr("同事"), when=moment_full(at, now))
    else:
        who, at, said = opened.reviewer, review.decided_at or review.asked_at, review.comment
        text = tr("{name} {when} 退回").format(name=who or tr("同事"), when=moment_full(at, now))
    return tr("{what}：{said}").format(what=text, said=said) if said else text


def _whole(value: Article | ArticleDraft) -> Body:
    """Return all that is read of an article, as one text: its title, its body, by what it is found, its files."""
    parts = (
        ("questions", tr("相似问法"), value.questions),
        ("files", tr("附件"), [ref.name for ref in value.attachments]),
    )
    lines = {key: tr("{what}：{said}").format(what=name, said=tr("、").join(said)) for key, name, said in parts if said}
    below = tuple(Block(key, html=escape(text, quote=False)) for key, text in lines.items())
    return (Block("title", BlockKind.HEADING, html=escape(value.title, quote=False)), *value.body, *below)


class ReviewBar(QFrame):
    """Stands above an article of which something is handed in."""

    def __init__(self, actions: Actions, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions, self._library = actions, library
        self.setProperty("surface", "subtle")
        self.setProperty("edge", "bottom")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(8)
        line = QHBoxLayout()
        line.setSpacing(8)
        self._glyph = Glyph("checklist", "warning.text")
        self._text = label("", wrap=True, selectable=True)
        line.addWidget(self._glyph)
        line.addWidget(self._text, 1)
        column.addLayout(line)
        across = QWidget()
        self._row = FlowLayout(across)
        self.buttons: dict[str, QPushButton] = {}
        for name, made in (
            ("knowledge.approve", KeyButton(tr("批准并发布"), "Ctrl+Enter", kind="primary", dense=True)),
            ("knowledge.changes", button(tr("看改动"), icon="git-compare", dense=True)),
            ("knowledge.send_back", button(tr("退回修改"), icon="arrow-back-up", dense=True)),
            ("knowledge.take_back", button(tr("撤回交审"), kind="ghost", dense=True)),
        ):
            made.clicked.connect(lambda _checked=False, name=name: actions.run(name))
            self.buttons[name] = made
            self._row.addWidget(made)
        column.addWidget(across)
        self.hide()

    def show_article(self, opened: Opened, now: int) -> None:
        """Show what is handed in of an article; nothing hides the bar."""
        review = opened.article.review
        self.setVisible(review is not None)
        if review is None:
            return
        back = review.state is ReviewState.RETURNED
        self._glyph.set("arrow-back-up" if back else "checklist", "danger.text" if back else "warning.text")
        self._text.setText(told(opened, now))
        self.setAccessibleName(self._text.text())
        self.refresh_reasons()

    def refresh_reasons(self) -> None:
        """Show the buttons that are this person's, and enable those that can be pressed now."""
        opened = self._library.opened
        review = opened.article.review if opened is not None else None
        if opened is None or review is None:
            return
        asked = review.state is ReviewState.ASKED
        mine = review.author_id == self._library.me.id
        decides = not self._library.why_not_review(opened.article.category_id)
        shown = {
            "knowledge.approve": asked and decides,
            "knowledge.changes": opened.draft is not None and opened.article.status is ArticleStatus.PUBLISHED,
            "knowledge.send_back": asked and decides and not mine,
            "knowledge.take_back": mine,
        }
        for name, made in self.buttons.items():
            made.setVisible(shown[name])
            reason = self._actions.get(name).why_blocked()
            made.setEnabled(not reason)
            made.setToolTip(reason or self._actions.qaction(name).toolTip())


class Reviewing:
    """What is done with what is handed in; each act ends here, by key, menu or button."""

    def __init__(self, library: Library, window: QWidget) -> None:
        self._library, self._window = library, window

    def _opened(self) -> tuple[Opened, Review] | None:
        opened = self._library.opened
        if opened is None or opened.article.review is None:
            return None
        return opened, opened.article.review

    def why_not_decide(self) -> str:
        """Return why the open article cannot be decided about, or "" when it can."""
        found = self._opened()
        if found is None or found[1].state is not ReviewState.ASKED:
            return tr("这条知识没有等待审核")
        return self._library.why_not_review(found[0].article.category_id)

    def why_not_approve(self) -> str:
        """As :meth:`why_not_decide`; what is published is so everywhere at once, which needs the line."""
        return self.why_not_decide() or ("" if self._library.online else tr("离线时不能发布"))

    def why_not_take_back(self) -> str:
        """Return why the open article goes on waiting, or "" when it need not."""
        found = self._opened()
        if found is None:
            return tr("这条知识没有等待审核")
        mine = found[1].author_id == self._library.me.id
        return "" if mine else self._library.why_not_review(found[0].article.category_id)

    def why_not_compare(self) -> str:
        """Return why there is nothing to compare in the open article, or "" when there is."""
        opened = self._library.opened
        return "" if opened is not None and opened.draft is not None else tr("没有未发布的修改")

    def approve(self) -> None:
        """Publish what was handed in of the open article, as it is on the screen."""
        found = self._opened()
        if found is None:
            return
        opened = found[0]
        published = opened.article.status is ArticleStatus.PUBLISHED
        read = content_of(opened.draft) if published and opened.draft is not None else content_of(opened.article)
        self._library.run_with_undo(
            lambda tx: commands.approve(tx, opened.article.id, read),
            lambda made: tr("已发布「{title}」").format(title=made.title),
        )

    def compare(self) -> None:
        """Show what is written beside what is published."""
        opened = self._library.opened
        if opened is None or opened.draft is None:
            return
        article = opened.article
        live = Text(tr("线上 v{n}").format(n=article.version), _whole(article))
        sides = [
            live,
            Text(tr("交审的修改") if article.review is not None else tr("未发布的修改"), _whole(opened.draft)),
        ]
        verbs: list[tuple[str, Callable[[], object]]] = []
        if not self.why_not_decide():
            verbs.append((tr("退回修改"), self.ask_back))
        if not self.why_not_approve():
            verbs.append((tr("批准并发布"), self.approve))
        CompareDialog(self._window.window(), self._library.ctx, article.title, sides, 0, 1, verbs=verbs)

    def ask_back(self) -> None:
        """Ask why what was handed in is not published."""
        found = self._opened()
        if found is None:
            return
        article = found[0].article

        def run(comment: str) -> None:
            self._library.run(
                lambda tx: commands.send_back(tx, article.id, comment),
                lambda _done: self._library.ctx.notices.toast(tr("已退回「{title}」").format(title=article.title)),
            )

        title = tr("退回「{title}」").format(title=article.title)
        ask_words(self._window, title, tr("写清楚要改什么，对方会在「待我处理」里看到"), tr("退回"), run, needed=True)

    def take_back(self) -> None:
        """Have the open article wait no more."""
        found = self._opened()
        if found is None:
            return
        key, title = found[0].article.id, found[0].article.title
        self._library.run(
            lambda tx: commands.take_back(tx, [key]),
            lambda _n: self._library.ctx.notices.toast(tr("已撤回「{title}」的交审").format(title=title)),
        )

    def hand_in(self, ids: Sequence[str]) -> None:
        """Ask for a note, then hand articles in as they are written."""

        def run(note: str) -> None:
            self._library.run_on_many(
                ids,
                lambda tx, part: commands.hand_in_many(tx, part, note),
                lambda n: tr("已交审 {n} 条", n=n).format(n=n) if n else tr("没有要审的改动"),
            )

        title = tr("交审 {n} 条知识", n=len(ids)).format(n=len(ids))
        ask_words(self._window, title, hand_in_hint(), tr("交审"), run)


def hand_in_hint() -> str:
    """Return what happens to what is handed in."""
    return tr("分类的审核人会看到它和您的说明；批准前客户看不到。离线时也可以交，联网后送到")


def ask_words(
    parent: QWidget, title: str, hint: str, verb: str, on_yes: Callable[[str], object], *, needed: bool = False
) -> Dialog:
    """Ask for some words; Ctrl+Enter is the answer. ``needed``: without any there is none."""
    dialog = Dialog(parent, title, width=480)
    dialog.body.addWidget(label(title, "h3", strong=True, wrap=True))
    dialog.body.addWidget(label(hint, tone="secondary", wrap=True))
    field = QPlainTextEdit()
    field.setTabChangesFocus(True)
    field.setFixedHeight(theme().px(84))
    dialog.add_field(tr("原因") if needed else tr("说明（可不填）"), field)
    dialog.add_button(tr("取消"))

    def yes() -> None:
        words = field.toPlainText().strip()
        wrong = len(words) > MAX_NOTE or (needed and not words)
        set_state(field, invalid=wrong)
        if wrong:
            told = tr("最多 {n} 字", n=MAX_NOTE).format(n=MAX_NOTE) if words else tr("写上原因，对方才知道怎么改")
            dialog.refusal.set(told, "danger")
            field.setFocus()
            return
        dialog.accept()
        on_yes(words)

    dialog.add_button(verb, yes, kind="primary", default=True).setObjectName("yes")
    dialog.open()
    field.setFocus()
    return dialog
