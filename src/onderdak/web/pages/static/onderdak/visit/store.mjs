/**
 * What this device keeps of the visits of a shift: the one way in for screens and for sending.
 *
 * The shift is opened and locked in unlock.mjs; operations and files are kept by book.mjs, photos by
 * photos.mjs. A typed value leaves this device only when the server has kept it.
 */
export {
  Refused, addOperation, clearVisit, fileOf, forgetRefused, keepFile, keepOperations, keepProgress, onChange,
  operationsOf, progressOf, settle, stateOf, unsent, waitingOf,
} from "./book.mjs";
export { NoPicture, keepPhoto, photoBlob, photosOf } from "./photos.mjs";
export { Locked, WrongPin, beforeLock, isOpen, lock, onLock, openShift, owner } from "./unlock.mjs";
