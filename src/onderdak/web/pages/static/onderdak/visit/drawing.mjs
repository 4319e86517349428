/**
 * Draws a photo anew, beside the page: smaller, and without what the camera wrote into it.
 *
 * Works as a worker of its own, so that the screen goes on while sixty photos are drawn. What it
 * tells is sealed already; the key it is given can be used and not read.
 */
import { sealBytes } from "./keys.mjs";

export const LONGEST_SIDE = 1600;
const QUALITY = 0.82;
const PART = 256 * 1024;

/** A picture of at most 1600 pixels, as JPEG: pixels only, so no place and no device. */
async function draw(blob) {
  const picture = await createImageBitmap(blob, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext("2d", { alpha: false }).drawImage(picture, 0, 0, width, height);
  picture.close();
  return { drawn: await canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY }), width, height };
}

const hex = (bytes) => [...new Uint8Array(bytes)].map((one) => one.toString(16).padStart(2, "0")).join("");

/** The photo as it is kept: its hash, and its bytes sealed in parts. */
export async function drawAndSeal(blob, key, id) {
  const { drawn, width, height } = await draw(blob);
  const bytes = await drawn.arrayBuffer();
  const sha256 = hex(await crypto.subtle.digest("SHA-256", bytes));
  const parts = [];
  for (let from = 0; from < bytes.byteLength; from += PART) {
    parts.push(await sealBytes(key, bytes.slice(from, from + PART), `photo ${id} ${parts.length}`));
  }
  return { sha256, width, height, bytes: bytes.byteLength, parts };
}

if (typeof WorkerGlobalScope !== "undefined" && self instanceof WorkerGlobalScope) {
  self.onmessage = async ({ data: { blob, key, id } }) => {
    try {
      const drawn = await drawAndSeal(blob, key, id);
      self.postMessage({ id, drawn }, drawn.parts.map((part) => part.sealed));
    } catch (error) {
      self.postMessage({ id, error: String(error) });
    }
  };
}
