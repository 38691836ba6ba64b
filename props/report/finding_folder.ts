/**
 * Findings on disk: a folder each, that appears as a whole and never takes the place of another, and tests made of them.
 *
 * @module
 */

import type { Finding } from "../core/finding.ts";
import { stringifyFinding } from "../core/finding_file.ts";
import { prettyJson } from "../core/pretty_json.ts";
import type { Plug } from "../core/plug.ts";
import { placeText } from "../core/failure.ts";
import { findingMarkdown } from "./finding_markdown.ts";
import { findingText } from "./finding_text.ts";
import { plain } from "./paint.ts";
import { isTaken, pathError } from "../cli/user_files.ts";

/** Folders of the same name that are tried before giving up. */
const MAX_SAME = 1000;

/** Name of what is kept of a finding: its root cause, and the check that showed it. */
export function findingName({ signature, claim, seed, index }: Finding): string {
  const name = signature.startsWith(claim) ? signature : `${signature}-${claim}`;
  return `${name.replaceAll(/[^A-Za-z0-9]+/g, "-").slice(0, 80)}-s${seed}-c${index}`;
}

/** The files of a finding, by name. */
export function findingFiles(finding: Finding, plug: Plug): ReadonlyMap<string, string> {
  const files = new Map([
    ["finding.json", stringifyFinding(finding, plug)],
    ["explanation.txt", `${findingText(finding, plug, plain)}\n`],
    ["report.md", findingMarkdown(finding, plug)],
    ["token.txt", `${finding.token}\n`],
  ]);
  const { input, source } = finding;
  if (input.kind === "program") files.set("program.json", prettyJson(plug.language.codec.encode(input.program)));
  if (source !== null) files.set("program.py", source);
  for (const [name, text] of plug.files(finding)) files.set(name, text);
  return files;
}

/**
 * Writes a finding into a new folder of `dir`, and gives its path. The folder is filled under another name first, so that
 * whoever sees it sees all of it; where the name is taken, a number is added.
 */
export function writeFindingFolder(dir: string, finding: Finding, plug: Plug): string {
  let path = `${dir}/${findingName(finding)}`;
  try {
    Deno.mkdirSync(dir, { recursive: true });
    const part = Deno.makeTempDirSync({ dir, prefix: ".part-" });
    try {
      for (const [name, text] of findingFiles(finding, plug)) {
        Deno.writeTextFileSync(`${part}/${name}`, text, { createNew: true });
      }
      path = renameToNew(part, path);
    } catch (error) {
      Deno.removeSync(part, { recursive: true });
      throw error;
    }
  } catch (error) {
    throw pathError(path, error);
  }
  return path;
}

/** Renames a folder to the first name that is free; a folder that is not empty is never replaced by the system. */
function renameToNew(from: string, wanted: string): string {
  for (let n = 1; n <= MAX_SAME; n++) {
    const to = n === 1 ? wanted : `${wanted}-${n}`;
    if (isTaken(to)) continue;
    try {
      Deno.renameSync(from, to);
      return to;
    } catch (error) {
      // Somebody else took the name in between.
      if (!isTaken(to)) throw error;
    }
  }
  throw new Error(`${MAX_SAME} findings of this name exist already`);
}

/** Where the tests import Tierproof from when nothing else is said: this very copy of it. */
export function ownSpecifier(dir: string): string {
  const own = new URL("../mod.ts", import.meta.url);
  if (own.protocol !== "file:") return own.href;
  try {
    Deno.mkdirSync(dir, { recursive: true });
  } catch (error) {
    throw pathError(dir, error);
  }
  const from = Deno.realPathSync(dir).split("/");
  const to = Deno.realPathSync(own).split("/");
  let same = 0;
  while (same < from.length && from[same] === to[same]) same++;
  const up = from.slice(same).map(() => "..");
  return [...(up.length === 0 ? ["."] : up), ...to.slice(same)].join("/");
}

/** What a test imports: Tierproof, and the URL of a user's module that the finding was made on, if it was. */
export interface TestImports {
  readonly specifier: string;
  readonly module: string | null;
}

/** Text of a `deno test` file that runs a finding again. */
export function findingTest(finding: Finding, plug: Plug, { specifier, module }: TestImports): string {
  const { claim, target, failure, seed, index, cause } = finding;
  const { left, right, place } = failure;
  const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").slice(0, 200);
  const name = JSON.stringify(`${claim} holds for the program of check ${index}, seed ${seed} (${cause.key})`);
  // What is not the language's own is loaded from where it was.
  const own = module === null ? "" : `, module: ${JSON.stringify(module)}`;
  const healed = cause.defects.length === 0 ? "" : `
Deno.test(${JSON.stringify(`with ${cause.defects.join(" and ")} mended it holds`)}, async () => {
  const found = await replayFinding(finding, { mended: ${JSON.stringify(cause.defects)}${own} });
  if (found !== null) throw new Error(\`still failing: \${found.failure.right.text}\`);
});
`;
  return `// Written by Tierproof. The claim ${claim} failed on the ${target} target, ${oneLine(placeText(place))}:
//   ${left.name}: ${oneLine(left.text)}
//   ${right.name}: ${oneLine(right.text)}
// The first test fails until that is mended. Run it with: deno test -A <this file>

import { replayFinding } from ${JSON.stringify(specifier)};

// deno-fmt-ignore
const finding: unknown = ${stringifyFinding(finding, plug).trimEnd()};

Deno.test(${name}, async () => {
  const found = await replayFinding(finding${own === "" ? "" : `, {${own.slice(1)} }`});
  if (found === null) return;
  const { place, left, right } = found.failure;
  throw new Error(\`\${place.what}\\n  \${left.name}: \${left.text}\\n  \${right.name}: \${right.text}\`);
});
${healed}`;
}

/** Writes the test of a finding into a new file of `dir`, and gives its path. */
export function writeFindingTest(dir: string, finding: Finding, plug: Plug, imports: TestImports): string {
  const base = `${dir}/${findingName(finding)}`;
  const text = findingTest(finding, plug, imports);
  for (let n = 1; n <= MAX_SAME; n++) {
    const path = `${base}${n === 1 ? "" : `-${n}`}_test.ts`;
    try {
      Deno.mkdirSync(dir, { recursive: true });
      Deno.writeTextFileSync(path, text, { createNew: true });
      return path;
    } catch (error) {
      if (!(error instanceof Deno.errors.AlreadyExists)) throw pathError(path, error);
    }
  }
  throw pathError(base, new Error(`${MAX_SAME} tests of this name exist already`));
}
