/**
 * Imports what workers attack.
 *
 * @module
 */

import { importPlug, type Plug, type PlugSource } from "../core/plug.ts";
import { PIN_HOST } from "../cpython/pin_host.ts";

/** The plug of a source. In a bundle the pin's host is loaded here or nowhere. */
export async function importAttacked(source: PlugSource): Promise<Plug> {
  if (source.host === PIN_HOST) await import("../cpython/load.ts");
  return await importPlug(source);
}
