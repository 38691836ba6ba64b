/**
 * One check of a byte string from standard input, for fuzzers that mutate bytes and start a process for each string. Exit 0:
 * nothing found; 1: found, with the explanation on standard error. Any bytes are a valid program.
 *
 * ```sh
 * deno run --allow-write examples/fuzz/stdin.ts --seeds seeds 100
 * AFL_CRASH_EXITCODE=1 afl-fuzz -n -t 10000 -i seeds -o findings -- deno run examples/fuzz/stdin.ts redundant-guards-slip
 * deno run examples/fuzz/stdin.ts redundant-guards-slip < findings/default/crashes/id:000000*
 * ```
 *
 * Without a name of one of the example passes the pin's optimizer is attacked, as it was. In a process of one's own,
 * `checkBytes` does the same thousands of times a second.
 *
 * @module
 */

import { ALL_REPAIRS, NO_REPAIRS, PASSES, tier2 } from "../../mod.ts";
import { bytesOfDraft, checkBytes, HUNT_LIMITS, PrngChoices, warmOf } from "../../props/mod.ts";
import { RIGHT, SLIPS } from "../passes/mod.ts";

/** Writes byte strings of random programs: seeds for the corpus of a fuzzer. */
async function writeSeeds(folder: string, count: number): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  for (let index = 0; index < count; index++) {
    const bytes = bytesOfDraft(new PrngChoices(1, index), warmOf(HUNT_LIMITS));
    // A fuzzer has no use for an empty seed.
    await Deno.writeFile(`${folder}/${String(index).padStart(4, "0")}`, bytes.length === 0 ? Uint8Array.of(0) : bytes);
  }
}

async function checkStdin(name: string | undefined): Promise<number> {
  const pass = [...RIGHT, ...SLIPS].find((each) => each.name === name);
  if (name !== undefined && pass === undefined) {
    console.error(`expected the name of an example pass, found ${name}`);
    return 2;
  }
  const engine = pass === undefined
    ? tier2({ repairs: NO_REPAIRS })
    : tier2({ passes: [...PASSES, pass], repairs: ALL_REPAIRS });
  const bytes = new Uint8Array(await new Response(Deno.stdin.readable).arrayBuffer());
  const failure = checkBytes(engine, bytes);
  if (failure === null) return 0;
  console.error(failure.text);
  return 1;
}

if (import.meta.main) {
  const [first, folder, count] = Deno.args;
  if (first === "--seeds") await writeSeeds(folder ?? "seeds", Number(count ?? 100));
  else Deno.exitCode = await checkStdin(first);
}
