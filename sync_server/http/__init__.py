"""The HTTP side: decode a request, call a service function in one transaction, encode its answer.

Begin with :mod:`sync_server.http.wire` (compression and errors); the other modules are the routes of one subject each.
"""
