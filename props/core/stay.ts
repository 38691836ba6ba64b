/**
 * What is attacked runs in the thread that attacks it. Were that thread ended from inside, those that wait for its word would wait for ever.
 *
 * @module
 */

/**
 * From here on, ending the thread is an error of whoever tries to: `Deno.exit()` throws, and so does `process.exit()`, which calls it.
 * Gives what allows it again.
 */
export function refuseExit(): () => void {
  const { exit } = Deno;
  Deno.exit = (code = 0): never => {
    throw new Error(`Deno.exit(${code}): what is attacked may not end its thread`);
  };
  return () => {
    Deno.exit = exit;
  };
}
