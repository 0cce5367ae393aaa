"""The screens of the program, one line each. A feature adds its own ``SCREEN`` here and nothing else in the shell."""

from app.ui import conversations, customers, knowledge, outbox, reports, settings, tickets
from app.ui.kit.screen import Screen

SCREENS: tuple[Screen, ...] = (
    conversations.SCREEN,
    tickets.SCREEN,
    knowledge.SCREEN,
    customers.SCREEN,
    reports.SCREEN,
    outbox.SCREEN,
    settings.SCREEN,
)
