// Languages of the page. zh-CN is the source; the other two have the same keys, which a test checks.

import en from "./strings/en.js";
import zhCN from "./strings/zh-CN.js";
import zhTW from "./strings/zh-TW.js";
import { local } from "./storage.js";

const TABLES = { "zh-CN": zhCN, "zh-TW": zhTW, en };

export const LANGUAGES = [["zh-CN", "简体中文"], ["zh-TW", "繁體中文"], ["en", "English"]];

let current = "zh-CN";

/** The language of the page that fits a BCP 47 tag, or null. */
export function match(tag) {
  const parts = (tag ?? "").toLowerCase().replaceAll("_", "-").split("-");
  if (parts[0] === "en") return "en";
  if (parts[0] !== "zh") return null;
  return parts.some((part) => ["hant", "tw", "hk", "mo"].includes(part)) ? "zh-TW" : "zh-CN";
}

/** Order: the address (?lang=), the customer's own choice on this device, the browser's languages, English. */
export function choose(asked) {
  const wishes = [asked, local.get("language"), ...(navigator.languages ?? [navigator.language])];
  for (const wish of wishes) {
    const found = match(wish);
    if (found) return found;
  }
  return "en";
}

export const language = () => current;

export function setLanguage(tag, { remember = false } = {}) {
  current = tag;
  if (remember) local.set("language", tag);
  document.documentElement.lang = tag;
  for (const element of document.querySelectorAll("[data-i18n]")) element.textContent = t(element.dataset.i18n);
  for (const element of document.querySelectorAll("[data-i18n-label]")) {
    element.setAttribute("aria-label", t(element.dataset.i18nLabel));
  }
}

export const has = (key) => Object.hasOwn(TABLES[current], key);

/** The sentence for `key` with {names} filled; `count` picks the plural form where a language has one. */
export function t(key, values = {}) {
  const entry = TABLES[current][key] ?? zhCN[key] ?? key;
  const text = typeof entry === "string" ? entry : entry[new Intl.PluralRules(current).select(values.count)] ?? entry.other;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (values[name] === undefined || values[name] === null ? whole : String(values[name])));
}
