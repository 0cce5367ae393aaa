// A knowledge card, or a step of a guided flow with its answers to tap: picture, title, up to three steps, attachments, the whole article behind it, and 有用 / 没用.

import { h, icon } from "../dom.js";
import { t } from "../i18n.js";
import { uuid7 } from "../ids.js";
import { local } from "../storage.js";
import { attachmentView, fileView } from "./attachment.js";

const STEPS = 3;

export function cardView(message, ui) {
  const { card } = message;
  const steps = card.walk_id ? card.steps ?? [] : (card.steps ?? []).slice(0, STEPS);
  const element = h("section", { class: "card", data: { testid: "card", articleId: card.article_id, version: card.version },
    "aria-label": t(card.walk_id ? "flow.label" : "card.label", { title: card.title }) });
  if (card.image) element.append(thumbnail(card.image, ui));
  element.append(h("div", { class: "card-text" },
    h("h3", { class: "card-title" }, card.title),
    steps.length
      ? h("ol", { class: "card-steps" }, steps.map((step) => h("li", {}, step)))
      : card.summary ? h("p", { class: "card-summary" }, card.summary) : null));
  const files = card.attachments ?? [];
  if (files.length) element.append(h("div", { class: "card-files" }, files.map((file) => fileView(file, ui))));
  if (!card.walk_id) element.append(foot(message, ui));
  else if (card.options?.length) element.append(answers(message, ui));
  return element;
}

function answers(message, ui) {
  const { options, title } = message.card;
  const made = options.map((option) => h("button", {
    type: "button", class: "card-answer", data: { testid: "card-answer" }, on: { click: () => choose(option) },
  }, option.text || t("flow.next")));
  const choose = async (option) => {
    made.forEach((button) => { button.disabled = true; });
    try {
      await ui.api.choose({ id: uuid7(), message_id: message.id, option_id: option.id, text: option.text || t("flow.next") });
    } catch (error) {
      ui.alert(t(error.code === "flow_over" ? "flow.over" : "flow.failed"));
    } finally {
      made.forEach((button) => { button.disabled = false; });
    }
  };
  return h("div", { class: "card-answers", role: "group", "aria-label": t("flow.answers", { title }) }, made);
}

function thumbnail(image, ui) {
  const place = h("div", { class: "card-image" });
  if (image.pending === true) return place; // the card comes again when its picture is there
  ui.files.url(image.sha256, image.mime).then(
    (url) => place.append(h("img", { src: url, alt: "" })),
    // The steps say what the picture shows; without it the card is only plainer.
    () => place.replaceWith(attachmentView(image, ui)),
  );
  return place;
}

function foot(message, ui) {
  const { card } = message;
  const key = `vote.${message.id}`;
  const votes = [true, false].map((useful) => h("button", {
    type: "button", class: "card-vote", data: { testid: useful ? "card-useful" : "card-not-useful" },
    on: { click: () => vote(useful) },
  }, icon(useful ? "thumb-up" : "thumb-down"), h("span", {}, t(useful ? "card.useful" : "card.not_useful"))));
  const show = () => {
    const given = local.get(key, message.useful ?? null);
    votes[0].setAttribute("aria-pressed", String(given === true));
    votes[1].setAttribute("aria-pressed", String(given === false));
  };
  const vote = async (useful) => {
    const before = local.get(key, message.useful ?? null);
    if (before === useful) return;
    local.set(key, useful);
    show();
    try {
      await ui.api.feedback(message.id, useful);
      ui.announce(t("card.voted"));
    } catch {
      if (before === null) local.remove(key);
      else local.set(key, before);
      show();
      ui.alert(t("card.vote_failed"));
    }
  };
  show();
  return h("div", { class: "card-foot", role: "group", "aria-label": t("card.vote") },
    h("button", { type: "button", data: { testid: "card-view" }, on: { click: () => ui.openArticle(card) } },
      icon("file-text"), t("card.view")),
    votes);
}
