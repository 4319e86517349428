/** One name at a time, opened by the server for half a minute; it comes with no page. */
import { openName, SignedOut } from "./evening-sending.mjs";

const CLOSES_MS = 30000;

export class NameOpener {
  #closing;

  constructor({ location, token, unreachable }) {
    Object.assign(this, { location, token, unreachable });
  }

  close() {
    clearTimeout(this.#closing);
    for (const open of document.querySelectorAll("[data-name]:not([hidden])")) {
      open.hidden = true;
      open.textContent = "";
      open.closest("[data-guest]").querySelector("[name=open]").setAttribute("aria-expanded", "false");
    }
  }

  async toggle(opener) {
    const row = opener.closest("[data-guest]");
    const wasOpen = !row.querySelector("[data-name]").hidden;
    this.close();
    if (wasOpen) return;
    try {
      const name = await openName(this.location, row.dataset.guest, this.token());
      this.close(); // another may have been opened meanwhile
      if (name) this.#show(row.dataset.guest, name);
      else this.unreachable(false);
    } catch (error) {
      this.unreachable(error instanceof SignedOut);
    }
  }

  /** The row may have been painted anew since it was tapped. */
  #show(guest, name) {
    const row = document.querySelector(`[data-guest="${guest}"]`);
    const place = row?.querySelector("[data-name]");
    if (!place) return;
    place.textContent = name;
    place.hidden = false;
    row.querySelector("[name=open]").setAttribute("aria-expanded", "true");
    this.#closing = setTimeout(() => this.close(), CLOSES_MS);
  }
}
