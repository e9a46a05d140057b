/** @returns {string} a random id of 128 bits; works without TLS too, where `randomUUID` is missing */
export function mintId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
