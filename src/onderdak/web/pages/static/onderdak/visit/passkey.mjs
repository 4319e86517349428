/**
 * A passkey as a second way into a shift: its secret (WebAuthn PRF) never leaves the authenticator's
 * answer. It signs in nowhere; the server is not asked.
 */
const ABOUT = new TextEncoder().encode("onderdak visit shift");
const ES256 = -7;
const RS256 = -257;

export const canPasskey = () => Boolean(globalThis.PublicKeyCredential && navigator.credentials?.create);

/** Makes a passkey for this shift; tells its id and secret, or null where the device cannot. */
export async function makePasskey(name) {
  const made = await navigator.credentials.create({
    publicKey: {
      challenge: crypto.getRandomValues(new Uint8Array(32)),
      rp: { name: "Onderdak" },
      user: { id: crypto.getRandomValues(new Uint8Array(16)), name, displayName: name },
      pubKeyCredParams: [{ type: "public-key", alg: ES256 }, { type: "public-key", alg: RS256 }],
      authenticatorSelection: { residentKey: "discouraged", userVerification: "required" },
      extensions: { prf: { eval: { first: ABOUT } } },
    },
  });
  const { prf } = made?.getClientExtensionResults() ?? {};
  if (!prf?.enabled && !prf?.results?.first) return null;
  const id = new Uint8Array(made.rawId);
  // Some authenticators tell the secret only when they are asked for the second time.
  const secret = prf.results?.first ? new Uint8Array(prf.results.first) : await askPasskey(id);
  return secret ? { id, secret } : null;
}

/** The secret of a passkey, after the person has shown a finger or a face; null when it has none. */
export async function askPasskey(id) {
  const given = await navigator.credentials.get({
    publicKey: {
      challenge: crypto.getRandomValues(new Uint8Array(32)),
      allowCredentials: [{ type: "public-key", id }],
      userVerification: "required",
      extensions: { prf: { eval: { first: ABOUT } } },
    },
  });
  const first = given?.getClientExtensionResults().prf?.results?.first;
  return first ? new Uint8Array(first) : null;
}
