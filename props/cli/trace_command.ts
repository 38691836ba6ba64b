/**
 * What `deno task trace` does, in a thread of its own: what the optimizer makes of a program, and what then runs.
 *
 * @module
 */

import type { Repairs } from "../../src/isa/engine.ts";
import { TierproofError } from "../../src/isa/errors.ts";
import { REPAIR_IDS } from "../../src/isa/repairs.ts";
import { EVENT_LEVELS, formatTraceEvent } from "../../src/optimizer/observer.ts";
import { formatUop, type Trace } from "../../src/optimizer/trace.ts";
import type { Plug } from "../core/plug.ts";
import { type Mended, noneMended } from "../core/target.ts";
import { Vm } from "../cpython/vm.ts";
import { plain } from "../report/paint.ts";
import { EXIT, HELP_OPTION, integerOption, JSON_OPTION, painter } from "./options.ts";
import { isApart, serveApart } from "./apart.ts";
import { namedProgram, PROGRAM_PLACEHOLDER } from "./program_source.ts";
import { askedMended, attackedPlug, SOURCE_OPTIONS, TARGET_OPTIONS } from "./target_options.ts";
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
  ...TARGET_OPTIONS,
  ...SOURCE_OPTIONS,
  ...JSON_OPTION,
  ...HELP_OPTION,
} as const;

/** The machine whose traces are shown. Throws for what has no tiers of the pin, before it asks for a program of the pin's. */
function tieredVm(plug: Plug, mended: Mended): Vm {
  const vm = plug.target.attacked(mended);
  if (vm instanceof Vm && vm.hasTiers) return vm;
  throw new TierproofError("option", `${plug.name} makes no traces of the pin's`);
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

if (isApart()) {
  serveApart({
    name: "trace",
    summary:
      "Runs a program on tier 2 and shows its code, every call of the optimizer with the trace before and after each\n" +
      "pass, what the executors ran and how they were left.\n" +
      "A program is a file (Python source, JSON, assembler text or a finding), a replay token, or golden:ID for a recording.",
    positionals: PROGRAM_PLACEHOLDER,
    minPositionals: 1,
    maxPositionals: 1,
    options: OPTIONS,
    examples: [
      "trace golden:call_shallow_01",
      "trace examples/loop.py",
      "trace program.tpa --level 4 --stats",
      "trace tp2. ... --repair handler-lookup",
    ],
  }, async ({ options, positionals }) => {
    const { plug } = await attackedPlug(options);
    const mended = askedMended(options, plug);
    tieredVm(plug, mended ?? noneMended());
    const { program, limits, repairs: stored } = await namedProgram(positionals[0] as string, plug);
    const level = integerOption(options, "level", 1, 0, 4);
    const vm = tieredVm(plug, mended ?? stored);
    const run = traceRun(program, limits, vm, level >= UOP_LEVEL);
    const say = options.json ? console.error : console.log;
    say(traceText(program, run, level, options.stats, options.json ? plain : painter()));
    if (options.json) console.log(JSON.stringify(toJson(run, vm.mended, level)));
    return EXIT.ok;
  });
}
