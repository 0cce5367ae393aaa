// Article HTML was cleaned by the server; here it is rebuilt from an allow-list once more, node by node. The markup is
// parsed into a document that never runs scripts nor loads anything, and no attribute is copied that is not named here.

import { h, outsideLink } from "./dom.js";
import { t } from "./i18n.js";

const KEEP = new Set(["p", "br", "hr", "ul", "ol", "li", "strong", "b", "em", "i", "u", "s", "sub", "sup", "mark", "blockquote",
  "pre", "code", "table", "thead", "tbody", "tr", "th", "td", "span", "figure", "figcaption"]);
const RENAME = { h1: "h2", h2: "h2", h3: "h3", h4: "h4", h5: "h4", h6: "h4", div: "div", section: "div", b: "strong", i: "em" };
const DROP_WHOLE = new Set(["script", "style", "template", "iframe", "object", "embed", "svg", "math", "noscript", "form", "input",
  "button", "select", "textarea", "video", "audio", "link", "meta", "base", "head", "title"]);
const MAX_DEPTH = 40;
const SHA256 = /(?:^|[^0-9a-f])([0-9a-f]{64})(?:[^0-9a-f]|$)/;

/** Rebuild `html` as a fragment. `image(sha256, alt)` makes the element for a picture of the article. */
export function rebuild(html, image) {
  const parsed = new DOMParser().parseFromString(String(html), "text/html");
  const fragment = document.createDocumentFragment();
  fragment.append(...copies(parsed.body, image, 0));
  return fragment;
}

function copies(parent, image, depth) {
  if (depth > MAX_DEPTH) return [parent.textContent];
  const made = [];
  for (const node of parent.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) made.push(node.data);
    else if (node.nodeType === Node.ELEMENT_NODE) made.push(...copy(node, image, depth));
  }
  return made;
}

function copy(node, image, depth) {
  const name = node.localName;
  if (DROP_WHOLE.has(name)) return [];
  if (name === "img") return picture(node, image);
  const inner = copies(node, image, depth + 1);
  if (name === "a") return link(node, inner);
  if (name in RENAME) return [h(RENAME[name], {}, inner)];
  if (!KEEP.has(name)) return inner;
  const made = h(name, attributes(node, name), inner);
  return [name === "table" ? h("div", { class: "article-table", tabindex: "0" }, made) : made];
}

function attributes(node, name) {
  const kept = {};
  if (name === "td" || name === "th") {
    for (const attribute of ["colspan", "rowspan"]) {
      const value = Number(node.getAttribute(attribute));
      if (Number.isInteger(value) && value > 1 && value <= 50) kept[attribute] = value;
    }
  }
  if (name === "ol") {
    const start = Number(node.getAttribute("start"));
    if (Number.isInteger(start) && start > 1 && start < 10_000) kept.start = start;
  }
  return kept;
}

function link(node, inner) {
  const address = node.getAttribute("href") ?? "";
  let url;
  try {
    url = new URL(address);
  } catch {
    return inner;
  }
  if (url.protocol === "http:" || url.protocol === "https:") return [outsideLink(url.href, inner)];
  if (url.protocol === "mailto:" || url.protocol === "tel:") return [h("a", { href: url.href }, inner)];
  return inner;
}

/** Only the article's own pictures, named by their content; nothing is loaded from other servers. */
function picture(node, image) {
  const alt = node.getAttribute("alt") || t("article.image");
  const found = SHA256.exec(`${node.getAttribute("data-sha256") ?? ""} ${node.getAttribute("src") ?? ""}`.toLowerCase());
  return [found ? image(found[1], alt) : h("span", { class: "article-missing" }, alt)];
}
