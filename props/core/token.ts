/**
 * Replay tokens: everything that makes one shrunk input again, in at most 200 characters.
 *
 * `tp2.NAME.CLAIM.gG.SEED.INDEX.MENDED.PATH.SUM`: version of the token, name of what is attacked, claim, version of the
 * generator, seed and index in base 36, what is mended, path of the shrinker, checksum. MENDED is what the target is called with
 * nothing or everything mended, or the ids of defects joined by `+`. PATH is base-64 text, `-` for none, `~` for one too long to
 * hold: then the input is shrunk again.
 *
 * @module
 */

import { crc32 } from "./crc32.ts";
import { CoreError } from "./errors.ts";
import type { Language } from "./language.ts";
import { type Mended, mendedIds, type Target } from "./target.ts";

/** Longest token. */
export const MAX_TOKEN = 200;

/** What a token says. */
export interface ReplayToken {
  /** Name of the claim. */
  readonly claim: string;
  /** Of the hunt. */
  readonly seed: number;
  /** Of the check. */
  readonly index: number;
  /** Defects that were mended. */
  readonly mended: Mended;
  /** Steps of the shrinker, or null when they are to be searched again. */
  readonly path: readonly number[] | null;
}

/** What tokens need of a plug. */
export interface TokenPlug {
  /** What its generator counts. */
  readonly language: Pick<Language<unknown, unknown>, "version">;
  /** How it and what is mended are called. */
  readonly target: Pick<Target<unknown>, "name" | "defects" | "variants">;
}

const VERSION = "tp2";
const PARTS = 9;
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

function mendedText(mended: Mended, { target }: TokenPlug): string {
  const ids = mendedIds(target, mended);
  if (ids.length === 0) return target.variants.none;
  return ids.length === target.defects.length ? target.variants.all : ids.join("+");
}

function decodeMended(text: string, { target }: TokenPlug): Mended | null {
  const known = target.defects.map(({ id }) => id);
  if (text === target.variants.none) return new Set();
  if (text === target.variants.all) return new Set(known);
  const ids = text.split("+");
  return ids.every((id) => known.includes(id)) ? new Set(ids) : null;
}

function checksum(text: string): string {
  return (crc32(text) % 1296).toString(36).padStart(2, "0");
}

/** Text of a token; a path that does not fit is left out. */
export function encodeToken(token: ReplayToken, plug: TokenPlug): string {
  const { claim, seed, index, mended, path } = token;
  const steps = path === null ? "~" : path.length === 0 ? "-" : encodePath(path);
  const { language: { version }, target: { name } } = plug;
  const place = `${seed.toString(36)}.${index.toString(36)}`;
  const body = `${VERSION}.${name}.${claim}.g${version}.${place}.${mendedText(mended, plug)}.${steps}`;
  const text = `${body}.${checksum(body)}`;
  return text.length > MAX_TOKEN && path !== null ? encodeToken({ ...token, path: null }, plug) : text;
}

/** Whether a text looks like a token rather than like the name of a file. */
export function looksLikeToken(text: string): boolean {
  return /^tp\d+\./.test(text);
}

function refusal(problem: string): CoreError {
  return new CoreError("token", `replay token: ${problem}`);
}

/** Splits a token, and checks that it is whole. */
function partsOf(text: string): readonly string[] {
  const parts = text.trim().split(".");
  const shown = JSON.stringify(text.slice(0, 20));
  if (parts[0] === "tp1") {
    throw refusal('made by an older release ("tp1."), whose generator made other programs of the same seed');
  }
  if (parts[0] !== VERSION) throw refusal(`expected it to begin with "${VERSION}.", found ${shown}`);
  if (parts.length !== PARTS) throw refusal(`expected ${PARTS} parts, found ${parts.length}; was it cut?`);
  if (parts.at(-1) !== checksum(parts.slice(0, -1).join("."))) {
    throw refusal("its checksum does not fit; was it cut or mistyped?");
  }
  return parts;
}

/** Reads a token. Throws a {@linkcode CoreError} that says what is wrong with it, or that it is of something else. */
export function decodeToken(text: string, plug: TokenPlug): ReplayToken {
  const { target, language } = plug;
  const [, name, claim, generator, seed, index, mendedPart, path] = partsOf(text) as readonly [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  if (name !== target.name) {
    throw refusal(
      `its finding was made on ${JSON.stringify(name)}, this is ${JSON.stringify(target.name)}; name its module`,
    );
  }
  if (generator !== `g${language.version}`) {
    throw refusal(
      `made by version ${
        generator.slice(1)
      } of the generator, this is version ${language.version}, which makes other ` +
        "programs of the same seed; replay the finding's file, or use the release that found it",
    );
  }
  const mended = decodeMended(mendedPart, plug);
  if (mended === null) {
    const known = target.defects.map(({ id }) => id).join(", ");
    throw refusal(`unknown repairs ${JSON.stringify(mendedPart)}; known: ${known}`);
  }
  const steps = path === "~" ? null : path === "-" ? [] : decodePath(path);
  const numbers = { seed: parseInt(seed, 36), index: parseInt(index, 36) };
  const bad = Object.entries(numbers).find(([, value]) => !Number.isSafeInteger(value) || value < 0);
  if (bad !== undefined || (steps === null && path !== "~")) throw refusal(`malformed ${bad?.[0] ?? "path"}`);
  return { claim, ...numbers, mended, path: steps };
}
