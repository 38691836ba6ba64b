/**
 * The thread of a worker that looks after it while it is busy: it says on standard error how the process is, and ends it when its
 * coordinator was killed, as what hangs in a check would outlive it.
 *
 * @module
 */

import process from "node:process";
import { markedLine, type Vitals } from "./vitals.ts";

/** Milliseconds between two looks. */
const LOOK_MS = 100;

const coordinator = Deno.ppid;

function look(): void {
  if (Deno.ppid !== coordinator) Deno.kill(Deno.pid, "SIGKILL");
  const { user, system } = process.cpuUsage();
  const vitals: Vitals = { memory: Deno.memoryUsage().rss, cpu: (user + system) / 1e6 };
  Deno.stderr.writeSync(markedLine(vitals));
}

setInterval(look, LOOK_MS);
