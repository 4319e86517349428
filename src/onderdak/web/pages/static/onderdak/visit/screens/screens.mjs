/** Every screen by its name in the address. */
import { act } from "./act.mjs";
import { checklist, lists } from "./checklist.mjs";
import { child } from "./child.mjs";
import { conflicts, history } from "./settling.mjs";
import { door } from "./door.mjs";
import { file } from "./file.mjs";
import { findings } from "./findings.mjs";
import { good } from "./good.mjs";
import { leave } from "./leave.mjs";
import { photos } from "./photos.mjs";
import { present } from "./present.mjs";
import { read } from "./read.mjs";
import { registry } from "./registry.mjs";
import { room, rooms } from "./rooms.mjs";
import { signs } from "./signs.mjs";
import { statements } from "./statements.mjs";
import { tonight } from "./tonight.mjs";
import { unsent } from "./unsent.mjs";
import { visit } from "./visit.mjs";

export const SCREENS = {
  tonight, visit, file, door, leave, read, rooms, room, lists, check: checklist, photos, statements, registry, present,
  signs, child, good, act, findings, conflicts, history, unsent,
};
