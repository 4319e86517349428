/**
 * The public pages of the report desk, a little better than without script.
 *
 * The way out: at once, with what this form keeps wiped, and nothing of another page. Addresses while
 * somebody types. A draft on the device where somebody asks for it: sealed by the server, for
 * a day, never for a report by someone who may be watched.
 */

const DRAFT = "onderdak-report";
const DRAFT_HOURS = 24;
const ESCAPES = 3;
const ESCAPE_MS = 2000;
const TYPING_MS = 300;

/** Leaves: first nothing is to be seen, then the page's place in the history is taken. */
function leave(address) {
  document.title = "…";
  for (const field of document.querySelectorAll("input, textarea")) field.value = "";
  document.body.replaceChildren();
  // All that this form keeps. Visits and evenings that were not sent yet lie here too: not ours.
  forgetDraft();
  location.replace(address);
}

function exits() {
  const exit = document.querySelector("[data-leave]");
  if (exit === null) return;
  const { href } = exit;
  exit.addEventListener("click", (event) => {
    event.preventDefault();
    leave(href);
  });
  // A mouse need not come up again first; a finger may only be scrolling.
  exit.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse" && event.button === 0) leave(href);
  });
  let pressed = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    pressed = [...pressed, event.timeStamp].filter((at) => event.timeStamp - at < ESCAPE_MS);
    if (pressed.length >= ESCAPES) leave(href);
  });
}

/** The addresses that fit, under the field; the button beside it does the same without script. */
function suggestAddresses() {
  const field = document.querySelector("[data-addresses]");
  const found = document.querySelector("#found");
  if (field === null || found === null) return;
  let waiting;
  let latest = 0;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      latest += 1;
      const mine = latest;
      const body = new URLSearchParams({ sought: field.value, lang: document.documentElement.lang });
      const answer = await fetch(field.dataset.addresses, { method: "POST", body, cache: "no-store" });
      if (answer.ok && mine === latest) found.innerHTML = await answer.text();
    }, TYPING_MS);
  });
}

function draftOf(town) {
  try {
    const kept = JSON.parse(localStorage.getItem(DRAFT));
    if (kept === null) return null;
    const young = Date.now() - kept.at < DRAFT_HOURS * 3_600_000;
    if (young) return kept.town === town ? kept : null;
  } catch {
    // Nothing that can be read is nothing kept.
  }
  // Too old to go on with: then it does not stay on the device either.
  forgetDraft();
  return null;
}

function forgetDraft() {
  try {
    localStorage.removeItem(DRAFT);
  } catch {
    // Nothing can be kept here, so nothing is.
  }
}

function drafts() {
  const form = document.querySelector("#report");
  const done = document.querySelector("[data-draft-done]");
  if (done !== null || form?.dataset.forget !== undefined) forgetDraft();
  if (form === null) return;
  const { town } = form.dataset;
  if (form.dataset.keep !== undefined) {
    localStorage.setItem(DRAFT, JSON.stringify({ town, at: Date.now(), state: form.elements.state.value }));
  }
  const found = document.querySelector("[data-draft-found]");
  const kept = draftOf(town);
  if (found !== null && kept !== null) {
    found.elements.state.value = kept.state;
    found.hidden = false;
  }
  for (const button of document.querySelectorAll("[data-draft-throw]")) {
    button.addEventListener("click", () => {
      forgetDraft();
      button.closest(".report__draft, .report__keep").hidden = true;
      delete form.dataset.keep;
    });
  }
}

for (const only of document.querySelectorAll("[data-scripted]")) only.hidden = false;
document.querySelector("[data-error-summary]")?.focus();
exits();
suggestAddresses();
drafts();
