// The conversation as a text file for the customer.

import * as format from "./format.js";
import { save } from "./files.js";
import { t } from "./i18n.js";
import { authorName, eventText } from "./views/message.js";

export function transcript(store, now = Date.now()) {
  const day = new Date(now).toISOString().slice(0, 10);
  const lines = [t("transcript.head", { shop: store.config?.shop_name ?? "", date: day }), ""];
  for (const message of store.ordered()) {
    if (message.kind === "system") {
      lines.push(`— ${eventText(message)}`, "");
      continue;
    }
    lines.push(`${authorName(message)}  ${format.moment(message.at, now)}`);
    if (message.state === "withdrawn") lines.push(t("log.withdrawn"));
    else lines.push(...content(message));
    lines.push("");
  }
  return lines.join("\n");
}

function content(message) {
  const lines = message.text ? [message.text] : [];
  if (message.card) lines.push(`[${message.card.title}]`, ...(message.card.steps ?? []).map((step, index) => `${index + 1}. ${step}`));
  for (const { name, size } of message.attachments ?? []) lines.push(`[${name}, ${format.size(size)}]`);
  return lines;
}

export function downloadTranscript(store) {
  const date = new Date().toISOString().slice(0, 10);
  // The mark at the beginning makes old Windows editors read it as UTF-8.
  save(new Blob(["\uFEFF", transcript(store).replaceAll("\n", "\r\n")]), t("transcript.file", { date }));
}
