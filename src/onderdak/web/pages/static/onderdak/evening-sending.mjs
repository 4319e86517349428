/**
 * Sends the taps that wait: in their order, one tab at a time, and never loses one.
 *
 * A tap leaves this phone's store only when the server has said what became of it.
 */
import * as store from "./evening-store.mjs";

const BATCH = 10;

export class SignedOut extends Error {}
export class NoConnection extends Error {}

async function ask(address, options = {}) {
  let answer;
  try {
    answer = await fetch(address, { ...options, cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(20000) });
  } catch {
    throw new NoConnection();
  }
  if (answer.status === 401 || answer.type === "opaqueredirect") throw new SignedOut();
  return answer;
}

const addressOf = (location, what) => `/locations/${location}/tonight/${what}/`;

/** The changing part of the page as the server has it now, with a token that counts. */
export async function fetchPart(location, query = "") {
  const answer = await ask(addressOf(location, "part") + query);
  return answer.ok ? answer.json() : null;
}

async function post(location, query, body, token) {
  return ask(addressOf(location, "taps") + query, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify(body),
  });
}

const tokenIn = (html) => new DOMParser().parseFromString(html, "text/html").querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

/** One batch of one location. Tells the answer, or null where the server failed. */
async function sendBatch(location, batch, night, query, token) {
  const body = {
    device: batch[0].device,
    owner: batch[0].owner, // another account may have signed in meanwhile: these are not its taps
    night,
    taps: batch.map((tap) => ({ ...tap.content, key: tap.id, sequence: tap.sequence })),
  };
  let answer = await post(location, query, body, token);
  if (answer.status === 403) {
    // The token changed, for instance because one signed in again.
    const fresh = await fetchPart(location);
    if (fresh === null) return { denied: true };
    answer = await post(location, query, body, tokenIn(fresh.html));
  }
  if (answer.status === 403 || answer.status === 404 || answer.status === 400) return { denied: true };
  return answer.ok ? answer.json() : null;
}

async function settle(batch, answer, sent) {
  for (const { key, reason } of answer.outcomes) {
    const tap = batch.find((each) => each.id === key);
    if (reason) await store.refuse(tap, reason);
    else {
      await store.forgetTap(key);
      sent(tap);
    }
  }
}

/** All that waits at one location; tells the newest part of the page. */
async function sendLocation({ owner, night, token, failed, sent }, location, query) {
  let newest = null;
  let renumbered = false;
  for (;;) {
    const waiting = (await store.taps(owner)).filter((tap) => tap.location === location && tap.state === "waiting");
    if (waiting.length === 0) return newest;
    const batch = waiting.slice(0, BATCH).filter((tap) => tap.device === waiting[0].device);
    const answer = await sendBatch(location, batch, night, query, token());
    if (answer === null || answer.denied) {
      failed(answer === null ? "failed" : "denied");
      return newest;
    }
    await settle(batch, answer, sent);
    newest = answer;
    if (answer.tooSoon && answer.outcomes.length === 0) {
      if (renumbered) return newest;
      await store.renumber(owner, location);
      renumbered = true;
    }
  }
}

/**
 * Sends everything that waits; only one tab does so at a time.
 *
 * `how` holds the owner, the location of this page (`here`), its night and query, a way to the
 * token, and whom to tell of a failure and of a tap that was sent.
 */
export function sendAll(how) {
  const { owner, here } = how;
  return navigator.locks.request("onderdak-evening", async () => {
    let newest = null;
    const waiting = (await store.taps(owner)).filter((tap) => tap.state === "waiting");
    for (const location of new Set(waiting.map((tap) => tap.location))) {
      const answer = await sendLocation(how, location, location === here ? how.query : "");
      if (location === here) newest = answer;
    }
    return newest;
  });
}

/** One name, opened by the server and logged there. */
export async function openName(location, guest, token) {
  const opening = (counts) => ask(addressOf(location, "name"), {
    method: "POST",
    headers: { Accept: "application/json", "X-CSRFToken": counts },
    body: new URLSearchParams({ open: guest }),
  });
  let answer = await opening(token);
  if (answer.status === 403) {
    const fresh = await fetchPart(location);
    if (fresh !== null) answer = await opening(tokenIn(fresh.html));
  }
  return answer.ok ? (await answer.json()).name : null;
}
