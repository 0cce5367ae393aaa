// The head of the chat: who answers, in which state, and the menu.

import { avatar, h, icon, iconButton } from "../dom.js";
import { LANGUAGES, language, t } from "../i18n.js";

export class Head {
  constructor(element, ui) {
    this.element = element;
    this.ui = ui;
    this.signature = null;
    this.menu = null;
    document.addEventListener("pointerdown", (event) => {
      if (this.menu && !this.menu.parentElement.contains(event.target)) this.closeMenu(false);
    });
  }

  update() {
    const { store, connection, embed } = this.ui;
    const { agent, status } = store.state;
    const person = agent && ["active", "waiting_customer", "wrap_up"].includes(status) ? agent : null;
    const title = person?.name ?? store.config?.shop_name ?? t("chat.title");
    const sub = this.sub(person);
    const signature = JSON.stringify([title, sub, person?.id, connection.status, store.isOpen, embed, language()]);
    if (signature === this.signature) return;
    this.signature = signature;
    const open = Boolean(this.menu);
    this.element.replaceChildren(...this.parts({ person, title, sub }));
    if (open) this.openMenu();
  }

  sub(person) {
    const { store, connection } = this.ui;
    const { state } = store;
    if (connection.status === "offline") return t("head.offline");
    if (!store.loaded) return t("head.connecting");
    if (person) return t(state.agent_typing ? "head.typing" : "head.online");
    if (state.status === "queued") return t(state.someone_online ? "head.queued" : "head.nobody");
    if (state.status === "bot") return t("head.bot");
    if (store.isOver) return t("head.ended");
    return t(state.someone_online ? "head.ready" : "head.nobody");
  }

  parts({ person, title, sub }) {
    const { connection, embed, store } = this.ui;
    const face = person
      ? avatar(person.name, "agent", "avatar-head")
      : h("span", { class: "glyph", "aria-hidden": "true" }, icon("feather"));
    if (person && connection.status !== "offline") face.append(h("span", { class: "presence" }));
    const canGoBack = !embed && history.length > 1 && document.referrer !== "";
    return [
      canGoBack ? iconButton("chevron-left", t("head.back"), () => history.back(), { class: "back" }) : null,
      face,
      h("div", { class: "chat-head-names" },
        h("h1", { class: "chat-title", id: "chat-title", data: { testid: "chat-title" } }, title),
        h("p", { class: "chat-sub", role: "status", data: { testid: "chat-status" } }, sub)),
      store.isOpen
        ? h("button", { type: "button", class: "button end-button", data: { testid: "end" }, on: { click: () => this.ui.end() } }, t("head.end"))
        : null,
      h("div", { class: "menu-anchor" },
        iconButton("dots", t("head.more"), () => (this.menu ? this.closeMenu() : this.openMenu()),
          { "aria-haspopup": "menu", "aria-expanded": "false", data: { testid: "menu" } })),
      embed ? iconButton("chevron-down", t("head.minimise"), () => this.ui.minimise(), { data: { testid: "minimise" } }) : null,
    ].filter(Boolean);
  }

  openMenu() {
    const { ui } = this;
    const { store } = ui;
    const item = (name, label, run, extra = {}) => h("button", {
      type: "button", role: "menuitem", class: "menu-item", tabindex: "-1", ...extra,
      on: { click: () => { this.closeMenu(); run(); } },
    }, icon(name), label);
    const languages = LANGUAGES.map(([tag, name]) => h("button", {
      type: "button", role: "menuitemradio", class: "menu-item", tabindex: "-1", lang: tag, "aria-checked": String(tag === language()),
      data: { testid: `language-${tag}` }, on: { click: () => { this.closeMenu(); ui.changeLanguage(tag); } },
    }, icon("language"), name, tag === language() ? icon("check", "tick") : null));
    const line = () => h("div", { class: "menu-line", role: "separator" });
    this.menu = h("div", { class: "menu", role: "menu", "aria-label": t("head.more") },
      item("download", t("head.download"), () => ui.downloadTranscript(), { disabled: !store.messages.size, data: { testid: "transcript" } }),
      ui.canLeave() ? item("message-2", t("leave.title"), () => ui.openLeave(), { data: { testid: "menu-leave" } }) : null,
      store.isOpen ? item("x", t("head.end"), () => ui.end(), { class: "menu-item menu-danger", data: { testid: "menu-end" } }) : null,
      line(), languages);
    this.menu.addEventListener("keydown", (event) => this.menuKey(event));
    const button = this.element.querySelector("[data-testid=menu]");
    button.after(this.menu);
    button.setAttribute("aria-expanded", "true");
    this.items()[0]?.focus();
  }

  items() { return [...this.menu.querySelectorAll(".menu-item:not([disabled])")]; }

  menuKey(event) {
    const items = this.items();
    const at = items.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 }[event.key];
    if (event.key === "Escape" || event.key === "Tab") {
      if (event.key === "Escape") event.preventDefault();
      this.closeMenu();
    } else if (next !== undefined) {
      event.preventDefault();
      items[next % items.length].focus();
    }
  }

  closeMenu(giveFocusBack = true) {
    if (!this.menu) return;
    this.menu.remove();
    this.menu = null;
    const button = this.element.querySelector("[data-testid=menu]");
    button?.setAttribute("aria-expanded", "false");
    if (giveFocusBack) button?.focus();
  }
}
