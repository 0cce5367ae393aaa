// One attachment in a bubble, a card or a sheet: a picture that can be enlarged, or a file that can be downloaded.

import { h, icon } from "../dom.js";
import { isPicture, objectUrl } from "../files.js";
import * as format from "../format.js";
import { t } from "../i18n.js";
import * as pendingFiles from "../pending_files.js";

/** `ui` offers files, openViewer(url, attachment) and announce(text). */
export function attachmentView(attachment, ui) {
  return !coming(attachment) && isPicture(attachment.mime) ? pictureView(attachment, ui) : fileView(attachment, ui);
}

function pictureView(attachment, ui) {
  const element = h("button", { type: "button", class: "picture", data: { testid: "picture", sha256: attachment.sha256 } });
  const load = async () => {
    element.setAttribute("aria-label", t("log.picture_loading"));
    element.replaceChildren(h("span", { class: "picture-empty" }, t("log.picture_loading")));
    try {
      const url = await source(attachment, ui.files);
      const image = h("img", { alt: t("log.picture", { name: attachment.name }), src: url });
      // Reserves the room before the picture is decoded, so that the log does not jump.
      if (attachment.width && attachment.height) {
        image.width = attachment.width;
        image.height = attachment.height;
      }
      element.setAttribute("aria-label", t("log.picture_open", { name: attachment.name }));
      element.replaceChildren(image);
      element.onclick = () => ui.openViewer(url, attachment);
    } catch {
      element.setAttribute("aria-label", t("log.picture_missing"));
      element.replaceChildren(h("span", { class: "picture-empty" }, t("log.picture_missing")));
      element.onclick = load;
    }
  };
  load();
  return element;
}

/** Whether our side has attached a file that it is still sending; the message comes again when it is there. */
const coming = (attachment) => attachment.pending === true;

async function source(attachment, files) {
  if (!attachment.pending) return files.url(attachment.sha256, attachment.mime);
  const blob = await pendingFiles.take(attachment.pending);
  if (!blob) throw new Error("the pending file is gone");
  return objectUrl(blob, attachment.mime);
}

export function fileView(attachment, ui) {
  const waits = coming(attachment);
  const size = waits ? t("log.file_coming") : format.size(attachment.size);
  return h("button", {
    type: "button", class: "file", data: { testid: "file" }, disabled: waits || !attachment.sha256,
    "aria-label": waits ? `${attachment.name}, ${size}` : t("log.file", { name: attachment.name, size }),
    on: {
      click: async () => {
        try {
          await ui.files.download(attachment);
        } catch {
          ui.alert(t("log.file_missing", { name: attachment.name }));
        }
      },
    },
  },
  icon(attachment.mime === "application/pdf" ? "file-type-pdf" : "file-text"),
  h("span", { class: "file-text" },
    h("span", { class: "file-name" }, attachment.name), h("span", { class: "file-size" }, size)));
}
