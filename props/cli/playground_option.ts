/**
 * The option that says where the playground is. What makes links is loaded where somebody asks for them: other hunts are not to wait
 * for it.
 *
 * @module
 */

import type { Plug } from "../core/plug.ts";
import { PLAYGROUND_VARIABLE } from "../bundle/bundles.ts";
import type { OptionTable } from "./options.ts";
import type { PlaygroundPlace } from "./playground_link.ts";

/** Options of commands that report findings. */
export const LINK_OPTIONS = {
  playground: {
    kind: "value",
    value: "URL",
    help: `where the playground is hosted: findings link to it (default: ${PLAYGROUND_VARIABLE}, else no links)`,
  },
} as const satisfies OptionTable;

/** Where the option or else the environment says that the playground is; null where neither does. */
function placeOf(given: string | undefined): PlaygroundPlace | null {
  if (given !== undefined) return given === "" ? null : { named: given, by: "--playground" };
  const named = Deno.env.get(PLAYGROUND_VARIABLE) ?? "";
  return named === "" ? null : { named, by: PLAYGROUND_VARIABLE };
}

/** Whether the option or the environment says where the playground is. */
export function isLinked(given: string | undefined): boolean {
  return placeOf(given) !== null;
}

/** What is attacked, with links to the playground in its reports where the option or the environment says where that is. */
export async function linked<Attacked extends { readonly plug: Plug }>(
  attacked: Attacked,
  given: string | undefined,
): Promise<Attacked> {
  const place = placeOf(given);
  if (place === null) return attacked;
  const { withLinks } = await import("./playground_link.ts");
  return withLinks(attacked, place);
}

/** Links to the playground from documents of finding files; null where the page cannot show one, or nobody says where it is. */
export async function linksOfDocuments(given: string | undefined): Promise<(document: unknown) => string | null> {
  const place = placeOf(given);
  if (place === null) return () => null;
  const { documentLinks } = await import("./playground_link.ts");
  return documentLinks(place);
}
