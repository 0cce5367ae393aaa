"""The right pane: one article as the customer sees it, its properties, its versions and what customers said."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.files import FileRef
from app.domain.knowledge import Article, ArticleStatus, Audience, card_of, expired
from app.domain.rich import Body
from app.storage.knowledge import Opened
from app.ui.kit.buttons import button
from app.ui.kit.chips import Chip, Glyph
from app.ui.kit.fields import FlowLayout
from app.ui.kit.formats import count as count_text
from app.ui.kit.formats import moment_full, percent
from app.ui.kit.i18n import tr
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import label, separator
from app.ui.kit.panes import panel, scrolled
from app.ui.kit.rich_blocks import fill_document
from app.ui.kit.rich_text import Media, RichView
from app.ui.kit.screen import Context
from app.ui.kit.states import Content, StateView, progress
from app.ui.kit.tabs import Tabs
from app.ui.kit.theme import theme
from app.ui.knowledge import words
from app.ui.knowledge.card import CardView, attachment_row
from app.ui.knowledge.history import CompareDialog, Text, VersionList
from app.ui.knowledge.library import Library
from app.ui.knowledge.review import ReviewBar

_EDGE = 14
TABS = ("preview", "properties", "versions", "feedback")


class BodyView(RichView):
    """A body as a page, as tall as its text: it scrolls with what is around it."""

    def __init__(self, media: Media, parent: QWidget | None = None) -> None:
        super().__init__(media, parent)
        self._body: Body = ()
        self._images: Sequence[FileRef] = ()
        self.setAccessibleName(tr("正文"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        theme().themeChanged.connect(self._fill)

    def show_body(self, body: Body, images: Sequence[FileRef]) -> None:
        """Show a body; ``images`` tell the measures of its pictures."""
        if (body, tuple(images)) != (self._body, tuple(self._images)):
            self._body, self._images = body, tuple(images)
            self._fill()

    def _fill(self) -> None:
        room = max(120, self.viewport().width() - 4)
        measures = {ref.sha256: ref.width for ref in self._images}
        fitted = tuple(
            msgspec.structs.replace(block, width=min(block.width or measures.get(block.image) or room, room))
            if block.image
            else block
            for block in self._body
        )
        fill_document(self.document(), fitted)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(max(24, round(self.document().size().height()) + 4))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fill() if any(block.image for block in self._body) else self._fit()


class Preview(QFrame):
    """Shows the library's open article."""

    editWanted = Signal()

    def __init__(self, ctx: Context, library: Library, media: Media, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx, self._library, self._media = ctx, library, media
        self.setProperty("surface", "panel")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        whole = QWidget()
        inner = QVBoxLayout(whole)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        top = panel(edge="bottom")
        tabs_row = QHBoxLayout(top)
        tabs_row.setContentsMargins(6, 6, 8, 0)
        self.tabs = Tabs(tr("知识详情"))
        self.tabs.setUsesScrollButtons(False)
        for name in (tr("预览"), tr("属性"), tr("版本"), tr("反馈")):
            self.tabs.addTab(name)
        tabs_row.addWidget(self.tabs)
        tabs_row.addStretch(1)
        inner.addWidget(top)
        self._head = _Head()
        inner.addWidget(self._head)
        self._above = QVBoxLayout()
        inner.addLayout(self._above)
        self.review: ReviewBar | None = None
        self.pages = QStackedWidget()
        self._page = _Page(media)
        self._properties = _Properties()
        self._versions = VersionList()
        self._versions.compareWanted.connect(self.compare)
        self._feedback = _Feedback()
        for page in (self._page, self._properties, _padded(self._versions), self._feedback):
            self.pages.addWidget(scrolled(page))
        self.tabs.currentChanged.connect(self.pages.setCurrentIndex)
        inner.addWidget(self.pages, 1)
        self._foot = panel(edge="top")
        self._foot_row = QVBoxLayout(self._foot)
        self._foot_row.setContentsMargins(_EDGE, 8, _EDGE, 10)
        self._foot_row.setSpacing(8)
        inner.addWidget(self._foot)
        self.content = Content(whole)
        column.addWidget(self.content)
        self.setFocusProxy(self.tabs)
        library.openedChanged.connect(self._show)
        library.openFailed.connect(lambda told: self.content.show_error(told, library.refresh))
        self._show()

    def use_actions(self) -> None:
        """Add the buttons of the registered actions."""
        actions = self._ctx.actions
        self.review = ReviewBar(actions, self._library)
        self._above.addWidget(self.review)
        self.stats = QHBoxLayout()
        self.stats.setSpacing(12)
        self._sent, self._useful, self._useless = (label("", "small", "secondary") for _ in range(3))
        for glyph, shown in (("send", self._sent), ("thumb-up", self._useful), ("thumb-down", self._useless)):
            self.stats.addWidget(Glyph(glyph, "text.tertiary", 14))
            self.stats.addWidget(shown)
        self.stats.addStretch(1)
        self._foot_row.addLayout(self.stats)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.edit_button = KeyButton(
            tr("编辑"), "E", lambda: actions.run("knowledge.edit"), kind="primary", icon="edit"
        )
        row.addWidget(self.edit_button)
        self.copy_button = button(tr("复制为新知识"), lambda: actions.run("knowledge.duplicate"), icon="copy")
        self.copy_button.setAccessibleName(tr("复制为新知识"))
        row.addWidget(self.copy_button)
        row.addStretch(1)
        self.archive_button = button(tr("下架"), lambda: actions.run("knowledge.archive"), kind="danger")
        self.publish_button = button(tr("发布"), lambda: actions.run("knowledge.publish"), icon="send")
        self.hand_in_button = button(tr("交审"), lambda: actions.run("knowledge.hand_in"), icon="checklist")
        row.addWidget(self.publish_button)
        row.addWidget(self.hand_in_button)
        row.addWidget(self.archive_button)
        self._foot_row.addLayout(row)
        self._buttons = {
            "knowledge.edit": self.edit_button,
            "knowledge.duplicate": self.copy_button,
            "knowledge.archive": self.archive_button,
            "knowledge.publish": self.publish_button,
            "knowledge.hand_in": self.hand_in_button,
        }
        self.refresh_reasons()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_foot()

    def _fit_foot(self) -> None:
        """Give up the key and then the words of the copy where the buttons have no room: none is cut."""
        if not hasattr(self, "_buttons"):
            return
        room = self.width() - 2 * _EDGE
        self.copy_button.setText(tr("复制为新知识"))
        for keyed, worded in ((True, True), (False, True), (False, False)):
            self.edit_button.show_keys(keyed)
            if not worded:
                self.copy_button.setText("")
            shown = [made for made in self._buttons.values() if not made.isHidden()]
            if sum(made.sizeHint().width() + 8 for made in shown) <= room:
                return

    def refresh_reasons(self) -> None:
        """Enable what can be done with the open article, and say why the rest cannot."""
        for name, made in self._buttons.items():
            reason = self._ctx.actions.get(name).why_blocked()
            made.setEnabled(not reason)
            made.setToolTip(reason or self._ctx.actions.qaction(name).toolTip())
        opened = self._library.opened
        live = opened is not None and opened.article.status.value == "published"
        self.archive_button.setVisible(live)
        asked = opened is not None and opened.article.review is not None
        decides = opened is not None and not self._library.why_not_review(opened.article.category_id)
        waits = opened is not None and not asked and (not live or opened.draft is not None)
        self.publish_button.setVisible(waits and not live and decides)
        self.hand_in_button.setVisible(waits and not decides and not self._library.why_not_edit())
        if self.review is not None:
            self.review.refresh_reasons()
        self._fit_foot()

    def _show(self) -> None:
        opened = self._library.opened
        if opened is None:
            self.content.show_state("book-2", tr("没有打开知识"), tr("在列表里选一条，这里显示客户看到的样子"))
            return
        now = self._library.clock()
        self._head.show_article(opened, now)
        if self.review is not None:
            self.review.show_article(opened, now)
        self._page.show_article(opened.article)
        self._properties.show_article(opened, now)
        self._versions.show_versions(
            opened.versions, opened.article.version, now, published=opened.article.status is ArticleStatus.PUBLISHED
        )
        self._feedback.show_article(opened.article)
        number = len(opened.versions)
        self.tabs.setTabText(2, tr("版本 {n}").format(n=number) if number else tr("版本"))
        rated = opened.article.useful_count + opened.article.useless_count
        self.tabs.setTabText(3, tr("反馈 {n}").format(n=count_text(rated)) if rated else tr("反馈"))
        if hasattr(self, "_buttons"):
            share = opened.article.useful_count / rated if rated else None
            self._sent.setText(tr("共 {n} 次", n=opened.article.sent_count).format(
                n=count_text(opened.article.sent_count)))  # fmt: skip
            self._useful.setText("—" if share is None else percent(share))
            self._useless.setText("—" if share is None else percent(1 - share))
            self.refresh_reasons()
        self.content.show_content()

    def compare(self, version_id: str) -> None:
        """Show a version beside the present text."""
        opened = self._library.opened
        if opened is None:
            return
        sides = [Text(tr("当前 v{n}").format(n=opened.article.version), opened.article.body)]
        if opened.draft is not None:
            sides.append(Text(tr("未发布的修改"), opened.draft.body))
        sides += [Text(f"v{row.version}", None, row.id) for row in opened.versions]
        left = next((place for place, side in enumerate(sides) if side.version_id == version_id), 0)
        CompareDialog(self.window(), self._ctx, opened.article.title, sides, left, 0)


def _padded(content: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(16, 8, 16, 16)
    column.addWidget(content)
    column.addStretch(1)
    return box


class _Head(QWidget):
    """State, number and version, title, place."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 10)
        column.setSpacing(5)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._chip = Chip("")
        self._mark = Chip("")
        self._facts = label("", "small", "secondary", wrap=True)
        row.addWidget(self._chip)
        row.addWidget(self._mark)
        row.addWidget(self._facts, 1)
        column.addLayout(row)
        self._title = label("", "h2", strong=True, wrap=True, selectable=True)
        self._place = label("", "small", "secondary", wrap=True)
        column.addWidget(self._title)
        column.addWidget(self._place)

    def show_article(self, opened: Opened, now: int) -> None:
        article = opened.article
        review = article.review.state if article.review is not None else None
        over = expired(article, now)
        text, tone = words.state(article.status, revised=opened.draft is not None, over=over, review=review)
        self._chip.set(text, tone)
        if opened.mark in words.MARKS:
            icon, token, word = words.MARKS[opened.mark]
            self._mark.set(word.tr(), "warning" if token.startswith("warning") else "danger", icon)
        else:
            self._mark.set("")
        self._mark.setVisible(opened.mark in words.MARKS)
        facts = [words.number(article.number)]
        if article.version:
            facts.append(f"v{article.version}")
        if article.updated_at:
            facts.append(" ".join(part for part in (moment_full(article.updated_at, now), opened.editor) if part))
        self._facts.setText(" · ".join(facts))
        self._title.setText(article.title or tr("无标题"))
        until = words.validity(article.valid_until, now)[0]
        until = tr("有效至 {day}").format(day=until) if article.valid_until and article.valid_until >= now else until
        self._place.setText("   ".join((words.path_text(opened.path), words.AUDIENCES[article.audience].tr(), until)))


class _Page(QWidget):
    """The card, the body, the similar questions."""

    def __init__(self, media: Media) -> None:
        super().__init__()
        self.setProperty("surface", "none")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 16)
        column.setSpacing(10)
        self._card_head = label("", "small", "secondary")
        column.addWidget(self._card_head)
        self.card = CardView(media)
        column.addWidget(self.card)
        column.addWidget(label(tr("打开后看到的全文"), "small", "secondary"))
        self.body = BodyView(media)
        column.addWidget(self.body)
        self._line = separator()
        column.addWidget(self._line)
        self._asked = label(tr("相似问法"), "small", "secondary")
        column.addWidget(self._asked)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips)
        column.addWidget(self._chips)
        column.addStretch(1)

    def show_article(self, article: Article) -> None:
        internal = article.audience is Audience.INTERNAL
        self._card_head.setText(tr("同事看到的摘要，不会发给客户") if internal else tr("客户看到的卡片"))
        self.card.show_card(card_of(article))
        self.body.show_body(article.body, article.images)
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for question in article.questions:
            self._flow.addWidget(Chip(question))
        for shown in (self._line, self._asked, self._chips):
            shown.setVisible(bool(article.questions))
        self._chips.updateGeometry()


class _Properties(QWidget):
    """Fields and values, and the attachments."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 16)
        self._shown: QWidget | None = None
        self._column.addStretch(1)

    def show_article(self, opened: Opened, now: int) -> None:
        if self._shown is not None:
            self._column.removeWidget(self._shown)
            self._shown.deleteLater()
        article = opened.article
        self._shown = QWidget()
        grid = QGridLayout(self._shown)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(10)
        grid.setHorizontalSpacing(14)
        grid.setColumnStretch(1, 1)
        published = moment_full(article.published_at, now) if article.published_at else "—"
        facts = [
            (tr("编号"), words.number(article.number)),
            (tr("分类"), words.path_text(opened.path)),
            (tr("适用"), words.AUDIENCES[article.audience].tr()),
            (tr("语言"), words.language_name(article.language)),
            (tr("生效"), words.date(article.valid_from) if article.valid_from else tr("发布即生效")),
            (tr("失效"), words.date(article.valid_until) if article.valid_until else tr("长期")),
            (tr("标签"), "、".join(article.tags) or "—"),
            (tr("首次发布"), published),
            (tr("最近修改"), moment_full(article.updated_at, now) if article.updated_at else "—"),
            (tr("修改人"), opened.editor or "—"),
            (tr("导入编号"), article.import_key or "—"),
        ]
        if opened.draft is not None:
            told = " ".join(part for part in (opened.draft_editor, moment_full(opened.draft.saved_at, now)) if part)
            facts.append((tr("未发布的修改"), told))
        for line, (name, value) in enumerate(facts):
            grid.addWidget(label(name, "small", "secondary"), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(value, wrap=True, selectable=True), line, 1)
        line = len(facts)
        if article.attachments:
            grid.addWidget(label(tr("附件"), "small", "secondary"), line, 0, 1, 2)
            for place, ref in enumerate(article.attachments, line + 1):
                grid.addWidget(attachment_row(ref, inset=0), place, 0, 1, 2)
        self._column.insertWidget(0, self._shown)


class _Feedback(QWidget):
    """How often it was sent, and whether it helped."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(8)
        self._share = label("", "kpi", strong=True)
        self._told = label("", "small", "secondary", wrap=True)
        self._bar = progress(tr("有用率"))
        self._sent = label("", wrap=True)
        for shown in (self._share, self._told, self._bar, self._sent):
            column.addWidget(shown)
        self._none = StateView()
        column.addWidget(self._none, 1)
        column.addStretch(1)

    def show_article(self, article: Article) -> None:
        rated = article.useful_count + article.useless_count
        share = article.useful_count / rated if rated else 0.0
        self._share.setText(percent(share))
        self._told.setText(
            tr("{n} 位客户评价：{good} 位说有用，{bad} 位说没用", n=rated).format(
                n=count_text(rated), good=count_text(article.useful_count), bad=count_text(article.useless_count)
            )
        )
        self._bar.setValue(round(share * 100))
        sent = (
            tr("累计发送 {n} 次", n=article.sent_count).format(n=count_text(article.sent_count))
            if article.sent_count
            else tr("还没有发送过")
        )
        self._sent.setText(sent)
        self._none.set("thumb-up", tr("还没有客户评价过这条知识"), sent)
        for shown in (self._share, self._told, self._bar, self._sent):
            shown.setVisible(bool(rated))
        self._none.setVisible(not rated)
