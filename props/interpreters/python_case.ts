/**
 * Programs for real interpreters: as Python source, or as code objects of the pin.
 *
 * @module
 */

import { encodeExceptionTable } from "../../src/isa/exception_table.ts";
import { TierproofError } from "../../src/isa/errors.ts";
import type { CodeObject, Program } from "../../src/isa/program.ts";
import type { Choices } from "../core/choices.ts";
import type { Language } from "../core/language.ts";
import { CPYTHON_LANGUAGE } from "../cpython/language.ts";
import type { ProgramCase } from "../cpython/vm.ts";
import { type Draft, PIN_WARM } from "../generate/draft/draft.ts";
import { generateDraft } from "../generate/generate.ts";
import { literalSource } from "../generate/print/literals.ts";
import { isPrintable, printPython } from "../generate/print/print.ts";
import { BYTECODE, SOURCE } from "./language_names.ts";
import type { ChildProgram, Tier } from "./protocol.ts";

/** A program of the pin with its Python source. */
export interface PythonCase extends ProgramCase {
  /** Module text; empty where the program goes in as code objects. */
  readonly source: string;
}

/** In which form programs go in. */
export type Form = "source" | "bytecode";

/** Times that a Draft is drawn until it can be printed; the simplest Draft can. */
const DRAWS = 200;

/** A printable Draft: the first one that is. */
function printableDraft(choices: Choices, warm: number | null): Draft {
  for (let i = 0; i < DRAWS; i++) {
    const draft = generateDraft(choices, warm);
    if (isPrintable(draft)) return draft;
  }
  throw new TierproofError("program", `no printable program in ${DRAWS} draws`);
}

/** A Draft without limits of its own: no real interpreter can be given any. */
function unlimited({ limits: _limits, ...draft }: Draft): Draft {
  return draft;
}

/** Programs as Python source; where loops cannot be made hot earlier, they run until the pin's are. */
export function sourceLanguage(heats: boolean): Language<Draft, PythonCase> {
  const warm = heats ? null : PIN_WARM;
  return {
    ...CPYTHON_LANGUAGE,
    name: SOURCE,
    generate: (choices) => unlimited(printableDraft(choices, warm)),
    lower: (draft) => ({ ...CPYTHON_LANGUAGE.lower(draft), source: printPython(draft) }),
    *shrink(draft) {
      for (const simpler of CPYTHON_LANGUAGE.shrink?.(draft) ?? []) {
        if (isPrintable(simpler) && (heats || simpler.warm === PIN_WARM)) yield simpler;
      }
    },
    codec: {
      encode: ({ program, limits, source }) => ({ limits, program, source }),
      decode(value, path) {
        const source = typeof value === "object" && value !== null ? (value as { source?: unknown }).source : undefined;
        if (typeof source !== "string") {
          throw new TierproofError("file", `${path}: expected a program with its Python source, found none`);
        }
        return { ...CPYTHON_LANGUAGE.codec.decode(value, path), source };
      },
    },
    print: ({ program, source }) => `${source.trimEnd()}\n\n${callsText(program)}`,
  };
}

/** Programs as code objects of the pin, all Drafts. */
export const BYTECODE_LANGUAGE: Language<Draft, PythonCase> = {
  ...CPYTHON_LANGUAGE,
  name: BYTECODE,
  generate: (choices) => unlimited(generateDraft(choices, PIN_WARM)),
  lower: (draft) => ({ ...CPYTHON_LANGUAGE.lower(draft), source: "" }),
  *shrink(draft) {
    for (const simpler of CPYTHON_LANGUAGE.shrink?.(draft) ?? []) if (simpler.warm === PIN_WARM) yield simpler;
  },
  codec: {
    encode: ({ program, limits }) => ({ limits, program }),
    decode: (value, path) => ({ ...CPYTHON_LANGUAGE.codec.decode(value, path), source: "" }),
  },
};

/** The list of arguments as Python source. */
export function argsSource({ args }: Program): string {
  return literalSource({ t: "list", v: args });
}

/** How a program is called, as Python source. */
function callsText({ entry, args, calls }: Program): string {
  const call = `${entry}(${args.map(literalSource).join(", ")})`;
  return calls === 1 ? `runs ${call} once` : `runs ${call} ${calls} times`;
}

/** Jumps back after which loops of a program are hot. */
export function warmOfCase({ limits }: ProgramCase): number {
  return limits.backedgeThreshold >> 4;
}

function hex(bytes: Iterable<number>): string {
  let text = "";
  for (const byte of bytes) text += byte.toString(16).padStart(2, "0");
  return text;
}

function childCode(code: CodeObject): Readonly<Record<string, unknown>> {
  const units = new Uint8Array(Uint16Array.from(code.code).buffer);
  const { exceptionTable, ...rest } = code;
  return { ...rest, code: hex(units), exceptionTable: hex(encodeExceptionTable(exceptionTable)) };
}

/** A program as the child takes it. */
export function childProgram(
  given: PythonCase,
  { id, tiers, form }: { readonly id: number; readonly tiers: readonly Tier[]; readonly form: Form },
): ChildProgram {
  const { program } = given;
  const { entry, calls } = program;
  const head = { id, tiers, warm: warmOfCase(given), calls, entry };
  if (form === "source") return { ...head, source: given.source, args: argsSource(program) };
  return { ...head, args: program.args, hosts: program.hosts, codes: program.codes.map(childCode) };
}
