"""The agent workspace: who waits, what is said, and the knowledge that answers it.

:mod:`~app.ui.conversations.desk` holds the state without a widget, ``sending`` the way out of it with its undo;
``inbox`` (arranging the list), ``thread_items`` (what a thread shows) and ``urgency`` (clocks) are plain functions.
Widgets: ``view`` joins ``inbox_pane``, ``talk_pane`` (header, ``thread_view``, ``suggestion_strip``, ``composer`` with
its ``draft_shelf``) and ``context_pane`` (``customer_card``, ``knowledge_panel``), in whose place ``flow_place`` puts a
guided flow (``flow_walker`` its state, ``flow_pane``, ``flow_choice``); ``asking`` holds the dialogs that come before a
step. May import the domain, storage's row queries, commands and the kit.
"""

from app.ui.conversations.view import ConversationsView
from app.ui.kit.i18n import mark
from app.ui.kit.screen import Screen

SCREEN = Screen(id="conversations", title=mark("会话"), icon="messages", order=10, build=ConversationsView)
