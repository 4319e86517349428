/**
 * Small improvements on pages that already work without script.
 *
 * Nothing here decides anything: focus goes to what needs attention, a destructive act asks
 * in a dialogue, menus close, and a change of language keeps what was typed.
 */

/** The summary of errors is the first thing to be read after a refused form. */
function showErrors() {
  const summary = document.querySelector("[data-error-summary]");
  if (summary === null) return;
  document.title = `(!) ${document.title}`;
  summary.focus();
}

/** Turns a folded-out confirmation into a dialogue that takes and returns the focus. */
function confirmInDialogue(details) {
  const body = details.querySelector(".confirm__body");
  const opener = details.querySelector("summary");
  const dialogue = document.createElement("dialog");
  const heading = body.querySelector(".confirm__title");
  heading.id = `confirm-${Math.random().toString(36).slice(2)}`;
  dialogue.className = "dialog";
  dialogue.setAttribute("aria-labelledby", heading.id);

  const cancel = document.createElement("button");
  cancel.type = "button";
  cancel.className = "utrecht-button button button--secondary";
  cancel.textContent = details.dataset.cancel;
  cancel.addEventListener("click", () => dialogue.close());
  body.querySelector(".buttons").append(cancel);

  dialogue.append(body);
  details.after(dialogue);
  opener.setAttribute("aria-haspopup", "dialog");
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    dialogue.showModal();
    cancel.focus();
  });
  dialogue.addEventListener("close", () => opener.focus());
}

/** A menu below its button closes when one goes elsewhere. */
function closeMenus(event) {
  for (const menu of document.querySelectorAll(".drop[open]")) {
    const left = event.type === "keydown" ? event.key === "Escape" : !menu.contains(event.target);
    if (!left) continue;
    menu.open = false;
    if (event.type === "keydown") menu.querySelector("summary").focus();
  }
}

const typedKey = `typed ${location.pathname}`;

/** Only a form that asks for it is kept, and only across the change of language. */
function keepTyped() {
  const form = document.querySelector("form[data-keep-typed]");
  if (form === null) return;
  const typed = [...new FormData(form)].filter(
    ([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken",
  );
  sessionStorage.setItem(typedKey, JSON.stringify(typed));
}

function restoreTyped() {
  const form = document.querySelector("form[data-keep-typed]");
  const kept = form && sessionStorage.getItem(typedKey);
  sessionStorage.removeItem(typedKey);
  if (!kept) return;
  const typed = JSON.parse(kept);
  for (const control of form.elements) {
    const values = typed.filter(([name]) => name === control.name).map(([, value]) => value);
    if (["checkbox", "radio"].includes(control.type)) control.checked = values.includes(control.value);
    else if (values.length > 0 && control.type !== "file") control.value = values[0];
  }
}

showErrors();
restoreTyped();
document.querySelectorAll("details[data-confirm]").forEach(confirmInDialogue);
document.addEventListener("click", closeMenus);
document.addEventListener("keydown", closeMenus);
for (const form of document.querySelectorAll("form[data-change-language]")) {
  form.addEventListener("submit", keepTyped);
}
document.body.dataset.ready = "";
