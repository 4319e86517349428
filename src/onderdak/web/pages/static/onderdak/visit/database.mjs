/**
 * The one database of the visits on this device, and short ways to ask it.
 *
 * What lies in it is sealed (keys.mjs); in the clear are only whose it is, of which visit,
 * whether it was sent, and when it was kept: what is needed to send and to tidy up without
 * the key.
 */
const NAME = "onderdak-visit";
const VERSION = 1;

let opening;

function upgrade(made) {
  made.createObjectStore("keys"); // the key of this device
  made.createObjectStore("shifts", { keyPath: "owner" });
  made.createObjectStore("files", { keyPath: ["owner", "name"] });
  for (const [name, key] of [["operations", "id"], ["photos", "id"], ["chunks", ["photo", "part"]]]) {
    const store = made.createObjectStore(name, { keyPath: key });
    store.createIndex("owner", "owner");
  }
  made.createObjectStore("visits", { keyPath: ["owner", "visit"] }); // how far each has come
}

function open() {
  opening ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, VERSION);
    asked.onupgradeneeded = () => upgrade(asked.result);
    asked.onsuccess = () => {
      // Another tab may remove the empty database; this one opens it again when needed.
      asked.result.onversionchange = () => { asked.result.close(); opening = undefined; };
      asked.result.onclose = () => { opening = undefined; };
      resolve(asked.result);
    };
    asked.onerror = () => { opening = undefined; reject(asked.error); };
  });
  return opening;
}

/**
 * One transaction; `work` must only ask the stores, so that it stays open.
 *
 * What is written is on the disk before this ends: a phone may lose its power.
 * @param {string[]} stores
 * @param {"readonly"|"readwrite"} mode
 * @param {(transaction: IDBTransaction, answer: (value: any) => void) => void} work
 */
export async function within(stores, mode, work) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(stores, mode, { durability: "strict" });
    let outcome;
    transaction.oncomplete = () => resolve(outcome);
    transaction.onabort = transaction.onerror = () => reject(transaction.error ?? new Error("not kept"));
    work(transaction, (value) => { outcome = value; });
  });
}

/** The answer of one request to one store. */
const asked = (store, mode, request) => within([store], mode, (transaction, answer) => {
  const made = request(transaction.objectStore(store));
  made.onsuccess = () => answer(made.result);
});

export const read = (store, key) => asked(store, "readonly", (all) => all.get(key));
export const readAll = (store) => asked(store, "readonly", (all) => all.getAll());
export const readOwned = (store, owner) =>
  asked(store, "readonly", (all) => all.index("owner").getAll(owner));
export const count = (store) => asked(store, "readonly", (all) => all.count());
export const write = (store, value, key) => asked(store, "readwrite", (all) => all.put(value, key));
/** Raises where there is one already. */
export const insert = (store, value) => asked(store, "readwrite", (all) => all.add(value));
export const remove = (store, key) => asked(store, "readwrite", (all) => all.delete(key));

/** Changes a record in one go; `change` tells the new record, or null to leave it. */
export const change = (store, key, changed) => within([store], "readwrite", (transaction, answer) => {
  const all = transaction.objectStore(store);
  const found = all.get(key);
  found.onsuccess = () => {
    const made = found.result === undefined ? null : changed(found.result);
    if (made !== null) all.put(made);
    answer(made);
  };
});

/** Removes all records of a store that `gone` says yes to; looks at what is in the clear. */
export const removeWhere = (store, gone) => within([store], "readwrite", (transaction, answer) => {
  let number = 0;
  const walk = transaction.objectStore(store).openCursor();
  walk.onsuccess = () => {
    const cursor = walk.result;
    if (!cursor) { answer(number); return; }
    if (gone(cursor.value)) { cursor.delete(); number += 1; }
    cursor.continue();
  };
});

/** What belongs to a shift that is not here (any more): nothing opens it. One go, so that none is begun meanwhile. */
export const removeOrphans = (store) => within(["shifts", store], "readwrite", (transaction) => {
  const known = transaction.objectStore("shifts").getAllKeys();
  known.onsuccess = () => {
    const walk = transaction.objectStore(store).openCursor();
    walk.onsuccess = () => {
      const cursor = walk.result;
      if (!cursor) return;
      if (!known.result.includes(cursor.value.owner)) cursor.delete();
      cursor.continue();
    };
  };
});

/** The record of a shift goes when nothing of it waits or was refused; counted and removed in one go. */
export const removeShiftWhenSent = (owner) => within(["shifts", "operations", "photos"], "readwrite", (transaction, answer) => {
  const asked = ["operations", "photos"].map((store) => transaction.objectStore(store).index("owner").getAll(owner));
  asked[1].onsuccess = () => { // requests of one transaction are answered in their order
    const left = asked.flatMap((one) => one.result).filter((one) => one.state !== "kept").length;
    if (left === 0) transaction.objectStore("shifts").delete(owner);
    answer(left);
  };
});

const OF_PEOPLE = ["shifts", "files", "operations", "photos", "chunks", "visits"];

/** When nobody has anything here, the database and its key go altogether. */
export async function removeWhenEmpty() {
  for (const store of OF_PEOPLE) if ((await count(store)) > 0) return false;
  (await open()).close();
  opening = undefined;
  return new Promise((resolve) => {
    const gone = indexedDB.deleteDatabase(NAME);
    gone.onsuccess = () => resolve(true);
    gone.onerror = () => resolve(false);
  });
}
