/** One visit: the next step in one tap, and everything else under it. */
import { conflicts as inConflict } from "../merge.mjs";
import { note, part, row, rows, way } from "./dom.mjs";
import { consentOf, endedBy, insideOn } from "./entry.mjs";
import { told } from "./judging.mjs";
import { isListed, sectionsOf } from "./kit.mjs";
import { roomsIn } from "./rooms.mjs";
import { waitingOf } from "./status.mjs";

export function visit(app) {
  const { visit: one } = app;
  return {
    title: one.address || one.number,
    lead: [one.number, one.hours].filter(Boolean).join(" · "),
    back: ["#/", app.t("tonight")],
    inside: [app.model.said && note("warning", app.model.said), ...nextStep(app), work(app), besides(app), after(app)].filter(Boolean),
  };
}

/** What comes now, as one large button. */
function nextStep(app) {
  const ended = endedBy(app.model);
  if (ended) return [note("warning", app.t(`ended_${ended}`)), way(app.t("backToDoor"), app.to("door"))];
  const ground = insideOn(app.model);
  if (ground === null) {
    return [way(app.t(consentOf(app.model) === null ? "toTheDoor" : "goOnAtDoor"), app.to("door"), "primary")];
  }
  return [note("success", app.t(`inside_${ground}`)), way(app.t("toRooms"), app.to("rooms"), "primary")];
}

function work(app) {
  const rooms = roomsIn(app);
  const found = told(app);
  const breaches = found.findings.filter((one) => one.outcome === "breaches").length;
  const two = inConflict(app.model.state).length;
  return part(app.t("partVisit"), rows(
    row(app.to("file"), app.t("file"), app.t("fileAbout")),
    app.visit.failed_items?.length > 0 && row(app.to("file"), app.t("again"), app.t("againCount", { count: app.visit.failed_items.length })),
    row(app.to("door"), app.t("door"), app.t("doorAbout")),
    row(app.to("rooms"), app.t("rooms"), rooms.length > 0 ? app.t("roomsCount", { count: rooms.length }) : app.t("roomsAbout")),
    row(app.to("lists"), app.t("lists"), app.t("listsAbout", { count: sectionsOf(app, ["visit", "unit", "neighbour"]).filter(isListed).length })),
    row(app.to("photos"), app.t("photos"), app.photos.size > 0 ? app.t("photosCount", { count: app.photos.size }) : app.t("photosAbout")),
    row(app.to("findings"), app.t("findings"), app.t("findingsAbout"), breaches > 0 ? [[app.t("breachesCount", { count: breaches }), "warning"]] : []),
    two > 0 && row(app.to("conflicts"), app.t("conflicts"), app.t("conflictsAbout"), [[String(two), "warning"]]),
  ));
}

function besides(app) {
  return part(app.t("partPeople"), rows(
    row(app.to("act"), app.t("act"), app.t("actAbout")),
    row(app.to("signs"), app.t("signs"), app.t("signsAbout")),
    row(app.to("child"), app.t("child"), app.t("childAbout")),
    row(app.to("good"), app.t("good"), app.t("goodAbout")),
    row(app.to("present"), app.t("present"), app.t("presentAbout")),
    row(app.to("statements"), app.t("statements"), app.t("statementsAbout")),
    row(app.to("registry"), app.t("registry"), app.t("registryAbout")),
  ));
}

function after(app) {
  const waiting = waitingOf(app);
  return part(app.t("partAfter"), rows(
    row(app.to("unsent"), app.t("unsent"), waiting > 0 ? app.t("waitsMany", { count: waiting }) : app.t("nothingWaits")),
    insideOn(app.model) && row(app.to("leave", "done"), app.t("leaveDone"), app.t("leaveDoneAbout")),
  ));
}
