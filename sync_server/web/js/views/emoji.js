// A small emoji picker: one grid, arrow keys inside it.

import { h } from "../dom.js";
import { t } from "../i18n.js";

const EMOJI = ["😀", "😄", "😂", "🙂", "😉", "😊", "😍", "😘", "🤔", "😅", "😓", "😢", "😭", "😡", "😱", "😴",
  "👍", "👎", "👌", "🙏", "👏", "🤝", "💪", "👋", "❤️", "🌹", "🎉", "✅", "❌", "❓", "📷", "🔋"];

/** `onPick(emoji)` inserts, `onClose()` is asked for by Escape. */
export function emojiPicker(onPick, onClose) {
  const buttons = EMOJI.map((emoji, index) => h("button", { type: "button", tabindex: index === 0 ? "0" : "-1",
    on: { click: () => onPick(emoji) } }, emoji));
  const grid = h("div", { class: "emoji", role: "group", "aria-label": t("composer.emoji"), data: { testid: "emoji-picker" } }, buttons);
  grid.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      onClose();
      return;
    }
    const columns = getComputedStyle(grid).gridTemplateColumns.split(" ").length;
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
    const at = buttons.indexOf(document.activeElement);
    const next = buttons[at + (step ?? NaN)];
    if (!next) return;
    event.preventDefault();
    buttons[at].tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
  grid.focusFirst = () => buttons[0].focus();
  return grid;
}
