// The chat on other sites:
//   <script src="https://server/chat/embed.js" async data-lang="zh-CN" data-group="presale"></script>
// A round button in the corner; the chat itself is an iframe from the server, loaded at the first press. All of it lives
// in a shadow root with a constructed style sheet, so neither the site's styles nor its Content-Security-Policy for
// inline styles is in the way. The site needs `script-src` and `frame-src` for the server.
(() => {
  const script = document.currentScript;
  if (!script || window.zhiyingChat) return;
  const server = new URL(script.src);
  const wish = (script.dataset.lang || document.documentElement.lang || navigator.language || "").toLowerCase();
  const words = {
    "zh-CN": ["在线客服", "收起客服", "{n} 条新消息", "聊天不能在这个页面里打开。", "在新标签页中打开聊天"],
    "zh-TW": ["線上客服", "收合客服", "{n} 則新訊息", "聊天不能在這個頁面裡開啟。", "在新分頁中開啟聊天"],
    en: ["Chat with us", "Minimise chat", "{n} new", "The chat cannot be opened inside this page.", "Open the chat in a new tab"],
  };
  const locale = !wish.startsWith("zh") ? "en" : /hant|tw|hk|mo/.test(wish) ? "zh-TW" : "zh-CN";
  const [openWord, closeWord, unreadWord, blockedWord, tabWord] = words[locale];

  const READY_WITHIN_MS = 1500;
  const CSS = `
    :host { all: initial; }
    .button { position: fixed; right: 20px; bottom: calc(20px + env(safe-area-inset-bottom)); z-index: 2147483000; width: 56px; height: 56px;
      border: 0; border-radius: 50%; background: #2558d9; color: #fff; cursor: pointer; display: grid; place-items: center;
      box-shadow: 0 6px 20px rgb(20 30 50 / 28%); }
    .button:hover { background: #1e4bbd; }
    .button:focus-visible { outline: 3px solid #fff; box-shadow: 0 0 0 5px #2558d9; }
    .button svg { width: 28px; height: 28px; fill: none; stroke: currentColor; stroke-width: 1.75; stroke-linecap: round; stroke-linejoin: round; }
    .badge { position: absolute; top: -2px; right: -2px; min-width: 20px; height: 20px; padding: 0 5px; box-sizing: border-box; border-radius: 10px;
      background: #c8281f; color: #fff; font: 600 12px/20px system-ui, sans-serif; text-align: center; }
    .frame { position: fixed; right: 20px; bottom: calc(88px + env(safe-area-inset-bottom)); z-index: 2147483001; width: 390px;
      height: min(680px, calc(100vh - 112px)); border: 0; border-radius: 16px; background: #f2f5f9; box-shadow: 0 12px 48px rgb(20 30 50 / 28%);
      color-scheme: light dark; }
    .blocked { position: fixed; right: 20px; bottom: calc(88px + env(safe-area-inset-bottom)); z-index: 2147483001; width: 300px;
      max-width: calc(100vw - 40px); box-sizing: border-box; padding: 18px 20px; border-radius: 16px; background: #fff; color: #1c2530;
      box-shadow: 0 12px 48px rgb(20 30 50 / 28%); font: 15px/1.5 system-ui, sans-serif; }
    .blocked p { margin: 0 0 10px; }
    .blocked a { color: #1e4bbd; font-weight: 600; }
    @media (prefers-color-scheme: dark) {
      .frame { background: #0e1217; }
      .blocked { background: #171d26; color: #e8edf4; }
      .blocked a { color: #8fb0ff; }
    }
    @media (max-width: 520px) { .frame { inset: 0; width: 100%; height: 100dvh; border-radius: 0; } }
    [hidden] { display: none !important; }`;

  const SVG = "http://www.w3.org/2000/svg";
  const shape = (d) => {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    for (const one of d) {
      const path = document.createElementNS(SVG, "path");
      path.setAttribute("d", one);
      svg.append(path);
    }
    return svg;
  };
  const bubble = shape(["M8 9h8", "M8 13h6", "M9 18h-3a3 3 0 0 1 -3 -3v-8a3 3 0 0 1 3 -3h12a3 3 0 0 1 3 3v8a3 3 0 0 1 -3 3h-3l-3 3l-3 -3z"]);
  const down = shape(["M6 9l6 6l6 -6"]);

  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "closed" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  root.adoptedStyleSheets = [sheet];
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  const badge = document.createElement("span");
  badge.className = "badge";
  badge.hidden = true;
  root.append(button);
  let frame = null;
  let pane = null; // what the button shows: the frame, or a link where the site may not frame the chat
  let open = false;
  let unread = 0;
  let ready = false;

  const show = () => {
    button.replaceChildren(open ? down : bubble, badge);
    button.setAttribute("aria-expanded", String(open));
    button.setAttribute("aria-label", open ? closeWord : unread ? `${openWord} (${unreadWord.replace("{n}", unread)})` : openWord);
    badge.textContent = unread > 99 ? "99+" : String(unread);
    badge.hidden = open || unread === 0;
  };

  const address = () => {
    const page = new URL("../chat", server);
    page.searchParams.set("lang", locale);
    if (script.dataset.group) page.searchParams.set("group", script.dataset.group);
    // Without the query: it may carry what the site's customer did not mean to tell.
    page.searchParams.set("page", location.origin + location.pathname);
    return page;
  };

  // A frame that the server's policy forbids loads the browser's own error page, which never says that it is ready.
  const showLink = () => {
    console.warn(`The chat of ${server.origin} may not be shown in pages of ${location.origin}: its server must name it in --frame-ancestors.`);
    const text = document.createElement("p");
    text.textContent = blockedWord;
    const link = document.createElement("a");
    link.href = address().href;
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = tabWord;
    pane = document.createElement("div");
    pane.className = "blocked";
    pane.setAttribute("role", "dialog");
    pane.setAttribute("aria-label", openWord);
    pane.append(text, link);
    pane.hidden = !open;
    pane.addEventListener("keydown", (event) => { if (event.key === "Escape") setOpen(false); });
    frame.replaceWith(pane);
    frame = null;
    if (open) link.focus();
  };

  const makeFrame = () => {
    const page = address();
    page.searchParams.set("embed", "1");
    frame = pane = document.createElement("iframe");
    frame.className = "frame";
    frame.title = openWord;
    frame.src = page.href;
    frame.allow = "clipboard-write";
    frame.hidden = true;
    frame.addEventListener("load", () => { setTimeout(() => { if (!ready) showLink(); }, READY_WITHIN_MS); }, { once: true });
    root.append(frame);
  };

  const tell = () => frame?.contentWindow?.postMessage({ zhiying: "opened", open }, server.origin);

  const setOpen = (wanted) => {
    if (wanted === open) return;
    open = wanted;
    if (open && !pane) makeFrame();
    pane.hidden = !open;
    show();
    tell();
    if (open) (pane.querySelector("a") ?? pane).focus();
    else button.focus();
  };

  button.addEventListener("click", () => setOpen(!open));
  window.addEventListener("message", (event) => {
    if (!frame || event.source !== frame.contentWindow || event.origin !== server.origin) return;
    const { zhiying, count } = event.data ?? {};
    if (zhiying === "ready") {
      ready = true;
      tell();
    }
    else if (zhiying === "minimise") setOpen(false);
    else if (zhiying === "unread" && Number.isInteger(count)) {
      unread = count;
      show();
    }
  });

  show();
  window.zhiyingChat = { open: () => setOpen(true), close: () => setOpen(false) };
  const attach = () => document.body.append(host);
  if (document.body) attach();
  else document.addEventListener("DOMContentLoaded", attach);
})();
