/** The visits of tonight: where, when, and how far. */
import { note, row, rows } from "./dom.mjs";
import { dayIn } from "./reading.mjs";

export function tonight(app) {
  const visits = app.visits;
  return {
    title: app.t("tonight"),
    lead: app.tonight?.on ? dayIn(app, app.tonight.on) : "",
    inside: [
      visits.length === 0
        ? note("info", app.t("noVisits"))
        : rows(visits.map((one) => row(`#/visit/${one.id}`, one.address || one.number, aboutOf(app, one), marksOf(app, one)))),
    ],
  };
}

function aboutOf(app, one) {
  const day = one.day && one.day !== app.tonight?.on ? dayIn(app, one.day) : "";
  return [day, one.hours, one.members.map((each) => each.name).join(", ")].filter(Boolean).join(" · ");
}

const marksOf = (app, one) => (one.stateWords ? [[one.stateWords, one.state === "under_way" ? "info" : "neutral"]] : []);
