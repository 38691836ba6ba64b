/**
 * The reader's own pass, optimizer or engine: a module in TypeScript, or the script of the README that checks one. It may import
 * `mod.ts` and `props/mod.ts`, which stand for this library.
 *
 * @module
 */

import * as library from "../../../mod.ts";
import { TierproofError } from "../../../src/isa/errors.ts";
import * as propsLibrary from "../../mod.ts";
import type { CheckFailure } from "../../check.ts";
import { type Exports, partsOf, plugName } from "../../cpython/load.ts";
import type { VmParts } from "../../cpython/vm.ts";
import { transform } from "./deps.ts";

/** What the reader has of their own. */
export interface OwnPart {
  readonly name: string;
  readonly parts: VmParts;
}

/** What running a script gave. */
export interface RanScript {
  /** Null where it neither exports nor checks anything. */
  readonly own: OwnPart | null;
  readonly printed: string;
  /** Of its last check. */
  readonly failure: CheckFailure | null;
}

/** What it is called in messages; they begin with it. */
export const PASS_NAME = "your pass";
/** Most text that a script may print. */
const MAX_PRINTED = 100_000;

/** TypeScript without its types, imports as calls of `require`. */
function stripped(source: string): string {
  try {
    return transform(source, { transforms: ["typescript", "imports"], production: true }).code;
  } catch (error) {
    const message = (error as Error).message.replace(/^Error transforming \S*: /, "");
    const [, line, column] = /\((\d+):(\d+)\)/.exec(message) ?? [];
    const place = line === undefined ? "" : `line ${line}, column ${column}: `;
    throw new TierproofError("pass", `${PASS_NAME}, ${place}${message.replace(/ \(\d+:\d+\)/, "")}`);
  }
}

/** Runs the script. With `checks` off, its own checks only say what they are about, and check nothing. */
export function runScript(source: string, checks: boolean): RanScript {
  let printed = "";
  let own: OwnPart | null = null;
  let failure: CheckFailure | null = null;
  const print = (...values: readonly unknown[]): void => {
    if (printed.length < MAX_PRINTED) printed += `${values.map(textOf).join(" ")}\n`;
  };
  const checked = (name: string, parts: VmParts, run: () => CheckFailure | null): CheckFailure | null => {
    own = { name: plugName(name) || "own", parts };
    if (checks) failure = run();
    return checks ? failure : null;
  };
  const props = {
    ...propsLibrary,
    checkPass: (...args: Parameters<typeof propsLibrary.checkPass>) =>
      checked(args[0].name, { passes: [args[0]] }, () => propsLibrary.checkPass(...args)),
    checkOptimizer: (...args: Parameters<typeof propsLibrary.checkOptimizer>) =>
      checked(args[0].name, { optimizer: args[0] }, () => propsLibrary.checkOptimizer(...args)),
    checkEngine: (...args: Parameters<typeof propsLibrary.checkEngine>) =>
      checked(args[0].name, { engines: () => [args[0]] }, () => propsLibrary.checkEngine(...args)),
  };
  const require = (specifier: string): unknown => {
    if (/(?:^|\/)props\/mod\.ts$/.test(specifier)) return props;
    if (/(?:^|\/)mod\.ts$/.test(specifier)) return library;
    throw new TierproofError("pass", `${PASS_NAME} imports ${specifier}; here it can import mod.ts and props/mod.ts`);
  };
  const exports: Record<string, unknown> = {};
  run(stripped(source), require, exports, { log: print, error: print, warn: print, info: print });
  if (["pass", "passes", "optimizer", "engine"].some((name) => exports[name] !== undefined)) {
    const { parts, name } = partsOf(exports as Exports, PASS_NAME);
    own = { name: plugName(name) || "own", parts };
  }
  return { own, printed, failure };
}

function run(code: string, require: unknown, exports: unknown, console: unknown): void {
  try {
    new Function("require", "exports", "console", `"use strict";${code}`)(require, exports, console);
  } catch (error) {
    if (error instanceof TierproofError) throw error;
    throw new TierproofError(
      "pass",
      `${PASS_NAME} throws ${error instanceof Error ? `${error.name}: ${error.message}` : error}`,
      {
        cause: error,
      },
    );
  }
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  try {
    return JSON.stringify(value, (_key, each) => typeof each === "bigint" ? String(each) : each) ?? String(value);
  } catch {
    return String(value);
  }
}

/** The part that a script exports or checks. Throws where there is none. */
export function ownPart(source: string): OwnPart {
  const { own } = runScript(source, false);
  if (own === null) {
    throw new TierproofError("pass", `${PASS_NAME}: expected an export named pass, passes, optimizer or engine`);
  }
  return own;
}
