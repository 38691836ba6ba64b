/**
 * `--findings`: what a campaign has found, for people.
 *
 * @module
 */

import { looksLikeToken } from "../core/token.ts";
import { quoted } from "../report/command_text.ts";
import { counted, duration } from "../report/text.ts";
import type { CampaignFinding } from "./campaign_store.ts";
import { FINDINGS } from "./schema.ts";
import { KNOWN_FILE, type KnownList } from "./known.ts";

/** What is said of a finding besides its root cause; empty for one that is open. */
export function stateNote({ state, signature, ours }: CampaignFinding, known: KnownList): string {
  const entry = known.of(signature);
  return [
    state === "fixed" ? "fixed" : "",
    entry === null ? "" : entry.link === "" ? "known" : `known: ${entry.link}`,
    ours ? "did not repeat, or a defect of Tierproof" : "",
  ].filter((note) => note !== "").join(", ");
}

/** The command that shows a finding again, from wherever somebody stands. */
export function shownReplay(dir: string, { token, replay }: Pick<CampaignFinding, "token" | "replay">): string {
  return looksLikeToken(token) ? replay : replay.replace(token, () => quoted(`${dir}/${token}`));
}

/** The list. */
export function findingsText(dir: string, findings: readonly CampaignFinding[], known: KnownList): string {
  if (findings.length === 0) return "nothing found so far";
  const rows = findings.map((finding) => {
    const { id, signature, claims, units, duplicates, seconds, folder } = finding;
    const note = stateNote(finding, known);
    const size = units === 0 ? "" : ` · ${counted(units, "instruction")}`;
    return [
      `${String(id).padStart(3)}  ${signature}${note === "" ? "" : `  [${note}]`}`,
      `     ${claims.join(", ")}${size} · ${counted(duplicates + 1, "check")} · found after ${duration(seconds)}`,
      `     ${dir}/${FINDINGS}/${folder}`,
      `     ${shownReplay(dir, finding)}`,
    ].join("\n");
  });
  const open = findings.filter((finding) => stateNote(finding, known) === "").length;
  return `${rows.join("\n")}\n\n${findings.length} root ${findings.length === 1 ? "cause" : "causes"}, ${open} open\n` +
    `To have one counted but not reported: {"signature": "...", "link": "..."} in ${dir}/${KNOWN_FILE}`;
}
