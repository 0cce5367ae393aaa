"""Settings: account, look, sending, notifications, keys, local data, about. A setting is one field and one row.

May import the kit, the domain, ``app.system.settings`` through the preferences, and ``app.storage`` for reading.
Begin with ``view``.
"""

from app.ui.kit.i18n import mark
from app.ui.kit.screen import Context, Screen, ScreenView


def _build(ctx: Context) -> ScreenView:
    # 0.02 s with all that it needs, and not the screen that one begins with
    from app.ui.settings.view import SettingsView

    return SettingsView(ctx)


SCREEN = Screen(id="settings", title=mark("设置"), icon="settings", order=910, build=_build)
