/**
 * `deno task trace`: what the optimizer makes of a program, and what then runs.
 *
 * @module
 */

import type { Repairs, Target } from "../../src/isa/engine.ts";
import { REPAIR_IDS } from "../../src/isa/repairs.ts";
import { EVENT_LEVELS, formatTraceEvent } from "../../src/optimizer/observer.ts";
import { formatUop, type Trace } from "../../src/optimizer/trace.ts";
import { repairsFor } from "../core/subject.ts";
import {
  EXIT,
  HELP_OPTION,
  type OptionValues,
  painter,
  parseInteger,
  parseWords,
  plain,
  runCommand,
  unknownWord,
  usageError,
} from "./options.ts";
import { namedProgram, PROGRAM_PLACEHOLDER } from "./program_source.ts";
import { type TraceRun, traceRun } from "./trace_run.ts";
import { declineText, statisticsJson, traceText, UOP_LEVEL } from "./trace_text.ts";

const OPTIONS = {
  level: {
    kind: "value",
    value: "0-4",
    help: "how much of trace building to tell (default: 1): 0 attempts only, 1 traces before and after each pass, " +
      "2 every uop added, 3 functions looked up and every uop executed, 4 branches and what failed",
  },
  stats: { kind: "flag", help: "the optimizer's statistics under the pin's names" },
  target: { kind: "value", value: "pinned|repaired", help: "the optimizer as it was (default), or mended" },
  repair: { kind: "value", value: "ID[,ID]", help: "mend these defects of the pin" },
  json: { kind: "flag", help: "one JSON object on one line, last on stdout; the text goes to stderr" },
  ...HELP_OPTION,
} as const;

function askedRepairs(options: OptionValues<typeof OPTIONS>, stored: Repairs): Repairs {
  if (options.target === undefined && options.repair === undefined) return stored;
  const targets: readonly Target[] = ["pinned", "repaired"];
  const target = targets.find((each) => each === (options.target ?? "pinned"));
  if (target === undefined) throw unknownWord("target", options.target ?? "", targets);
  if (target === "repaired" && options.repair !== undefined) {
    throw usageError("--repair mends the pinned target; the repaired one has every repair already");
  }
  return repairsFor(target, options.repair === undefined ? [] : parseWords("repair", options.repair, REPAIR_IDS));
}

const lines = (trace: Trace): string[] => trace.map(formatUop);

/** The object that `--json` prints; units are code units, traces are lists of uops as text. */
function toJson(run: TraceRun, repairs: Repairs, level: number): Record<string, unknown> {
  return {
    repairs: REPAIR_IDS.filter((id) => repairs.has(id)),
    steps: run.steps.map((step) => {
      if (step.kind === "visit") {
        const { kind, executor, code, unit, valid, left, uopIndex, onCode, onUnit, uops, times } = step;
        const ran = level >= UOP_LEVEL ? { ran: step.lines } : {};
        return {
          kind,
          executor: executor.number,
          code,
          unit,
          valid,
          left,
          uopIndex,
          onCode,
          onUnit,
          uops,
          times,
          ...ran,
        };
      }
      const { kind, number, code, unit, destUnit, executor, translated, passes, events } = step;
      return {
        kind,
        number,
        code,
        unit,
        destUnit,
        executor: executor?.number ?? null,
        declined: executor === null ? declineText(step) : null,
        events: events.filter((event) => event.kind !== "pass" && EVENT_LEVELS[event.kind] <= level).map(
          formatTraceEvent,
        ),
        translated: translated === null ? null : lines(translated),
        passes: passes.map(({ name, after }) => ({ name, after: lines(after) })),
      };
    }),
    executors: run.executors.map(({ number, type, trace, ran, entered, uops, deopts, errors, exits }) => ({
      number,
      type,
      trace: lines(trace),
      ran: Array.from(ran),
      entered,
      uops,
      deopts,
      errors,
      exits,
    })),
    remaining: run.remaining.map((each) => ({ ...each, executor: each.executor.number })),
    outcome: run.outcome,
    statistics: statisticsJson(run.statistics),
  };
}

if (import.meta.main) {
  await runCommand({
    name: "trace",
    summary:
      "Runs a program on tier 2 and shows its code, every call of the optimizer with the trace before and after each\n" +
      "pass, what the executors ran and how they were left.\n" +
      "A program is a file (JSON, assembler text or a finding), a replay token, or golden:ID for a recording.",
    positionals: PROGRAM_PLACEHOLDER,
    minPositionals: 1,
    maxPositionals: 1,
    options: OPTIONS,
    examples: [
      "trace golden:call_shallow_01",
      "trace program.tpa --level 4 --stats",
      "trace tp1. ... --repair handler-lookup",
    ],
  }, async ({ options, positionals }) => {
    const { program, limits, repairs: stored } = await namedProgram(positionals[0] as string);
    const level = options.level === undefined ? 1 : parseInteger("level", options.level, 0, 4);
    const repairs = askedRepairs(options, stored);
    const run = traceRun(program, limits, repairs, level >= UOP_LEVEL);
    const say = options.json ? console.error : console.log;
    say(traceText(program, run, level, options.stats, options.json ? plain : painter()));
    if (options.json) console.log(JSON.stringify(toJson(run, repairs, level)));
    return EXIT.ok;
  });
}
