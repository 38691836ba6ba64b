/**
 * What was executed and what was not, out of the counts of a rig.
 *
 * @module
 */

import { type OpcodeName, OPCODES } from "../../src/isa/opcodes.ts";
import { type Tier2UopName, UOPS } from "../../src/isa/uops.ts";
import {
  enginesOf,
  type Group,
  GROUPS,
  membersOf,
  occursByDefect,
  TIER2_UOPS,
  whyNoDeopt,
  whyNoError,
  whyNoOpcode,
  whyNoUop,
} from "./catalog.ts";
import { type CoverageRig, ENGINE_NAMES, type EngineName } from "./rig.ts";

/** How much of one group was executed on one engine, or did one thing. */
export interface Share {
  readonly group: Group;
  readonly engine: EngineName;
  readonly what: "executed" | "deopted" | "errored";
  /** Members that did, of those that can. */
  readonly reached: number;
  readonly possible: number;
  /** All members of the group. */
  readonly total: number;
  /** Members that can but did not. */
  readonly never: readonly string[];
  /** Members that cannot, with the reason. */
  readonly impossible: Readonly<Record<string, string>>;
  /** Members that did what they are said not to be able to do: the table of reasons is wrong. */
  readonly unexpected: readonly string[];
}

/** One row of the table of opcodes; null where the engine cannot execute it. */
export interface OpcodeCounts {
  readonly name: OpcodeName;
  readonly times: Readonly<Record<EngineName, number | null>>;
}

/** One row of the table of uops. */
export interface UopCounts {
  readonly name: Tier2UopName;
  readonly executed: number;
  readonly deopted: number;
  readonly errored: number;
}

/** All of it. */
export interface CoverageReport {
  readonly shares: readonly Share[];
  readonly opcodes: readonly OpcodeCounts[];
  readonly uops: readonly UopCounts[];
}

/** One member of a group: how often it did what is counted, and why it cannot. */
interface Member {
  readonly name: string;
  readonly times: number;
  readonly why: string | null;
  readonly byDefect: boolean;
}

function shareOf(group: Group, engine: EngineName, what: Share["what"], members: readonly Member[]): Share {
  const able = members.filter(({ why }) => why === null);
  const never = able.filter(({ times }) => times === 0).map(({ name }) => name);
  const impossible = members.flatMap(({ name, why }) => why === null ? [] : [[name, why] as const]);
  const unexpected = members.filter(({ why, times, byDefect }) => why !== null && times > 0 && !byDefect);
  return {
    group,
    engine,
    what,
    reached: able.length - never.length,
    possible: able.length,
    total: members.length,
    never,
    impossible: Object.fromEntries(impossible),
    unexpected: unexpected.map(({ name }) => name),
  };
}

function opcodeShare(rig: CoverageRig, group: Exclude<Group, "uop">, engine: EngineName): Share {
  const { executed } = rig.opcodes[engine];
  const members = membersOf(group).map((name): Member => ({
    name,
    times: executed[OPCODES[name].opcode] as number,
    why: whyNoOpcode(name, engine),
    byDefect: occursByDefect(name, engine),
  }));
  return shareOf(group, engine, "executed", members);
}

const WHY = { executed: whyNoUop, deopted: whyNoDeopt, errored: whyNoError } as const;

function uopShare(rig: CoverageRig, what: Share["what"]): Share {
  const members = TIER2_UOPS.map((name): Member => ({
    name,
    times: rig.uops[what][UOPS[name].id] as number,
    why: WHY[what](name),
    byDefect: false,
  }));
  return shareOf("uop", "tier2", what, members);
}

/** Reads the counts of a rig. */
export function reportCoverage(rig: CoverageRig): CoverageReport {
  const times = (name: OpcodeName, engine: EngineName): number | null => {
    const executed = rig.opcodes[engine].executed[OPCODES[name].opcode] as number;
    return executed === 0 && whyNoOpcode(name, engine) !== null ? null : executed;
  };
  const shares = GROUPS.flatMap((group) =>
    group === "uop"
      ? [uopShare(rig, "executed"), uopShare(rig, "deopted"), uopShare(rig, "errored")]
      : enginesOf(group).map((engine) => opcodeShare(rig, group, engine))
  );
  const opcodes = GROUPS.filter((group) => group !== "uop").flatMap(membersOf).map((name) => ({
    name,
    times: Object.fromEntries(ENGINE_NAMES.map((engine) => [engine, times(name, engine)])) as Record<
      EngineName,
      number | null
    >,
  }));
  const uops = TIER2_UOPS.map((name) => {
    const { id } = UOPS[name];
    const { executed, deopted, errored } = rig.uops;
    return {
      name,
      executed: executed[id] as number,
      deopted: deopted[id] as number,
      errored: errored[id] as number,
    };
  });
  return { shares, opcodes, uops };
}

/** Whether the share is one that floors are about. */
export function hasFloor({ what }: Share): boolean {
  return what === "executed";
}

/** A share in per cent of what can occur. */
export function percentOf({ reached, possible }: Share): number {
  return possible === 0 ? 100 : (100 * reached) / possible;
}
