/**
 * `deno task enumerate`: every program of a small scope on every engine.
 *
 * @module
 */

import { placeText } from "../core/failure.ts";
import { isOurs } from "../core/finding.ts";
import { hunt, type HuntResult } from "../core/hunt.ts";
import { importPlug } from "../core/plug.ts";
import { variantOf } from "../core/target.ts";
import { LINK_OPTIONS, linked } from "../cli/playground_option.ts";
import { askedMended, type AttackedPlug, attackedPlug, PYTHON_OPTIONS, TARGET_OPTIONS } from "../cli/target_options.ts";
import { interruptible } from "../cli/interrupt.ts";
import { commandText } from "../report/command_text.ts";
import { findingText } from "../report/finding_text.ts";
import { plain } from "../report/paint.ts";
import {
  durationOption,
  EXIT,
  HELP_OPTION,
  integerOption,
  JSON_OPTION,
  type OptionTable,
  type OptionValues,
  painter,
  runCommand,
} from "../cli/options.ts";
import { statusLine } from "../cli/status.ts";
import { count, counted, duration } from "../report/text.ts";
import { Scope } from "./scope.ts";
import { MAX_UNITS, scopeName, scopeSource } from "./subjects.ts";
import { EVENTS, ROWS, SKIPS } from "./table.ts";

const MAX_JOBS = 64;

const OPTIONS = {
  units: { kind: "value", value: "N", help: `instructions of the loop body, at most (1 to ${MAX_UNITS}; default: 4)` },
  events: { kind: "flag", help: "also every body with one event at any one point" },
  ...TARGET_OPTIONS,
  ...PYTHON_OPTIONS,
  ...LINK_OPTIONS,
  from: { kind: "value", value: "I", help: "number of the first program (default: 0)" },
  to: { kind: "value", value: "J", help: "number behind the last program (default: all)" },
  time: { kind: "value", value: "10m", help: "stop after this time (default: none)" },
  jobs: { kind: "value", value: "N", help: "workers (default: 1)" },
  quiet: { kind: "flag", help: "no progress" },
  ...JSON_OPTION,
  ...HELP_OPTION,
} as const satisfies OptionTable;

async function enumerate(options: OptionValues<typeof OPTIONS>): Promise<number> {
  const { module, target, repair, python, known, playground } = options;
  const attacked = await linked(await attackedPlug({ module, target, repair, python, known }), playground);
  try {
    return await enumerateOn(attacked, options);
  } finally {
    await attacked.close();
  }
}

async function enumerateOn(attacked: AttackedPlug, options: OptionValues<typeof OPTIONS>): Promise<number> {
  const units = integerOption(options, "units", 4, 1, MAX_UNITS);
  const source = scopeSource(attacked.source);
  const plug = await importPlug(source);
  const mended = askedMended(options, plug) ?? new Set(plug.target.defects.map(({ id }) => id));
  const target = variantOf(plug.target, mended);
  const jobs = integerOption(options, "jobs", 1, 1, MAX_JOBS);
  const timeMs = durationOption(options, "time", Infinity);
  const { size } = new Scope(units, options.events);
  const from = integerOption(options, "from", 0, 0, size);
  const to = integerOption(options, "to", size, from, size);

  const say = options.json ? console.error : console.log;
  const paint = options.json ? plain : painter();
  const range = from === 0 && to === size ? "" : `, from ${from} to ${to}`;
  say(
    `enumerate: ${counted(size, "program")} of up to ${
      counted(units, "instruction")
    } from ${ROWS.length} rows, ${SKIPS.length} skips ` +
      `and a handler${options.events ? `, with at most one of ${EVENTS.length} events` : ""}; target ${target}${range}`,
  );
  const status = statusLine(options.quiet);
  const interrupt = interruptible();
  let result: HuntResult;
  try {
    result = await hunt({
      plug: source,
      claim: scopeName(units, options.events),
      // The checks of a scope are numbered from its seed on.
      seed: from,
      mended,
      checks: to - from,
      timeMs,
      jobs,
      signal: interrupt.signal,
      onProgress: (progress) => status.show(progress),
      onFailure: (index) => status.note(`program ${count(from + index)} differs, shrinking ...`),
    });
  } finally {
    interrupt.release();
    status.end();
  }
  const { finding, tally, seconds } = result;
  const next = from + tally.checks;
  const again = (index: number): string =>
    commandText(["enumerate"], {
      units: String(units),
      events: options.events,
      module: options.module,
      target: options.target,
      repair: options.repair,
      python: options.python,
      known: options.known,
      from: String(index),
    });
  if (finding !== null) say(`\n${findingText(finding, plug, paint, again(next - 1))}\n`);
  say(
    `${count(tally.checks)} of ${counted(to - from, "program")} in ${duration(seconds)}, ` +
      `${count(tally.checks / Math.max(seconds, 1e-9))}/s; ${
        count(tally.counts["reachedTier2"] ?? 0)
      } entered tier 2, ` +
      `${count(tally.poisoned)} given up`,
  );
  if (finding !== null) say(`go on behind it: ${again(next)}`);
  else if (next < to) say(`go on: ${again(next)}`);
  else {say(
      from === 0 && to === size ? "complete: every program of the scope agrees" : "every program of the range agrees",
    );}
  if (options.json) {
    console.log(JSON.stringify({
      units,
      events: options.events,
      target,
      size,
      from,
      to,
      checked: tally.checks,
      next,
      complete: finding === null && next === to,
      ended: result.ended,
      seconds,
      tally,
      finding: finding === null ? null : {
        index: next - 1,
        units: finding.units,
        events: finding.events,
        repair: finding.healedBy[0] ?? null,
        where: placeText(finding.failure.place),
        left: finding.failure.left,
        right: finding.failure.right,
        program: finding.input.kind === "program" ? plug.language.codec.encode(finding.input.program) : null,
      },
    }));
  }
  if (finding === null) return result.ended === "interrupted" ? EXIT.interrupted : EXIT.ok;
  return isOurs(finding) ? EXIT.invariant : EXIT.found;
}

if (import.meta.main) {
  await runCommand({
    name: "enumerate",
    summary:
      "Runs every program of a small scope on every engine: loop bodies of up to so many instructions of a reduced\n" +
      "table, optionally with an event at every single point. Their number is known before the first one runs.\n" +
      "Exit code: 0 all agree, 1 a difference, 2 bad usage, 3 a difference that did not repeat,\n" +
      "a broken invariant of Tierproof itself or a machine that fails, 129, 130 or 143 ended by SIGHUP, Ctrl-C or SIGTERM with no difference so far.",
    positionals: "",
    minPositionals: 0,
    maxPositionals: 0,
    options: OPTIONS,
    examples: ["enumerate --units 5 --events", "enumerate --units 6 --events --time 10m", "enumerate --target pinned"],
  }, ({ options }) => enumerate(options));
}
