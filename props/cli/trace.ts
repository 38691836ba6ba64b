/**
 * `deno task trace`: what the optimizer makes of a program, and what then runs; see `trace_command.ts`.
 *
 * @module
 */

import { runApart } from "./apart.ts";

if (import.meta.main) await runApart("trace", import.meta.resolve("./trace_command.ts"));
