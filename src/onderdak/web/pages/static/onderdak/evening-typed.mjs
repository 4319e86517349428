/** What is typed into the form of an arrival, and where the focus is. */
const OURS = ["csrfmiddlewaretoken", "key", "night", "tap"];

export function typedIn(form) {
  return form ? Object.fromEntries([...new FormData(form)].filter(([name]) => !OURS.includes(name))) : {};
}

export function fill(form, values) {
  for (const control of form?.elements ?? []) {
    if (OURS.includes(control.name)) continue;
    if (control.name && typeof values[control.name] === "string") control.value = values[control.name];
  }
}

/** Where the focus was: the same control, else the same guest, else the list. */
export function focusOf(active) {
  if (!active?.closest("#evening")) return [];
  const guest = active.closest("[data-guest]")?.dataset.guest;
  return [
    active.closest("[data-arrival]") && active.name !== "tap" && `[data-arrival] [name="${active.name}"]`,
    active.value && `button[name="${active.name}"][value="${active.value}"]`,
    guest && `[data-guest="${guest}"] button`,
    "#list",
  ].filter(Boolean);
}
