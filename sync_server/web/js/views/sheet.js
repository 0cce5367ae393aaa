// Dialogs. <dialog> keeps the focus inside, closes on Escape and gives the focus back.

import { h, iconButton } from "../dom.js";

/** Open a sheet and return it. `close()` on it ends it; `onClose` runs once, however it was closed. */
export function openSheet({ title, testid, closeLabel, body, foot = null, wide = false, onClose = () => {} }) {
  const heading = h("h2", { class: "sheet-title" }, title);
  const dialog = h("dialog", { class: wide ? "sheet sheet-wide" : "sheet", "aria-label": title, data: { testid } },
    h("header", { class: "sheet-head" },
      iconButton("x", closeLabel, () => dialog.close(), { data: { testid: `${testid}-close` } }), heading),
    h("div", { class: "sheet-body" }, body),
    foot ? h("footer", { class: "sheet-foot" }, foot) : null);
  show(dialog, onClose);
  return dialog;
}

export function show(dialog, onClose = () => {}) {
  const opener = document.activeElement;
  dialog.addEventListener("close", () => {
    dialog.remove();
    onClose();
    if (opener?.isConnected) opener.focus();
  }, { once: true });
  document.body.append(dialog);
  dialog.showModal();
}

/** Ask before something that cannot be undone; resolves to true or false. The safe answer has the focus. */
export function confirm({ title, text, yes, no, testid }) {
  return new Promise((resolve) => {
    let answer = false;
    const dialog = h("dialog", { class: "confirm", "aria-label": title, data: { testid } },
      h("h2", {}, title), h("p", {}, text),
      h("div", { class: "confirm-actions" },
        h("button", { type: "button", class: "button", autofocus: true, on: { click: () => dialog.close() } }, no),
        h("button", { type: "button", class: "button button-danger", data: { testid: `${testid}-yes` },
          on: { click: () => { answer = true; dialog.close(); } } }, yes)));
    show(dialog, () => resolve(answer));
  });
}

/** The last page of a form: what happened, and a way out. */
export function thanks({ iconElement, title, text, close, onClose, testid }) {
  return h("div", { class: "thanks", role: "status", data: { testid } },
    iconElement, h("h2", {}, title), h("p", {}, text),
    h("button", { type: "button", class: "button button-primary", on: { click: onClose } }, close));
}
