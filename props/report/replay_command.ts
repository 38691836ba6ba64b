/**
 * The command that shows a finding again.
 *
 * @module
 */

import { pathOf } from "../core/file_urls.ts";
import type { Finding } from "../core/finding.ts";
import type { Plug } from "../core/plug.ts";
import { quoted } from "./command_text.ts";

/** The command, with the module that the plug came from; of one that was handed over in memory only its user knows the file. */
export function replayCommand(
  { token, attacked, language }: Pick<Finding, "token" | "attacked" | "language">,
  { module, options = "" }: Partial<Pick<Plug, "module" | "options">>,
): string {
  const command = `deno task replay ${token}`;
  if (options !== "") return `${command} ${options}`;
  if (module === undefined) return attacked === language ? command : `${command} --module FILE`;
  return `${command} --module ${quoted(pathOf(module))}`;
}
