/**
 * Links to the playground: a setup in the fragment of a URL, so that no server sees it. `#tp1.` and the setup's JSON, compressed
 * with a checksum (zlib), in base64url; whoever makes a link brings the compression of its platform.
 *
 * @module
 */

import { DEFAULT_LIMITS, type Limits } from "../../src/isa/engine.ts";
import { TierproofError } from "../../src/isa/errors.ts";
import { limitsFromJson } from "../../src/isa/limits.ts";
import { type RepairId, REPAIRS } from "../../src/isa/repairs.ts";
import { DEFAULT_SETUP, type Form, FORMS, type Setup } from "./setup.ts";

/** Version of the links that are written; read are all up to it. */
const LINK_VERSION = 1;

/** Largest setup that is unpacked: a short link may stand for very much. */
const MAX_BYTES = 4_000_000;

/** Keys of the JSON, short as they are in every link; what equals the default is left out. */
interface Packed {
  readonly f?: unknown;
  readonly t?: unknown;
  readonly r?: unknown;
  readonly l?: unknown;
  readonly c?: unknown;
  readonly p?: unknown;
  readonly n?: unknown;
  readonly s?: unknown;
  readonly h?: unknown;
}

function limitChanges(limits: Limits): Partial<Limits> {
  const changed = Object.entries(limits).filter(([name, value]) => DEFAULT_LIMITS[name as keyof Limits] !== value);
  return Object.fromEntries(changed);
}

/** The bytes that are to be compressed. */
export function packSetup(setup: Setup): Uint8Array<ArrayBuffer> {
  const { form, text, mended, limits, claim, pass, step, seed, huntClaim } = setup;
  const all: readonly (readonly [keyof Packed, unknown, unknown])[] = [
    ["f", form, DEFAULT_SETUP.form],
    ["t", text, DEFAULT_SETUP.text],
    ["r", mended.join(" "), ""],
    ["l", JSON.stringify(limitChanges(limits)), "{}"],
    ["c", claim, DEFAULT_SETUP.claim],
    ["p", pass, DEFAULT_SETUP.pass],
    ["n", step, DEFAULT_SETUP.step],
    ["s", seed, DEFAULT_SETUP.seed],
    ["h", huntClaim, DEFAULT_SETUP.huntClaim],
  ];
  const packed = Object.fromEntries(
    all.filter(([, value, usual]) => value !== usual).map(([key, value]) => [key, value]),
  );
  return new TextEncoder().encode(JSON.stringify(packed));
}

/** The fragment of a link, `#` included, from the compressed bytes of {@linkcode packSetup}. */
export function fragmentOf(compressed: Uint8Array): string {
  let binary = "";
  for (const byte of compressed) binary += String.fromCharCode(byte);
  return `#tp${LINK_VERSION}.${btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
}

function damaged(why: string): TierproofError {
  return new TierproofError("token", `this link is damaged: ${why}. Copy it again as a whole.`);
}

/** The compressed bytes of a fragment. Throws a {@linkcode TierproofError} for what is no link, or one of a later version. */
function bytesOf(fragment: string): Uint8Array<ArrayBuffer> {
  const [, version, data = ""] = /^#tp(\d+)\.(.*)$/s.exec(fragment) ?? [];
  if (version === undefined) throw damaged('expected it to begin with "#tp1."');
  if (Number(version) > LINK_VERSION) {
    throw new TierproofError(
      "token",
      `this link is of version ${version}, this page reads links up to version ${LINK_VERSION}: open it in a newer playground.`,
    );
  }
  try {
    const binary = atob(data.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(binary, (char) => char.charCodeAt(0));
  } catch {
    throw damaged("it holds characters that no link holds");
  }
}

/** Compressed bytes back as they were; fails where its checksum does not fit. */
async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const chunk of new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new TierproofError("token", "this link stands for more than the playground can show");
    chunks.push(chunk);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/** Compresses as links are; in a browser, too. */
export async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function textOf(value: unknown, usual: string, name: string): string {
  if (value === undefined) return usual;
  if (typeof value !== "string") throw damaged(`expected a text as ${name}`);
  return value;
}

function numberOf(value: unknown, usual: number, name: string): number {
  if (value === undefined) return usual;
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) {
    throw damaged(`expected a whole number as ${name}`);
  }
  return value;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function limitsOf(text: string): Limits {
  const changes: unknown = JSON.parse(text);
  if (!isObject(changes)) throw damaged("expected limits by their names");
  try {
    return limitsFromJson({ ...DEFAULT_LIMITS, ...changes });
  } catch (error) {
    throw damaged((error as Error).message);
  }
}

function repairsOf(text: string): RepairId[] {
  const ids = text.split(" ").filter((id) => id !== "");
  const unknown = ids.find((id) => !Object.hasOwn(REPAIRS, id));
  if (unknown !== undefined) throw damaged(`it knows a repair that is new here: ${unknown}`);
  return ids as RepairId[];
}

function unpack(packed: unknown): Setup {
  if (!isObject(packed)) throw damaged("expected an object");
  const { f, t, r, l, c, p, n, s, h }: Packed = packed;
  const form = textOf(f, DEFAULT_SETUP.form, "form of the program");
  if (!FORMS.some((each) => each === form)) throw damaged(`it knows a form of programs that is new here: ${form}`);
  return {
    form: form as Form,
    text: textOf(t, DEFAULT_SETUP.text, "program"),
    mended: repairsOf(textOf(r, "", "repairs")),
    limits: limitsOf(textOf(l, "{}", "limits")),
    claim: textOf(c, DEFAULT_SETUP.claim, "claim"),
    pass: textOf(p, DEFAULT_SETUP.pass, "pass"),
    step: numberOf(n, DEFAULT_SETUP.step, "step"),
    seed: numberOf(s, DEFAULT_SETUP.seed, "seed"),
    huntClaim: textOf(h, DEFAULT_SETUP.huntClaim, "claim of the hunt"),
  };
}

/** The setup of a link's fragment. Throws a {@linkcode TierproofError} that says what is wrong with it. */
export async function readFragment(fragment: string): Promise<Setup> {
  const bytes = bytesOf(fragment);
  try {
    return unpack(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(await inflate(bytes))));
  } catch (error) {
    throw error instanceof TierproofError
      ? error
      : damaged("its checksum does not fit, a part of it is missing or changed");
  }
}
