// The long poll. A tab in front always polls for itself; of the tabs in the background only one does, because a browser
// opens few connections to one server. A tab that comes to the front catches up from its own cursor.

import { ApiError } from "./api.js";
import { withLock } from "./locks.js";

const WAIT_S = 25;
// A held poll says nothing: whether the server hangs is asked beside it. Two questions without an answer take 14 s.
const ALIVE_EVERY_MS = 5000;
const ALIVE_AGAIN_MS = 1000;
const BACKOFF_MS = [800, 1500, 3000, 6000, 10_000, 15_000];

export class Connection extends EventTarget {
  /** `openSession()` sets the API's token; `renewSession(token)` replaces one that was refused. */
  constructor({ api, store, openSession, renewSession }) {
    super();
    this.api = api;
    this.store = store;
    this.openSession = openSession;
    this.renewSession = renewSession;
    this.status = "connecting";
    this.failures = 0;
    this.skip = null;
    this.poll = null;
    window.addEventListener("online", () => this.wake());
    window.addEventListener("offline", () => this.poll?.abort());
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this.wake();
    });
    // Restored from the back-forward cache, the page's requests are gone.
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) this.wake();
    });
  }

  setStatus(status) {
    if (this.status === status) return;
    this.status = status;
    this.dispatchEvent(new Event("status"));
  }

  /** Try again now instead of after the pause. */
  wake() { this.skip?.(); }

  /** Give up the held poll and begin another: the old one waits for a conversation that is no longer the newest. */
  lookAgain() { this.poll?.abort(); }

  async pause(ms) {
    await new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.skip = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.skip = null;
  }

  async run() {
    for (;;) {
      try {
        if (!this.api.token) await this.openSession();
        if (document.hidden && this.store.loaded) {
          const polled = await withLock("background-poll", () => this.pollOnce(), { ifFree: true });
          if (!polled) await this.pause(30_000);
        } else {
          await this.pollOnce();
        }
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        await this.recover(error);
      }
    }
  }

  async pollOnce() {
    const atOnce = !this.store.loaded || this.status !== "online";
    const poll = this.poll = new AbortController();
    let hangs = false;
    if (!atOnce) this.watch(poll).then((gone) => { hangs = gone; if (gone) poll.abort(); });
    try {
      const answer = await this.api.events(this.store.cursor, atOnce ? 0 : WAIT_S, this.poll.signal);
      this.failures = 0;
      const whole = this.store.apply(answer);
      if (whole) this.setStatus("online");
    } catch (error) {
      if (!hangs) throw error;
      this.failures += 1; // this is the second that was lost
      throw new ApiError(0, "network");
    } finally {
      this.poll = null;
    }
  }

  /** Resolves with true if the server hangs while this poll is held, with false when the poll is over. */
  async watch(poll) {
    let missed = 0;
    while (missed < 2) {
      await new Promise((resolve) => { setTimeout(resolve, missed ? ALIVE_AGAIN_MS : ALIVE_EVERY_MS); });
      if (this.poll !== poll) return false;
      if (document.hidden || this.api.transfers) {
        missed = 0;
        continue;
      }
      missed = await this.api.alive().then(() => 0, (error) => (error.status === 0 ? missed + 1 : 0));
      if (this.poll !== poll) return false;
    }
    return true;
  }

  async recover(error) {
    if (error.status === 401 && this.failures === 0) {
      this.failures = 1;
      await this.renewSession(this.api.token).catch(() => this.setStatus("offline"));
      return;
    }
    if (error.code === "aborted" && navigator.onLine) return;
    this.failures += 1;
    // One lost request is not yet worth a banner, unless the device itself says that it is offline.
    if (this.failures > 1 || !navigator.onLine || this.status === "connecting") this.setStatus("offline");
    const pause = BACKOFF_MS[Math.min(this.failures - 1, BACKOFF_MS.length - 1)];
    await this.pause(Math.max(error.retryAfterMs, pause * (0.7 + 0.6 * Math.random())));
  }
}
