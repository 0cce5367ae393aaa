// Building DOM without markup strings: text stays text, whoever wrote it.

import { ICONS } from "./icons.js";

const SVG = "http://www.w3.org/2000/svg";

/**
 * Make an element. `props`: `class`, `data` (object), `on` (event → handler), booleans as attributes present or absent,
 * everything else as attributes. Children may be nodes, strings, null or arrays.
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") {
      for (const [event, handler] of Object.entries(value)) element.addEventListener(event, handler);
    } else if (name === "data") {
      for (const [key, entry] of Object.entries(value)) {
        if (entry !== null && entry !== undefined && entry !== false) element.dataset[key] = String(entry);
      }
    } else if (name === "value" || name === "checked") {
      element[name] = value;
    } else {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Replace what an element holds; a button of the old content that had the focus passes it to its like in the new. */
export function replaceKeepingFocus(element, ...children) {
  const held = element.contains(document.activeElement) ? document.activeElement : null;
  const alike = (one) => one.tagName === held.tagName && one.dataset.testid === held.dataset.testid
    && (held.dataset.testid !== undefined || one.textContent === held.textContent);
  element.replaceChildren(...children);
  if (held && !held.isConnected) [...element.querySelectorAll(held.tagName)].find(alike)?.focus();
}

function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/** A decorative icon; the word beside it or the button's label carries the meaning. */
export function icon(name, extra = "") {
  const look = name.endsWith("-filled")
    ? { fill: "currentColor" }
    : { fill: "none", stroke: "currentColor", "stroke-width": "1.75", "stroke-linecap": "round", "stroke-linejoin": "round" };
  return svg("svg", { class: `icon ${extra}`.trim(), viewBox: "0 0 24 24", "aria-hidden": "true", "data-icon": name, ...look },
    ...ICONS[name].map((d) => svg("path", { d })));
}

/** A ring filled from 0 to 1, clockwise from the top. */
export function ring(fraction) {
  const radius = 21;
  const length = 2 * Math.PI * radius;
  const circle = (name, extra) => svg("circle", { class: name, cx: 24, cy: 24, r: radius, ...extra });
  const offset = length * (1 - Math.min(1, Math.max(0, fraction)));
  return svg("svg", { viewBox: "0 0 48 48", "aria-hidden": "true" },
    circle("ring-track", {}),
    circle("ring-value", { "stroke-dasharray": length.toFixed(2), "stroke-dashoffset": offset.toFixed(2) }));
}

export function iconButton(name, label, onClick, props = {}) {
  const { class: extra = "", ...rest } = props;
  return h("button", { type: "button", class: `icon-button ${extra}`.trim(), "aria-label": label, title: label,
    on: { click: onClick }, ...rest }, icon(name));
}

// Ends before closing punctuation, so that a full stop or a bracket after an address is not part of it.
const LINK = /https?:\/\/[^\s<>"'，。；！？、（）「」【】《》]+[^\s<>"'，。；！？、（）「」【】《》.,;:!?)\]]/g;

/** Text with its web addresses as links. */
export function linkify(text) {
  const fragment = document.createDocumentFragment();
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    fragment.append(text.slice(end, match.index), outsideLink(match[0], match[0]));
    end = match.index + match[0].length;
  }
  fragment.append(text.slice(end));
  return fragment;
}

export function outsideLink(address, ...children) {
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer nofollow" }, ...children);
}

/** The same tint for the same person on every device; the last Han character or the Latin initials, as in the desk. */
export function avatar(name, author, extra = "") {
  if (author === "bot" && !name) return h("span", { class: `avatar tint-bot ${extra}`, "aria-hidden": "true" }, icon("robot"));
  const characters = [...(name || "").trim()];
  const last = characters.at(-1) ?? "?";
  const letters = /[A-Za-z]/.test(characters[0] ?? "")
    ? name.trim().split(/\s+/).slice(0, 2).map((part) => [...part][0].toUpperCase()).join("")
    : last;
  let sum = 0;
  for (const character of characters) sum = (sum * 31 + character.codePointAt(0)) % 9973;
  const tint = author === "bot" ? "tint-bot" : `tint-${sum % 4}`;
  return h("span", { class: `avatar ${tint} ${extra}`.trim(), "aria-hidden": "true" }, letters);
}
