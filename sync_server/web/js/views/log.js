// The message list: rows are compared by key, never rebuilt as a whole, and the view stays where the reader is.

import { avatar, h } from "../dom.js";
import * as format from "../format.js";
import { has, language, t } from "../i18n.js";
import { bodySignature, eventView, messageView, updateMeta } from "./message.js";

const GROUP_MS = 120_000;
const PAUSE_MS = 600_000;
const NEAR_BOTTOM_PX = 80;

export class Log {
  constructor({ scroll, list, jump, ui }) {
    this.scroll = scroll;
    this.list = list;
    this.jump = jump;
    this.ui = ui;
    this.sticking = true;
    this.signatures = new WeakMap();
    this.lastKey = null;
    scroll.addEventListener("scroll", () => {
      this.sticking = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR_BOTTOM_PX;
      if (this.sticking) {
        jump.hidden = true;
        this.ui.seen();
      }
    }, { passive: true });
    jump.addEventListener("click", () => this.toBottom());
    // Pictures arrive and the on-screen keyboard opens after the messages were placed.
    const observer = new ResizeObserver(() => this.stick());
    observer.observe(list);
    observer.observe(scroll);
  }

  stick() {
    if (this.sticking) this.scroll.scrollTop = this.scroll.scrollHeight;
  }

  toBottom() {
    this.sticking = true;
    this.jump.hidden = true;
    this.stick();
    this.ui.seen();
  }

  update() {
    const { store } = this.ui;
    const rows = this.rows();
    const newest = rows.findLast((row) => row.message)?.key ?? null;
    this.reconcile(rows);
    if (store.loaded && this.list.getAttribute("aria-busy")) {
      // The history is there: from now on, what is added is read out.
      this.list.removeAttribute("aria-busy");
      this.list.setAttribute("aria-live", "polite");
    }
    if (newest !== this.lastKey) {
      const own = rows.findLast((row) => row.message)?.message.author === "customer";
      if (own) this.sticking = true;
      else if (!this.sticking && this.lastKey !== null) this.jump.hidden = false;
      this.lastKey = newest;
    }
    this.stick();
  }

  reconcile(rows) {
    const old = new Map([...this.list.children].map((element) => [element.dataset.key, element]));
    let after = null;
    for (const row of rows) {
      let element = old.get(row.key);
      if (!element || this.signatures.get(element) !== row.signature) {
        const made = row.make();
        made.dataset.key = row.key;
        this.signatures.set(made, row.signature);
        element?.replaceWith(made);
        element = made;
      }
      old.delete(row.key);
      row.update?.(element);
      const place = after ? after.nextSibling : this.list.firstChild;
      if (place !== element) this.list.insertBefore(element, place);
      after = element;
    }
    for (const element of old.values()) element.remove();
  }

  /** What the list shows now: times, greeting, messages, events, what is not sent yet, who is typing. */
  rows() {
    const { store, outbox, connection } = this.ui;
    const messages = store.ordered();
    const waiting = outbox.items();
    const rows = [];
    if (store.config?.greeting && !messages.length) rows.push(...this.greeting());
    const everything = [
      ...messages.map((message) => ({ message, state: this.stateOf(message) })),
      ...waiting.map((item) => ({
        message: { ...item, author: "customer", author_name: "", kind: "text", card: null, seq: null, state: "stored" },
        state: outbox.stateOf(item), part: outbox.partOf(item), failure: item.failed ? reason(item.failed, item.values) : null,
      })),
    ];
    const shown = everything.filter(({ message }) => message.kind !== "system");
    const lastOwn = shown.findLast(({ message }) => message.author === "customer" && message.seq !== null)?.message.id;
    const botSpoke = new Set();
    let previousAt = 0;
    let previous = null;
    for (const [index, entry] of everything.entries()) {
      const { message } = entry;
      if (message.author === "bot") botSpoke.add(message.conversation_id);
      if (message.at - previousAt > PAUSE_MS && message.kind !== "system") {
        rows.push(timeRow(message));
        previous = null;
      }
      previousAt = Math.max(previousAt, message.at);
      if (message.kind === "system") {
        rows.push(eventRow(message, botSpoke.has(message.conversation_id)));
        previous = null;
        continue;
      }
      const next = everything[index + 1]?.message;
      rows.push(this.messageRow({
        ...entry,
        follows: groups(previous, message),
        followed: groups(message, next),
        showReceipt: message.id === lastOwn && message.author === "customer",
      }));
      previous = message;
    }
    // Without a connection nobody knows whether he is still writing.
    const heard = connection.status !== "offline";
    if (heard && store.state.agent_typing && store.state.agent) rows.push(this.typing(store.state.agent));
    return rows;
  }

  stateOf(message) {
    if (message.author !== "customer") return message.state;
    const { conversation_id: current, agent_read_seq: readSeq } = this.ui.store.state;
    if (message.conversation_id === current && message.seq <= readSeq) return "read";
    return message.state;
  }

  messageRow(row) {
    return {
      key: `m:${row.message.id}`, message: row.message, signature: bodySignature(row.message),
      make: () => messageView(row, this.ui), update: (element) => updateMeta(element, row, this.ui),
    };
  }

  greeting() {
    const { config } = this.ui.store;
    const message = { id: "greeting", author: "bot", author_name: "", kind: "text", text: config.greeting, attachments: [], at: Date.now(), state: "read" };
    return [{
      key: "greeting", signature: JSON.stringify([config.greeting, language()]), make: () => messageView({ message }, this.ui),
    }];
  }

  typing(agent) {
    return {
      key: "typing", signature: agent.name,
      // The header says it in words; the dots are for the eye.
      make: () => h("li", { class: "message", "aria-hidden": "true", data: { testid: "typing" } },
        avatar(agent.name, "agent"), h("div", { class: "message-body" }, h("div", { class: "bubble typing" }, h("i"), h("i"), h("i")))),
    };
  }
}

const groups = (left, right) => Boolean(left && right && right.kind !== "system" && left.author === right.author
  && left.author_name === right.author_name && right.at - left.at < GROUP_MS);

function timeRow(message) {
  const text = format.moment(message.at);
  return { key: `t:${message.id}`, signature: text, make: () => h("li", { class: "when" }, text) };
}

function eventRow(message, afterBot) {
  return { key: `m:${message.id}`, message, signature: bodySignature(message) + afterBot, make: () => eventView(message, afterBot) };
}

/** Why the server refused something, in the customer's words. */
export function reason(code, values = {}) {
  return has(`error.${code}`) ? t(`error.${code}`, values) : t("error.other", { code });
}
