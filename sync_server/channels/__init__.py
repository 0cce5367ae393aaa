"""The ways on which customers reach the office: one adapter each.

An adapter turns what its channel knows (a visitor's page, a mail, an app's message) into calls of
:mod:`sync_server.service.contacts` and shows what the desk answered in the channel's own form.
"""
