// Left and right of the chat on a wide screen: common questions, leaving a message, how far the service has come.

import { h, icon, replaceKeepingFocus } from "../dom.js";
import { language, t } from "../i18n.js";

export class Side {
  constructor({ left, right, ui }) {
    this.left = left;
    this.right = right;
    this.ui = ui;
    this.signature = null;
  }

  update() {
    const { store } = this.ui;
    const { state, config } = store;
    const signature = JSON.stringify([config?.quick_questions, state.status, state.queue_position, state.someone_online, state.agent, state.survey,
      store.messages.size > 0, this.ui.canLeave(), this.ui.canWrite(), language()]);
    if (signature === this.signature) return;
    this.signature = signature;
    replaceKeepingFocus(this.left, ...this.help());
    this.right.replaceChildren(this.progress(), h("p", { class: "privacy" }, icon("shield-check"), h("span", {}, t("privacy.text"))));
  }

  help() {
    const { config } = this.ui.store;
    const questions = config?.quick_questions ?? [];
    const panels = [];
    if (questions.length) {
      panels.push(h("section", { class: "panel", data: { testid: "side-questions" } },
        h("h2", {}, t("quick.title")),
        h("ul", { class: "panel-links" }, questions.map((question) => h("li", {},
          h("button", { type: "button", on: { click: () => this.ui.ask(question) } }, question, icon("chevron-right")))))));
    }
    if (this.ui.canLeave()) {
      const action = (testid, label, options) => h("button", { type: "button", class: "link", data: { testid },
        on: { click: () => this.ui.openLeave(options) } }, label);
      panels.push(h("section", { class: "panel" }, h("h2", {}, t("wait.title")), h("p", {}, t("wait.text")),
        h("div", { class: "panel-actions" },
          action("side-leave", t("leave.title"), {}), action("side-callback", t("queue.callback"), { callback: true }))));
    }
    return panels;
  }

  progress() {
    const { state, messages } = this.ui.store;
    // Steps before the present one are done; "none" has not begun, the end has nothing left but the rating.
    const now = { none: 0, bot: 1, queued: 1, abandoned: 1, message_left: 1, active: 2, waiting_customer: 2, wrap_up: 3, closed: 3 }[state.status];
    const ahead = Math.max(0, (state.queue_position ?? 1) - 1);
    const next = state.someone_online ? t("progress.queue_next") : t("progress.queue_nobody");
    const queueText = { bot: t("progress.queue_bot"), queued: ahead ? t("progress.queue_now", { count: ahead }) : next,
      message_left: t("progress.queue_left") }[state.status];
    const rated = Boolean(state.survey?.answered);
    const steps = [
      ["progress.asked", messages.size && now > 0 ? t("progress.done") : t("progress.asked_text")],
      ["progress.queue", now > 1 ? t("progress.done") : queueText],
      ["progress.serve", now > 2 ? t("progress.done") : state.agent && now === 2 ? t("progress.serve_now", { name: state.agent.name }) : null],
      ["progress.rate", rated ? t("progress.rated") : t("progress.rate_text")],
    ];
    return h("section", { class: "panel", data: { testid: "progress" } }, h("h2", {}, t("progress.title")),
      h("ol", { class: "steps" }, steps.map(([key, text], index) => {
        const step = index < now || (index === 3 && rated) ? "done" : index === now ? "now" : "later";
        return h("li", { data: { step }, "aria-current": step === "now" ? "step" : null },
          icon({ done: "circle-check", now: "circle-dot", later: "circle" }[step]),
          h("span", {}, t(key), text ? h("small", {}, text) : null));
      })));
  }
}
