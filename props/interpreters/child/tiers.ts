/**
 * The child's Python: what the interpreter is, how its tier 2 is switched, and what makes code hot.
 *
 * @module
 */

/**
 * Defines `FACTS`, `tier2_on`, `tier2_off`, `heat`, `executors_of` and `codes_under`. `ROWS` is the table of versions,
 * `PIN_OPS` the pin's table of opcodes.
 */
export const TIERS: string = String.raw`
try:
    import _testinternalcapi as internal
except ImportError:
    internal = None
try:
    import _opcode
except ImportError:
    _opcode = None
try:
    import ctypes
except ImportError:
    ctypes = None
import opcode

def row_of():
    for row in ROWS:
        if row["version"] == "pin":
            if sys.version_info[3] == "alpha" and all(opcode.opmap.get(n) == i for n, i in PIN_OPS.items()):
                return row
        elif row["version"] == "%d.%d" % sys.version_info[:2]:
            return row
    return None

ROW = row_of()

def optimizer_maker():
    for name in ("new_uop_optimizer", "get_uop_optimizer"):
        make = getattr(internal, name, None)
        if make is not None and hasattr(internal, "set_optimizer"):
            return make
    return None

make_optimizer = optimizer_maker()
jit = getattr(sys, "_jit", None)

def probe_optimizer():
    if make_optimizer is None:
        return False
    try:
        internal.set_optimizer(make_optimizer())
        internal.set_optimizer(None)
        return True
    except Exception:
        return False

def tier2_way():
    if probe_optimizer():
        return "optimizer"
    if jit is not None and jit.is_available():
        return "jit"
    return None

WAY = tier2_way()
JIT_ON = WAY == "jit" and jit.is_enabled()

def tier2_on():
    if WAY == "optimizer":
        internal.set_optimizer(make_optimizer())

def tier2_off():
    if WAY == "optimizer":
        internal.set_optimizer(None)

CACHES = getattr(opcode, "_inline_cache_entries", {})
if not hasattr(CACHES, "items"):
    CACHES = {opcode.opname[i]: n for i, n in enumerate(CACHES)}
WARM_NAMES = [name for name in ("JUMP_BACKWARD", "RESUME") if CACHES.get(name, 0) > 0]
UNITS = [1 + CACHES.get(name, 0) for name in opcode.opname]
WARM_OPS = [opcode.opmap[name] for name in WARM_NAMES]
JUMPS = [opcode.opmap[name] for name in ("JUMP_BACKWARD", "RESUME") if name in opcode.opmap]

def codes_under(code, found=None):
    found = [] if found is None else found
    found.append(code)
    for const in code.co_consts:
        if type(const) is types.CodeType:
            codes_under(const, found)
    return found

def places(code, ops):
    units = code.co_code
    at = 0
    while at < len(units):
        op = units[at]
        if op in ops:
            yield at
        at += 2 * (UNITS[op] if op < len(UNITS) else 1)

def shift():
    return None if ROW is None else ROW["counterShift"]

CAN_HEAT = WAY is not None and ctypes is not None and shift() is not None and len(WARM_OPS) > 0

def heat(codes, warm):
    if not CAN_HEAT:
        return
    value = (max(warm - 1, 2) << shift()) | 2
    for code in codes:
        start = id(code) + types.CodeType.__basicsize__
        for at in places(code, WARM_OPS):
            ctypes.c_uint16.from_address(start + at + 2).value = value

get_executor = getattr(_opcode, "get_executor", None) or getattr(internal, "get_executor", None)

def executors_of(codes):
    count = 0
    if get_executor is not None:
        for code in codes:
            for at in places(code, JUMPS):
                try:
                    count += get_executor(code, at) is not None
                except (ValueError, RuntimeError):
                    pass
    return count

def config_args():
    try:
        import sysconfig
        return sysconfig.get_config_var("CONFIG_ARGS") or ""
    except Exception:
        return ""

def facts():
    flags = config_args()
    return {
        "version": list(sys.version_info[:3]),
        "release": sys.version_info[3] + ("" if sys.version_info[3] == "final" else str(sys.version_info[4])),
        "text": sys.version.split("\n")[0].strip(),
        "executable": sys.executable or "",
        "row": None if ROW is None else ROW["version"],
        "implementation": sys.implementation.name,
        "platform": sys.platform,
        "flags": flags,
        "assertions": hasattr(sys, "gettotalrefcount") or "--with-assertions" in flags or "--with-pydebug" in flags,
        "tier2": WAY,
        "enabled": JIT_ON or WAY == "optimizer",
        "heat": CAN_HEAT,
        "executors": get_executor is not None,
        "optimizer": None if make_optimizer is None else make_optimizer.__name__,
    }
`;
