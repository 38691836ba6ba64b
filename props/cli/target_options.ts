/**
 * What a command attacks: the pin's machine or that of a user's module, and which of its defects are mended.
 *
 * @module
 */

import { pathToFileURL } from "node:url";
import type { Plug, PlugSource } from "../core/plug.ts";
import { importPlug } from "../core/plug.ts";
import type { Mended } from "../core/target.ts";
import { loadPlug, usualSource } from "../cpython/usual_host.ts";
import { CPYTHON } from "../cpython/vm_target.ts";
import { loadingOwn } from "./apart.ts";
import { type OptionTable, parseWords, unknownWord, usageError } from "./options.ts";
import { userPath } from "./user_files.ts";

/** Options of every command that attacks something. */
export const TARGET_OPTIONS = {
  module: {
    kind: "value",
    value: "FILE|URL",
    help: "attack what this module exports: a pass, passes, an optimizer, an engine, or a plug",
  },
  target: {
    kind: "value",
    value: "pinned|repaired",
    help: "the optimizer as it was (default), or with all repairs (default for what --module adds)",
  },
  repair: { kind: "value", value: "ID[,ID]", help: "mend some defects of the pinned target (see: deno task repairs)" },
} as const satisfies OptionTable;

/** Options of commands whose programs may come from a source. */
export const SOURCE_OPTIONS = {
  from: {
    kind: "path",
    value: "FILE",
    help: "attack with programs around this Python source (.py) that a hunt changes",
  },
} as const satisfies OptionTable;

/** Options of commands that may attack real interpreters, too. */
export const PYTHON_OPTIONS = {
  python: {
    kind: "value",
    value: "PATH[,PATH]",
    help: "attack real Python interpreters: paths, names, or pyodide (see docs/REAL_INTERPRETERS.md)",
  },
  known: {
    kind: "value",
    value: "FINDING|PATTERN",
    help: "with --python: look behind this finding (a file, or the name of a repair), or programs whose source matches",
  },
} as const satisfies OptionTable;

/** What these options say. */
export interface TargetValues {
  readonly module?: string | undefined;
  readonly from?: string | undefined;
  readonly target?: string | undefined;
  readonly repair?: string | undefined;
  readonly python?: string | undefined;
  readonly known?: string | undefined;
}

/** What is attacked, and where workers find it. */
export interface AttackedPlug {
  readonly plug: Plug;
  readonly source: PlugSource;
  /** Ends what it started. */
  close(): Promise<void>;
}

const NOTHING_TO_CLOSE = (): Promise<void> => Promise.resolve();

/**
 * Loads what is to be attacked; files are named from where the user stands. `usual` where no claim is asked for but the one that is
 * attacked when none is named: the pin then comes with that alone.
 */
export async function attackedPlug(values: TargetValues, usual = false): Promise<AttackedPlug> {
  const { module: named, from, python, known } = values;
  if (python !== undefined) return await attackedPythons(python, values);
  if (known !== undefined) throw usageError("--known is for hunts with --python");
  if (named !== undefined && from !== undefined) {
    throw usageError("--from says what programs are, --module what is attacked and what programs are; give one");
  }
  if (from !== undefined && !from.endsWith(".py")) {
    throw usageError(`--from ${JSON.stringify(from)}: expected a Python source (.py)`);
  }
  const module = named ?? from;
  if (module === undefined && usual) {
    return { plug: loadPlug(), source: usualSource(), close: NOTHING_TO_CLOSE };
  }
  // Brings all claims.
  const { plugSource } = await import("../cpython/load.ts");
  const isUrl = module !== undefined && /^(?:https?|file|npm|jsr|data):/.test(module);
  const source = plugSource(module === undefined ? null : isUrl ? module : pathToFileURL(userPath(module)).href);
  const plug = module === undefined ? await importPlug(source) : await loadingOwn(module, () => importPlug(source));
  return { plug, source, close: NOTHING_TO_CLOSE };
}

/** Starts real interpreters. */
async function attackedPythons(
  python: string,
  { module, from, target, repair, known }: TargetValues,
): Promise<AttackedPlug> {
  const other = Object.entries({ module, from, target, repair }).find(([, value]) => value !== undefined);
  if (other !== undefined) {
    throw usageError(`--${other[0]} is about our own engines; --python attacks real interpreters`);
  }
  const commands = python.split(",").filter((command) => command !== "").map(commandOf);
  if (commands.length === 0) throw usageError("--python needs the path of an interpreter");
  // Loaded where they are asked for: other hunts are not to wait for them.
  const { closePythons, pythonPlug, pythonSource } = await import("../interpreters/load.ts");
  const { knownOf } = await import("./known_option.ts");
  const spec = { commands, known: known === undefined ? [] : await knownOf(known) };
  const { plug } = await pythonPlug(spec);
  return { plug, source: pythonSource(spec), close: () => closePythons(spec) };
}

/** A path is named from where the user stands; a bare name is looked up. */
export function commandOf(command: string): string {
  return command.includes("/") ? userPath(command) : command;
}

/**
 * What is mended where nobody says it: nothing, but all of the pin's defects under a pass, an optimizer or an engine that a module
 * brings, so that only what is wrong with that is found.
 */
export function usuallyMended({ name, language, target: { defects } }: Plug): Mended {
  const isOwn = language.name === CPYTHON && name !== CPYTHON;
  return new Set(isOwn ? defects.map(({ id }) => id) : []);
}

/** What is to be mended; null where the options say nothing. Throws for a target or a defect that there is not. */
export function askedMended({ target, repair }: TargetValues, plug: Plug): Mended | null {
  if (target === undefined && repair === undefined) return null;
  const { variants: { none, all }, defects } = plug.target;
  const ids = defects.map(({ id }) => id);
  if (target !== undefined && target !== none && target !== all) {
    throw unknownWord("target", target, [...new Set([none, all])]);
  }
  if (target === all && target !== none) {
    if (repair !== undefined) {
      throw usageError(`--repair mends the ${none} target; the ${all} one has every repair already`);
    }
    return new Set(ids);
  }
  return new Set(repair === undefined ? [] : parseWords("repair", repair, ids));
}
