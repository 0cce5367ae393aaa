// Files of messages that are not sent yet. They are too large for localStorage, so they wait in IndexedDB and outlive a
// reload; where that is blocked they wait in memory.

const DATABASE = "zhiying.chat";
const TABLE = "pending_files";

let opening = null;
const memory = new Map();

function open() {
  opening ??= new Promise((resolve) => {
    try {
      const request = indexedDB.open(DATABASE, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(TABLE);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(null);
      request.onblocked = () => resolve(null);
    } catch {
      resolve(null);
    }
  });
  return opening;
}

async function run(mode, act) {
  const database = await open();
  if (!database) return undefined;
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(TABLE, mode);
    const request = act(transaction.objectStore(TABLE));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}

export async function keep(key, blob) {
  memory.set(key, blob);
  try {
    // As bytes: Safari loses Blobs kept in IndexedDB by a private window.
    const record = { bytes: await blob.arrayBuffer(), type: blob.type };
    await run("readwrite", (table) => table.put(record, key));
  } catch {
    // Full or blocked: the file still goes out as long as this page stays open.
  }
}

export async function take(key) {
  if (memory.has(key)) return memory.get(key);
  try {
    const record = await run("readonly", (table) => table.get(key));
    return record ? new Blob([record.bytes], { type: record.type }) : null;
  } catch {
    return null;
  }
}

export async function drop(key) {
  memory.delete(key);
  try {
    await run("readwrite", (table) => table.delete(key));
  } catch {
    // It is only a leftover copy.
  }
}
