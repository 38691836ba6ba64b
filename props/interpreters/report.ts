/**
 * What reports say of a finding on a real interpreter: which build it was, the two command lines, and a script that shows the failure
 * without Tierproof.
 *
 * @module
 */

import type { Finding } from "../core/finding.ts";
import type { Explanation, Section } from "../core/plug.ts";
import type { AttackedPython, Pythons } from "./pythons.ts";
import { argsSource, type PythonCase, warmOfCase } from "./python_case.ts";
import { versionRow } from "./versions.ts";

/** Name of the script beside a finding. */
const SCRIPT = "reproduce.py";

/** The interpreter that a finding blames. */
function blamed({ failure: { engine } }: Finding, { pythons }: Pythons): AttackedPython {
  const found = pythons.find(({ label }) => label !== "" && engine?.startsWith(`${label}-tier`));
  return found ?? pythons[0] as AttackedPython;
}

/** What the report says below the program. */
export function explainPython(finding: Finding, pythons: Pythons): Explanation {
  const { interpreter: { facts, command } } = blamed(finding, pythons);
  const row = versionRow(facts.row);
  const build: Section = {
    title: "INTERPRETER",
    note: command,
    body: [
      `${facts.implementation} ${facts.text}`,
      `tier 2      ${facts.tier2 === null ? "none" : row?.tier2 ?? facts.tier2}`,
      `hot         ${row?.hot ?? "unknown"}`,
      `assertions  ${facts.assertions ? "yes" : "no"}`,
      `configured  ${facts.flags === "" ? "(unknown)" : facts.flags}`,
    ].join("\n"),
    notes: [],
    data: facts,
  };
  const script = findingScript(finding, pythons);
  if (script === null) return { before: [], after: [build] };
  const show: Section = {
    title: "WITHOUT TIERPROOF",
    note: `${SCRIPT}, written by --out`,
    body: [`PYTHON_JIT=1 ${command} ${SCRIPT} off`, `PYTHON_JIT=1 ${command} ${SCRIPT} on`, "", script.trimEnd()].join(
      "\n",
    ),
    notes: [],
    data: script,
  };
  return { before: [], after: [build, show] };
}

const SHARED = String.raw`
import re, sys, types

def show(value):
    return re.sub(r"0x[0-9a-f]+", "0x...", repr(value))

def codes_under(code):
    yield code
    for const in code.co_consts:
        if isinstance(const, types.CodeType):
            yield from codes_under(const)

def outcome(tier2):
    log = []
    space = {"__name__": "m", "emit": lambda value: log.append(show(value))}
    for name in HOSTS:
        space[name] = lambda *args: None
    code = compile(SOURCE, "<program>", "exec")
    if tier2:
        switch_on(code)
    results = []
    try:
        exec(code, space)
        for _ in range(CALLS):
            try:
                results.append("returns " + show(space["f"](*eval(ARGS))))
            except BaseException as e:
                results.append("raises " + type(e).__name__ + ": " + show(str(e)))
    except BaseException as e:
        results.append("module raises " + type(e).__name__ + ": " + show(str(e)))
    if tier2:
        switch_off()
    return results + ["emits " + line for line in log]
`;

const RUN = String.raw`
off = on = None
if "on" not in sys.argv[1:]:
    off = outcome(False)
    print("tier 2 off:", *off, sep="\n  ")
if "off" not in sys.argv[1:]:
    sys.stdout.flush()
    on = outcome(True)
    print("tier 2 on:", *on, sep="\n  ")
if off is not None and on is not None:
    print("the same" if off == on else "DIFFERENT")
    sys.exit(0 if off == on else 1)
`;

/** How tier 2 is switched in a script: by an optimizer. */
function optimizerSwitch(maker: string): string {
  return `
import _testinternalcapi

def switch_on(code):
    heat(code)
    _testinternalcapi.set_optimizer(_testinternalcapi.${maker}())

def switch_off():
    _testinternalcapi.set_optimizer(None)

_testinternalcapi.set_optimizer(None)
`;
}

const JIT_SWITCH = `
# The JIT is on in the whole process (PYTHON_JIT=1), but only hot code is compiled by it.
if not sys._jit.is_enabled():
    sys.exit("start this with PYTHON_JIT=1")

def switch_on(code):
    heat(code)

def switch_off():
    pass
`;

const NO_SWITCH = `
def switch_on(code):
    pass

def switch_off():
    pass
`;

function heatText(shift: number | null, warm: number): string {
  if (shift === null) return "\ndef heat(code):\n    pass\n";
  return String.raw`
import ctypes, opcode

# Loops of this code get hot after a few jumps back: their counters stand behind JUMP_BACKWARD (and RESUME).
def heat(code):
    caches = opcode._inline_cache_entries
    hot = [opcode.opmap[name] for name in ("JUMP_BACKWARD", "RESUME") if caches.get(name, 0) > 0]
    for each in codes_under(code):
        units, at = each.co_code, 0
        while at < len(units):
            if units[at] in hot:
                place = id(each) + types.CodeType.__basicsize__ + at + 2
                ctypes.c_uint16.from_address(place).value = ${Math.max(warm - 1, 2)} << ${shift} | 2
            at += 2 + 2 * caches.get(opcode.opname[units[at]], 0)
`;
}

/** A script that shows a finding without Tierproof; null for programs that have no source. */
export function findingScript(finding: Finding, pythons: Pythons): string | null {
  const { input, claim, failure: { left, right, place } } = finding;
  if (input.kind !== "program" || pythons.takes === "bytecode") return null;
  // Inputs of this plug are the only ones that it is handed.
  const given = input.program as PythonCase;
  const { interpreter: { facts, command } } = blamed(finding, pythons);
  const { source, program } = given;
  const shift = versionRow(facts.row)?.counterShift ?? null;
  const way = facts.optimizer !== null && facts.tier2 === "optimizer"
    ? optimizerSwitch(facts.optimizer)
    : facts.tier2 === "jit"
    ? JIT_SWITCH
    : NO_SWITCH;
  const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").slice(0, 300);
  const head = [
    `# ${facts.implementation} ${facts.text}`,
    ...(facts.flags === "" ? [] : [`# configured with ${oneLine(facts.flags)}`]),
    `# Found by Tierproof (claim ${claim}, ${oneLine([place.what, place.of ?? ""].join(" ").trim())}):`,
    `#   ${left.name}: ${oneLine(left.text)}`,
    `#   ${right.name}: ${oneLine(right.text)}`,
    `# Run it with: PYTHON_JIT=1 ${command} ${SCRIPT} [on|off]`,
    "",
  ];
  const quoted = source.includes("\\") || source.includes('"""') ? JSON.stringify(source) : `"""\n${source}"""`;
  const hosts = JSON.stringify(program.hosts.filter((name) => name !== "emit"));
  return [
    ...head,
    `SOURCE = ${quoted}`,
    `ARGS = ${JSON.stringify(argsSource(program))}`,
    `CALLS = ${program.calls}`,
    `HOSTS = ${hosts}`,
    SHARED,
    heatText(shift, warmOfCase(given)),
    way,
    RUN,
  ].join("\n");
}
