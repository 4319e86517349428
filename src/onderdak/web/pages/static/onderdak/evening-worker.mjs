/**
 * Opens the page of an evening without a connection: the empty page and its files.
 *
 * Nothing about a guest comes into this cache. All other requests go their own way.
 */
const CACHE = `onderdak-${KNOWN.version}`;
const EVENING = /^\/locations\/\d+\/tonight\/$/;
const PATIENCE_MS = 4000;
const LANGUAGE = "/tonight/language";
const NOBODY_HOME = [502, 503, 504];

async function install() {
  const cache = await caches.open(CACHE);
  await cache.addAll(KNOWN.files);
  for (const shell of Object.values(KNOWN.shells)) {
    // Without the session: the page that is kept is nobody's.
    const answer = await fetch(shell, { credentials: "omit", cache: "no-store" });
    // A page of trouble, or of somewhere else, must not stand here until the next version.
    if (!answer.ok || answer.redirected) throw new Error(`no page to keep: ${answer.status}`);
    await cache.put(shell, answer);
  }
  await self.skipWaiting();
}

async function activate() {
  for (const name of await caches.keys()) {
    if (name.startsWith("onderdak-") && name !== CACHE) await caches.delete(name);
  }
  await self.clients.claim();
}

function soon(request) {
  return fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
}

async function shell() {
  const cache = await caches.open(CACHE);
  const said = await cache.match(LANGUAGE);
  const language = said ? await said.text() : "nl";
  return cache.match(KNOWN.shells[language] ?? KNOWN.shells.nl);
}

async function fromNetworkElse(request, kept) {
  try {
    const answer = await soon(request);
    return NOBODY_HOME.includes(answer.status) ? ((await kept()) ?? answer) : answer;
  } catch {
    return (await kept()) ?? Response.error();
  }
}

/** Signing out takes away what was kept to look at; taps that wait stay, encrypted. */
function forget() {
  return new Promise((resolve) => {
    const asked = indexedDB.open("onderdak-evening");
    asked.onerror = resolve;
    asked.onsuccess = () => {
      const stores = ["copies", "drafts"].filter((name) => asked.result.objectStoreNames.contains(name));
      if (stores.length === 0) { asked.result.close(); resolve(); return; }
      const transaction = asked.result.transaction(stores, "readwrite");
      for (const name of stores) transaction.objectStore(name).clear();
      transaction.oncomplete = transaction.onabort = () => { asked.result.close(); resolve(); };
    };
  });
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => {
  if (typeof event.data?.language !== "string") return;
  event.waitUntil(caches.open(CACHE).then((cache) => cache.put(LANGUAGE, new Response(event.data.language))));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method === "POST" && url.pathname === "/accounts/logout/") event.waitUntil(forget());
  if (request.method !== "GET") return;
  if (request.mode === "navigate" && EVENING.test(url.pathname)) {
    event.respondWith(fromNetworkElse(request, shell));
  } else if (KNOWN.files.includes(url.pathname)) {
    event.respondWith(fromNetworkElse(request, () => caches.match(url.pathname)));
  }
});
