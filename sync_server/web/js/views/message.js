// One message of the log. The body is built once; what changes later (receipt, neighbours) is updated in place, so that
// a screen reader hears each message once and pictures do not flicker.

import { avatar, h, icon, linkify } from "../dom.js";
import * as format from "../format.js";
import { has, language, t } from "../i18n.js";
import { attachmentView } from "./attachment.js";
import { cardView } from "./card.js";

const ONLY_EMOJI = /^(?:\p{Extended_Pictographic}(?:\uFE0F|\u200D\p{Extended_Pictographic}|[\u{1F3FB}-\u{1F3FF}])*){1,3}$/u;

/** Equal for an outgoing entry and the server's copy of it. */
export function bodySignature(message) {
  // an own file keeps its view while it is uploaded, one of our side is drawn anew when it has come
  const attachments = (message.attachments ?? []).map(({ name, size, pending }) => [name, size, pending === true]);
  return JSON.stringify([message.author, message.author_name, message.text, attachments, message.card, message.state === "withdrawn",
    message.kind === "system" ? message.values : null, language()]);
}

export function messageView(row, ui) {
  const { message } = row;
  const own = message.author === "customer";
  const name = authorName(message);
  return h("li", {
    class: own ? "message message-own" : "message",
    data: { testid: "message", messageId: message.id, author: message.author, kind: message.kind },
  },
  own ? null : avatar(message.author_name || (message.author === "bot" ? "" : name), message.author),
  h("div", { class: "message-body" },
    h("span", { class: "visually-hidden" }, t("log.from", { name, time: format.clock(message.at) })),
    parts(message, ui)));
}

function parts(message, ui) {
  if (message.state === "withdrawn") return h("div", { class: "bubble bubble-withdrawn" }, t("log.withdrawn"));
  const text = (message.text ?? "").trim();
  const card = message.kind === "card" && message.card;
  return [
    text && !(card && text === message.card.title)
      ? h("div", { class: ONLY_EMOJI.test(text) ? "bubble bubble-big" : "bubble", title: format.moment(message.at), data: { testid: "text" } }, linkify(text))
      : null,
    card ? cardView(message, ui) : null,
    (message.attachments ?? []).map((attachment) => attachmentView(attachment, ui)),
  ];
}

/** Receipt and position in a group of messages of one author. */
export function updateMeta(element, row, ui) {
  element.toggleAttribute("data-follows", row.follows);
  element.toggleAttribute("data-followed", row.followed);
  element.dataset.state = row.state;
  element.dataset.seq = row.message.seq ?? "";
  const body = element.querySelector(".message-body");
  const old = body.querySelector(":scope > .receipt");
  const made = receipt(row, ui);
  if (old?.textContent === made?.textContent && old?.className === made?.className) return;
  const [shown, now] = [old, made].map((each) => each?.querySelector(".receipt-part"));
  if (shown && now) { // only the figure moves: the words around it are not read out again
    shown.textContent = now.textContent;
    return;
  }
  old?.remove();
  if (made) body.append(made);
}

function receipt(row, ui) {
  const { message, state, failure } = row;
  const make = (extra, ...children) => h("div", { class: `receipt ${extra}`, data: { testid: "receipt" } }, children);
  const action = (name, run) => h("button", { type: "button", "aria-label": t(`receipt.${name}_label`), data: { testid: name }, on: { click: run } },
    t(`receipt.${name}`));
  const retry = () => action("retry", () => ui.outbox.retry(message.id));
  if (state === "sending") {
    const percent = Number.isFinite(row.part) ? ` ${Math.floor(100 * row.part)}%` : "";
    return make("", t("receipt.sending"), h("span", { class: "receipt-part", "aria-hidden": "true" }, percent));
  }
  if (state === "waiting") return make("receipt-waiting", icon("cloud-off"), t("receipt.waiting"), retry());
  if (state === "failed") {
    return make("receipt-failed", icon("alert-circle"), failure ? t("receipt.failed_why", { why: failure }) : t("receipt.failed"), retry(),
      action("delete", () => ui.discard(message.id)));
  }
  if (!row.showReceipt) return null;
  if (state === "read") {
    const at = ui.store.state.agent_read_at;
    return make("", t("receipt.read", { time: at ? format.clock(at) : "" }).trim());
  }
  return make("", t(state === "delivered" ? "receipt.delivered" : "receipt.sent"));
}

export function authorName(message) {
  if (message.author === "customer") return t("log.you");
  return message.author_name || t(message.author === "bot" ? "chat.bot" : "chat.agent");
}

export function eventView(message, afterBot) {
  return h("li", { class: "event", data: { testid: "message", messageId: message.id, author: "system", kind: "system", code: message.text } },
    eventText(message, afterBot));
}

/** The sentence for a system message; an unknown code must not show its letters to a customer. */
export function eventText(message, afterBot = false) {
  const values = { ...message.values, time: format.clock(message.at) };
  values.name = values.name ?? values.agent_name ?? values.agent ?? message.author_name;
  let code = message.text;
  if (code === "transferred" && !values.name) code = "transferred_group";
  if (code === "agent_joined" && afterBot) code = "agent_joined_bot";
  if (!values.name) values.name = t("chat.agent");
  return t(has(`event.${code}`) ? `event.${code}` : "event.other", values);
}
