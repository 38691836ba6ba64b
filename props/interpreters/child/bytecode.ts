/**
 * The child's Python: programs as code objects, for an interpreter that has the pin's bytecode, and events as the pin has them.
 *
 * @module
 */

/** Defines `prepare_codes` and `forget_events`. */
export const BYTECODE: string = String.raw`
FLOATS = {"nan": float("nan"), "inf": float("inf"), "-inf": float("-inf"), "-0.0": -0.0}

def number(v):
    return FLOATS[v] if isinstance(v, str) else float(v)

def literal(given, codes):
    kind = given["t"]
    v = given.get("v")
    if kind == "None":
        return None
    if kind == "Ellipsis":
        return ...
    if kind in ("bool", "str"):
        return v
    if kind == "int":
        return int(v)
    if kind == "float":
        return number(v)
    if kind == "complex":
        return complex(number(given["re"]), number(given["im"]))
    if kind == "bytes":
        return bytes.fromhex(v)
    if kind == "dict":
        return {literal(k, codes): literal(x, codes) for k, x in v}
    if kind == "code":
        return codes[v]
    return {"tuple": tuple, "frozenset": frozenset, "list": list, "set": set}[kind]([literal(x, codes) for x in v])

# As the compiler does: names are interned, and so are constants that look like names.
def names_of(names):
    return tuple([sys.intern(name) for name in names])

def code_object(given, codes):
    return types.CodeType(
        given["argcount"], given["posonlyargcount"], given["kwonlyargcount"], len(given["varnames"]),
        given["stacksize"], given["flags"], bytes.fromhex(given["code"]),
        tuple([literal(c, codes) for c in given["consts"]]), names_of(given["names"]), names_of(given["varnames"]),
        FILE, sys.intern(given["name"]), sys.intern(given["qualname"]), given["firstlineno"],
        bytes.fromhex(given["lineTable"]), bytes.fromhex(given["exceptionTable"]),
        names_of(given["freevars"]), names_of(given["cellvars"]),
    )

class Codes:
    def __init__(self, given):
        self.given = given
        self.made = {}

    # Codes may stand in any order; none holds itself.
    def __getitem__(self, index):
        if index not in self.made:
            self.made[index] = code_object(self.given[index], self)
        return self.made[index]

MONITOR_TOOL = 4
LINE_TOOL = 3

def invalidator(codes):
    while True:
        f = yield
        internal.invalidate_executors(getattr(f, "__code__", f))
        f = None

def all_invalidator(codes):
    while True:
        yield
        for code in codes:
            internal.invalidate_executors(code)

# Where tier 2 is off it stays off, whatever the program asks for.
def setter(tier):
    while True:
        wanted = yield
        if tier == 2:
            internal.set_optimizer([lambda: None, make_optimizer, internal.get_counter_optimizer][wanted]())

def use_tool(tool):
    if sys.monitoring.get_tool(tool) is None:
        sys.monitoring.use_tool_id(tool, "program")

def monitor():
    events = sys.monitoring.events
    while True:
        f = yield
        use_tool(MONITOR_TOOL)
        on = sys.monitoring.get_local_events(MONITOR_TOOL, f.__code__) != 0
        sys.monitoring.set_local_events(MONITOR_TOOL, f.__code__, 0 if on else events.PY_START)
        f = None

def monitor_all():
    while True:
        wanted = yield
        use_tool(MONITOR_TOOL)
        sys.monitoring.set_events(MONITOR_TOOL, wanted * sys.monitoring.events.PY_START)

def liner(log):
    def log_line(code, line):
        log.append(code.co_name + ": line " + str(line))
    while True:
        f = yield
        use_tool(LINE_TOOL)
        sys.monitoring.register_callback(LINE_TOOL, sys.monitoring.events.LINE, log_line)
        sys.monitoring.set_local_events(LINE_TOOL, f.__code__, sys.monitoring.events.LINE)
        f = None

def forget_events():
    if not hasattr(sys, "monitoring"):
        return
    events = [e for e in vars(sys.monitoring.events).values() if type(e) is int and e.bit_count() == 1]
    # Programs may use all tools.
    for tool in range(6):
        if sys.monitoring.get_tool(tool) is None:
            continue
        sys.monitoring.set_events(tool, 0)
        for event in events:
            try:
                sys.monitoring.register_callback(tool, event, None)
            except ValueError:
                pass
        sys.monitoring.free_tool_id(tool)

def sender(generator):
    next(generator)
    return generator.send

def prepare_codes(program, log, tier):
    codes = Codes(program["codes"])
    module = codes[0]
    every = codes_under(module)
    everything = all_invalidator(every)
    next(everything)
    make = {
        "emit": lambda: sender(emitter(log)),
        "host_invalidate": lambda: sender(invalidator(every)),
        "host_invalidate_all": lambda: functools.partial(next, everything),
        "host_set_optimizer": lambda: sender(setter(tier)),
        "host_monitor": lambda: sender(monitor()),
        "host_monitor_all": lambda: sender(monitor_all()),
        "host_lines": lambda: sender(liner(log)),
    }
    hosts = {name: make[name]() for name in program["hosts"]}
    return module, lambda: [literal(arg, None) for arg in program["args"]], hosts
`;
