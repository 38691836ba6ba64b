/**
 * The option that says where the playground is. What makes links is loaded where somebody asks for them: other hunts are not to wait
 * for it.
 *
 * @module
 */

import type { Plug } from "../core/plug.ts";
import type { OptionTable } from "./options.ts";

/** Options of commands that report findings. */
export const LINK_OPTIONS = {
  playground: {
    kind: "value",
    value: "URL",
    help: "where the playground is hosted: findings link to it (default: TIERPROOF_PLAYGROUND, else no links)",
  },
} as const satisfies OptionTable;

function isAsked(given: string | undefined): boolean {
  return given !== undefined || (Deno.env.get("TIERPROOF_PLAYGROUND") ?? "") !== "";
}

/** What is attacked, with links to the playground in its reports where the option or the environment says where that is. */
export async function linked<Attacked extends { readonly plug: Plug }>(
  attacked: Attacked,
  given: string | undefined,
): Promise<Attacked> {
  if (!isAsked(given)) return attacked;
  const { withLinks } = await import("./playground_link.ts");
  return withLinks(attacked, given);
}

/** Links to the playground from documents of finding files; null where the page cannot show one, or nobody says where it is. */
export async function linksOfDocuments(given: string | undefined): Promise<(document: unknown) => string | null> {
  if (!isAsked(given)) return () => null;
  const { documentLinks } = await import("./playground_link.ts");
  return documentLinks(given);
}
