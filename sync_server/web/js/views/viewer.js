// One picture, as large as the screen.

import { h, iconButton } from "../dom.js";
import { t } from "../i18n.js";
import { show } from "./sheet.js";

export function openViewer(url, attachment, ui) {
  const dialog = h("dialog", { class: "viewer", "aria-label": t("log.picture", { name: attachment.name }), data: { testid: "viewer" } },
    h("div", { class: "viewer-tools" },
      attachment.sha256
        ? iconButton("download", t("viewer.download"), () => ui.files.download(attachment).catch(
          () => ui.alert(t("log.file_missing", { name: attachment.name }))))
        : null,
      iconButton("x", t("viewer.close"), () => dialog.close(), { autofocus: true })),
    h("img", { src: url, alt: t("log.picture", { name: attachment.name }), on: { click: () => dialog.close() } }));
  show(dialog);
}
