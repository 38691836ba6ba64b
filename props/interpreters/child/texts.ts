/**
 * The child's Python: values as the address-free texts of this project, and what a call did as data.
 *
 * @module
 */

/** Defines `text`, `attempt` and `emitter`. */
export const TEXTS: string = String.raw`
ATOMS = (int, float, bool, str, bytes, complex, range, slice, type(None), type(...))

def text(value, depth=0):
    kind = type(value)
    if kind in ATOMS:
        return repr(value)
    if depth > 6:
        return "..."
    if kind is list:
        return "[" + ", ".join([text(v, depth + 1) for v in value]) + "]"
    if kind is tuple:
        inner = ", ".join([text(v, depth + 1) for v in value])
        return "(" + inner + (",)" if len(value) == 1 else ")")
    if kind is dict:
        pairs = [text(k, depth + 1) + ": " + text(v, depth + 1) for k, v in value.items()]
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
        return kind.__name__ + "(" + ", ".join([text(v, depth + 1) for v in value.args]) + ")"
    if kind.__module__ == "m":
        found = {}
        for base in kind.__mro__:
            names = base.__dict__.get("__slots__", ())
            for name in (names,) if isinstance(names, str) else names:
                # A class attribute that was put in its place is no slot.
                if type(base.__dict__.get(name)) is not types.MemberDescriptorType:
                    continue
                try:
                    found[name] = object.__getattribute__(value, name)
                except AttributeError:
                    pass
        try:
            found.update(object.__getattribute__(value, "__dict__"))
        except AttributeError:
            pass
        return "<" + kind.__name__ + "".join([" " + n + "=" + text(found[n], depth + 1) for n in sorted(found)]) + ">"
    return "<" + kind.__name__ + ">"

# What programs call is the method send of a generator: a builtin, so that no trace takes its Python code in.
def emitter(log):
    while True:
        log.append(text((yield)))

def ignore(*args):
    return None

# The frames of the program: their functions and instructions.
def frames_of(error):
    frames = []
    tb = error.__traceback__
    while tb is not None:
        if tb.tb_frame.f_code.co_filename == FILE:
            frames.append([tb.tb_frame.f_code.co_name, tb.tb_lasti // 2])
        tb = tb.tb_next
    return frames

def attempt(function):
    try:
        value = function()
        return {"kind": "returned", "text": text(value), "type": type(value).__name__}
    except BaseException as e:
        # Later versions name the module of a class in messages.
        message = str(e).replace("'m.", "'")
        # Where a module lies is the machine's.
        if isinstance(e, ImportError) and message.startswith("cannot import name ") and message.endswith(")"):
            message = message[:message.rindex(" (")] + " (unknown location)"
        return {"kind": "raised", "type": type(e).__name__, "message": message, "frames": frames_of(e)}
`;
