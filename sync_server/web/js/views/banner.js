// The banner under the head: a lost connection for as long as it lasts, its return for a moment.

import { h, icon } from "../dom.js";
import { language, t } from "../i18n.js";

const RESTORED_MS = 2500;

export class Banner {
  constructor(element, ui) {
    this.element = element;
    this.ui = ui;
    this.signature = null;
    this.wasOffline = false;
    this.timer = 0;
  }

  update() {
    const { status } = this.ui.connection;
    const signature = status + language();
    if (signature === this.signature) return;
    this.signature = signature;
    clearTimeout(this.timer);
    this.element.dataset.state = status;
    if (status === "offline") {
      this.wasOffline = true;
      this.show("banner", icon("cloud-off"), h("span", {}, t("banner.offline")),
        h("button", { type: "button", data: { testid: "reconnect" }, on: { click: () => this.ui.reconnect() } }, t("banner.retry")));
    } else if (this.wasOffline && status === "online") {
      this.wasOffline = false;
      this.show("banner banner-ok", icon("check"), h("span", {}, t("banner.restored")));
      this.timer = setTimeout(() => { this.element.hidden = true; }, RESTORED_MS);
    } else if (!this.wasOffline) {
      this.element.hidden = true;
    }
  }

  show(name, ...children) {
    this.element.className = name;
    this.element.replaceChildren(...children);
    this.element.hidden = false;
    this.ui.log?.stick();
  }
}
