/**
 * Links from findings into the playground, where somebody hosts it.
 *
 * @module
 */

import { Buffer } from "node:buffer";
import { pathToFileURL } from "node:url";
import { deflateSync } from "node:zlib";
import { disassemble } from "../../src/isa/disassembler.ts";
import type { Finding } from "../core/finding.ts";
import type { ProgramCase } from "../cpython/vm.ts";
import { fragmentOf, packSetup } from "../playground/permalink.ts";
import { DEFAULT_SETUP } from "../playground/setup.ts";
import { usageError } from "./options.ts";
import type { AttackedPlug } from "./target_options.ts";
import { userPath } from "./user_files.ts";

/** What is attacked, with links to the playground in its reports where `given` or the environment says where that is. */
export function withLinks(attacked: AttackedPlug, given: string | undefined): AttackedPlug {
  const named = given ?? Deno.env.get("TIERPROOF_PLAYGROUND") ?? "";
  if (named === "") return attacked;
  const base = hostOf(named, given === undefined ? "TIERPROOF_PLAYGROUND" : "--playground");
  return { ...attacked, plug: { ...attacked.plug, link: (finding) => linkTo(base, finding) } };
}

/** A URL, or a file from where the user stands. */
function hostOf(named: string, by: string): string {
  if (/^[\w./~-]+\.html?$/.test(named)) return pathToFileURL(userPath(named)).href;
  const url = URL.parse(named);
  if (url === null || !/^(?:https?|file):$/.test(url.protocol)) {
    throw usageError(`${by}: found ${JSON.stringify(named)}, expected the URL of a playground, or its index.html`);
  }
  url.hash = "";
  return url.href;
}

/** The link to a finding; null for what the page cannot show: claims about models, and parts of a user's own. */
function linkTo(base: string, { input, language, attacked, claim, mended }: Finding): string | null {
  if (input.kind !== "program" || language !== "cpython" || attacked !== language) return null;
  // The plug of this language made the finding.
  const { program, limits } = input.program as ProgramCase;
  const setup = { ...DEFAULT_SETUP, form: "assembly", text: disassemble(program), limits, claim, mended } as const;
  return `${base}${fragmentOf(deflateSync(Buffer.from(packSetup(setup))))}`;
}
