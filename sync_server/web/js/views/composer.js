// Writing: text that grows, pictures and files from a picker, the clipboard or a drop, emoji. What is written outlives a
// reload of this tab.

import { h, icon, iconButton } from "../dom.js";
import { isPicture } from "../files.js";
import * as format from "../format.js";
import { t } from "../i18n.js";
import { prepare } from "../images.js";
import { session } from "../storage.js";
import { emojiPicker } from "./emoji.js";

const MAX_TEXT = 4000;
const TYPING_EVERY_MS = 4000;

export class Composer {
  constructor(ui) {
    this.ui = ui;
    this.staged = [];
    this.typingAt = 0;
    this.typingTimer = 0;
    this.build();
  }

  build() {
    this.input = h("textarea", { id: "message-input", class: "composer-input", rows: "1", enterkeyhint: "send", autocomplete: "off",
      data: { testid: "composer" }, on: {
        input: () => this.changed(), keydown: (event) => this.keydown(event), paste: (event) => this.paste(event),
        blur: () => this.stopTyping(),
      } });
    this.input.value = session.get("draft", "");
    this.photos = this.picker("image/*", "photo-input");
    this.files = this.picker("", "file-input");
    this.stagedList = h("ul", { class: "staged", hidden: true, data: { testid: "staged" } });
    this.error = h("p", { class: "field-error", role: "alert", data: { testid: "composer-error" } });
    this.emojiPlace = h("div", {});
    this.row = h("div", { class: "composer" });
    this.element = h("form", { novalidate: true, on: { submit: (event) => { event.preventDefault(); this.submit(); } } },
      this.stagedList, this.emojiPlace, this.row, this.photos, this.files);
    this.translate();
    this.setUpDrop();
  }

  picker(accept, testid) {
    return h("input", { type: "file", hidden: true, multiple: true, accept: accept || null, data: { testid },
      on: { change: (event) => { this.stage([...event.target.files]); event.target.value = ""; } } });
  }

  translate() {
    // On a phone there is room for one button; its chooser offers camera, pictures and files, which the clip stands for.
    const any = iconButton("paperclip", t("composer.any"), () => this.files.click(), { class: "narrow-only", data: { testid: "pick-any" } });
    const photo = iconButton("photo", t("composer.photo"), () => this.photos.click(), { class: "wide-only", data: { testid: "pick-photo" } });
    const file = iconButton("paperclip", t("composer.file"), () => this.files.click(), { class: "wide-only", data: { testid: "pick-file" } });
    this.emojiButton = iconButton("mood-smile", t("composer.emoji"), () => this.toggleEmoji(), { "aria-expanded": "false", data: { testid: "emoji" } });
    this.send = h("button", { type: "submit", class: "icon-button composer-send", "aria-label": t("composer.send"), title: t("composer.send"),
      data: { testid: "send" } }, icon("send"));
    this.input.setAttribute("aria-label", t("composer.label"));
    this.stagedList.setAttribute("aria-label", t("composer.staged"));
    this.row.replaceChildren(any, photo, file, this.input, this.emojiButton, this.send);
    this.closeEmoji();
    this.showStaged();
    this.update();
    this.grow();
  }

  update() {
    const { status } = this.ui.store.state;
    const wide = this.row.clientWidth > 560;
    const placeholder = status === "queued" ? "composer.placeholder_queued" : wide ? "composer.placeholder_wide" : "composer.placeholder";
    this.input.placeholder = t(placeholder);
  }

  changed() {
    session.set("draft", this.input.value);
    this.grow();
    this.say(this.input.value.length > MAX_TEXT ? t("composer.too_long", { limit: MAX_TEXT }) : "");
    if (!this.input.value.trim()) {
      this.stopTyping();
      return;
    }
    const now = Date.now();
    clearTimeout(this.typingTimer);
    this.typingTimer = setTimeout(() => this.stopTyping(), TYPING_EVERY_MS + 1500);
    if (now - this.typingAt > TYPING_EVERY_MS && this.ui.store.isOpen) {
      this.typingAt = now;
      this.tellTyping(true);
    }
  }

  stopTyping() {
    clearTimeout(this.typingTimer);
    if (this.typingAt === 0) return;
    this.typingAt = 0;
    this.tellTyping(false);
  }

  tellTyping(typing) {
    // A hint for the agent, worth nothing later: it is not repeated.
    this.ui.api.typing(typing).catch(() => {});
  }

  grow() {
    this.input.style.height = "auto";
    const height = Math.min(this.input.scrollHeight + 2, 132);
    this.input.style.height = `${height}px`;
    this.ui.log?.stick();
  }

  keydown(event) {
    // Enter that ends a composition of an input method is not "send"; Safari tells it only by the key code 229.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape" && this.emojiPlace.firstChild) {
      this.closeEmoji();
    }
  }

  say(text) {
    this.error.textContent = text;
    if (text && !this.error.isConnected) this.element.prepend(this.error);
    if (!text) this.error.remove();
  }

  async submit() {
    const text = this.input.value.trim();
    if (text.length > MAX_TEXT) return;
    const ready = this.staged.filter((entry) => entry.file && !entry.error);
    if (this.staged.some((entry) => !entry.file && !entry.error) || (!text && !ready.length)) return;
    // Cleared before anything is awaited: a second press must not send the same again.
    this.staged = this.staged.filter((entry) => entry.error);
    this.input.value = "";
    this.stopTyping();
    this.changed();
    this.showStaged();
    this.input.focus({ preventScroll: true });
    this.ui.beforeSend();
    for (const { file } of ready) await this.ui.outbox.add("", file);
    if (text) await this.ui.outbox.add(text);
  }

  // -- files

  paste(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    const time = format.clock(Date.now()).replace(":", "");
    this.stage(files.map((file) => (file.name === "image.png" ? new File([file], t("composer.pasted_name", { time }), { type: file.type }) : file)));
  }

  setUpDrop() {
    const { chat, drop } = this.ui;
    const carriesFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
    let depth = 0;
    chat.addEventListener("dragenter", (event) => {
      if (!carriesFiles(event)) return;
      depth += 1;
      drop.hidden = this.element.hidden;
    });
    chat.addEventListener("dragleave", () => {
      depth = Math.max(0, depth - 1);
      if (depth === 0) drop.hidden = true;
    });
    // Everywhere: a file dropped beside the chat would otherwise replace the page by the file.
    window.addEventListener("dragover", (event) => { if (carriesFiles(event)) event.preventDefault(); });
    window.addEventListener("drop", (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      depth = 0;
      drop.hidden = true;
      if (chat.contains(event.target) && this.element.isConnected) this.stage([...event.dataTransfer.files]);
    });
  }

  async stage(files) {
    const limit = this.ui.store.config?.max_file_bytes ?? Infinity;
    for (const picked of files) {
      const entry = { name: picked.name, file: null, error: "", shrunk: false, url: "" };
      this.staged.push(entry);
      this.showStaged();
      const { shrunk, ...file } = await prepare(picked);
      entry.shrunk = shrunk;
      if (file.size === 0) entry.error = t("composer.empty_file");
      else if (file.size > limit) entry.error = t("composer.too_large", { limit: format.size(limit) });
      if (isPicture(file.mime)) entry.url = URL.createObjectURL(file.blob);
      entry.file = file;
      this.showStaged();
    }
    this.input.focus({ preventScroll: true });
  }

  showStaged() {
    this.stagedList.hidden = !this.staged.length;
    this.stagedList.replaceChildren(...this.staged.map((entry) => this.stagedItem(entry)));
    this.ui.log?.stick();
  }

  stagedItem(entry) {
    const { file, error, url } = entry;
    const size = file ? format.size(file.size) : t("composer.preparing");
    const remove = h("button", { type: "button", class: "staged-remove", "aria-label": t("composer.remove", { name: entry.name }),
      data: { testid: "staged-remove" }, on: { click: () => {
        this.staged = this.staged.filter((other) => other !== entry);
        if (url) URL.revokeObjectURL(url);
        this.showStaged();
        this.input.focus();
      } } }, icon("x"));
    return h("li", { class: error ? "staged-item staged-error" : "staged-item", data: { testid: "staged-item", error: error || null } },
      url ? h("img", { src: url, alt: "" }) : icon(file ? "file-text" : "loader-2"),
      h("span", { class: "staged-text", role: error ? "alert" : null },
        h("span", { class: "staged-name" }, entry.name),
        h("span", { class: "staged-size" }, error || (entry.shrunk ? t("composer.shrunk", { size }) : size))),
      remove);
  }

  // -- emoji

  toggleEmoji() {
    if (this.emojiPlace.firstChild) {
      this.closeEmoji();
      this.input.focus();
      return;
    }
    const picker = emojiPicker((emoji) => this.insert(emoji), () => { this.closeEmoji(); this.input.focus(); });
    this.emojiPlace.replaceChildren(picker);
    this.emojiButton.setAttribute("aria-expanded", "true");
    picker.focusFirst();
    this.ui.log?.stick();
  }

  closeEmoji() {
    this.emojiPlace.replaceChildren();
    this.emojiButton.setAttribute("aria-expanded", "false");
  }

  insert(text) {
    const { selectionStart, selectionEnd } = this.input;
    this.input.setRangeText(text, selectionStart, selectionEnd, "end");
    this.changed();
  }
}
