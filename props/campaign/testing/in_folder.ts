/**
 * A folder for the campaign of one test.
 *
 * @module
 */

/** Runs something with a folder that is gone afterwards. */
export async function inFolder(run: (dir: string) => Promise<void>): Promise<void> {
  const dir = Deno.makeTempDirSync({ prefix: "tierproof-campaign-" });
  try {
    await run(dir);
  } finally {
    Deno.removeSync(dir, { recursive: true });
  }
}
