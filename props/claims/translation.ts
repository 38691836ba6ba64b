/**
 * The translator makes of any code what a plain model says.
 *
 * @module
 */

import { uopNameOf } from "../../src/isa/uops.ts";
import { BloomFilter } from "../../src/optimizer/bloom_filter.ts";
import { newStatistics } from "../../src/optimizer/statistics.ts";
import type { Trace } from "../../src/optimizer/trace.ts";
import { translate } from "../../src/optimizer/translate.ts";
import type { Choices } from "../core/choices.ts";
import type { Vm } from "../cpython/vm.ts";
import { AGREE, disagree, type ModelClaim, needsPin, type Verdict } from "./claim.ts";
import { drawRandomCode } from "./random_code.ts";
import { checkVersionCache } from "./version_cache.ts";
import { checkVersionCounters } from "./version_counters.ts";
import { checkWatchedDicts } from "./watched_dicts.ts";
import { type PlainUop, project } from "./translation_model.ts";

function uopText([uop, oparg, operand]: PlainUop): string {
  return `${uopNameOf(uop) ?? uop} ${oparg} ${operand}`;
}

/** First difference between the trace that should be and the one that is. */
function compareTraces(expected: readonly PlainUop[], found: Trace): Verdict | null {
  for (let i = 0; i < Math.max(expected.length, found.length); i++) {
    const left = expected[i];
    const right = found[i];
    if (left === undefined || right === undefined) {
      return disagree("length of the trace", `${expected.length} uops`, `${found.length}`);
    }
    if (left[0] !== right.uop || left[1] !== right.oparg || left[2] !== BigInt(right.operand)) {
      const text = uopText([right.uop, right.oparg, BigInt(right.operand)]);
      return disagree({ what: "uop of the trace", index: i }, uopText(left), text);
    }
  }
  return null;
}

/** Random code, no interpreter needed; the same uops, the same end, the same dependencies. */
export const translation: ModelClaim = {
  kind: "choices",
  name: "translation",
  what: "any code, whatever its caches, histories, calls and executors, is projected as a plain model says: the same " +
    "uops, the same end, the same dependencies; functions are found by the versions that they have, and no version is given twice",
  unfit: needsPin,
  check(choices: Choices, vm: Vm): Verdict {
    // Which function a call goes to is what it stands on.
    if (choices.chance(1, 8)) return checkVersionCache(choices, vm);
    if (choices.chance(1, 8)) return checkVersionCounters(choices, vm);
    if (choices.chance(1, 16)) return checkWatchedDicts(choices, vm);
    const { codes, destUnit, functionVersions } = drawRandomCode(choices);
    const [code] = codes;
    if (code === undefined) return AGREE;
    const limits = {
      maxTraceLength: choices.bool() ? 512 : choices.int(8, 128),
      traceStackSize: choices.int(1, 5),
    };
    const dependencies = new BloomFilter();
    const expected = project(code, destUnit, functionVersions, limits);
    const found = translate({ code, destUnit, limits, functionVersions, dependencies, statistics: newStatistics() });
    if (expected.end !== found.end) return disagree("end of the projection", expected.end, found.end);
    const filter = new BloomFilter();
    for (const { address } of expected.entered) filter.add(address);
    if (filter.words.join() !== dependencies.words.join()) {
      return disagree("dependencies", filter.words.join(" "), dependencies.words.join(" "));
    }
    if (expected.trace === null || found.kind === "declined") {
      const right = found.kind === "declined" ? "none" : "a trace";
      const left = expected.trace === null ? "none" : "a trace";
      return left === right ? AGREE : disagree("trace", left, right);
    }
    return compareTraces(expected.trace, found.trace) ?? AGREE;
  },
};
