/**
 * Command lines: one table of options a command, parsing with helpful refusals, help text, exit codes, colours.
 *
 * A command is a function from arguments to an exit code, handed to {@linkcode runCommand}.
 *
 * @module
 */

import { parseArgs, styleText } from "node:util";
import { isBadInput, isBrokenInvariant, TierproofError } from "../../src/isa/errors.ts";
import { isEnvironmental } from "./environment.ts";
import { interruptedCode } from "./interrupt.ts";
import { guardConsole } from "./streams.ts";
import { type Paint, plain } from "../report/paint.ts";
import { userPath } from "./user_files.ts";

/** Exit codes of every command. */
export const EXIT = {
  /** Nothing found, all equal. */
  ok: 0,
  /** A finding or a mismatch. */
  found: 1,
  /** Bad usage or bad input. */
  usage: 2,
  /** A broken invariant of Tierproof itself. */
  invariant: 3,
  /** The machine failed: a full disk, a closed pipe. */
  environment: 3,
  /** Ended by Ctrl-C before there was anything to tell, as a shell says it; {@linkcode runCommand} makes 143 of it for SIGTERM, 129 for SIGHUP. */
  interrupted: 130,
} as const;

/** One option: a flag, or one that takes a value. */
export interface OptionRow {
  /** Values of `path` are files or folders: they come resolved from where the user stands. */
  readonly kind: "flag" | "value" | "path";
  readonly help: string;
  /** Placeholder of the value in the help text. */
  readonly value?: string;
}

/** Options of a command, by their long name. */
export type OptionTable = Readonly<Record<string, OptionRow>>;

/** What a command is, for its help text and its parser. */
export interface CommandSpec<T extends OptionTable> {
  readonly name: string;
  readonly summary: string;
  /** Placeholder of the positional arguments, e.g. `TOKEN|FILE`; empty when there are none. */
  readonly positionals: string;
  readonly minPositionals: number;
  readonly maxPositionals: number;
  readonly options: T;
  /** Example lines, without the leading `deno task`. */
  readonly examples: readonly string[];
}

/** Options as parsed: flags are booleans, values are strings or absent. */
export type OptionValues<T extends OptionTable> = {
  readonly [K in keyof T]: T[K]["kind"] extends "flag" ? boolean : string | undefined;
};

/** A parsed command line. */
export interface ParsedOptions<T extends OptionTable> {
  readonly options: OptionValues<T>;
  readonly positionals: readonly string[];
}

/** Every command understands this one. */
export const HELP_OPTION = { help: { kind: "flag", help: "show this text" } } as const satisfies OptionTable;

/** Results for programs: the text gives way. */
export const JSON_OPTION = {
  json: { kind: "flag", help: "one JSON object on one line, last on stdout; the text goes to stderr" },
} as const satisfies OptionTable;

/** Edit distance: insertions, deletions, replacements and swaps of neighbours cost one. */
export function editDistance(a: string, b: string): number {
  let older: number[] = [];
  let old = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((old[j] as number) + 1, (row[j - 1] as number) + 1, (old[j - 1] as number) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (older[j - 2] as number) + 1);
      }
      row.push(cost);
    }
    older = old;
    old = row;
  }
  return old[b.length] as number;
}

/** The candidate that was meant by `word`: the nearest one; undefined where none is near. */
export function meant(word: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Infinity;
  for (const candidate of candidates) {
    // A shortened word is nearer to the one it begins than to a stranger of its own length.
    const distance = word !== "" && candidate.startsWith(word) ? 0.5 : editDistance(word, candidate);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return bestDistance <= Math.max(1, Math.ceil(word.length / 2)) ? best : undefined;
}

/** A refusal of what the user typed. */
export function usageError(message: string): TierproofError {
  return new TierproofError("option", message);
}

/** Candidates that a refusal lists at most. */
const MOST_LISTED = 40;

/** What to say where `word` is none of `candidates`: the one that was meant, or those that there are where none is near. */
export function wordHint(word: string, candidates: readonly string[]): string {
  if (candidates.length === 0) return "";
  const near = meant(word, candidates);
  if (near !== undefined) return `; did you mean ${near}?`;
  const more = candidates.length - MOST_LISTED;
  return `; known: ${candidates.slice(0, MOST_LISTED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** Refuses `word` where one of `candidates` was expected, naming the nearest. */
export function unknownWord(kind: string, word: string, candidates: readonly string[]): TierproofError {
  return usageError(`unknown ${kind} ${JSON.stringify(word)}${wordHint(word, candidates)}`);
}

/** Parses a command line against its table. Throws a {@linkcode TierproofError} that names the nearest right option. */
export function parseCommandLine<const T extends OptionTable>(
  spec: CommandSpec<T>,
  args: readonly string[],
): ParsedOptions<T> {
  const names = Object.keys(spec.options);
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      names.map((name) => [name, { type: (spec.options[name] as OptionRow).kind === "flag" ? "boolean" : "string" }]),
    ),
  });
  const values: Record<string, string | boolean | undefined> = {};
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind !== "option") continue;
    const row = Object.hasOwn(spec.options, token.name) ? spec.options[token.name] : undefined;
    if (row === undefined) {
      const near = meant(token.name, names);
      throw usageError(`unknown option ${token.rawName}${near === undefined ? "" : `; did you mean --${near}?`}`);
    }
    if (values[token.name] !== undefined) throw usageError(`--${token.name} is given twice`);
    if (row.kind === "flag") {
      if (token.value !== undefined) throw usageError(`--${token.name} takes no value`);
      values[token.name] = true;
      continue;
    }
    const value = token.value;
    const looksLikeOption = value !== undefined && !token.inlineValue && /^--?[a-z]/.test(value);
    if (value === undefined || looksLikeOption) {
      throw usageError(`--${token.name} needs a value: --${token.name} ${row.value ?? "VALUE"}`);
    }
    if (value === "") throw usageError(`--${token.name} needs a value that is not empty`);
    values[token.name] = row.kind === "path" ? userPath(value) : value;
  }
  for (const name of names) if ((spec.options[name] as OptionRow).kind === "flag") values[name] ??= false;
  const parsed = { options: values, positionals } as ParsedOptions<T>;
  if (values["help"] === true) return parsed;
  if (positionals.length > spec.maxPositionals) {
    const extra = positionals[spec.maxPositionals] as string;
    const near = names.find((name) => name === extra || editDistance(name, extra) <= 2);
    throw usageError(
      `unexpected argument ${JSON.stringify(extra)}${near === undefined ? "" : `; did you mean --${near}?`}`,
    );
  }
  // An empty one is a variable of a shell that was not set: taken as a path it would be the folder where the user stands.
  if (positionals.length < spec.minPositionals || positionals.includes("")) {
    throw usageError(`missing argument: ${spec.positionals}`);
  }
  return parsed;
}

/** Help text of a command, from its table. */
export function helpText(spec: CommandSpec<OptionTable>): string {
  const rows = Object.entries(spec.options).map(([name, row]) => [
    `--${name}${row.kind === "flag" ? "" : ` ${row.value ?? "VALUE"}`}`,
    row.help,
  ]);
  const width = Math.max(...rows.map(([left]) => (left as string).length));
  const lines = [
    spec.summary,
    "",
    `usage: deno task ${spec.name} ${spec.positionals === "" ? "" : `${spec.positionals} `}[options]`,
    "",
    ...rows.map(([left, right]) => `  ${(left as string).padEnd(width)}  ${right}`),
  ];
  if (spec.examples.length > 0) lines.push("", ...spec.examples.map((example) => `  deno task ${example}`));
  return lines.join("\n");
}

/** A whole number in a range. */
export function parseInteger(name: string, text: string, min: number, max: number): number {
  const value = /^[0-9]+$/.test(text.replaceAll("_", "")) ? Number(text.replaceAll("_", "")) : NaN;
  if (!(value >= min && value <= max)) {
    throw usageError(`--${name} wants a whole number from ${min} to ${max}, not ${JSON.stringify(text)}`);
  }
  return value;
}

/** The whole number that an option gives, or what stands for none. */
export function integerOption<Name extends string, Fallback extends number | null>(
  options: { readonly [_ in Name]: string | undefined },
  name: Name,
  fallback: Fallback,
  min: number,
  max: number,
): number | Fallback {
  const text = options[name];
  return text === undefined ? fallback : parseInteger(name, text, min, max);
}

const MILLISECONDS: Readonly<Record<string, number>> = {
  ms: 1,
  "": 1000,
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
};

/** A duration such as `30s`, `500ms`, `2m`, `1h` or `45` (seconds), in milliseconds. */
export function parseDuration(name: string, text: string): number {
  const match = /^([0-9]+(?:\.[0-9]+)?)(ms|s|min|m|h|)$/.exec(text);
  const unit = match === null ? undefined : MILLISECONDS[match[2] as string];
  const value = match === null || unit === undefined ? NaN : Number(match[1]) * unit;
  if (!(value > 0)) {
    throw usageError(`--${name} wants a duration such as 30s, 2m or 500ms, not ${JSON.stringify(text)}`);
  }
  return value;
}

/** The duration that an option gives, in milliseconds, or what stands for none. */
export function durationOption<Name extends string, Fallback extends number | null>(
  options: { readonly [_ in Name]: string | undefined },
  name: Name,
  fallback: Fallback,
): number | Fallback {
  const text = options[name];
  return text === undefined ? fallback : parseDuration(name, text);
}

/** Words of a comma-separated list, each one of `known`. */
export function parseWords<W extends string>(kind: string, text: string, known: readonly W[]): W[] {
  const words = text.split(",").map((word) => word.trim()).filter((word) => word !== "");
  if (words.length === 0) throw usageError(`an empty list of ${kind}s; known: ${known.join(", ")}`);
  return words.map((word) => {
    const found = known.find((candidate) => candidate === word);
    if (found === undefined) throw unknownWord(kind, word, known);
    return found;
  });
}

/** A painter for standard output: plain unless it is a terminal and `NO_COLOR` is unset or empty. */
export function painter(): Paint {
  if (!Deno.stdout.isTerminal() || (Deno.env.get("NO_COLOR") ?? "") !== "") return plain;
  return (style, text) => styleText(style, text, { validateStream: false });
}

/**
 * Runs a command and ends the process with its exit code. Bad usage and bad input print one line each on standard error and exit 2, a
 * broken invariant and a machine that fails exit 3.
 */
export async function runCommand<T extends OptionTable>(
  spec: CommandSpec<T>,
  main: (parsed: ParsedOptions<T>) => Promise<number> | number,
  args: readonly string[] = Deno.args,
): Promise<never> {
  // A module of a user's own that never ends loading leaves `Deno.exit` behind as it may call it: refusing.
  const exit: typeof Deno.exit = Deno.exit;
  prepare(spec, exit);
  return exit(await exitCodeOf(spec, main, args));
}

/** Sees to it that what a timer or a callback throws is told like the rest, and to output that nobody takes. */
export function prepare<T extends OptionTable>(spec: CommandSpec<T>, exit: (code: number) => void): void {
  guardConsole();
  globalThis.addEventListener("error", (event) => {
    event.preventDefault();
    exit(failed(spec, event.error));
  });
  globalThis.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    exit(failed(spec, event.reason));
  });
}

/** As {@linkcode runCommand}, with the exit code returned. */
export async function exitCodeOf<T extends OptionTable>(
  spec: CommandSpec<T>,
  main: (parsed: ParsedOptions<T>) => Promise<number> | number,
  args: readonly string[],
): Promise<number> {
  try {
    const parsed = parseCommandLine(spec, args);
    if ((parsed.options as Record<string, unknown>)["help"] === true) {
      console.log(helpText(spec));
      return EXIT.ok;
    }
    const code = await main(parsed);
    return code === EXIT.interrupted ? interruptedCode() : code;
  } catch (error) {
    return failed(spec, error);
  }
}

/** Where this project's files are. */
const PROJECT = new URL("../../", import.meta.url).href;

/** Whether an error was thrown in a module of a user's own: neither in a file of this project nor in a package. */
function isForeign(error: unknown): boolean {
  const stack = error instanceof Error ? error.stack ?? "" : "";
  const thrownIn = /\n\s+at .*?((?:file|https?|data|blob):[^\s)]+)/.exec(stack)?.[1];
  return thrownIn !== undefined && !thrownIn.startsWith(PROJECT) && !thrownIn.includes("/npm/");
}

/** Tells why a command failed, and gives its exit code. */
function failed({ name }: Pick<CommandSpec<OptionTable>, "name">, error: unknown): number {
  try {
    if (isBadInput(error)) {
      console.error(`${name}: ${error.message}`);
      if ((error as { readonly code?: unknown }).code === "option") console.error(`Try: deno task ${name} --help`);
      return EXIT.usage;
    }
    if (isEnvironmental(error)) {
      console.error(`${name}: ${(error as Error).message}`);
      return EXIT.environment;
    }
    const told = error instanceof Error ? `${error.message}\n${error.stack ?? ""}` : String(error);
    if (isForeign(error)) {
      console.error(`${name}: code that is not Tierproof's failed: ${told}`);
      return EXIT.usage;
    }
    const what = isBrokenInvariant(error) ? "broken invariant of Tierproof" : "a defect of Tierproof";
    console.error(`${name}: ${what}: ${told}`);
    return EXIT.invariant;
  } catch (mute) {
    // Standard error takes no more either: only the exit code is left to tell it.
    if (isEnvironmental(mute)) return isBadInput(error) ? EXIT.usage : EXIT.environment;
    throw mute;
  }
}
