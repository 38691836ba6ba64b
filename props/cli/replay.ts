/**
 * `deno task replay`: shows a finding again, from its token or its file; see `replay_command.ts`.
 *
 * @module
 */

import { runApart } from "./apart.ts";

if (import.meta.main) await runApart("replay", import.meta.resolve("./replay_command.ts"));
