"""The article editor: text, files and properties in one dialog that never loses a word.

The dialog shows and asks; :mod:`app.ui.knowledge.session` keeps what is written, so that closing, a crash and a lost
network need no question.
"""

from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.commands.article_content import Content
from app.domain.errors import AppError
from app.domain.files import FileRef
from app.domain.knowledge import Article, ArticleVersion, ReviewState, outdated
from app.domain.rich import body_images
from app.storage.knowledge import Mark, Opened
from app.ui.kit import formats
from app.ui.kit.buttons import button
from app.ui.kit.chips import Glyph
from app.ui.kit.dialogs import Dialog
from app.ui.kit.feed import StaleWatch
from app.ui.kit.i18n import current_language, tr
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import ElidedLabel
from app.ui.kit.notices import Tone, sentence
from app.ui.kit.panes import scrolled
from app.ui.kit.rich_text import Media
from app.ui.kit.screen import Context
from app.ui.kit.states import Banner
from app.ui.kit.theme import theme
from app.ui.kit.toasts import announce
from app.ui.knowledge.customer_view import CustomerView
from app.ui.knowledge.editor_files import FilesBar
from app.ui.knowledge.editor_find import FindBar, Length
from app.ui.knowledge.editor_head import EditorHead
from app.ui.knowledge.editor_intake import Intake
from app.ui.knowledge.editor_side import Side
from app.ui.knowledge.editor_text import ArticleEdit
from app.ui.knowledge.editor_title import TitleLine
from app.ui.knowledge.editor_toolbar import Toolbar
from app.ui.knowledge.editor_versions import Versions
from app.ui.knowledge.library import Library
from app.ui.knowledge.review import ask_words, hand_in_hint
from app.ui.knowledge.review import told as told_review
from app.ui.knowledge.session import Session


def _files_of(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


class EditorDialog(Dialog):
    """Edits one article; ``article_id`` "" begins a new one in ``category_id``."""

    def __init__(
        self,
        parent: QWidget,
        ctx: Context,
        library: Library,
        media: Media,
        *,
        article_id: str = "",
        category_id: str = "",
    ) -> None:
        super().__init__(parent, tr("编辑知识") if article_id else tr("新建知识"), width=900)
        self._ctx, self._library, self._media = ctx, library, media
        self._base = Content(category_id=category_id, language="en" if current_language() == "en" else "zh-CN")
        self._refs: dict[str, FileRef] = {}
        self._untold = True
        self.session = Session(ctx, library, article_id, self.content, self)
        self._build()
        self._connect()
        self._connect_session()
        self.resize(theme().px(1220), theme().px(790))
        StaleWatch(ctx.feed, self, {"article", "article_draft", "article_version", "conflict"}, self.session.on_stale)
        if self.session.new:
            self._begin(self._base)
            self.side.show_history(None, library.clock())
        else:
            self.session.read()
        self.open()
        (self.title if self.session.new else self.text).setFocus()

    @property
    def article_id(self) -> str:
        """The article that is written, also while there is none yet."""
        return self.session.article_id

    # -- building --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.head = EditorHead(self.windowTitle())
        self.body.addWidget(self.head)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        self._writing_side = self._left()
        middle.addWidget(self._writing_side, 1)
        self.side = Side(self._library)
        self.side.setFixedWidth(theme().px(344))
        middle.addWidget(self.side)
        self.body.addLayout(middle, 1)
        self._foot_buttons()

    def _left(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(18, 14, 18, 12)
        column.setSpacing(10)
        self.banner = Banner()
        column.addWidget(self.banner)
        self.title_line = TitleLine(self._ctx, self.article_id)
        self.title = self.title_line.field
        column.addWidget(self.title_line)
        box = QFrame()
        box.setProperty("surface", "card")
        inner = QVBoxLayout(box)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.setSpacing(0)
        self.text = ArticleEdit(self._media)
        self.intake = Intake(self._ctx, self.text, self)
        self.toolbar = Toolbar(self.text)
        self.view = CustomerView(self._media)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.text)
        self.pages.addWidget(scrolled(self.view))
        inner.addWidget(self.toolbar)
        self.find_bar = FindBar(self.text)
        inner.addWidget(self.find_bar)
        inner.addWidget(self.pages, 1)
        self.length = Length(self.text)
        self.length.shown.setContentsMargins(0, 0, 10, 4)
        inner.addWidget(self.length.shown, 0, Qt.AlignmentFlag.AlignRight)
        column.addWidget(box, 1)
        self.files = FilesBar()
        column.addWidget(self.files)
        return left

    def _foot_buttons(self) -> None:
        self._state_icon = Glyph("circle-check", "text.tertiary")
        self._state = ElidedLabel("", "small", "secondary")
        self.foot.insertWidget(0, self._state_icon)
        self.foot.insertWidget(1, self._state, 4)
        self.discard_button = button(tr("丢弃修改"), self.discard, kind="ghost")
        self.save_button = KeyButton(tr("存草稿"), "Ctrl+S", self.save_now)
        self.publish_button = KeyButton(tr("发布"), "Ctrl+Enter", self.publish, kind="primary", icon="send")
        self.hand_in_button = KeyButton(tr("交审"), "Ctrl+Enter", self.hand_in, kind="primary", icon="checklist")
        for made in (self.discard_button, self.save_button, self.publish_button, self.hand_in_button):
            self.foot.addWidget(made)
        self.publish_button.setObjectName("publish")

    def _connect(self) -> None:
        for keys, run in (("Ctrl+S", self.save_now), ("Ctrl+Return", self.go_on), ("Ctrl+Enter", self.go_on),
                          ("Ctrl+W", self.reject), ("Ctrl+F", self._find), ("Ctrl+H", self._find)):  # fmt: skip
            action = QAction(self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(lambda _checked=False, run=run: run())
            self.addAction(action)
        self.title_line.changed.connect(self._on_change)
        self.text.textChanged.connect(self._on_change)
        self.side.changed.connect(self._on_change)
        self.files.changed.connect(self._on_change)
        self.versions = Versions(self._ctx, self.session, self.text, self)
        self.versions.restored.connect(self._take_version)
        self.versions.told.connect(lambda text, tone: self.banner.set(text, tone, closable=True))
        listed = self.side.versions
        listed.compareWanted.connect(lambda version_id: self.versions.compare(self.title.text(), version_id))
        listed.restoreWanted.connect(self.versions.restore)
        self.files.addWanted.connect(lambda: self.intake.pick(pictures=False))
        self.toolbar.picturesWanted.connect(lambda: self.intake.pick(pictures=True))
        self.toolbar.filesWanted.connect(lambda: self.intake.pick(pictures=False))
        self.toolbar.previewToggled.connect(self._show_preview)
        self.toolbar.findWanted.connect(self._find)
        self.intake.told.connect(lambda text, tone: self.banner.set(text, tone, closable=True))
        self.intake.stored.connect(lambda refs: self._refs.update({ref.sha256: ref for ref in refs}))
        self.intake.filesReady.connect(self.files.add)
        self._library.linkChanged.connect(self._show_reasons)
        self.setAcceptDrops(True)

    def _connect_session(self) -> None:
        session = self.session
        session.hold = lambda: self.text.ime.composing or self.title_line.ime.composing
        session.openedRead.connect(self._take_opened)
        session.contentRead.connect(self._begin)
        session.othersMerged.connect(self._show_merged)
        session.readFailed.connect(self._failed)
        session.kept.connect(self._tell_saved)
        session.refused.connect(self._not_saved)
        session.published.connect(self._on_published)
        session.handedIn.connect(self._on_handed_in)
        session.notPublished.connect(self._not_published)

    # -- reading ---------------------------------------------------------------------------------------------------

    def _take_opened(self, opened: Opened | None, before: Opened | None) -> None:
        if opened is None:
            if not self.session.new:
                self.banner.set(tr("这条知识已不在了"), "danger")
            return
        self.head.show_stage(opened)
        self.side.show_history(opened, self._library.clock())
        if before is None:
            if not self.session.new:
                self._tell_draft(opened)
            self._tell_review(opened)
        elif opened.article.version != before.article.version and self._behind(opened):
            self._tell_draft(opened)
        if opened.mark is Mark.CONFLICT and (before is None or before.mark is not Mark.CONFLICT):
            told = tr("有一处别人先改了。您写的没有丢，在「同步」里和对方的并排等您选择")
            self.banner.set(told, "warning", icon="git-compare", closable=True)
        self._show_reasons()

    def _behind(self, opened: Opened) -> bool:
        return opened.draft is not None and outdated(opened.draft, opened.article)

    def _tell_draft(self, opened: Opened) -> None:
        """Say that the text is a draft that was found, or that the article went on without it."""
        draft = opened.draft
        if draft is None:
            return
        if self._behind(opened):
            told = tr("线上已更新到 v{live}，这份修改写在 v{base} 上").format(
                live=opened.article.version, base=draft.base_version
            )
            self.banner.set(told, "warning", icon="git-compare", choice=(tr("对比"), self._compare_live))
        else:
            who = opened.draft_editor or tr("您")
            when = formats.moment_full(draft.saved_at, self._library.clock())
            told = tr("接着上次没有发布的修改（{who} {when}）").format(who=who, when=when)
            self.banner.set(told, "info", icon="history", choice=(tr("对比"), self._compare_live), closable=True)

    def _tell_review(self, opened: Opened) -> None:
        """Say that what is written was sent back and why, or that it waits for a decision."""
        review = opened.article.review
        if review is not None:
            back = review.state is ReviewState.RETURNED
            told = told_review(opened, self._library.clock())
            tone: Tone = "warning" if back else "info"
            self.banner.set(told, tone, icon="arrow-back-up" if back else "checklist", closable=True)

    def _begin(self, content: Content) -> None:
        self._show_fields(content)
        self.text.show_body(content.body, content.images)
        self.session.begin(self.content())
        self.head.show_stage(self.session.opened)
        self._show_reasons()

    def _show_fields(self, content: Content) -> None:
        self._base = content
        self._refs |= {ref.sha256: ref for ref in content.images}
        self.title_line.show_text(content.title)
        self.side.show_content(content)
        self.files.show_refs(content.attachments)

    def _show_merged(self, content: Content, who: str) -> None:
        """Show what another person wrote into the same article beside what is written here."""
        self._show_fields(content)
        self.text.exchange_body(content.body, content.images)
        told = tr("{name}也在写这条知识，对方的修改已并入").format(name=who) if who else tr("别人的修改已并入")
        self.banner.set(told, "info", icon="users", closable=True)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, AppError):
            self.banner.set(sentence(error), "danger")

    # -- what is in the editor -------------------------------------------------------------------------------------

    def content(self) -> Content:
        """Return what is written now."""
        body = self.text.body()
        shown = dict.fromkeys(body_images(body))
        return msgspec.structs.replace(
            self._base,
            title=self.title_line.text(),
            body=body,
            images=tuple(self._refs[key] for key in shown if key in self._refs),
            attachments=self.files.refs(),
            **self.side.values(),
        )

    def _on_change(self) -> None:
        if self.session.ready and not self.session.over:
            self.session.touch()
            self._show_reasons()

    # -- saving ----------------------------------------------------------------------------------------------------

    def save_now(self) -> None:
        """Save, and say so even when there is nothing to save."""
        self.session.save(self._tell_saved)

    def _tell_saved(self) -> None:
        now = formats.clock_seconds(self._library.clock())
        told = tr("{time} 已自动保存到本机").format(time=now)
        opened = self.session.opened
        if opened is not None and self.session.is_published:
            told += tr(" · 线上仍为 v{n}，发布前客户看不到修改").format(n=opened.article.version)
        self._tell(told, "circle-check", "success.text")

    def _tell(self, text: str, icon: str, token: str) -> None:
        self._untold = icon in ("cloud-off", "device-floppy")  # nothing was saved or refused yet
        self._state.setText(text)
        self._state_icon.set(icon, token)

    def _not_saved(self, error: AppError) -> None:
        self._tell(tr("没有保存：{why}").format(why=sentence(error)), "alert-triangle", "danger.text")

    def go_on(self) -> None:
        """Publish what is written, or hand it in: whichever is this person's way here."""
        (self.publish if self._decides else self.hand_in)()

    @property
    def _decides(self) -> bool:
        return not self._library.why_not_review(self.side.category.category_id)

    def publish(self) -> None:
        """Publish what is written; the dialog closes when the database has it."""
        if self._writing_side.isEnabled() and not self._told(self.why_not_publish()):
            self._publish(over_newer=False)

    def hand_in(self) -> None:
        """Ask for a note, then for what is written to be published; the dialog closes when the database has it."""
        if not self._writing_side.isEnabled() or self._told(self.why_nothing_to_publish()):
            return

        def run(note: str) -> None:
            self._freeze(True)
            self.session.hand_in(note)

        title = tr("交审「{title}」").format(title=self.title_line.text())
        ask_words(self, title, hand_in_hint(), tr("交审"), run)

    def _told(self, reason: str) -> bool:
        if reason:
            self._show_reasons()
            self._tell(reason, "alert-triangle", "warning.text")
            announce(self, reason)
        return bool(reason)

    def _publish(self, *, over_newer: bool) -> None:
        self._freeze(True)
        self.session.publish(over_newer=over_newer)

    def _freeze(self, frozen: bool) -> None:
        """What is published is what stands here: nothing may be typed until it is."""
        self._writing_side.setEnabled(not frozen)
        self.side.setEnabled(not frozen)
        self.publish_button.setEnabled(not frozen)
        self.hand_in_button.setEnabled(not frozen)
        if not frozen:
            self.text.setFocus()

    def _on_published(self, article: Article) -> None:
        self._ctx.notices.toast(tr("已发布「{title}」").format(title=article.title))
        self._leave()

    def _on_handed_in(self, article: Article) -> None:
        self._ctx.notices.toast(tr("已交审「{title}」").format(title=article.title))
        self._leave()

    def _not_published(self, error: BaseException) -> None:
        self._freeze(False)
        self._show_reasons()
        if not isinstance(error, AppError):
            return
        if error.code == "draft_outdated" and self.session.opened is not None:
            self._compare_live((tr("用我的覆盖并发布"), lambda: self._publish(over_newer=True)))
            return
        self.banner.set(sentence(error), "danger", closable=True)

    def why_not_publish(self) -> str:
        """Return why it cannot be published now, or ""."""
        return self._library.why_not_publish(self.side.category.category_id) or self.why_nothing_to_publish()

    def why_nothing_to_publish(self) -> str:
        """Return what is missing for it to be published, or ""."""
        if not self.title_line.text():
            return tr("写上标题才能发布")
        if self.text.document().isEmpty() and not self.files.refs():
            return tr("写上正文才能发布")
        return ""

    def discard(self) -> None:
        """Throw away what was written since the last publication, or since the editor was opened; can be undone."""
        self.session.discard(self._leave)

    def _show_reasons(self) -> None:
        reason = self.why_not_publish()
        self.publish_button.setEnabled(not reason)
        self.publish_button.setToolTip(reason)
        missing = self.why_nothing_to_publish()
        self.hand_in_button.setEnabled(not missing)
        self.hand_in_button.setToolTip(missing)
        self.publish_button.setVisible(self._decides)
        self.hand_in_button.setVisible(not self._decides)
        if not self._library.online and self._untold:
            told = (
                tr("离线，修改会保存到本机，联网后上传；离线时不能发布")
                if self._decides
                else tr("离线，修改会保存到本机；现在也可以交审，联网后送到")
            )
            self._tell(told, "cloud-off", "warning.text")
        elif self._untold:
            self._tell(tr("修改会自动保存到本机"), "device-floppy", "text.tertiary")

    # -- leaving ---------------------------------------------------------------------------------------------------

    def reject(self) -> None:
        """Close; what is not kept yet is kept first."""
        if not self.session.over:
            self.session.save(self._leave)

    def _leave(self) -> None:
        self.session.end()
        self.title_line.stop()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.session.over:
            super().closeEvent(event)
            return
        event.ignore()
        self.reject()

    # -- files from outside ----------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _files_of(event.mimeData()) and self._writing_side.isEnabled():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Files that are dropped beside the text become attachments; the text takes its own, pictures among them."""
        event.acceptProposedAction()
        self.intake.take_paths(_files_of(event.mimeData()), pictures=False)

    # -- versions --------------------------------------------------------------------------------------------------

    def _compare_live(self, *verbs: tuple[str, Callable[[], object]]) -> None:
        self.versions.compare_live(self.title.text(), *verbs)

    def _take_version(self, found: ArticleVersion) -> None:
        self._refs |= {ref.sha256: ref for ref in found.images}
        self.text.exchange_body(found.body, found.images)
        told = tr("已换成 v{n} 的正文，按 {keys} 可以换回").format(n=found.version, keys="Ctrl+Z")
        self.banner.set(told, "info", closable=True)

    def _find(self) -> None:
        """Look for something in the text, which must be shown for that."""
        if self.pages.currentIndex() == 0 and self._writing_side.isEnabled():
            self.find_bar.start()

    # -- preview ---------------------------------------------------------------------------------------------------

    def _show_preview(self, on: bool) -> None:
        if on:
            content = self.content()
            opened = self.session.opened
            shown = opened.article if opened is not None else Article(id=self.article_id, scope="", title="")
            values = {name: getattr(content, name) for name in ("title", "body", "images", "attachments")}
            self.view.show_article(msgspec.structs.replace(shown, **values))
        self.pages.setCurrentIndex(1 if on else 0)
        self.find_bar.setVisible(False)
        if not on:
            self.text.setFocus()
