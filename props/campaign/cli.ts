/**
 * `deno task campaign DIR`: a hunt that runs for days and loses nothing.
 *
 * @module
 */

import { resolve } from "node:path";
import { whyUnguided } from "../core/guide.ts";
import type { Plug } from "../core/plug.ts";
import { fittingClaims } from "../core/plug.ts";
import { mendedIds, variantOf } from "../core/target.ts";
import { interruptible } from "../cli/interrupt.ts";
import {
  durationOption,
  EXIT,
  HELP_OPTION,
  integerOption,
  type OptionValues,
  parseWords,
  runCommand,
  usageError,
} from "../cli/options.ts";
import { LINK_OPTIONS, linked, linksOfDocuments } from "../cli/playground_option.ts";
import {
  askedMended,
  type AttackedPlug,
  attackedPlug,
  PYTHON_OPTIONS,
  SOURCE_OPTIONS,
  TARGET_OPTIONS,
  type TargetValues,
  usuallyMended,
} from "../cli/target_options.ts";
import { count } from "../report/text.ts";
import { pathError, tryUserFolder, userPath } from "../cli/user_files.ts";
import { runCampaign } from "./campaign.ts";
import type { CampaignOptions, CampaignResult } from "./campaign_options.ts";
import { campaignReporter } from "./campaign_report.ts";
import { type CampaignFacts, CampaignStore } from "./campaign_store.ts";
import { hasCampaign } from "./database.ts";
import { findingsText } from "./findings_text.ts";
import { EMBEDDED } from "./queue/address.ts";
import type { CampaignQueue } from "./queue/open.ts";
import { WATCH_OPTIONS, watchLimits } from "./watch_options.ts";
import { putAside } from "./put_aside.ts";
import { readKnown } from "./known.ts";

const MAX_JOBS = 64;
/** With a queue: slices in it, so that no worker waits for its next one. */
const QUEUE_JOBS = 32;
const MAX_QUEUE_JOBS = 1024;
/** Milliseconds of a run for CI. */
const CI_MS = 600_000;

/** Options of `deno task campaign`. */
const CAMPAIGN_OPTIONS = {
  ...TARGET_OPTIONS,
  ...SOURCE_OPTIONS,
  ...PYTHON_OPTIONS,
  claims: { kind: "value", value: "NAME[,NAME]", help: "claims to attack (default: all that fit what is attacked)" },
  jobs: {
    kind: "value",
    value: "N",
    help: "worker processes (default: 1); with --queue, slices in the queue (default: 32)",
  },
  time: { kind: "value", value: "8h", help: "end this run after a time: 30s, 10m, 8h (default: no end)" },
  checks: { kind: "value", value: "N", help: "end when the campaign, earlier runs included, has made N checks" },
  plateau: { kind: "value", value: "30m", help: "end when nothing new was met for so long" },
  seed: { kind: "value", value: "S", help: "the seed that decides everything (default: random, kept in the folder)" },
  guided: { kind: "flag", help: "make half of the programs of others that reached something new" },
  random: { kind: "flag", help: "draw all programs from the seed alone (default)" },
  fresh: {
    kind: "flag",
    help: "begin anew, on what the campaign attacks: what the folder holds is put aside into it; known.json stays",
  },
  minimise: { kind: "flag", help: "keep as few programs of the corpus as have all of its features, and end" },
  findings: { kind: "flag", help: "list what the campaign has found, and end" },
  ...LINK_OPTIONS,
  ...WATCH_OPTIONS,
  queue: {
    kind: "value",
    value: "WHERE",
    help: "give the slices to workers (deno task worker) through PostgreSQL: postgres://USER@HOST/DB, env:NAME,\n" +
      "file:PATH, or pglite, which is embedded",
  },
  ci: {
    kind: "flag",
    help: "also write junit.xml, tierproof.sarif and summary.md into DIR/ci; ends after 10m by default",
  },
  quiet: { kind: "flag", help: "no progress, only the result" },
  json: { kind: "flag", help: "one JSON object a line on stdout: start, progress, finding, change, end" },
  ...HELP_OPTION,
} as const;

type Values = OptionValues<typeof CAMPAIGN_OPTIONS>;

/** Options that say what is attacked, as they are stored: paths mean the same from anywhere. */
function targetValues({ module, from, target, repair, python, known }: Values): TargetValues {
  const isUrl = module !== undefined && /^(?:https?|file|npm|jsr|data):/.test(module);
  return {
    module: module === undefined || isUrl ? module : userPath(module),
    from,
    target,
    repair,
    python: python?.split(",").map((command) => command.includes("/") ? userPath(command) : command).join(","),
    known,
  };
}

/** What goes on: who only says what is mended means what the campaign attacks. */
function goingOn(asked: TargetValues, stored: TargetValues): TargetValues {
  const { target, repair, ...attacked } = asked;
  if (Object.values(attacked).some((value) => value !== undefined)) return asked;
  return target === undefined && repair === undefined ? stored : { ...stored, target, repair };
}

function storedFacts(dir: string): CampaignFacts | null {
  if (!hasCampaign(dir)) return null;
  const store = CampaignStore.open(dir);
  try {
    return store.facts();
  } finally {
    store.close();
  }
}

function wantedClaims({ claims: asked }: Values, stored: CampaignFacts | null, plug: Plug): readonly string[] {
  const names = plug.claims.map(({ name }) => name);
  const claims = asked === undefined
    ? stored?.claims ?? fittingClaims(plug)
    : [...new Set(parseWords("claim", asked, names))];
  // A claim that says nothing about what is attacked is refused here.
  for (const claim of claims) plug.subject(claim);
  return claims;
}

/** What is put aside says what is attacked anew, unless something else is asked for; null where it cannot be read. */
function factsBefore(dir: string, { json }: Values): CampaignFacts | null {
  try {
    return storedFacts(dir);
  } catch (error) {
    const say = json ? console.error : console.log;
    say(`${(error as Error).message}\nso what it attacked is not known: the options say what is attacked now`);
    return null;
  }
}

/** What the options make of a campaign; what they leave out is as it is stored. */
function wantedFacts(values: Values, given: TargetValues, stored: CampaignFacts | null, plug: Plug): CampaignFacts {
  const mended = askedMended(given, plug) ?? (stored === null ? usuallyMended(plug) : new Set(stored.mended));
  const claims = wantedClaims(values, stored, plug);
  const seed = integerOption(values, "seed", null, 0, Number.MAX_SAFE_INTEGER) ?? stored?.seed ?? randomSeed();
  return {
    id: stored?.id ?? crypto.randomUUID(),
    created: stored?.created ?? Date.now(),
    attacked: plug.name,
    language: plug.language.name,
    options: given,
    mended: mendedIds(plug.target, mended),
    variant: variantOf(plug.target, mended),
    claims,
    seed,
    guided: wantsGuide(values, stored) && isGuided(values, plug, claims),
  };
}

function wantsGuide({ guided, random }: Values, stored: CampaignFacts | null): boolean {
  return guided || (!random && (stored?.guided ?? false));
}

/** Says why not, where it was asked for. */
function isGuided({ json }: Values, plug: Plug, claims: readonly string[]): boolean {
  const why = whyUnguided(plug, claims);
  if (why !== null) (json ? console.error : console.log)(`not guided, all programs are drawn: ${why}`);
  return why === null;
}

function randomSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] as number;
}

/** The options that say how a run goes, as they were given; where a queue is, is nobody else's business. */
function askedText({ jobs, time, checks, plateau, hang, memory, claims, guided, queue, ci }: Values): string {
  const given = Object.entries({ jobs, time, checks, plateau, hang, memory, claims });
  const words = given.flatMap(([name, value]) => value === undefined ? [] : [`--${name} ${value}`]);
  return [
    ...words,
    ...(queue === undefined ? [] : ["--queue"]),
    ...(guided ? ["--guided"] : []),
    ...(ci ? ["--ci"] : []),
  ].join(" ");
}

function limitsOf(values: Values): Pick<CampaignOptions, "jobs" | "checks" | "timeMs" | "plateauMs" | "limits"> {
  const { queue, ci, time, checks, plateau } = values;
  // An embedded queue is served by processes of this machine.
  const isFar = queue !== undefined && queue !== EMBEDDED;
  const endless = time === undefined && checks === undefined && plateau === undefined;
  return {
    jobs: integerOption(values, "jobs", isFar ? QUEUE_JOBS : 1, 1, isFar ? MAX_QUEUE_JOBS : MAX_JOBS),
    checks: integerOption(values, "checks", Infinity, 1, Number.MAX_SAFE_INTEGER),
    timeMs: durationOption(values, "time", ci && endless ? CI_MS : Infinity),
    plateauMs: durationOption(values, "plateau", Infinity),
    limits: watchLimits(values),
  };
}

async function campaign(dir: string, values: Values): Promise<number> {
  if (values.guided && values.random) throw usageError("--guided and --random exclude one another; give one");
  const limits = limitsOf(values);
  tryUserFolder(dir);
  try {
    Deno.mkdirSync(dir, { recursive: true });
  } catch (error) {
    throw pathError(dir, error);
  }
  const stored = values.fresh ? factsBefore(dir, values) : storedFacts(dir);
  const asked = targetValues(values);
  const given = stored === null ? asked : goingOn(asked, stored.options);
  const attacked = await linked(await attackedPlug(given), values.playground);
  try {
    if (values.fresh) {
      // Not before what is asked for was found to be right.
      wantedClaims(values, null, attacked.plug);
      askedMended(given, attacked.plug);
      putAside(dir);
    }
    const facts = (): CampaignFacts => wantedFacts(values, given, storedFacts(dir), attacked.plug);
    return await attack(dir, values, limits, attacked, facts);
  } finally {
    await attacked.close();
  }
}

async function attack(
  dir: string,
  values: Values,
  limits: ReturnType<typeof limitsOf>,
  { plug, source }: AttackedPlug,
  factsNow: () => CampaignFacts,
): Promise<number> {
  // What is asked for in vain is told before anybody is waited for.
  let facts = factsNow();
  const reporter = campaignReporter({ dir, plug, json: values.json, quiet: values.quiet, queue: values.queue });
  const interrupt = interruptible();
  let result: CampaignResult;
  let queue: CampaignQueue | null = null;
  try {
    if (values.queue !== undefined) {
      // What knows of databases takes its time to load.
      const { openCampaignQueue } = await import("./queue/open.ts");
      const { signal } = interrupt;
      queue = await openCampaignQueue({
        where: values.queue,
        dir,
        plug,
        source,
        ...limits,
        signal,
        onTrouble: (text) => console.error(text),
      });
      if (queue === null) return EXIT.interrupted;
      // Another coordinator may have begun the campaign meanwhile.
      facts = factsNow();
    }
    result = await runCampaign({
      dir,
      plug,
      source,
      facts,
      ...limits,
      asked: askedText(values),
      ...(queue === null ? {} : { workers: queue.workers }),
      playground: values.playground,
      signal: interrupt.signal,
      listener: reporter.listener,
    });
  } finally {
    await queue?.close();
    interrupt.release();
    reporter.release();
  }
  reporter.tell(result);
  if (values.ci) await writeCi(dir, values);
  return exitCode(dir, result);
}

/** Writes what CI reads. */
async function writeCi(dir: string, { json, playground }: Values): Promise<void> {
  const { writeCiFiles } = await import("./ci/ci_files.ts");
  const { readCampaign } = await import("./report/view.ts");
  const { sampleCoverage, SAMPLED_PROGRAMS } = await import("./report/sampled_coverage.ts");
  const stored = readCampaign(dir, await linksOfDocuments(playground));
  const view = { ...stored, sample: await sampleCoverage(stored, SAMPLED_PROGRAMS) };
  const say = json ? console.error : console.log;
  for (const path of writeCiFiles(dir, view, `${dir}/ci`)) say(`written: ${path}`);
}

/** Known and fixed findings are nothing to fail for. That nothing was found says nothing where nothing was checked. */
function exitCode(dir: string, { findings, ended, last }: CampaignResult): number {
  const known = readKnown(dir);
  const open = findings.filter(({ state, signature }) => state === "open" && known.of(signature) === null);
  if (open.some(({ ours }) => ours)) return EXIT.invariant;
  if (open.length > 0) return EXIT.found;
  if (ended === "interrupted") return EXIT.interrupted;
  if (last.checks > 0) return EXIT.ok;
  console.error("campaign: no slice came to its end so far: nothing is known; give it more --time");
  return EXIT.usage;
}

/** Takes programs out of the corpus that show nothing that others do not. */
async function minimise(dir: string, { json, quiet }: Values): Promise<number> {
  const stored = storedFacts(dir);
  if (stored === null) throw usageError(`${dir}: holds no campaign, so there is no corpus`);
  const { plug, close } = await attackedPlug(stored.options);
  const { minimiseCorpus } = await import("./minimise.ts");
  const interrupt = interruptible();
  try {
    const result = await minimiseCorpus(dir, plug, stored, { quiet: quiet || json, signal: interrupt.signal });
    if (result === null) return EXIT.interrupted;
    const { before, after, features } = result;
    console.log(
      json
        ? JSON.stringify({ event: "minimised", ...result })
        : before === 0
        ? "the corpus is empty: guided campaigns have one"
        : `${count(after)} of ${count(before)} programs have all ${count(features)} features of the corpus`,
    );
    return EXIT.ok;
  } finally {
    interrupt.release();
    await close();
  }
}

function listFindings(dir: string, json: boolean): number {
  const store = CampaignStore.open(dir);
  try {
    const known = readKnown(dir);
    const findings = store.findings();
    if (json) {
      for (const finding of findings) {
        console.log(JSON.stringify({ ...finding, link: known.of(finding.signature)?.link ?? null }));
      }
    } else console.log(findingsText(dir, findings, known));
    return EXIT.ok;
  } finally {
    store.close();
  }
}

if (import.meta.main) {
  await runCommand({
    name: "campaign",
    summary:
      "Hunts for hours or days in a folder that keeps all of it, and goes on where it was when it is run again.\n" +
      "Exit code: 0 nothing found that is not known, 1 found, 2 bad usage or nothing checked, 3 a finding that did\n" +
      "not repeat, a broken invariant of Tierproof itself or a machine that fails, 129, 130 or 143 ended by SIGHUP,\n" +
      "Ctrl-C or SIGTERM with nothing found so far.",
    positionals: "DIR",
    minPositionals: 1,
    maxPositionals: 1,
    options: CAMPAIGN_OPTIONS,
    examples: [
      "campaign weekend --jobs 4 --time 60h",
      "campaign weekend                               # goes on",
      "campaign weekend --findings",
      "campaign deep --guided --jobs 4                # programs that reach something new are parents of others",
      "campaign mine --module my_pass.ts --plateau 30m",
      "campaign nightly --ci --time 20m",
      "campaign large --queue env:TIERPROOF_QUEUE     # and deno task worker on as many machines as you like",
      "campaign python --python python3.14 --time 8h",
    ],
  }, ({ options, positionals: [dir] }) => {
    const folder = resolve(userPath(dir as string));
    if (options.minimise) {
      if (options.fresh || options.findings) throw usageError("--minimise works on the corpus that there is, and ends");
      return minimise(folder, options);
    }
    if (options.findings) {
      if (options.fresh) throw usageError("--fresh begins anew, --findings lists what there is; give one");
      return listFindings(folder, options.json);
    }
    return campaign(folder, options);
  });
}
