// The boxes below the last message: the place in the queue, nobody there, an invitation to rate; and the bar that takes
// the composer's place when a conversation is over.

import { h, icon, replaceKeepingFocus, ring } from "../dom.js";
import * as format from "../format.js";
import { language, t } from "../i18n.js";
import { session } from "../storage.js";

export class Notices {
  constructor(element, ui) {
    this.element = element;
    this.ui = ui;
    this.signature = null;
  }

  update() {
    const { store } = this.ui;
    const { state } = store;
    const kind = this.kind();
    const place = kind === "queue" ? [state.queue_position, state.wait_estimate_s] : [];
    const signature = JSON.stringify([kind, place, state.survey, language()]);
    if (signature === this.signature) return;
    this.signature = signature;
    const make = { queue: () => this.queue(), nobody: () => this.nobody(), invite: () => this.invite() }[kind];
    replaceKeepingFocus(this.element, ...(make ? [make()] : []));
    this.ui.log?.stick();
  }

  kind() {
    const { loaded, state } = this.ui.store;
    if (!loaded) return null;
    if (state.survey && !state.survey.answered && ["closed", "wrap_up"].includes(state.status)) return "invite";
    if (!state.someone_online && ["none", "queued"].includes(state.status)) return "nobody";
    if (state.status === "queued") return "queue";
    return null;
  }

  box(testid, face, title, text, buttons) {
    return h("section", { class: "box", data: { testid } },
      h("div", { class: "box-top" }, face,
        h("div", { role: "status" }, h("p", { class: "box-title" }, title), h("p", { class: "box-text" }, text))),
      h("div", { class: "box-actions" }, buttons));
  }

  pill(testid, label, run) {
    return h("button", { type: "button", class: "button button-pill", data: { testid }, on: { click: run } }, label);
  }

  queue() {
    const { queue_position: position, wait_estimate_s: seconds, conversation_id: id } = this.ui.store.state;
    const buttons = [
      this.pill("queue-leave", t("queue.leave"), () => this.ui.openLeave()),
      this.pill("queue-callback", t("queue.callback"), () => this.ui.openLeave({ callback: true })),
    ];
    const face = (fraction, inner) => h("div", { class: "ring", "aria-hidden": "true" }, ring(fraction), inner);
    if (position === null) return this.box("queue", face(0.1, icon("headset")), t("queue.joining"), t("queue.text"), buttons);
    const ahead = Math.max(0, position - 1);
    if (ahead === 0) return this.box("queue", face(0.96, icon("headset")), t("queue.next"), t("queue.text"), buttons);
    // How far the customer came since this tab first saw the queue; never quite full while somebody is ahead.
    const key = `queue.${id}`;
    const first = Math.max(session.get(key, 0), ahead);
    session.set(key, first);
    const title = seconds === null
      ? t("queue.ahead_plain", { count: ahead })
      : t("queue.ahead", { count: ahead, wait: format.wait(seconds) });
    return this.box("queue", face(1 - ahead / (first + 1), h("span", { data: { testid: "queue-ahead" } }, String(ahead))), title, t("queue.text"), buttons);
  }

  nobody() {
    return this.box("nobody", h("div", { class: "box-icon", "aria-hidden": "true" }, icon("message-2")), t("nobody.title"), t("nobody.text"), [
      this.pill("nobody-leave", t("nobody.leave"), () => this.ui.openLeave()),
      this.pill("nobody-callback", t("queue.callback"), () => this.ui.openLeave({ callback: true })),
    ]);
  }

  invite() {
    return this.box("survey-invite", h("div", { class: "box-icon", "aria-hidden": "true" }, icon("star")), t("invite.title"), t("invite.text"), [
      this.pill("survey-open", t("invite.open"), () => this.ui.openSurvey()),
    ]);
  }
}

/** The bar shown instead of the composer after the end. */
export function againBar(ui) {
  const left = ui.store.state.status === "message_left";
  return h("div", { class: "again", data: { testid: "over" } },
    h("p", {}, t(left ? "over.left" : "over.text")),
    h("button", { type: "button", class: "button button-primary", data: { testid: "again" }, on: { click: () => ui.startAgain() } }, t("over.again")));
}
