// Composition: builds every part once, wires them, starts the connection.

import { Api } from "./api.js";
import { Connection } from "./connection.js";
import { h, icon } from "./dom.js";
import { Frame } from "./frame.js";
import { Files } from "./files.js";
import { LANGUAGES, choose, language, setLanguage, t } from "./i18n.js";
import { Outbox } from "./outbox.js";
import { Reading } from "./reading.js";
import { local } from "./storage.js";
import { Store } from "./store.js";
import { downloadTranscript } from "./transcript.js";
import { openArticle } from "./views/article.js";
import { Banner } from "./views/banner.js";
import { Composer } from "./views/composer.js";
import { Head } from "./views/head.js";
import { openLeave } from "./views/leave.js";
import { Log, reason } from "./views/log.js";
import { Notices, againBar } from "./views/notices.js";
import { confirm } from "./views/sheet.js";
import { Side } from "./views/side.js";
import { openSurvey } from "./views/survey.js";
import { openViewer } from "./views/viewer.js";
import { Visitor } from "./visitor.js";

const find = (selector) => document.querySelector(selector);
const asked = new URLSearchParams(location.search);

class Page {
  constructor() {
    this.embed = asked.get("embed") === "1" && window.parent !== window;
    if (this.embed) document.documentElement.dataset.embed = "";
    setLanguage(choose(asked.get("lang")));
    this.api = new Api();
    this.store = new Store();
    this.files = new Files(this.api);
    this.frame = new Frame(this.embed);
    const visitor = new Visitor({
      api: this.api, store: this.store, group: asked.get("group"), locale: language,
      pageUrl: asked.get("page") ?? (document.referrer || null),
    });
    const renewSession = (token) => visitor.renewSession(token);
    this.outbox = new Outbox({ api: this.api, store: this.store, renewSession });
    this.connection = new Connection({ api: this.api, store: this.store, openSession: () => visitor.openSession(), renewSession });
    this.chat = find(".chat");
    this.drop = find("[data-drop]");
    this.foot = find("[data-foot]");
    this.chips = find("[data-chips]");
    this.again = null;
    this.footKind = null;
    this.chipsSignature = null;
    this.reading = new Reading(this);
    this.log = new Log({ scroll: find("[data-scroll]"), list: find(".log"), jump: find("[data-jump]"), ui: this });
    this.composer = new Composer(this);
    this.banner = new Banner(find(".banner"), this);
    this.views = [
      new Head(find("[data-chat-head]"), this), this.banner, this.log, new Notices(find("[data-notices]"), this),
      new Side({ left: find("[data-side-left]"), right: find("[data-side-right]"), ui: this }), this.composer, this.reading,
    ];
    this.scheduled = false;
    this.wire();
  }

  wire() {
    for (const place of document.querySelectorAll("[data-icon-place]")) place.replaceWith(icon(place.dataset.iconPlace));
    this.store.addEventListener("change", () => this.schedule());
    this.connection.addEventListener("status", () => {
      if (this.connection.status === "online") this.outbox.wake();
      this.schedule();
    });
    this.outbox.addEventListener("begun", () => this.connection.lookAgain());
    this.outbox.addEventListener("uploaded", ({ detail }) => this.files.seed(detail.sha256, detail.blob));
    this.outbox.addEventListener("refused", ({ detail }) => this.alert(t("receipt.failed_why", { why: reason(detail.code, detail.values) })));
    const select = find("[data-language-select]");
    select.append(...LANGUAGES.map(([tag, name]) => h("option", { value: tag, lang: tag }, name)));
    select.addEventListener("change", () => this.changeLanguage(select.value));
    window.addEventListener("resize", () => this.schedule());
  }

  /** Many changes in one turn, one pass over the views. Not requestAnimationFrame: that sleeps in a background tab. */
  schedule() {
    if (this.scheduled) return;
    this.scheduled = true;
    queueMicrotask(() => {
      this.scheduled = false;
      this.update();
    });
  }

  update() {
    const shop = this.store.config?.shop_name ?? "";
    find("[data-shop-name]").textContent = shop;
    find("[data-language-select]").value = language();
    this.showFoot();
    this.showChips();
    for (const view of this.views) view.update();
    this.offerSurvey();
    const title = shop ? t("page.title", { shop }) : t("chat.title");
    document.title = this.reading.unread ? t("title.unread", { count: this.reading.unread, title }) : title;
    this.frame.tellUnread(this.reading.unread);
  }

  showFoot() {
    const over = this.store.isOver && this.again !== this.store.state.conversation_id && !this.outbox.items().length;
    const kind = over ? `over:${this.store.state.status}:${language()}` : "composer";
    if (kind === this.footKind) return;
    this.footKind = kind;
    this.foot.replaceChildren(over ? againBar(this) : this.composer.element);
    if (!over) this.composer.grow();
  }

  showChips() {
    const questions = this.store.config?.quick_questions ?? [];
    const early = this.store.loaded && ["none", "bot"].includes(this.store.state.status);
    const signature = JSON.stringify([early, questions]);
    if (signature === this.chipsSignature) return;
    this.chipsSignature = signature;
    this.chips.hidden = !early || !questions.length;
    this.chips.replaceChildren(...questions.map((question) => h("button", { type: "button", class: "button button-pill",
      on: { click: () => this.ask(question) } }, question)));
    this.log.stick();
  }

  start() {
    this.update();
    this.outbox.wake();
    this.connection.run();
  }

  // -- what the views may ask for

  announce(text) { say(find("[data-announcer]"), text); }

  alert(text) { say(find("[data-alerter]"), text); }

  seen() { this.reading.update(); }

  /** Whether leaving a message makes sense: not while a person is answering. */
  canLeave() { return !["active", "waiting_customer", "wrap_up"].includes(this.store.state.status); }

  canWrite() { return this.footKind === "composer"; }

  ask(question) {
    this.startAgain(false);
    this.beforeSend();
    this.outbox.add(question);
  }

  beforeSend() { this.log.toBottom(); }

  discard(id) {
    this.outbox.discard(id);
    this.schedule();
  }

  reconnect() {
    this.connection.wake();
    this.outbox.wake();
  }

  startAgain(focus = true) {
    this.again = this.store.state.conversation_id;
    this.update();
    if (focus) this.composer.input.focus();
  }

  async end() {
    const yes = await confirm({ title: t("end.title"), text: t("end.text"), yes: t("end.confirm"), no: t("end.stay"), testid: "end-confirm" });
    if (!yes) return;
    try {
      await this.api.end();
    } catch {
      this.alert(t("end.failed"));
    }
  }

  openArticle(card) { openArticle(card, this); }

  openViewer(url, attachment) { openViewer(url, attachment, this); }

  /** What the visitor asked and nobody answered yet, sent or still in the composer: he need not type it again. */
  asked() {
    const { store } = this;
    const waiting = [];
    if (store.state.status === "queued") {
      for (const message of store.ordered().filter((one) => one.conversation_id === store.state.conversation_id)) {
        if (message.author === "agent") waiting.length = 0;
        else if (message.author === "customer" && message.text) waiting.push(message.text);
      }
    }
    return [...waiting, this.composer.input.value.trim()].filter(Boolean).join("\n").slice(0, 2000);
  }

  openLeave(options) { openLeave(this, options); }

  /** Once for each survey by itself, and only if nothing is being written; later by the invitation in the log. */
  offerSurvey() {
    const { survey, status } = this.store.state;
    if (!survey || survey.answered || status !== "closed" || document.hidden) return;
    const key = `survey-offered.${survey.id}`;
    if (local.get(key) || document.querySelector("dialog[open]") || this.composer.input.value.trim()) return;
    local.set(key, true);
    this.openSurvey();
  }

  openSurvey() {
    const { survey, agent, conversation_id: conversation } = this.store.state;
    const messages = this.store.ordered().filter((message) => message.conversation_id === conversation);
    const served = agent?.name ?? messages.findLast((message) => message.author === "agent")?.author_name ?? "";
    openSurvey(this, survey.id, { name: served, from: messages[0]?.at, to: messages.at(-1)?.at });
  }

  downloadTranscript() { downloadTranscript(this.store); }

  minimise() { this.frame.minimise(); }

  changeLanguage(tag) {
    setLanguage(tag, { remember: true });
    this.composer.translate();
    this.update();
  }
}

/** A live region speaks only when its text changes, so the same sentence twice needs an empty moment between. */
function say(region, text) {
  region.textContent = "";
  setTimeout(() => { region.textContent = text; }, 50);
}

new Page().start();
