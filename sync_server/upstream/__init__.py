"""A branch's own server: its office goes on working while the line to headquarters is down.

Enrol the branch at headquarters (``branches enrol BRANCH`` prints a token, which is shown once), put the token into the
file ``upstream.token`` in the data folder of an empty server at the branch, and start that with ``serve --upstream
URL``. Desks and chat pages of the branch use it as they would use any server.

**One row, one home.** Every row has exactly one server that decides about it (:mod:`sync_server.storage.homes`); the
other one holds a replica. At home in the branch is what lives in the scopes of its groups (conversations, messages,
tickets, notes, surveys and their log), and presence and read marks of its agents. Everything else (people, groups,
knowledge, customers) is at home at headquarters. So nothing has two writers: routing, clocks, states and numbers of a
conversation are the home's, and a decision that an office made offline is never undone when the line returns.
Headquarters gives out, sweeps and numbers nothing that is at home in a branch; the branch nothing that is not.

**Identities.** Rows and operations keep their ids everywhere. The branch server is known by its token; its operations
go up in one stream for each author, so that headquarters checks each author's permissions, merges and answers by the
ordinary intake (:mod:`sync_server.service.exchange`), once, however often they come. Numbers that people see come from
a block of a million that headquarters gave the branch, so none is ever given twice.

**Row versions.** Each server numbers its own changes and revisions; neither number crosses the border. Of rows at home
at headquarters the branch remembers which revision it holds (``upstream_row``): operations name that one as their base.

**Up, rows.** What changed at home goes up in pages of the branch's own feed, whole changes in their order. Headquarters
takes a page and moves the branch's cursor in one transaction, and is the one that knows the cursor: a page that comes
twice, or of which the answer was lost, changes nothing more.

**Up, operations.** For what is at home at headquarters a branch server is a client: it folds an operation into its
replica (:func:`app.domain.change.fold`), answers the desk, and keeps the operation in the same transaction
(``upstream_op``), under its own id. What the branch's chat page does to a customer becomes an operation, too. The
replica shows headquarters' image with the unresolved operations folded in, until the image carries them. What loses at
headquarters becomes a conflict record of its author, as for any desk, and comes down; of what headquarters refuses the
branch makes such a record itself, of an intent one that is listed among the refused: nothing typed is dropped.
Operations go up only when the feed is up, both as of one snapshot, so that an operation never overtakes the rows on
which it rests.

**Down.** Pages of headquarters' feed for the scopes ``all``, ``people`` and those of the branch's agents, unmasked: the
branch masks for its own desks. The rows of the groups' scopes come down only while the branch begins (below).
Accounts of the branch's agents come with their password hashes, so that they can sign in offline, and are ended here
when they are ended there, as soon as there is a line.

**Transfers are envelopes.** What a desk puts into a group of the other side changes its home with the commit. Up, it is
part of the feed, and the cursor is the receipt. Down, headquarters keeps a letter for each row
(``branch_letter``) in the transaction that moved it, sends it until the branch acknowledges it, and the branch takes it
in one transaction with the number that it acknowledges: never lost, never twice. In between it belongs to the
addressee, so that nobody answers it a second time; its clock runs on.

**An open chat** is not moved like that, for its customer waits: it is *offered* (:mod:`sync_server.service.handovers`).
Who serves him keeps him until the other side's server has accepted, which it does when somebody of the group is there;
it may decline, the offer ends after two minutes without an answer, and who goes on with the customer withdraws it. The
customer stays at the page of the server that showed it to him. Headquarters sends that server the conversation's rows
as they change there, as letters that make it no owner (whose page it is can be read from the conversation's number),
and what the customer does goes to the server that decides (:mod:`sync_server.service.envelopes`), which numbers it. If
the conversation has gone on meanwhile, headquarters sends it after it.

**Orders.** What people of headquarters do to a row that is at home in a branch is folded into the replica there, so
that they see it at once, and kept for the branch, which takes it as an operation of its author: it checks his
permissions, merges by its own revisions (each says what its author had seen in the fields that he changed), writes
the log and numbers what he said. So headquarters can answer a customer at a branch's page, and the branch is still the
only one that decides. What became of it goes up before the answer does; what the branch refuses goes back to its author
as a conflict record. An action has its result by its id, however often it comes.
What does not find its row at the branch any more goes after it (:mod:`sync_server.service.orders`).

**Revocation.** ``branches revoke`` ends the token; the office goes on by itself, and is let in with a new one. With
``--take-back`` headquarters decides about the branch's rows from then on: what waited for the branch goes back to its
authors, and what that server had not fed is lost to headquarters; it has to be emptied before it is enrolled again.

**Files** follow the rows that name them, by their hash, in pieces of 256 KiB between which what people write goes
first; either side takes up where it stopped (:mod:`sync_server.storage.carried`). Until a file is there its row says
that it is on its way, and the row opens it only when the server that gave the row vouches for that: whose author has
shown there that he has the file.

**Epochs.** Headquarters restored (a new epoch): the branch begins new streams, sends all operations of the last 30 days
again under their ids, and feeds rows from the cursor that the restored headquarters knows: it gives the lost hours
back. The branch restored: headquarters sees another epoch of the branch, and the branch begins: it takes the rows of
its own scopes from headquarters once, before it feeds anything up. That is how a branch starts the first time, too.

**Built:** all of the above, on SQLite and PostgreSQL, for one server process at the branch. Tested with processes that
are killed and a line that breaks, and with a headquarters and a branch that were restored.

**Not built yet:** an open chat cannot be given from one branch to another, nor by headquarters to a third server
(declined, or refused as "other_server"); who types is not told over the border; fields of newer programs are dropped
there; a group with something in it cannot get a server, or go back, by itself ("group_at_branch"; its branch can),
and of an agent who moves to another branch what headquarters then refuses stays where he was; what headquarters forgot
while a branch was silent for 180 days is not purged there; what is written at a restored branch before it has taken its
rows back may get numbers of messages twice; a ticket that a branch gave away after the backup it was restored from
seems its own to it until it comes back (a chat of its page does not); passwords are changed at headquarters; a pull
every second instead of a held request; reports of a branch are headquarters' own.

``line`` speaks HTTP with headquarters, ``relay`` decides what is exchanged next and runs on a thread of its own,
``carrier`` brings the files.
"""
