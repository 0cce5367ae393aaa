// Every call that the page makes. Paths are found from this module's address, so a proxy may put /chat elsewhere.

const ROOT = new URL(import.meta.url.replace(/static\/.*$/, "v1/")); // above it stands the version of these files

const ALIVE_WITHIN_MS = 4000;
const UPLOAD_WITHIN_MS = 300_000;

/** `status` 0 means that the server was not reached; `code` is for translation, `values` fill its sentence. */
export class ApiError extends Error {
  constructor(status, code, values = {}, retryAfterMs = 0) {
    super(`${status} ${code}`);
    this.status = status;
    this.code = code;
    this.values = values;
    this.retryAfterMs = retryAfterMs;
  }

  /** Whether the same request may work later. Everything else is the server's last word. */
  get temporary() {
    return this.status === 0 || this.status === 408 || this.status === 425 || this.status === 429 || this.status >= 500;
  }
}

export class Api {
  constructor() {
    this.token = null;
    this.transfers = 0; // files under way: on a thin line everything else waits for them
  }

  async request(method, path, { json, body, headers = {}, timeoutMs = 20_000, signal, as = "json" } = {}) {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), timeoutMs);
    const forward = () => abort.abort();
    signal?.addEventListener("abort", forward);
    const sent = { ...headers };
    if (this.token) sent.Authorization = `Bearer ${this.token}`;
    if (json !== undefined) sent["Content-Type"] = "application/json";
    try {
      const response = await fetch(new URL(path, ROOT), {
        method, headers: sent, body: json === undefined ? body : JSON.stringify(json),
        signal: abort.signal, cache: "no-store", credentials: "omit", redirect: "error",
      });
      if (!response.ok) throw await refusal(response);
      if (as === "blob") return await response.blob();
      const text = await response.text();
      return text ? JSON.parse(text) : {};
    } catch (error) {
      if (error instanceof ApiError) throw error;
      throw new ApiError(0, signal?.aborted ? "aborted" : "network");
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", forward);
    }
  }

  openSession(session) { return this.request("POST", "session", { json: session }); }

  events(after, waitSeconds, signal) {
    return this.request("GET", `events?after=${after}&wait=${waitSeconds}`, { timeoutMs: waitSeconds * 1000 + 12_000, signal });
  }

  /** Throws an error of status 0 if nobody answers soon. */
  alive() { return this.request("GET", "alive", { timeoutMs: ALIVE_WITHIN_MS }); }

  sendMessage(id, text, attachments) { return this.request("POST", "messages", { json: { id, text, attachments } }); }

  /** Upload a file; `moved` is told which part of it (0 to 1) is on its way. */
  upload(blob, name, moved = () => {}) {
    const headers = { "Content-Type": blob.type || "application/octet-stream", "X-File-Name": encodeURIComponent(name) };
    if (this.token) headers.Authorization = `Bearer ${this.token}`;
    return this.transfer(async () => {
      const response = await post(new URL("files", ROOT), headers, blob, moved);
      if (!response.ok) throw await refusal(response);
      try {
        return await response.json();
      } catch {
        throw new ApiError(0, "network");
      }
    });
  }

  file(sha256) {
    return this.transfer(() => this.request("GET", `files/${encodeURIComponent(sha256)}`, { as: "blob", timeoutMs: 120_000 }));
  }

  async transfer(run) {
    this.transfers += 1;
    try {
      return await run();
    } finally {
      this.transfers -= 1;
    }
  }

  article(id, version) { return this.request("GET", `articles/${encodeURIComponent(id)}/${encodeURIComponent(version)}`); }

  read(seq) { return this.request("POST", "read", { json: { seq } }); }

  typing(typing) { return this.request("POST", "typing", { json: { typing } }); }

  feedback(messageId, useful) { return this.request("POST", "feedback", { json: { message_id: messageId, useful } }); }

  choose(choice) { return this.request("POST", "choose", { json: choice }); }

  leave(note) { return this.request("POST", "leave", { json: note }); }

  end() { return this.request("POST", "end", { json: {} }); }

  survey(answer) { return this.request("POST", "survey", { json: answer }); }
}

/** Send a body and tell how it gets on, which fetch() cannot. */
function post(url, headers, body, moved) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const lost = () => reject(new ApiError(0, "network"));
    request.open("POST", url);
    request.timeout = UPLOAD_WITHIN_MS;
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => moved(total ? loaded / total : 0);
    request.onerror = request.ontimeout = request.onabort = lost;
    request.onload = () => {
      const retryAfter = request.getResponseHeader("Retry-After");
      const kept = retryAfter ? { "Retry-After": retryAfter } : {};
      resolve(new Response(request.responseText, { status: request.status, headers: kept }));
    };
    request.send(body);
  });
}

async function refusal(response) {
  let code = `http_${response.status}`;
  let values = {};
  try {
    const answer = await response.json();
    if (typeof answer.code === "string") code = answer.code;
    if (answer.values && typeof answer.values === "object") values = answer.values;
  } catch {
    // A proxy's own error page is not JSON; the status says enough.
  }
  const retryAfterS = Number(values.retry_after_s) || Number(response.headers.get("Retry-After")) || 0;
  return new ApiError(response.status, code, values, 1000 * retryAfterS);
}
