/**
 * Links from findings into the playground, where somebody hosts it.
 *
 * @module
 */

import { Buffer } from "node:buffer";
import { pathToFileURL } from "node:url";
import { deflateSync } from "node:zlib";
import { disassemble } from "../../src/isa/disassembler.ts";
import { CoreError } from "../core/errors.ts";
import type { Finding } from "../core/finding.ts";
import { readFinding } from "../core/finding_file.ts";
import type { Plug } from "../core/plug.ts";
import { pinPlug } from "../cpython/plug.ts";
import type { ProgramCase } from "../cpython/vm.ts";
import { fragmentOf, packSetup } from "../playground/permalink.ts";
import { DEFAULT_SETUP } from "../playground/setup.ts";
import { usageError } from "./options.ts";
import { userPath } from "./user_files.ts";

/** Where the playground is, as somebody names it, and by what. */
export interface PlaygroundPlace {
  readonly named: string;
  readonly by: string;
}

/** What is attacked, with links to the playground in its reports. */
export function withLinks<Attacked extends { readonly plug: Plug }>(
  attacked: Attacked,
  place: PlaygroundPlace,
): Attacked {
  const base = baseOf(place);
  return { ...attacked, plug: { ...attacked.plug, link: (finding: Finding) => linkTo(base, finding) } };
}

/** Makes links of the documents of finding files. */
export function documentLinks(place: PlaygroundPlace): (document: unknown) => string | null {
  const base = baseOf(place);
  const plug = pinPlug();
  return (document) => {
    try {
      const { mended, ...stored } = readFinding(document, plug);
      return linkTo(base, { ...stored, mended: [...mended] });
    } catch (error) {
      // Findings in other languages, and checks that cost their process, have no program that the page knows.
      if (error instanceof CoreError) return null;
      throw error;
    }
  };
}

/** The URL of a playground: of a URL, or of a file from where the user stands. */
function baseOf({ named, by }: PlaygroundPlace): string {
  if (/^[\w./~-]+\.html?$/.test(named)) return pathToFileURL(userPath(named)).href;
  const url = URL.parse(named);
  if (url === null || !/^(?:https?|file):$/.test(url.protocol)) {
    throw usageError(`${by}: found ${JSON.stringify(named)}, expected the URL of a playground, or its index.html`);
  }
  url.hash = "";
  return url.href;
}

/** The link to a finding; null for what the page cannot show: claims about models, and parts of a user's own. */
function linkTo(
  base: string,
  { input, language, attacked, claim, mended }: Pick<Finding, "input" | "language" | "attacked" | "claim" | "mended">,
): string | null {
  if (input.kind !== "program" || language !== "cpython" || attacked !== language) return null;
  // The plug of this language made the finding.
  const { program, limits } = input.program as ProgramCase;
  const setup = { ...DEFAULT_SETUP, form: "assembly", text: disassemble(program), limits, claim, mended } as const;
  return `${base}${fragmentOf(deflateSync(Buffer.from(packSetup(setup))))}`;
}
