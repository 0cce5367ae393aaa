"""The frame around the features: window, rail, top bar, palette, key map, status bar, tray.

Knows the features only through the list in :mod:`app.ui.shell.screens`. The window stays frame and navigation: what a
screen does is the feature's. Begin with :mod:`app.ui.shell.window`.
"""
