// The whole article behind a card.

import { h } from "../dom.js";
import { t } from "../i18n.js";
import { rebuild } from "../sanitise.js";
import { attachmentView, fileView } from "./attachment.js";
import { openSheet } from "./sheet.js";

export function openArticle(card, ui) {
  const body = h("div", {});
  openSheet({ title: t("article.title"), testid: "article-sheet", closeLabel: t("article.close"), body, wide: true });
  load(card, body, ui);
}

async function load(card, body, ui) {
  body.setAttribute("aria-busy", "true");
  body.replaceChildren(h("div", { class: "loading", role: "status", "aria-label": t("article.loading") },
    h("i"), h("i"), h("i"), h("i")));
  try {
    const article = await ui.api.article(card.article_id, card.version);
    body.replaceChildren(...content(article, ui));
  } catch (error) {
    const gone = error.status === 404 || error.status === 410;
    body.replaceChildren(h("div", { class: "failed", role: "alert" },
      h("p", {}, t(gone ? "article.gone" : "article.failed")),
      gone ? null : h("button", { type: "button", class: "button", on: { click: () => load(card, body, ui) } }, t("article.retry"))));
  } finally {
    body.removeAttribute("aria-busy");
  }
}

function content(article, ui) {
  const attachments = article.attachments ?? [];
  const about = (sha256) => attachments.find((attachment) => attachment.sha256 === sha256);
  const image = (sha256, alt) => attachmentView(
    { name: alt, mime: "image/png", ...about(sha256), sha256 }, ui);
  const text = h("article", { class: "article", data: { testid: "article-body" } },
    h("h3", { class: "article-title" }, article.title), rebuild(article.html, image));
  const shown = new Set([...text.querySelectorAll("[data-sha256]")].map((element) => element.dataset.sha256));
  const rest = attachments.filter((attachment) => !shown.has(attachment.sha256));
  if (!rest.length) return [text];
  return [text, h("div", { class: "article-files", role: "group", "aria-label": t("article.files") },
    rest.map((attachment) => fileView(attachment, ui)))];
}
