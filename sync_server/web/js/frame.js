// Talking with embed.js on the page around the iframe. Only numbers and wishes cross; nothing that was said in the chat.

export class Frame {
  constructor(embedded) {
    this.embedded = embedded;
    this.minimised = embedded;
    this.unread = -1;
    if (!embedded) return;
    window.addEventListener("message", (event) => {
      if (event.source !== window.parent || event.data?.zhiying !== "opened") return;
      this.minimised = event.data.open !== true;
      document.dispatchEvent(new Event("visibilitychange"));
      if (!this.minimised) document.getElementById("message-input")?.focus();
    });
    this.post({ zhiying: "ready" });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector("dialog[open]")) this.minimise();
    });
  }

  // The embedding site is not known here and learns nothing from these, so any target will do.
  post(message) { window.parent.postMessage(message, "*"); }

  tellUnread(count) {
    if (!this.embedded || count === this.unread) return;
    this.unread = count;
    this.post({ zhiying: "unread", count });
  }

  minimise() {
    if (this.embedded) this.post({ zhiying: "minimise" });
  }
}
