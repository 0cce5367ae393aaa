"""The desktop interface: a kit that knows no feature, one folder a feature, and the shell that holds them.

May import everything of the client but :mod:`app.main`. Features do not import each other; they meet in the domain and
in the shell. Begin with :mod:`app.ui.kit`, then :mod:`app.ui.shell.window`.
"""
