// The page's own memory in the browser. In a private window or a blocked third-party frame localStorage throws: then the
// page still works, it only forgets when it is closed.

const PREFIX = "zhiying.chat.";

class Store {
  constructor(area) {
    this.area = area;
    this.fallback = new Map();
  }

  get(key, otherwise = null) {
    let text = this.fallback.get(PREFIX + key) ?? null;
    try {
      text = this.area().getItem(PREFIX + key) ?? text;
      return text === null ? otherwise : JSON.parse(text);
    } catch {
      return text === null ? otherwise : JSON.parse(text);
    }
  }

  set(key, value) {
    const text = JSON.stringify(value);
    try {
      this.area().setItem(PREFIX + key, text);
      this.fallback.delete(PREFIX + key);
    } catch {
      this.fallback.set(PREFIX + key, text);
    }
  }

  remove(key) {
    this.fallback.delete(PREFIX + key);
    try {
      this.area().removeItem(PREFIX + key);
    } catch {
      // Nothing was kept there, so there is nothing to forget.
    }
  }

  /** Keys that begin with `start`, without the page's own prefix, sorted. */
  keys(start) {
    const found = new Set([...this.fallback.keys()]);
    try {
      const area = this.area();
      for (let index = 0; index < area.length; index += 1) found.add(area.key(index));
    } catch {
      // Only what is in memory.
    }
    return [...found].filter((key) => key.startsWith(PREFIX + start)).map((key) => key.slice(PREFIX.length)).sort();
  }

  /** Call `handler(key)` when another tab changed a value. */
  onForeignChange(handler) {
    window.addEventListener("storage", (event) => {
      if (event.key === null) handler(null);
      else if (event.key.startsWith(PREFIX)) handler(event.key.slice(PREFIX.length));
    });
  }
}

/** Shared by all tabs of this browser. */
export const local = new Store(() => window.localStorage);
/** Of this tab; outlives a reload. */
export const session = new Store(() => window.sessionStorage);
