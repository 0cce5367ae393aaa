// One tab at a time. Web Locks exist only on https and localhost; a shop's own network is often plain http, so there is
// a lease in localStorage for it. Ids make a repeated request harmless: the lock is for order, not for safety.

import { uuid7 } from "./ids.js";
import { local } from "./storage.js";

const owner = uuid7();
const LEASE_MS = 20_000;
const PATIENCE_MS = 15_000;

/** Run `work` while no other tab runs under the same name. Returns false at once if `ifFree` and another tab does. */
export async function withLock(name, work, { ifFree = false } = {}) {
  if (!navigator.locks) return withLease(name, work, ifFree);
  if (ifFree) {
    return navigator.locks.request(`zhiying.${name}`, { ifAvailable: true }, async (lock) => {
      if (!lock) return false;
      await work();
      return true;
    });
  }
  // A frozen background tab keeps its lock: after a while the tab in front takes it over.
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    await navigator.locks.request(`zhiying.${name}`, { signal: patience.signal }, async () => {
      clearTimeout(timer);
      await work();
    });
  } catch (error) {
    if (error.name !== "AbortError") throw error;
    if (!patience.signal.aborted) return false;
    await navigator.locks.request(`zhiying.${name}`, { steal: true }, work);
  } finally {
    clearTimeout(timer);
  }
  return true;
}

async function withLease(name, work, ifFree) {
  const key = `lease.${name}`;
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const lease = local.get(key);
    if (!lease || lease.owner === owner || lease.until < Date.now()) break;
    if (ifFree) return false;
    if (Date.now() > until) break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const renew = () => local.set(key, { owner, until: Date.now() + LEASE_MS });
  renew();
  const timer = setInterval(renew, LEASE_MS / 3);
  try {
    await work();
  } finally {
    clearInterval(timer);
    if (local.get(key)?.owner === owner) local.remove(key);
  }
  return true;
}
