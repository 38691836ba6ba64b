/**
 * The thread of a worker that ends it when its coordinator was killed: what hangs in a check would outlive it.
 *
 * @module
 */

/** Milliseconds between two looks. */
const LOOK_MS = 2000;

const coordinator = Deno.ppid;
setInterval(() => {
  if (Deno.ppid !== coordinator) Deno.kill(Deno.pid, "SIGKILL");
}, LOOK_MS);
