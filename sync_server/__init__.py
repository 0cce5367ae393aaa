"""The sync server: orders changes, routes conversations, owns their state and computes the shared reports.

The layers, highest first:
``__main__ > arguments | complaints > server > http > channels | upstream > service | routing | robot > storage >
config``.
Of the client it may import only ``app.domain``, ``app.search`` and ``app.sql``.
Begin with ``server.create_app``.

What an office's administrator does, on the command line (``python -m sync_server VERB --help``):

=====================  =============================================================================================
``serve``              run it; a proxy before it ends the TLS and may name the client in ``X-Forwarded-For``
                       ``--lock-after MINUTES``: desks lock themselves after so long without input at the latest
``create-user``        add an account with its agent; groups and branch by name: ``--groups 售前咨询``
``set-password LOGIN`` give an account another password; its devices must sign in again
``disable-user LOGIN`` end the access of an agent who left, at once and also while the server runs: his sign-ins end,
                       what he had not answered goes back to the queue, what he wrote stays; ``enable-user`` undoes it
``devices list``       the computers on which people signed in; ``devices revoke ID`` ends the sign-ins on one at once,
                       ``devices wipe ID`` has a lost or stolen one also delete what it holds at its next contact of
                       any kind, without waiting for what it had not sent. The list says "wiped", and how much was
                       not sent, once it did; until then ``devices spare ID`` takes it back. After ``restore`` repeat
                       what was ended and ordered since the backup: it knows nothing of that
``backup FOLDER``      copy database and files while the servers run; repeat it into the same folder every night. It
                       holds all files, also those of a bucket, and is restored into a folder or a bucket.
                       ``--verify`` puts the copy back in a scratch place and compares every row and every file
``restore FOLDER``     put that copy back (stop the servers first, it refuses while one runs; a PostgreSQL database must
                       be empty). A new history begins, by which the devices know to send again what they did since
                       the backup: each keeps what it sent for 30 days by the server's clock, however little that was;
                       an older backup loses what was done before. What a SQLite database held before stays beside it
                       (``.before-restore``, with a number after the first; if it was damaged also
                       ``.before-restore-wal``, its newest changes: keep the two together)
``new-history``        the same for a database that was put back by other means: a disk image, a copied file. Servers
                       that run go on in it
``import-outbox FILE`` take in what a device without a line exported in its sync centre, also while the server runs, and
                       write the answers beside it; brought twice it changes nothing more. The signature proves which
                       device made the file and that nothing in it was changed, not who sat there or when; whoever
                       holds the file can read it (:mod:`app.domain.sealed`)
``branches enrol NAME`` give a branch to a server of its own, which is started there with ``serve --upstream URL``
                       (:mod:`sync_server.upstream`); prints what it is known by. ``branches list`` tells which there
                       are and when each was heard of, ``branches revoke NAME`` lets one in no more (its office goes on
                       by itself, and comes back with a new token), with ``--take-back`` for good: headquarters does
                       the branch's work
``check``              walk through the database, and see whether the files are there; ``--files`` reads them all and
                       names those that are damaged
=====================  =============================================================================================

Sites whose pages carry the chat's button (``embed.js``) must be named when it is started, beside its own pages:
``serve --frame-ancestors "'self'" https://shop.example``. On a site that is not named the button shows a link, which
opens the chat in a tab of its own, and the log says once which site that was.

What it forgets by itself: uploads that nobody went on with (a day), files to which nothing has referred for 7 days,
sign-ins that ended, traces of rows that left a scope (180 days: a device silent for longer begins anew), results of
operations (400 days). What people delete stays
in the bin for 180 days, and then goes for good, on the devices too, unless a conversation, a message or another row
still names it.

Other users of the machine cannot read what the server writes; its group can, where the umask lets it. Folders and files
that were there before keep their rights.

Files lie in the folder ``blobs`` under their SHA-256, or where ``--blobs`` says: in another folder, or in a bucket of a
store that speaks S3 (``--blobs s3://BUCKET/FOLDER``, with every verb; install ``zhiying-desk[server,s3]``). The store's
address and keys stand in the environment as for other programs (:mod:`sync_server.storage.file_bucket`). While it is
out of reach, text goes on and files wait on the desks; the log says so, and ``files`` in the answer of ``/health``.

A message or an article may be there before its file: it says "on its way" until the desk that attached it has sent it,
and shows the file then by itself. When the disk of that folder is full, the log says so, desks keep their files and try
again; nothing else stops.

That a dump was put back into a PostgreSQL, the cluster recovered to a point in time, or a standby took over, a server
sees when it starts or its connection broke. It begins a new history by itself, and all others go on in that; where only
files of the cluster were put back, run ``new-history``. A log line "A device has seen change …" says that it was
forgotten.

Desks and server may be upgraded in any order, the server of an office all at once: what a newer desk says that this
server does not know it keeps and sends on, and takes it in once it is upgraded itself.

Desks compare what they hold with the server once a week, when they have nothing else to do. A log line "A device of …
holds … otherwise than the server" says that one did not hold what it should: it was sent the rows anew. One such line
may be a damaged disk; many are a fault worth reporting.

Several processes may serve one PostgreSQL. Limits on sign-ins hold for all of them together; the one on new visits of
the chat page holds for each by itself (:mod:`sync_server.service.visits`). Several hosts in the database's URL are a
primary and its standbys; ``packaging/deployment.md`` tells how to run all that.

This module holds the version and nothing else.
"""

__version__ = "0.2.0.dev0"
