// A knowledge card: picture, title, up to three steps, attachments, the whole article behind it, and 有用 / 没用.

import { h, icon } from "../dom.js";
import { t } from "../i18n.js";
import { local } from "../storage.js";
import { attachmentView, fileView } from "./attachment.js";

const STEPS = 3;

export function cardView(message, ui) {
  const { card } = message;
  const steps = (card.steps ?? []).slice(0, STEPS);
  const element = h("section", { class: "card", data: { testid: "card", articleId: card.article_id, version: card.version },
    "aria-label": t("card.label", { title: card.title }) });
  if (card.image) element.append(thumbnail(card.image, ui));
  element.append(h("div", { class: "card-text" },
    h("h3", { class: "card-title" }, card.title),
    steps.length
      ? h("ol", { class: "card-steps" }, steps.map((step) => h("li", {}, step)))
      : card.summary ? h("p", { class: "card-summary" }, card.summary) : null));
  const files = card.attachments ?? [];
  if (files.length) element.append(h("div", { class: "card-files" }, files.map((file) => fileView(file, ui))));
  element.append(foot(message, ui));
  return element;
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
