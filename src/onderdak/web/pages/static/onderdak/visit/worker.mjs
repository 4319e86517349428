/**
 * Opens the app of a round without a connection: the empty page and its files, nothing else.
 *
 * No visit ever comes into this cache: what the server tells of visits goes past this worker,
 * into the sealed store of the page. It answers for `/round/` only.
 */
const CACHE = `visit-${KNOWN.version}`;
const OURS = "visit-";
const LANGUAGE = `${KNOWN.app}language`;

async function install() {
  const cache = await caches.open(CACHE);
  // Past what the browser kept of an earlier version.
  await cache.addAll(KNOWN.files.map((file) => new Request(file, { cache: "reload" })));
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
  const before = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== CACHE);
  for (const name of before) {
    const said = await (await caches.open(name)).match(LANGUAGE);
    if (said) await (await caches.open(CACHE)).put(LANGUAGE, said);
    await caches.delete(name);
  }
  await self.clients.claim();
}

async function kept(address) {
  return (await caches.open(CACHE)).match(address);
}

async function shell(request) {
  const said = await kept(LANGUAGE);
  const found = said && KNOWN.shells[await said.text()];
  // Until a language was chosen here the server knows which one to speak.
  if (found) return (await kept(found)) ?? fetch(request);
  try {
    return await fetch(request, { signal: AbortSignal.timeout(4000) });
  } catch {
    return (await kept(Object.values(KNOWN.shells)[0])) ?? Response.error();
  }
}

const file = async (request, address) => (await kept(address)) ?? fetch(request);

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => {
  if (typeof event.data?.language !== "string" || !(event.data.language in KNOWN.shells)) return;
  event.waitUntil(caches.open(CACHE).then((cache) => cache.put(LANGUAGE, new Response(event.data.language))));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && url.pathname === KNOWN.app) event.respondWith(shell(request));
  else if (Object.values(KNOWN.shells).includes(url.pathname)) event.respondWith(file(request, url.pathname));
  else if (KNOWN.files.includes(url.pathname)) event.respondWith(file(request, url.pathname));
});
