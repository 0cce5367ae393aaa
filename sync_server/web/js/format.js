// Times and sizes as people write them.

import { language, t } from "./i18n.js";

const DAY_MS = 86_400_000;

export function clock(at) {
  return new Intl.DateTimeFormat(language(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
}

/** 14:30 today, 昨天 16:20, 11-20 16:20, with the year when it is another one. */
export function moment(at, now = Date.now()) {
  const day = (time) => new Date(time).setHours(0, 0, 0, 0);
  const days = Math.round((day(now) - day(at)) / DAY_MS);
  if (days === 0) return t("time.today", { time: clock(at) });
  if (days === 1) return t("time.yesterday", { time: clock(at) });
  return `${date(at, now)} ${clock(at)}`;
}

export function date(at, now = Date.now()) {
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  if (language() === "en") {
    return new Intl.DateTimeFormat("en", { month: "short", day: "numeric", ...(sameYear ? {} : { year: "numeric" }) }).format(at);
  }
  const time = new Date(at);
  const monthDay = `${String(time.getMonth() + 1).padStart(2, "0")}-${String(time.getDate()).padStart(2, "0")}`;
  return sameYear ? monthDay : `${time.getFullYear()}-${monthDay}`;
}

/** 11-20 14:26 至 14:41 */
export function span(from, to) {
  return t("time.span", { from: `${date(from)} ${clock(from)}`, to: clock(to) });
}

export function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(bytes < 10 * 1024 * 1024 ? 1 : 0)} MB`;
}

/** 约 1 分钟; never less, a promise in seconds is not kept. */
export function wait(seconds) {
  const minutes = Math.max(1, Math.round(seconds / 60));
  return minutes < 60 ? t("time.minutes", { count: minutes }) : t("time.hours", { count: Math.round(minutes / 60) });
}
