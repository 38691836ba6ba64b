/**
 * `deno task shrink-bench`: how small findings get, and how long that takes, over many findings of many faults.
 *
 * @module
 */

import { interruptible } from "../cli/interrupt.ts";
import {
  durationOption,
  EXIT,
  HELP_OPTION,
  integerOption,
  JSON_OPTION,
  runCommand,
  unknownWord,
} from "../cli/options.ts";
import { count } from "../report/text.ts";
import { DEFECTS, PLANTED } from "./shrink/faults.ts";
import { measure, type Sample, summary } from "./shrink/findings.ts";

function line(name: string, samples: readonly Sample[]): string {
  if (samples.length === 0) return `${name.padEnd(30)}   0`;
  const { body, instructions, events, seconds, tried } = summary(samples);
  const pair = ({ median, p99 }: { median: number; p99: number }, digits = 0, width = 6): string =>
    `${median.toFixed(digits).padStart(width)} ${p99.toFixed(digits).padStart(width)} `;
  return `${name.padEnd(30)}${count(samples.length).padStart(4)} ${pair(body)}${pair(instructions)}${
    pair(events, 0, 3)
  }${pair(seconds, 2)}${pair(tried)}`;
}

if (import.meta.main) {
  await runCommand({
    name: "shrink-bench",
    summary: "Shrinks findings of the pin's defects and of wrong passes, and says how small they get in what time.\n" +
      "Pairs are median and 99th percentile; seconds are those of the processor, attribution and traces included.",
    positionals: "",
    minPositionals: 0,
    maxPositionals: 0,
    options: {
      findings: { kind: "value", value: "10", help: "findings of each fault (default: 10)" },
      time: { kind: "value", value: "5s", help: "how long to look for findings of one fault (default: 5s)" },
      seed: { kind: "value", value: "1", help: "seed of the programs (default: 1)" },
      fault: { kind: "value", value: "ID", help: "only this fault" },
      worst: { kind: "flag", help: "list the findings that stay largest and those that take longest" },
      ...JSON_OPTION,
      ...HELP_OPTION,
    },
    examples: ["shrink-bench", "shrink-bench --fault handler-lookup --findings 100 --time 30s"],
  }, async ({ options }) => {
    const findings = integerOption(options, "findings", 10, 1, 1_000_000);
    const ms = durationOption(options, "time", 5000);
    const seed = integerOption(options, "seed", 1, 0, Number.MAX_SAFE_INTEGER);
    const all = [...DEFECTS, ...PLANTED];
    const faults = options.fault === undefined ? all : all.filter(({ id }) => id === options.fault);
    if (faults.length === 0) throw unknownWord("fault", options.fault ?? "", all.map(({ id }) => id));
    const say = options.json ? console.error : console.log;
    const pairs = ["loop body", "instructions", "events", "seconds", "tried"];
    say(`${"".padEnd(34)} ${pairs.map((title) => title.padStart(title === "events" ? 7 : 13)).join(" ")}`);
    const samples: Sample[] = [];
    const interrupt = interruptible();
    for (const fault of faults) {
      // Lets a signal in.
      await new Promise((resolve) => setTimeout(resolve, 0));
      if (interrupt.signal.aborted) break;
      const found = measure(fault, findings, ms, seed);
      say(line(fault.id, found));
      samples.push(...found);
    }
    interrupt.release();
    say(line("all", samples));
    if (options.worst) {
      const say10 = (title: string, by: (sample: Sample) => number): void => {
        say(`\n${title}`);
        for (const sample of [...samples].sort((a, b) => by(b) - by(a)).slice(0, 10)) {
          say(
            `  ${sample.fault} ${sample.index}: ${sample.instructions} instructions, ${sample.tried} tried, ` +
              `${sample.seconds.toFixed(2)} s${sample.complete ? "" : ", not done"}  ${sample.token}`,
          );
        }
      };
      say10("largest", ({ instructions }) => instructions);
      say10("longest", ({ seconds }) => seconds);
    }
    if (options.json) console.log(JSON.stringify({ seed, ...summary(samples), samples }));
    return interrupt.signal.aborted ? EXIT.interrupted : EXIT.ok;
  });
}
