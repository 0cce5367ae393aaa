"""Bringing the local database and the server together. No Qt.

:mod:`app.sync.engine` is the protocol as a state machine without input or output, so that a simulation can drive the
real code; :mod:`app.sync.session` gives it threads, the clock and :mod:`app.sync.transport`. Files go beside that, at
their own pace: :mod:`app.sync.transfers`.
"""
