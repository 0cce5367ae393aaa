// A message for when nobody is there, or a wish to be called. One id per form: pressing twice leaves one message.

import { h, icon } from "../dom.js";
import { t } from "../i18n.js";
import { uuid7 } from "../ids.js";
import { local } from "../storage.js";
import { reason } from "./log.js";
import { openSheet, thanks } from "./sheet.js";

const PHONE = /^[+\d][\d\s()-]{4,19}$/;

export function openLeave(ui, { callback = false } = {}) {
  const draft = { id: uuid7(), name: "", contact: "", text: "", ...local.get("leave", {}) };
  if (!callback && !draft.text.trim()) draft.text = ui.asked();
  const keep = () => local.set("leave", draft);
  const field = (name, label, control, props) => {
    const id = `leave-${name}`;
    const input = h(control, { class: "input", id, value: draft[name], data: { testid: id }, "aria-describedby": `${id}-error`,
      on: { input: () => { draft[name] = input.value; keep(); complain(name, ""); } }, ...props });
    return h("div", { class: "field" }, h("label", { class: "field-label", for: id }, label), input,
      h("span", { class: "field-error", id: `${id}-error`, role: "alert" }));
  };
  const body = h("form", { novalidate: true, data: { testid: "leave-form" }, on: { submit: (event) => { event.preventDefault(); submit(); } } },
    h("p", { class: "lead" }, t("leave.lead")),
    field("text", t(callback ? "leave.text_callback" : "leave.text"), "textarea", { rows: "4", maxlength: "2000", autofocus: true }),
    field("contact", t(callback ? "leave.phone" : "leave.contact"), "input",
      { autocomplete: callback ? "tel" : "on", type: callback ? "tel" : "text", maxlength: "120" }),
    field("name", t("leave.name"), "input", { autocomplete: "name", maxlength: "60" }));
  const error = h("span", { class: "sheet-error", role: "alert" });
  const button = h("button", { type: "button", class: "button button-primary button-large", data: { testid: "leave-submit" },
    on: { click: () => submit() } }, t("leave.submit"));
  const foot = h("div", {}, error, button);
  const dialog = openSheet({ title: t(callback ? "leave.title_callback" : "leave.title"), testid: "leave", closeLabel: t("leave.close"), body, foot });

  function complain(name, text) {
    body.querySelector(`#leave-${name}-error`).textContent = text;
    body.querySelector(`#leave-${name}`).setAttribute("aria-invalid", String(Boolean(text)));
  }

  function check() {
    const wrong = {};
    if (!draft.text.trim() && !callback) wrong.text = t("leave.need_text");
    if (!draft.contact.trim()) wrong.contact = t(callback ? "leave.need_phone" : "leave.need_contact");
    else if (callback && !PHONE.test(draft.contact.trim())) wrong.contact = t("leave.need_phone");
    for (const name of ["text", "contact"]) complain(name, wrong[name] ?? "");
    const first = Object.keys(wrong)[0];
    if (first) body.querySelector(`#leave-${first}`).focus();
    return !first;
  }

  async function submit() {
    if (button.disabled || !check()) return;
    button.disabled = true;
    button.textContent = t("leave.submitting");
    error.textContent = "";
    keep();
    const text = draft.text.trim();
    try {
      await ui.api.leave({ id: draft.id, name: draft.name.trim(), contact: draft.contact.trim(),
        text: callback ? t("leave.callback_note", { text }).trim() : text });
      local.remove("leave");
      body.parentElement.replaceChildren(thanks({ iconElement: icon("circle-check"), title: t("leave.done_title"), testid: "leave-done",
        text: t("leave.done_text", { contact: draft.contact.trim() }), close: t("leave.done_close"), onClose: () => dialog.close() }));
      foot.parentElement.remove();
      dialog.querySelector(".thanks button").focus();
    } catch (failure) {
      error.textContent = reason(failure.code, failure.values);
      button.disabled = false;
      button.textContent = t("leave.submit");
    }
  }
}
