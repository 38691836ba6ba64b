/**
 * Loading of the plug that a usual hunt attacks: the pin with the one claim that is attacked when none is named. All other claims,
 * and what they need, are a sixth of all modules: a hunt that names none is not to wait for them. Workers import this module.
 *
 * @module
 */

import { equivalence } from "../claims/equivalence.ts";
import { type Plug, type PlugSource, provideHost } from "../core/plug.ts";
import { claimsPlug } from "./vm_plug.ts";

/** Where workers find the plug. */
export function usualSource(): PlugSource {
  return { host: import.meta.url, module: null };
}

/** The pin with its usual claim. */
export function loadPlug(): Plug {
  return claimsPlug([equivalence]);
}

provideHost(import.meta.url, { loadPlug });
