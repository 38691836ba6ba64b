/**
 * Replay tokens: everything that makes one shrunk input again, in at most 200 characters.
 *
 * `tp1.CLAIM.gG.SEED.INDEX.MENDED.PATH.SUM`: version of the token, claim, version of the generator, seed and index in base
 * 36, repairs switched on, path of the shrinker, checksum. MENDED is `pinned`, `repaired` or ids joined by `+`. PATH is
 * base-64 text, `-` for none, `~` for one too long to hold: then the input is shrunk again.
 *
 * @module
 */

import type { Repairs } from "../../src/isa/engine.ts";
import { TierproofError } from "../../src/isa/errors.ts";
import { NO_REPAIRS, REPAIR_IDS, type RepairId } from "../../src/isa/repairs.ts";
import { crc32 } from "./crc32.ts";
import { repairsFor } from "./subject.ts";

/** Longest token. */
export const MAX_TOKEN = 200;

/** What a token says. */
export interface ReplayToken {
  readonly claim: string;
  /** Version of the generator: another one makes other inputs of the same seed. */
  readonly generator: number;
  readonly seed: number;
  readonly index: number;
  readonly repairs: Repairs;
  /** Steps of the shrinker, or null when they are to be searched again. */
  readonly path: readonly number[] | null;
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

/** Five bits a character, lowest first; the sixth bit says that more follow. */
function encodePath(path: readonly number[]): string {
  let text = "";
  for (let step of path) {
    for (; step > 31; step = Math.floor(step / 32)) text += DIGITS[(step % 32) + 32];
    text += DIGITS[step];
  }
  return text;
}

function decodePath(text: string): number[] | null {
  const path: number[] = [];
  let step = 0;
  let scale = 1;
  for (const character of text) {
    const digit = DIGITS.indexOf(character);
    if (digit < 0) return null;
    step += (digit % 32) * scale;
    scale *= 32;
    if (digit >= 32) continue;
    if (!Number.isSafeInteger(step)) return null;
    path.push(step);
    step = 0;
    scale = 1;
  }
  return scale === 1 ? path : null;
}

function repairsText(repairs: Repairs): string {
  if (repairs.size === 0) return "pinned";
  const ids = REPAIR_IDS.filter((id) => repairs.has(id));
  return ids.length === REPAIR_IDS.length ? "repaired" : ids.join("+");
}

function decodeRepairs(text: string): Repairs | null {
  if (text === "pinned") return NO_REPAIRS;
  if (text === "repaired") return repairsFor("repaired");
  const ids = text.split("+");
  return ids.every((id) => REPAIR_IDS.includes(id as RepairId)) ? repairsFor("pinned", ids as RepairId[]) : null;
}

function checksum(text: string): string {
  return (crc32(text) % 1296).toString(36).padStart(2, "0");
}

/** Text of a token; a path that does not fit is left out. */
export function encodeToken(token: ReplayToken): string {
  const { claim, generator, seed, index, repairs, path } = token;
  const steps = path === null ? "~" : path.length === 0 ? "-" : encodePath(path);
  const body = `tp1.${claim}.g${generator}.${seed.toString(36)}.${index.toString(36)}.${repairsText(repairs)}.${steps}`;
  const text = `${body}.${checksum(body)}`;
  return text.length > MAX_TOKEN && path !== null ? encodeToken({ ...token, path: null }) : text;
}

/** Whether a text looks like a token rather than like the name of a file. */
export function looksLikeToken(text: string): boolean {
  return /^tp\d+\./.test(text);
}

/** Reads a token. Throws a {@linkcode TierproofError} that says what is wrong with it. */
export function decodeToken(text: string): ReplayToken {
  const refuse = (problem: string): TierproofError => new TierproofError("token", `replay token: ${problem}`);
  const parts = text.trim().split(".");
  const [version, claim, generator, seed, index, repairs, path, sum] = parts as (string | undefined)[];
  if (version !== "tp1") throw refuse(`expected it to begin with "tp1.", found ${JSON.stringify(text.slice(0, 20))}`);
  if (parts.length !== 8) throw refuse(`expected 8 parts, found ${parts.length}; was it cut?`);
  if (sum !== checksum(parts.slice(0, 7).join("."))) throw refuse("its checksum does not fit; was it cut or mistyped?");
  const mended = decodeRepairs(repairs as string);
  if (mended === null) throw refuse(`unknown repairs ${JSON.stringify(repairs)}; known: ${REPAIR_IDS.join(", ")}`);
  const steps = path === "~" ? null : path === "-" ? [] : decodePath(path as string);
  const numbers = {
    generator: Number((generator as string).slice(1)),
    seed: parseInt(seed as string, 36),
    index: parseInt(index as string, 36),
  };
  const bad = Object.entries(numbers).find(([, value]) => !Number.isSafeInteger(value) || value < 0);
  if (bad !== undefined || (steps === null && path !== "~")) throw refuse(`malformed ${bad?.[0] ?? "path"}`);
  return { claim: claim as string, ...numbers, repairs: mended, path: steps };
}
