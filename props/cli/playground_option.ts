/**
 * The option that says where the playground is. What makes links is loaded where somebody asks for them: other hunts are not to wait
 * for it.
 *
 * @module
 */

import type { OptionTable } from "./options.ts";
import type { AttackedPlug } from "./target_options.ts";

/** Options of commands that report findings. */
export const LINK_OPTIONS = {
  playground: {
    kind: "value",
    value: "URL",
    help: "where the playground is hosted: findings link to it (default: TIERPROOF_PLAYGROUND, else no links)",
  },
} as const satisfies OptionTable;

/** What is attacked, with links to the playground in its reports where the option or the environment says where that is. */
export async function linked(attacked: AttackedPlug, given: string | undefined): Promise<AttackedPlug> {
  if (given === undefined && (Deno.env.get("TIERPROOF_PLAYGROUND") ?? "") === "") return attacked;
  const { withLinks } = await import("./playground_link.ts");
  return withLinks(attacked, given);
}
