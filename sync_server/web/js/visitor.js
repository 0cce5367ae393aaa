// Who this browser is to the shop: one token in localStorage, shared by all tabs.

import { withLock } from "./locks.js";
import { local } from "./storage.js";

export class Visitor {
  constructor({ api, store, group, pageUrl, locale }) {
    this.api = api;
    this.store = store;
    this.group = group;
    this.pageUrl = pageUrl;
    this.locale = locale;
    this.id = null;
    local.onForeignChange((key) => {
      if (key !== "token" && key !== null) return;
      const token = local.get("token");
      if (!token || token === this.api.token) return;
      this.api.token = token;
      this.store.forget();
    });
  }

  /** Begin or continue the visit. Two tabs opened at once must not become two visitors, hence the lock. */
  async openSession() {
    await withLock("session", async () => {
      const answer = await this.api.openSession(this.request(local.get("token")));
      this.take(answer);
    });
  }

  /** Replace a token that the server refused, unless another tab already did. */
  async renewSession(refused) {
    await withLock("session", async () => {
      const kept = local.get("token");
      if (kept && kept !== refused) {
        this.api.token = kept;
      } else {
        this.api.token = null;
        local.remove("token");
        this.take(await this.api.openSession(this.request(null)));
      }
    });
  }

  request(token) {
    const request = { locale: this.locale() };
    if (token) request.token = token;
    if (this.group) request.group = this.group;
    if (this.pageUrl) request.page_url = this.pageUrl;
    return request;
  }

  take({ token, visitor_id: id, config }) {
    if (this.id !== null && this.id !== id) this.store.forget();
    this.id = id;
    this.api.token = token;
    local.set("token", token);
    this.store.setConfig(config);
  }
}
