"""Who gets which conversation.

:mod:`sync_server.routing.engine` is pure: the queue and the agents in, assignments with their reasons out.
:mod:`sync_server.routing.claim` is the one way in which a conversation is given to somebody.
:mod:`sync_server.routing.dispatcher` applies the engine whenever something changed. May import storage and config.
"""
