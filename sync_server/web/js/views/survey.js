// The survey: solved first, then stars, tags, a comment, and whether we may ask again. What was chosen is kept until it
// was accepted.

import { avatar, h, icon } from "../dom.js";
import * as format from "../format.js";
import { t } from "../i18n.js";
import { local } from "../storage.js";
import { reason } from "./log.js";
import { openSheet, thanks } from "./sheet.js";

const TAGS = ["fast", "no_repeat", "clear", "kind", "slow", "passed_around"];

/** `about` is {name, from, to}: who served and when. */
export function openSurvey(ui, id, about) {
  const key = `survey.${id}`;
  const answer = { solved: null, stars: 0, tags: [], comment: "", may_contact: true, ...local.get(key, {}) };
  const keep = () => {
    local.set(key, answer);
    error.textContent = "";
  };
  const error = h("span", { class: "sheet-error", role: "alert", data: { testid: "survey-error" } });
  const button = h("button", { type: "button", class: "button button-primary button-large", data: { testid: "survey-submit" },
    on: { click: () => submit() } }, t("survey.submit"));
  const foot = h("div", {}, error, button);
  const body = h("div", { data: { testid: "survey-form" } },
    who(about), solved(answer, keep), satisfaction(answer, keep), comment(answer, keep), mayContact(answer, keep));
  const dialog = openSheet({ title: t("survey.title"), testid: "survey", closeLabel: t("survey.close"), body, foot });

  async function submit() {
    if (button.disabled) return;
    if (!answer.solved || !answer.stars) {
      error.textContent = t("survey.need");
      return;
    }
    button.disabled = true;
    button.textContent = t("survey.submitting");
    try {
      await ui.api.survey({ id, ...answer, comment: answer.comment.trim() });
      local.remove(key);
      body.parentElement.replaceChildren(thanks({ iconElement: icon("circle-check"), title: t("survey.done_title"), testid: "survey-done",
        text: t("survey.done_text"), close: t("survey.done_close"), onClose: () => dialog.close() }));
      foot.parentElement.remove();
      dialog.querySelector(".thanks button").focus();
    } catch (failure) {
      error.textContent = reason(failure.code, failure.values);
      button.disabled = false;
      button.textContent = t("survey.submit");
    }
  }
}

function who({ name, from, to }) {
  return h("div", { class: "who" },
    name ? avatar(name, "agent", "avatar-large") : null,
    name ? h("strong", {}, name) : null,
    from ? h("span", {}, format.span(from, to)) : h("span", {}));
}

function solved(answer, keep) {
  return h("fieldset", { class: "block", data: { testid: "survey-solved" } }, h("legend", {}, t("survey.solved")),
    h("div", { class: "choices" }, ["yes", "partly", "no"].map((value) => h("label", { class: "choice" },
      h("input", { type: "radio", name: "solved", value, checked: answer.solved === value, data: { testid: `solved-${value}` },
        on: { change: () => { answer.solved = value; keep(); } } }),
      h("span", {}, t(`survey.solved_${value}`))))));
}

function satisfaction(answer, keep) {
  const word = h("p", { class: "stars-word", role: "status" });
  const labels = [1, 2, 3, 4, 5].map((count) => h("label", { class: "star" },
    h("input", { type: "radio", name: "stars", value: String(count), checked: answer.stars === count, data: { testid: `star-${count}` },
      "aria-label": t("survey.star", { count, word: t(`survey.word_${count}`) }),
      on: { change: () => { answer.stars = count; keep(); show(); } } }),
    icon("star")));
  const show = () => {
    word.textContent = answer.stars ? t(`survey.word_${answer.stars}`) : "";
    for (const [index, label] of labels.entries()) {
      const on = index < answer.stars;
      label.classList.toggle("star-on", on);
      label.querySelector(".icon").replaceWith(icon(on ? "star-filled" : "star"));
    }
  };
  show();
  const tags = TAGS.map((tag) => h("label", { class: "tag" },
    h("input", { type: "checkbox", checked: answer.tags.includes(tag), data: { testid: `tag-${tag}` }, on: { change: (event) => {
      answer.tags = TAGS.filter((other) => (other === tag ? event.target.checked : answer.tags.includes(other)));
      keep();
    } } }),
    h("span", {}, t(`survey.tag_${tag}`))));
  return h("fieldset", { class: "block", data: { testid: "survey-stars" } }, h("legend", {}, t("survey.stars")),
    h("div", { class: "stars" }, labels), word,
    h("div", { class: "tags", role: "group", "aria-label": t("survey.tags"), data: { testid: "survey-tags" } }, tags));
}

function comment(answer, keep) {
  const input = h("textarea", { class: "input comment", rows: "2", maxlength: "200", placeholder: t("survey.comment"), "aria-label": t("survey.comment"),
    value: answer.comment, data: { testid: "survey-comment" }, on: { input: () => { answer.comment = input.value; keep(); } } });
  return input;
}

function mayContact(answer, keep) {
  return h("label", { class: "check" },
    h("input", { type: "checkbox", checked: answer.may_contact, data: { testid: "survey-may-contact" },
      on: { change: (event) => { answer.may_contact = event.target.checked; keep(); } } }),
    icon("check"), h("span", {}, t("survey.may_contact")));
}
