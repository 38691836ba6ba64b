/**
 * The Python side of running programs in a real interpreter: reads a request a line, runs it, answers with a line.
 *
 * @module
 */

/**
 * A request is `{source, args, calls}` with the arguments as Python source, the answer what the program did, in the shape of
 * an outcome. Texts of values are the address-free ones of this project.
 */
export const DRIVER: string = String.raw`
import json, sys, types

ATOMS = (int, float, bool, str, bytes, complex, range, slice, type(None), type(...))

def text(value, depth=0):
    kind = type(value)
    if kind in ATOMS:
        return repr(value)
    if depth > 6:
        return "..."
    if kind is list:
        return "[" + ", ".join(text(v, depth + 1) for v in value) + "]"
    if kind is tuple:
        inner = ", ".join(text(v, depth + 1) for v in value)
        return "(" + inner + (",)" if len(value) == 1 else ")")
    if kind is dict:
        pairs = (text(k, depth + 1) + ": " + text(v, depth + 1) for k, v in value.items())
        return "{" + ", ".join(pairs) + "}"
    if kind in (set, frozenset):
        return "<" + kind.__name__ + " " + str(len(value)) + ">"
    if isinstance(value, type):
        return "<class " + value.__name__ + ">"
    if kind is types.FunctionType:
        return "<function " + value.__name__ + ">"
    if kind is types.ModuleType:
        return "<module " + value.__name__ + ">"
    if isinstance(value, BaseException):
        return kind.__name__ + "(" + ", ".join(text(v, depth + 1) for v in value.args) + ")"
    if kind.__module__ == "m":
        found = {}
        for base in kind.__mro__:
            names = base.__dict__.get("__slots__", ())
            for name in (names,) if isinstance(names, str) else names:
                try:
                    found[name] = object.__getattribute__(value, name)
                except AttributeError:
                    pass
        try:
            found.update(object.__getattribute__(value, "__dict__"))
        except AttributeError:
            pass
        return "<" + kind.__name__ + "".join(" " + n + "=" + text(found[n], depth + 1) for n in sorted(found)) + ">"
    return "<" + kind.__name__ + ">"

def attempt(function):
    try:
        value = function()
        return {"kind": "returned", "text": text(value), "type": type(value).__name__}
    except BaseException as e:
        names = []
        tb = e.__traceback__.tb_next
        while tb is not None:
            if tb.tb_frame.f_code.co_filename == "<program>":
                names.append(tb.tb_frame.f_code.co_name)
            tb = tb.tb_next
        # Later versions name the module of a class in messages.
        message = str(e).replace("'m.", "'")
        return {"kind": "raised", "type": type(e).__name__, "message": message, "names": names}

def nothing(*args):
    return None

HOSTS = ("host_invalidate", "host_invalidate_all", "host_set_optimizer", "host_monitor", "host_monitor_all", "host_lines")
HIDDEN = (types.FunctionType, types.BuiltinFunctionType, types.ModuleType, types.GeneratorType, type)

def run(request):
    log = []
    space = {"__name__": "m", "emit": lambda value: log.append(text(value))}
    for name in HOSTS:
        space[name] = nothing
    module = attempt(lambda: exec(compile(request["source"], "<program>", "exec"), space))
    results = []
    args = []
    if module["kind"] == "returned":
        for _ in range(request["calls"]):
            args = eval(request["args"])
            results.append(attempt(lambda: space["f"](*args)))
    shown = [
        [name, text(value)] for name, value in list(space.items())
        if not name.startswith("__") and name != "emit" and name not in HOSTS and not isinstance(value, HIDDEN)
    ]
    return {"module": module, "results": results, "log": log, "globals": shown, "argsAfter": [text(v) for v in args]}

print(json.dumps(list(sys.version_info[:2])), flush=True)
for line in sys.stdin:
    sys.setrecursionlimit(1000)
    print(json.dumps(run(json.loads(line))), flush=True)
`;
