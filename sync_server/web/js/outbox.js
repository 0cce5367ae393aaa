// Outgoing messages. Each is one localStorage entry under an id that the page made; it is removed only when the server's
// copy was seen. Retries use the same id, the entries are sent one after the other, and all tabs share them.

import { ApiError } from "./api.js";
import { uuid7 } from "./ids.js";
import { withLock } from "./locks.js";
import * as pendingFiles from "./pending_files.js";
import { local } from "./storage.js";

const KEY = "out.";
const RETRY_MS = [1000, 2000, 4000, 8000, 15_000];
const TOLD_STEP = 0.05; // of a file: how often it is told how it gets on
const NO_PLACE = new Set(["files_out_of_reach", "server_full"]);

export class Outbox extends EventTarget {
  /** `renewSession(token)` gets a new token after a 401 for `token`. */
  constructor({ api, store, renewSession }) {
    super();
    this.api = api;
    this.store = store;
    this.renewSession = renewSession;
    this.running = false;
    this.failures = 0;
    this.timer = 0;
    this.pauseMs = 0;
    this.moving = null; // the file that is under way: {id, part}
    local.onForeignChange((key) => {
      if (key === null || key.startsWith(KEY)) this.store.changed();
    });
  }

  /** Entries not yet known to be on the server, oldest first: {id, text, attachments, at, failed, values}. */
  items() {
    const found = [];
    for (const key of local.keys(KEY)) {
      const item = local.get(key);
      if (!item) continue;
      if (this.store.messages.has(item.id)) this.discard(item.id);
      else found.push(item);
    }
    return found;
  }

  /** "sending", "waiting" (for the network) or "failed" (the server refused it). */
  stateOf(item) {
    if (item.failed) return "failed";
    return this.failures > 0 ? "waiting" : "sending";
  }

  /** Which part (0 to 1) of an entry's file is on its way, null while that is not known. */
  partOf(item) { return this.moving?.id === item.id ? this.moving.part : null; }

  moved(id, part) {
    const before = this.moving?.id === id ? this.moving.part : -1;
    if (part < 1 && part - before < TOLD_STEP) return;
    this.moving = { id, part };
    this.store.changed();
  }

  /** Queue one message. A file is {blob, name, size, mime, width, height}. */
  async add(text, file = null) {
    const id = uuid7();
    const attachments = [];
    if (file) {
      const { blob, ...about } = file;
      await pendingFiles.keep(id, blob);
      attachments.push({ ...about, pending: id });
    }
    local.set(KEY + id, { id, text, attachments, at: Date.now(), failed: null });
    this.store.changed();
    this.wake();
    return id;
  }

  retry(id) {
    const item = local.get(KEY + id);
    if (item?.failed) local.set(KEY + id, { ...item, failed: null, values: undefined });
    this.failures = 0;
    this.store.changed();
    this.wake();
  }

  discard(id) {
    const item = local.get(KEY + id);
    local.remove(KEY + id);
    for (const attachment of item?.attachments ?? []) if (attachment.pending) pendingFiles.drop(attachment.pending);
  }

  /** Send what waits, now. */
  wake() {
    clearTimeout(this.timer);
    if (this.running) return;
    this.running = true;
    withLock("outbox", () => this.drain())
      .catch(() => { this.failures += 1; })
      .finally(() => {
        this.running = false;
        // What is left was added while the last round ended, or met a temporary failure.
        if (this.items().some((item) => !item.failed)) {
          if (this.failures === 0 && this.api.token) this.wake();
          else this.retryLater();
        }
        this.store.changed();
      });
  }

  retryLater() {
    clearTimeout(this.timer);
    const pause = RETRY_MS[Math.min(Math.max(this.failures - 1, 0), RETRY_MS.length - 1)];
    this.timer = setTimeout(() => this.wake(), Math.max(pause, this.pauseMs));
  }

  async drain() {
    this.pauseMs = 0;
    let renewed = false;
    const held = new Set(); // entries whose files cannot be stored now: what was written after them does not wait
    for (;;) {
      const item = this.items().find((entry) => !entry.failed && !held.has(entry.id));
      if (!item || !this.api.token) {
        if (held.size) this.failures += 1;
        return;
      }
      const token = this.api.token;
      try {
        const attachments = await this.uploaded(item);
        const { message } = await this.api.sendMessage(item.id, item.text, attachments);
        this.failures = 0;
        const begun = message.conversation_id !== this.store.state.conversation_id;
        this.store.acknowledge(message);
        if (begun) this.dispatchEvent(new Event("begun"));
        this.discard(item.id);
        this.store.changed();
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (error.status === 401 && !renewed) {
          renewed = true;
          await this.renewSession(token);
        } else if (NO_PLACE.has(error.code)) {
          held.add(item.id);
          this.pauseMs = error.retryAfterMs;
        } else if (error.temporary || error.status === 401) {
          this.failures += 1;
          this.pauseMs = error.retryAfterMs;
          this.store.changed();
          return;
        } else {
          this.refuse(item.id, error);
        }
      }
    }
  }

  refuse(id, error) {
    const item = local.get(KEY + id);
    if (!item) return;
    local.set(KEY + id, { ...item, failed: error.code, values: error.values });
    this.store.changed();
    this.dispatchEvent(new CustomEvent("refused", { detail: error }));
  }

  /** Upload the files of an entry that are still only here; each result is written down before the next step. */
  async uploaded(item) {
    const attachments = [...item.attachments];
    for (const [index, attachment] of attachments.entries()) {
      if (attachment.sha256) continue;
      const blob = await pendingFiles.take(attachment.pending);
      if (!blob) throw new ApiError(410, "file_gone");
      const { width, height, name, size, mime } = attachment;
      const stored = await this.api.upload(blob, name, (part) => this.moved(item.id, part));
      attachments[index] = { width, height, name, size, mime, ...stored, pending: attachment.pending };
      local.set(KEY + item.id, { ...local.get(KEY + item.id), attachments });
      // The picture is already here: showing it must not cost a download.
      this.dispatchEvent(new CustomEvent("uploaded", { detail: { sha256: stored.sha256, blob } }));
    }
    return attachments.map(({ pending: _pending, ...rest }) => rest);
  }
}
