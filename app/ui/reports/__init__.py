"""Reports: today by group, computed by the server so that everybody sees the same numbers.

May import the kit, the domain, ``app.storage`` for reading and ``app.commands`` for doing. Begin with ``view``.
"""

from app.domain.access import PERMISSIONS
from app.ui.kit.i18n import mark
from app.ui.kit.screen import Context, Screen, ScreenView


def _build(ctx: Context) -> ScreenView:
    # 0.01 s with all that it needs, and not the screen that one begins with
    from app.ui.reports.view import ReportsView

    return ReportsView(ctx)


SCREEN = Screen(
    id="reports",
    title=mark("报表"),
    icon="chart-histogram",
    order=80,
    build=_build,
    roles=frozenset(role.value for role, granted in PERMISSIONS.items() if "report.view" in granted),
)
