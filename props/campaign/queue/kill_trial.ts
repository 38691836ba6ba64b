/**
 * `deno task kill-workers`: a campaign whose coordinator and workers are killed at many instants must end like one that nobody
 * touched.
 *
 * @module
 */

import { TierproofError } from "../../../src/isa/errors.ts";
import { EXIT, HELP_OPTION, integerOption, runCommand, unknownWord } from "../../cli/options.ts";
import { DIVISORS_MODULE } from "../testing/campaign_process.ts";
import { DIVISORS } from "../testing/divisors.ts";
import { interruptedCode, interruptible } from "../../cli/interrupt.ts";
import { tryKilling } from "./testing/kill_trial.ts";
import { startPostgres } from "./testing/postgres.ts";

const OPTIONS = {
  queue: { kind: "value", value: "postgres|pglite|none", help: "where slices go (default: postgres, one of its own)" },
  instants: { kind: "value", value: "N", help: "how often something is killed (default: 20)" },
  checks: { kind: "value", value: "N", help: "checks of the campaign (default: 400000)" },
  ...HELP_OPTION,
} as const;

if (import.meta.main) {
  await runCommand({
    name: "kill-workers",
    summary: "Kill the coordinator and the workers of a campaign again and again; it must end as if nobody had.",
    positionals: "",
    minPositionals: 0,
    maxPositionals: 0,
    options: OPTIONS,
    examples: ["kill-workers", "kill-workers --queue none --instants 50"],
  }, async ({ options }) => {
    const kind = options.queue ?? "postgres";
    const kinds = ["postgres", "pglite", "none"];
    if (!kinds.includes(kind)) throw unknownWord("queue", kind, kinds);
    const instants = integerOption(options, "instants", 20, 1, 10_000);
    const checks = integerOption(options, "checks", 400_000, 1000, Number.MAX_SAFE_INTEGER);
    const dir = await Deno.makeTempDir({ prefix: "tierproof-kill-" });
    const postgres = kind === "postgres" ? await startPostgres() : null;
    // A server that was started is not to outlive the command.
    const interrupt = interruptible();
    try {
      if (kind === "postgres" && postgres === null) {
        throw new TierproofError("option", "no PostgreSQL is installed here (apt-get install postgresql)");
      }
      if (postgres !== null) await Deno.writeTextFile(`${dir}/url`, postgres.url, { mode: 0o600 });
      const trial = tryKilling({
        dir,
        queue: postgres !== null ? `file:${dir}/url` : kind === "none" ? null : kind,
        workers: postgres === null ? 0 : 2,
        instants,
        checks,
        module: DIVISORS_MODULE,
        claims: Object.keys(DIVISORS).join(),
        pauseMs: 1000,
        signal: interrupt.signal,
        onKill: (text) => console.error(`killed ${text}`),
      });
      const result = await trial.catch((error) => interrupt.signal.aborted ? null : Promise.reject(error));
      if (result === null) return interruptedCode();
      const isEqual = JSON.stringify(result.untouched) === JSON.stringify(result.killed);
      const { coordinators, atWork, workers } = result;
      const { findings } = result.untouched as { readonly findings: readonly unknown[] };
      console.log(
        `${coordinators} coordinators, ${atWork} of them at work, and ${workers} workers killed, ${findings.length} findings: ${
          isEqual ? "the same as without" : "NOT the same as without"
        }`,
      );
      if (!isEqual) console.log(JSON.stringify({ untouched: result.untouched, killed: result.killed }, null, 1));
      return isEqual ? EXIT.ok : EXIT.found;
    } finally {
      interrupt.release();
      await postgres?.stop();
      await Deno.remove(dir, { recursive: true });
    }
  });
}
