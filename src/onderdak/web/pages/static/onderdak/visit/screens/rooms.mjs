/** The rooms of the house: added with one tap, and what was seen in each. */
import { roomsOf } from "../facts.mjs";
import { ask, askedOf, own } from "./fields.mjs";
import { button, el, fold, note, part, row, rows as list, way } from "./dom.mjs";
import { unitAsked, underWarrant } from "./dwellings.mjs";
import { CLOSED, MAIN, consentAt, insideOn, isHome, isSaid, isShared, othersOf, roomAccess, unitAccess, unitOf } from "./entry.mjs";
import { gatesOf, itemsOf, parted, sectionsOf } from "./kit.mjs";
import { readWays } from "./read.mjs";

const KINDS = ["bedroom", "living", "kitchen", "bathroom", "other"];
/** What this screen asks by itself, in its own place. */
const OWN = new Set(["consent", "kind", "name"]);
const WITHOUT_KIT = [["floor_area", "area", "m2"], ["beds", "count"], ["people", "count"], ["shared_by_own_wish", "truth"]];

/** The rooms that stand, in the order in which they were added. */
export function roomsIn(app) {
  const standing = new Set(roomsOf(app.model.state).map((one) => one.id ?? one));
  return app.model.under("room/").filter((id) => standing.has(id));
}

/** How a room is called: by its name, or by its place in the list. */
export function roomName(app, id) {
  const given = app.model.get(`room/${id}/name`);
  return given || app.t("roomNumber", { number: app.model.under("room/").indexOf(id) + 1 });
}

export function rooms(app) {
  const all = roomsIn(app);
  const people = all.reduce((sum, id) => sum + (Number(app.model.get(`room/${id}/people`)) || 0), 0);
  return {
    title: app.t("rooms"),
    back: [app.to(""), app.t("visit")],
    lead: all.length > 0 ? app.t("roomsTotal", { count: all.length, people }) : "",
    inside: [
      insideOn(app.model) === null && note("warning", app.t("roomsOutside"), way(app.t("toTheDoor"), app.to("door"))),
      addRow(app),
      all.length > 0 ? list(all.map((id) => row(app.to("room", id), roomName(app, id), aboutOf(app, id), marksOf(app, id)))) : el("p", {}, app.t("noRooms")),
      ...units(app),
    ].filter(Boolean),
  };
}

/** One tap a room: what kind it is, is said by the button. */
function addRow(app) {
  return el("div.visit__add", { role: "group", "aria-label": app.t("addRoom") },
    KINDS.map((kind) => button(`+ ${app.t(`kind_${kind}`)}`, () => add(app, kind), kind === "bedroom" ? "primary" : "secondary", { id: `add-${kind}` })));
}

/** A thumb in a glove taps twice: that is one room. */
async function add(app, kind) {
  if (app.adding) return;
  app.adding = true;
  try {
    const id = crypto.randomUUID();
    await app.model.put(`room/${id}/kind`, kind);
    app.go(app.to("room", id));
  } finally {
    app.adding = false;
  }
}

function aboutOf(app, id) {
  const of = (name) => app.model.get(`room/${id}/${name}`);
  return [
    app.t(`kind_${of("kind") ?? "other"}`),
    of("floor_area") && `${of("floor_area")} m²`,
    of("beds") !== null && app.t("bedsCount", { count: of("beds") }),
    of("people") !== null && app.t("peopleCount", { count: of("people") }),
  ].filter(Boolean).join(" · ");
}

function marksOf(app, id) {
  const marks = [];
  const access = roomAccess(app.model, id, othersOf(app.visit));
  if (access === "ask") marks.push([app.t("markAsk"), "info"]);
  if (CLOSED.includes(access)) marks.push([app.t("markNotEntered"), "warning"]);
  if (app.model.conflicts().some((path) => path.startsWith(`room/${id}/`))) marks.push([app.t("twoAnswers"), "warning"]);
  return marks;
}

/** The dwellings of this place: always one. */
export function unitsOf(app) {
  const ids = ["main", ...app.model.under("unit/").filter((one) => one !== "main")];
  return ids.map((id, number) => ({ id, name: app.model.get(`unit/${id}/name`) || app.t("unitNumber", { number: number + 1 }) }));
}

/** Further housing units of the place, where there is more than one front door. */
function units(app) {
  const known = unitsOf(app).map((one) => one.id);
  const adds = button(app.t("addUnit"), async () => {
    const id = crypto.randomUUID();
    await app.model.put(`unit/${id}/name`, app.t("unitNumber", { number: known.length + 1 }));
    await app.again();
  });
  return [fold(app.t("units"),
    known.flatMap((id, number) => [
      own(app, `unit/${id}/name`, app.t("unitNumber", { number: number + 1 }), "word_typed"),
      ...(id === MAIN ? [] : unitAsked(app, id, unitAccess(app.model, id, othersOf(app.visit)))),
    ]), adds)];
}

export function room(app, id) {
  const all = roomsIn(app);
  const at = all.indexOf(id);
  const access = roomAccess(app.model, id, othersOf(app.visit));
  return {
    title: roomName(app, id),
    back: [app.to("rooms"), app.t("rooms")],
    inside: [
      own(app, `room/${id}/kind`, app.t("askKind"), "word", { options: KINDS.map((key) => ({ key, title: app.t(`kind_${key}`) })) }),
      unitChoice(app, id),
      ...consent(app, id, access),
      ...(access === "enter" ? facts(app, id) : [notSeen(app, id)]),
      nextRoom(app, all, at),
      besides(app, id, all),
    ].filter(Boolean),
  };
}

/** Asked only where there is more than one dwelling. */
function unitChoice(app, id) {
  const all = unitsOf(app);
  return all.length > 1 && own(app, `room/${id}/unit`, app.t("askUnit"), "word", { options: all.map((one) => ({ key: one.id, title: one.name })) });
}

/** A room can be a home of its own: who lives in it says whether somebody comes in. */
function consent(app, id, access) {
  if (access === "outside") return [note("warning", app.t("roomsOutside"), way(app.t("toTheDoor"), app.to("door")))];
  const ground = insideOn(app.model);
  if (ground === "danger") return [note("info", app.t("roomUnder_danger"))];
  const shared = isShared(app.model, id);
  if (ground === "warrant") {
    const asked = underWarrant(app, id, access);
    return isAsked(app, id) ? [...asked, askRoom(app, id, access)] : asked;
  }
  if (!isSaid(app.model, `room/${id}/consent`)) {
    if (shared) return [el("p.visit__small", {}, app.t("roomShared"))];
    if (access === "enter" && consentAt(app.model, unitOf(app.model, id)) === "given") return [el("p.visit__small", {}, app.t("unitShared"))];
  }
  // A no at the door of a dwelling that the warrant names too: then the warrant is asked.
  const named = othersOf(app.visit).length > 0 && (CLOSED.includes(access) || isSaid(app.model, `room/${id}/named`));
  return [askRoom(app, id, access), ...(named ? underWarrant(app, id, access) : [])];
}

const askRoom = (app, id, access) => part(app.t("roomConsent"),
  readWays(app, "consent_room", id),
  own(app, `room/${id}/consent`, app.t("askRoomConsent"), "word", {
    help: app.t("askRoomConsentHelp"),
    options: ["given", "refused", "silent", "absent", "shared", "withdrawn"].map((key) => ({ key, title: app.t(`consent_${key}`) })),
  }),
  CLOSED.includes(access) && note("warning", app.t(`room_${access}`)));

/** Whether, under a warrant, consent is still needed: for a home that it does not name. */
const isAsked = (app, id) => isHome(app.model, id) && (othersOf(app.visit).length === 0 || app.model.get(`room/${id}/named`) === false);

function facts(app, id) {
  const fill = { room: id, unit: unitOf(app.model, id) };
  const sections = sectionsOf(app, ["room"], fill).filter((one) => one.part !== "entry");
  app.gates = gatesOf(app, sections, fill);
  const photo = photoItem(app, id);
  if (sections.length === 0) {
    return [...WITHOUT_KIT.map(([name, kind, unit]) => own(app, `room/${id}/${name}`, app.t(`fact_${name}`), kind, { unit })), photo];
  }
  return sections.map((section, number) => {
    const [now, besides] = parted(app, itemsOf(app, section, fill).filter((item) => item.path && !OWN.has(item.path.split("/").at(-1))), fill);
    const asked = (items) => items.map((item) => ask(app, askedOf(app, item, fill)));
    return part(app.say(section.title), ...asked(now), besides.length > 0 && fold(app.t("againRest"), ...asked(besides)), number === 0 && photo);
  });
}

const photoItem = (app, id) => own(app, `room/${id}/photo`, app.t("roomPhoto"), "none", { photos: true });

const notSeen = (app, id) => own(app, `room/${id}/not_seen`, app.t("roomNotSeen"), "text", { help: app.t("roomNotSeenHelp") });

function nextRoom(app, all, at) {
  const next = all[at + 1];
  const more = button(app.t("oneMoreLike"), () => add(app, app.model.get(`room/${all[at]}/kind`) ?? "bedroom"), "primary", { id: "one-more" });
  return el("div.visit__add", {}, next ? way(app.t("nextRoom"), app.to("room", next), "primary") : more, way(app.t("allRooms"), app.to("rooms")));
}

function besides(app, id, all) {
  const others = all.filter((one) => one !== id).map((one) => ({ key: one, title: roomName(app, one) }));
  return fold(app.t("roomMore"),
    own(app, `room/${id}/name`, app.t("roomName"), "word_typed"),
    own(app, `room/${id}/locked`, app.t("roomLocked"), "truth"),
    others.length > 0 && own(app, `room/${id}/same_as`, app.t("roomSame"), "word", { options: others }),
    own(app, `room/${id}/gone`, app.t("roomGone"), "text", { help: app.t("roomGoneHelp") }));
}
