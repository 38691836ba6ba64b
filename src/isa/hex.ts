/**
 * Bytes as lower-case hexadecimal, the form in which programs keep them.
 *
 * @module
 */

/** True for an even number of lower-case hexadecimal digits. */
export function isHex(text: string): boolean {
  return text.length % 2 === 0 && /^[0-9a-f]*$/.test(text);
}

/** What newer runtimes have: a text of some hundred kilobytes is read at once. */
const { fromHex } = Uint8Array as { readonly fromHex?: (text: string) => Uint8Array };

/** Bytes of a text for which {@linkcode isHex} holds. */
export function bytesOfHex(text: string): Uint8Array {
  if (fromHex !== undefined) return fromHex.call(Uint8Array, text);
  const bytes = new Uint8Array(text.length >> 1);
  for (let i = 0; i < bytes.length; i++) bytes[i] = parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

/** Two lower-case digits a byte. */
export function hexOfBytes(bytes: ArrayLike<number>): string {
  let text = "";
  for (let i = 0; i < bytes.length; i++) text += (bytes[i] as number).toString(16).padStart(2, "0");
  return text;
}
