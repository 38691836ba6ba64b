/**
 * The child's Python: one program, on each tier that is asked for.
 *
 * @module
 */

/** Defines `run`, which takes a program and a function that is told of each tier before it runs. */
export const RUNNING: string = String.raw`
FILE = "<program>"
EVENTS = ("host_invalidate", "host_invalidate_all", "host_set_optimizer", "host_monitor", "host_monitor_all", "host_lines")
HIDDEN = (types.FunctionType, types.ModuleType, types.GeneratorType, type)
try:
    from _typing import TypeAliasType
    HIDDEN += (TypeAliasType,)
except ImportError:
    pass

# Frames that a program of the project finds below its own, and the limit that it runs under.
OUTER_FRAMES = 2
RECURSION_LIMIT = 1000

def depth():
    frame = sys._getframe(1)
    found = 0
    while frame is not None:
        found += 1
        frame = frame.f_back
    return found

def results_of(program, code, space, make_args):
    args = []
    results = []
    module = attempt(lambda: exec(code, space))
    if module["kind"] == "returned":
        for _ in range(program["calls"]):
            args = make_args()
            results.append(attempt(lambda: space[program["entry"]](*args)))
    return module, results, [text(v) for v in args]

def run_tier(program, tier):
    log = []
    code, make_args, hosts = prepare(program, log, tier)
    space = {"__name__": "m", **hosts}
    codes = codes_under(code)
    # results_of, attempt and the lambda stand below a program.
    sys.setrecursionlimit(RECURSION_LIMIT + depth() + 3 - OUTER_FRAMES)
    if tier == 2:
        heat(codes, program["warm"])
        tier2_on()
    try:
        module, results, after = results_of(program, code, space, make_args)
    finally:
        if tier == 2:
            tier2_off()
        # What one tier's run monitors must not be monitored in the next one's.
        forget_events()
        forget_changes()
        sys.setrecursionlimit(RECURSION_LIMIT)
    shown = [
        [name, text(value)] for name, value in list(space.items())
        if not name.startswith("__") and name not in hosts and not isinstance(value, HIDDEN)
    ]
    outcome = {"module": module, "results": results, "log": list(log), "globals": shown, "argsAfter": after}
    return outcome, (executors_of(codes) if tier == 2 else 0)

# What programs may change of modules, as it was before the first of them.
def state_of(names):
    return [(m, dict(vars(m))) for m in [__import__(name) for name in names]]

MODULES = state_of(("builtins", "sys", "math", "operator", "functools", "itertools", "collections", "types"))

def forget_changes():
    for module, before in MODULES:
        now = vars(module)
        for name in [name for name in now if name not in before]:
            del now[name]
        for name, value in before.items():
            if now.get(name, MODULES) is not value:
                now[name] = value

def prepare(program, log, tier):
    if "codes" in program:
        return prepare_codes(program, log, tier)
    send = emitter(log)
    next(send)
    hosts = {"emit": send.send}
    for name in EVENTS:
        hosts[name] = ignore
    code = compile(program["source"], FILE, "exec", dont_inherit=True)
    make_args = compile(program["args"], "<arguments>", "eval", dont_inherit=True)
    return code, lambda: eval(make_args, {}), hosts

def run(program, mark):
    outcomes = []
    executors = 0
    for tier in program["tiers"]:
        mark(tier)
        try:
            outcome, executors = run_tier(program, tier)
        except SyntaxError as e:
            # A later version refuses what an earlier one took.
            return {"refused": type(e).__name__ + ": " + str(e)}
        outcomes.append(outcome)
    return {"outcomes": outcomes, "executors": executors}
`;
