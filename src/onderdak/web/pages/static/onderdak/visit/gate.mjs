/**
 * The way into a shift: begin it, open it with a PIN or a passkey, or open it with a new PIN after
 * signing in again. Draws one form at a time; decides nothing about keys (unlock.mjs).
 */
import { askPasskey } from "./passkey.mjs";
import { button, el, note } from "./screens/dom.mjs";
import { send, Denied, NoAnswer, SignedOut } from "./sending.mjs";
import { SHORTEST_PIN, WrongPin, beginShift, recover, unlock, unlockByPasskey } from "./unlock.mjs";

const SIGN_IN = "/accounts/login/?next=/round/";
const SIGN_IN_AGAIN = "/accounts/reauthenticate/?next=/round/";
const EASY = /^(.)\1*$/;
const STEPS = "01234567890123456789 98765432109876543210";

const isEasy = (pin) => EASY.test(pin) || STEPS.includes(pin);

/** @param {string} words */
const heading = (words) => el("h1", { tabindex: "-1" }, words);

export class Gate {
  /** @param {{root: HTMLElement, t: (key: string, values?: object) => string, opened: () => Promise<void>}} given */
  constructor({ root, t, opened }) {
    Object.assign(this, { root, t, opened });
  }

  show(...inside) {
    this.root.replaceChildren(...inside.flat().filter(Boolean));
    this.root.querySelector("h1")?.focus({ preventScroll: true });
  }

  /** A message without a form: signed out, no connection, not for you. */
  say(key, { kind = "info", way = null, values } = {}) {
    this.show(heading(this.t("title")), note(kind, this.t(key, values)), way && this.way(way));
  }

  way = (key) => el("a.utrecht-button.button.button--primary", { href: key === "signInAgain" ? SIGN_IN_AGAIN : SIGN_IN }, this.t(key));

  field(name, label, help) {
    const id = `pin-${name}`;
    const hint = help && el("div.field__hint", { id: `${id}-hint` }, help);
    // Digits bring up the large keys; somebody who wants words can have them.
    const box = el("input.utrecht-textbox.round__pin", {
      id, name, type: "password", inputmode: "numeric", autocomplete: "off", required: true,
      "aria-describedby": hint ? `${id}-hint` : null, "aria-invalid": "false",
    });
    const wrong = el("div.field__error", { id: `${id}-error`, role: "alert" });
    const whole = el("div.field", {}, el("label.field__label", { for: id }, label), hint, wrong, box);
    const fault = (words) => {
      wrong.textContent = words;
      whole.classList.toggle("field--invalid", Boolean(words));
      box.setAttribute("aria-invalid", words ? "true" : "false");
      box.setAttribute("aria-describedby", [hint && `${id}-hint`, words && `${id}-error`].filter(Boolean).join(" "));
      if (words) { box.value = ""; box.focus(); }
    };
    return { whole, box, fault };
  }

  /** A form of PINs; `done` gets what was typed and may raise. */
  form(fields, label, done) {
    const go = button(label, () => undefined, "primary", { type: "submit" });
    const form = el("form.form", { novalidate: true }, fields.map((one) => one.whole), el("div.buttons", {}, go));
    let busy = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (busy) return;
      busy = true;
      for (const one of fields) one.fault("");
      go.textContent = this.t("opening");
      try {
        await done(...fields.map((one) => one.box.value));
      } finally {
        busy = false;
        go.textContent = label;
      }
    });
    return form;
  }

  newPin() {
    const help = this.t("pinHelp", { count: SHORTEST_PIN });
    return [this.field("new", this.t("pinNew"), help), this.field("again", this.t("pinAgain"))];
  }

  faultOf(pin, again) {
    if (pin.length < SHORTEST_PIN) return [0, this.t("pinShort", { count: SHORTEST_PIN })];
    if (isEasy(pin)) return [0, this.t("pinEasy")];
    return pin === again ? null : [1, this.t("pinDiffers")];
  }

  /** A new shift of who has signed in. */
  begin(owner) {
    const fields = this.newPin();
    const form = this.form(fields, this.t("beginNow"), async (pin, again) => {
      const fault = this.faultOf(pin, again);
      if (fault) return fields[fault[0]].fault(fault[1]);
      return this.trying(async () => {
        const { shift, secret } = await (await send("/round/shift/", { body: "{}" })).json();
        await beginShift({ owner, pin, shift, secret: bytesOf(secret) });
        await this.opened();
      });
    });
    this.show(heading(this.t("begin")), el("p", {}, this.t("beginWhy")), form);
  }

  async trying(work) {
    try {
      await work();
    } catch (error) {
      if (error instanceof SignedOut) this.say("signIn", { kind: "warning", way: "signInNow" });
      else if (error instanceof NoAnswer) this.say("noShift", { kind: "warning" });
      else if (error instanceof Denied) this.say("notHere", { kind: "warning" });
      else throw error;
    }
  }

  /** A shift that lies on this device; `others` are those that one may open instead. */
  open(shift, told = null, others = []) {
    if (!shift.pin) return this.again(shift, this.t("noPinLeft"));
    const field = this.field("open", this.t("pin"));
    const form = this.form([field], this.t("openNow"), async (pin) => {
      try {
        await unlock(shift.owner, pin);
      } catch (error) {
        if (!(error instanceof WrongPin)) throw error;
        return error.left === 0 ? this.again(shift, this.t("noPinLeft")) : field.fault(this.wrong(error));
      }
      return this.opened();
    });
    this.show(
      heading(this.t("open")), told && note("info", told),
      el("p", {}, this.t("openOf", { time: this.timeOf(shift.begun) })), form,
      shift.passkey && button(this.t("passkey"), () => this.byPasskey(shift, field)),
      el("p", {}, button(this.t("forgotten"), () => this.again(shift), "quiet")),
      others.map((one) => button(this.t("openOf", { time: this.timeOf(one.begun) }),
        () => this.open(one, told, [shift, ...others.filter((each) => each !== one)]))),
    );
    return field.box.focus();
  }

  wrong({ wait, left }) {
    return wait > 0
      ? this.t("wrongWait", { seconds: Math.ceil(wait / 1000), count: left })
      : this.t("wrong", { count: left });
  }

  timeOf = (at) => new Date(at).toLocaleString(document.documentElement.lang, { weekday: "long", hour: "2-digit", minute: "2-digit" });

  async byPasskey(shift, field) {
    try {
      await unlockByPasskey(shift.owner, await askPasskey(shift.passkey));
    } catch {
      return field.fault(this.t("passkeyNot"));
    }
    return this.opened();
  }

  /** Without the PIN: with a connection, after signing in again, and with a new PIN. */
  again(shift, told = null) {
    const fields = this.newPin();
    const form = this.form(fields, this.t("forgottenNow"), async (pin, again) => {
      const fault = this.faultOf(pin, again);
      if (fault) return fields[fault[0]].fault(fault[1]);
      return this.recovering(shift, pin, fields[0]);
    });
    this.show(heading(this.t("forgotten")), told && note("warning", told), el("p", {}, this.t("forgottenWhy")), form,
      shift.pin && button(this.t("cancel"), () => this.open(shift), "quiet"));
  }

  async recovering(shift, pin, field) {
    let given;
    try {
      given = await (await send(`/round/shift/${shift.shift}/`, { body: "{}" })).json();
    } catch (error) {
      if (error instanceof NoAnswer) return field.fault(this.t("noConnection"));
      if (error instanceof SignedOut) return this.say("signInFirst", { kind: "warning", way: "signInNow" });
      return this.say("signInFirst", { kind: "warning", way: "signInAgain" });
    }
    try {
      await recover(shift.owner, bytesOf(given.secret), pin);
    } catch {
      return field.fault(this.t("otherShift"));
    }
    return this.opened();
  }
}

const bytesOf = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
