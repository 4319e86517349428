/**
 * What the page of an evening keeps on this device: taps that wait, a typed form, and the
 * list as it was last seen. All of it is encrypted with a key that no script can export.
 *
 * Key and data lie on the same phone: this keeps the data from being copied, not from
 * someone who holds the phone unlocked (docs/decisions/0024).
 */
const NAME = "onderdak-evening";
export const KEEP_MS = 12 * 60 * 60 * 1000;

let opening;

function open() {
  opening ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      const made = asked.result;
      made.createObjectStore("keys");
      made.createObjectStore("devices");
      made.createObjectStore("copies");
      made.createObjectStore("drafts");
      made.createObjectStore("taps", { keyPath: "id" });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return opening;
}

/** One transaction; `work` must only ask the stores, so that it stays open. */
async function within(stores, mode, work) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(stores, mode);
    let outcome;
    transaction.oncomplete = () => resolve(outcome);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
    work(transaction, (value) => { outcome = value; });
  });
}

const read = (store, key) => within([store], "readonly", (transaction, answer) => {
  const asked = transaction.objectStore(store).get(key);
  asked.onsuccess = () => answer(asked.result);
});
const readAll = (store) => within([store], "readonly", (transaction, answer) => {
  const asked = transaction.objectStore(store).getAll();
  asked.onsuccess = () => answer(asked.result);
});
const write = (store, value, key) => within([store], "readwrite", (transaction) => {
  transaction.objectStore(store).put(value, key);
});
const remove = (store, key) => within([store], "readwrite", (transaction) => {
  transaction.objectStore(store).delete(key);
});

async function theKey() {
  const known = await read("keys", "own");
  if (known) return known;
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  // Two pages may come here at once: the first key that was stored is the key.
  return within(["keys"], "readwrite", (transaction, answer) => {
    const keys = transaction.objectStore("keys");
    const asked = keys.get("own");
    asked.onsuccess = () => {
      if (!asked.result) keys.put(made, "own");
      answer(asked.result ?? made);
    };
  });
}

async function seal(value, about) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder();
  const sealed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv, additionalData: text.encode(about) }, await theKey(), text.encode(JSON.stringify(value)),
  );
  return { iv, sealed };
}

async function unseal({ iv, sealed }, about) {
  const plain = await crypto.subtle.decrypt(
    { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(about) }, await theKey(), sealed,
  );
  return JSON.parse(new TextDecoder().decode(plain));
}

/** Adds a tap at the end of its queue; its number is given in the same transaction. */
export async function addTap(owner, location, content) {
  const id = crypto.randomUUID();
  const sealed = await seal(content, id);
  const queue = `${owner} ${location}`;
  return within(["taps", "devices"], "readwrite", (transaction, answer) => {
    const devices = transaction.objectStore("devices");
    const asked = devices.get(queue);
    asked.onsuccess = () => {
      const device = asked.result ?? { device: crypto.randomUUID(), next: 1 };
      const tap = { id, owner, location, device: device.device, sequence: device.next, state: "waiting", reason: "", ...sealed };
      transaction.objectStore("taps").put(tap);
      devices.put({ ...device, next: device.next + 1 }, queue);
      answer(tap);
    };
  });
}

/** The taps of one account, in the order in which they were made. */
export async function taps(owner) {
  const all = (await readAll("taps")).filter((tap) => tap.owner === owner);
  all.sort((a, b) => a.location - b.location || a.sequence - b.sequence);
  return Promise.all(all.map(async (tap) => ({ ...tap, content: await unseal(tap, tap.id) })));
}

/** A tap keeps its turn when its content is taken out. */
export async function voidTap(tap) {
  const sealed = await seal({ act: "void", night: tap.content.night, at: tap.content.at }, tap.id);
  const { content, ...kept } = tap;
  await within(["taps"], "readwrite", (transaction) => {
    const asked = transaction.objectStore("taps").get(tap.id);
    asked.onsuccess = () => {
      if (asked.result?.state === "waiting") transaction.objectStore("taps").put({ ...kept, ...sealed });
    };
  });
}

export async function refuse(tap, reason) {
  const { content, ...kept } = tap;
  await write("taps", { ...kept, state: "refused", reason });
}

export const forgetTap = (id) => remove("taps", id);

/** A new device and new numbers: when the server counts otherwise than this phone. */
export async function renumber(owner, location) {
  await within(["taps", "devices"], "readwrite", (transaction) => {
    const all = transaction.objectStore("taps");
    const asked = all.getAll();
    asked.onsuccess = () => {
      const device = crypto.randomUUID();
      const waiting = asked.result.filter((tap) => tap.owner === owner && tap.location === location && tap.state === "waiting");
      waiting.sort((a, b) => a.sequence - b.sequence);
      waiting.forEach((tap, place) => all.put({ ...tap, device, sequence: place + 1 }));
      transaction.objectStore("devices").put({ device, next: waiting.length + 1 }, `${owner} ${location}`);
    };
  });
}

async function keep(store, key, value, owner) {
  const sealed = await seal(value, `${store} ${key}`);
  await write(store, { ...sealed, owner, at: Date.now() }, key);
}

async function kept(store, key) {
  const found = await read(store, key);
  if (!found) return null;
  if (Date.now() - found.at > KEEP_MS) {
    await remove(store, key);
    return null;
  }
  return { value: await unseal(found, `${store} ${key}`), at: found.at, owner: found.owner };
}

export const keepCopy = (address, html, owner) => keep("copies", address, html, owner);
export const copyOf = (address) => kept("copies", address);
export const keepDraft = (location, typed, owner) => keep("drafts", location, typed, owner);
export const draftOf = (location) => kept("drafts", location);
export const forgetDraft = (location) => remove("drafts", location);

/** Copies and drafts that are old, or of another account, go. */
export async function forgetOld(owner) {
  await within(["copies", "drafts"], "readwrite", (transaction) => {
    for (const name of ["copies", "drafts"]) {
      const asked = transaction.objectStore(name).openCursor();
      asked.onsuccess = () => {
        const cursor = asked.result;
        if (!cursor) return;
        const { at, owner: whose } = cursor.value;
        if (Date.now() - at > KEEP_MS || (owner && whose !== owner)) cursor.delete();
        cursor.continue();
      };
    }
  });
}
