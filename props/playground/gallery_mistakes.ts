/**
 * Examples of the gallery: each known mistake of the pin in its smallest form.
 *
 * @module
 */

import { DEFAULT_LIMITS } from "../../src/isa/engine.ts";
import { type GalleryEntry, hunted, program } from "./gallery_entry.ts";

/** A loop gets hot at its first jump back, so that few rounds show it. */
const HOT_AT_ONCE = { limits: { ...DEFAULT_LIMITS, backedgeThreshold: 16 } };

/** The one that explains itself best first. */
export const MISTAKES: readonly GalleryEntry[] = [
  program(
    "handler-lookup",
    "handler-lookup",
    "An exception escapes its try block",
    "The name G does not exist, so every round raises a NameError, and the except clause takes it. That goes well for the " +
      "first rounds. Then the loop is hot, and a trace of micro-ops runs in its place. When the error comes up inside the " +
      "trace, the code that leaves traces looks one unit too early for who handles it: at unit 15, which is just before the " +
      "try block, instead of at unit 16, the first one in it (see the bytecode below). Nobody is found there, and the " +
      "function fails with an error that its own code takes care of.",
    `# args: [20]
def f(n):
    for i in range(n):
        try:
            G
        except NameError:
            pass
`,
  ),
  program(
    "handler-lookup",
    "handler-lookup-catches",
    "A try block catches what is not its own",
    "The same mistake the other way round. In round 18 the variable x is gone, and reading it behind the try block raises an " +
      "error that nobody should catch. The code that leaves traces looks one unit too early, and there the try block ends: its except clause " +
      "takes an error that came after it.",
    `def f():
    x = 1
    def clear(i):
        nonlocal x
        if i == 18:
            del x
    for i in range(40):
        try:
            r = list(map(clear, (i,)))
        except NameError:
            return "caught"
        x
`,
  ),
  program(
    "version-collision",
    "version-collision",
    "The body of another function is inlined",
    "The optimizer puts a called function's body into the trace and finds it by a version number. Functions and code objects " +
      "count their versions separately, so two that have nothing to do with each other can have the same number. Here the " +
      "function c gets the number that a's code has, and the trace runs the wrong body.",
    `def a():
    pass
def b():
    pass
def f():
    a.__kwdefaults__ = None
    for i in range(20):
        r = a()
        def c():
            return 0
        c()
        b()
    return r
`,
    { limits: { ...DEFAULT_LIMITS, backedgeThreshold: 16, firstFunctionVersion: 1739 } },
  ),
  program(
    "metaclass-call",
    "metaclass-call",
    "A metaclass is passed over",
    "Calling the class C means calling its metaclass's __call__, which gives 7. The interpreter writes a faster form over the " +
      "call once it ran, for classes with an __init__, and does not look whether there is a metaclass: from then on C() " +
      "makes an instance. This one happens without any trace.",
    `class Meta(type):
    def __call__(cls):
        return 7
class C(metaclass=Meta):
    def __init__(self):
        pass
def f():
    for i in range(3):
        emit(C())
`,
  ),
  program(
    "current-ip",
    "current-ip",
    "A frame shows an earlier line",
    "When an object dies, its __del__ looks at the line that the loop is at. The optimizer takes away the micro-ops that keep " +
      "the line current before operations that it thinks nobody can watch. Letting go of a value is one of them, but that " +
      "runs __del__, which sees an old line.",
    `import sys
class C:
    def __del__(self):
        emit(sys._getframe(1).f_lineno)
def f():
    many = [C(), C(), C(), C()]
    for i in range(4):
        a = many.pop()
        b = 1
        a = b
`,
    HOT_AT_ONCE,
  ),
  program(
    "lost-line",
    "lost-line",
    "A debugger misses a line",
    "host_lines(g) asks, as a debugger does, for each line that g comes to. A trace that hands over at the start of g leaves " +
      "the place at the instruction to come; the line event takes it for the one before, sees the same line and reports " +
      "nothing.",
    `def g():
    pass
def f():
    host_lines(g)
    for i in range(20):
        g()
`,
  ),
  program(
    "lost-check",
    "lost-check",
    "An event is asked for, and not delivered",
    "In round 17 the addition runs program code that asks for call events. From then on the trace should be left, which its " +
      "checks are for; but the optimizer takes the check behind this addition away, as it does not know that adding can run " +
      "program code. Calls that tier 1 reports go by in silence.",
    `import sys
class C:
    def __add__(self, other):
        if other == 18:
            sys.monitoring.set_events(2, 32)
        return 0
def called(*args):
    emit("a call")
def f():
    sys.monitoring.use_tool_id(2, "tool")
    sys.monitoring.register_callback(2, 32, called)
    c = C()
    for i in range(20):
        c + (i + 1)
`,
  ),
  program(
    "extended-arg-ip",
    "extended-arg-ip",
    "A return into the middle of an instruction",
    "The call in the loop has a prefix that widens its argument (wide 1), as large arguments need. Inside the trace the " +
      "place of the call is that of the prefix, and returning from the callee counts from there: it goes on one unit too " +
      "early, inside the call's inline cache, which is no instruction.",
    `tierproof-assembly 1
entry f
code <module>
  stacksize 1
  names g f
  const code(2)
  const code(1)
  const None
  begin
    RESUME 0
    LOAD_CONST 0
    MAKE_FUNCTION
    STORE_NAME 0
    LOAD_CONST 1
    MAKE_FUNCTION
    STORE_NAME 1
    RETURN_CONST 2
  end

code f
  flags 0x3
  stacksize 3
  varnames i
  names g __kwdefaults__
  const None
  const (0, 1, 2)
  begin
    RESUME 0
    LOAD_CONST 0  # None: g gets a version of its own
    LOAD_GLOBAL 0
    STORE_ATTR 1
    LOAD_CONST 1
    GET_ITER
  L1:
    FOR_ITER L2
    STORE_FAST 0
    LOAD_GLOBAL 1  # g + NULL
    CALL 0 wide 1
    POP_TOP
    JUMP_BACKWARD L1
  L2:
    END_FOR
    RETURN_CONST 0
  end

code g
  flags 0x3
  stacksize 1
  const None
  begin
    RESUME 0
    RETURN_CONST 0
  end
`,
    { form: "assembly", ...HOT_AT_ONCE },
  ),
  program(
    "first-entry",
    "first-entry",
    "The first round of a trace is at a wrong line",
    "The loop is so long that its jump back needs a prefix. When its trace is entered for the first time, the place stays in " +
      "the middle of the loop until the trace sets it. An object that dies in the first instruction sees a line that the " +
      "program is not at, in that one round.",
    `import sys
class C:
    def __del__(self):
        emit(sys._getframe(1).f_lineno)
def f():
    many = [C(), C(), C()]
    a = None
    while many:
        a = None
        a = many.pop()
${"        b = 1\n".repeat(130)}`,
    HOT_AT_ONCE,
  ),
  program(
    "invalid-executor",
    "invalid-executor",
    "What was declared invalid is entered all the same",
    "host_invalidate_all() declares all executors invalid. The instruction that enters one does not look at that, so an invalid " +
      "one is entered in every round, only to be left at its first check. The results are right; the work is in vain.",
    `def f():
    for i in range(40):
        host_invalidate_all()
`,
  ),
  hunted(
    "init-code-swap",
    "A class goes on with code that was swapped",
    "About specialized instructions, not about one program: the form that calls a Python __init__ does not notice when its code is " +
      "replaced. The hunt below tries scenarios of classes and finds one where that shows.",
    "scenarios",
  ),
  hunted(
    "self-replacement",
    "An executor that replaces itself loses its instruction",
    "About how executors are used, not about one program: installing an executor where it stands already forgets the " +
      "instruction that it stands for. The hunt below gives random commands to the parts and finds the one that shows it.",
    "executor-commands",
  ),
  hunted(
    "depends-on-revives",
    "A dependency makes an invalid executor valid again",
    "About a debug build: adding a dependency to an executor that is invalid makes it valid, while nothing can find it any more " +
      "to declare it invalid. The hunt below finds the commands that show it.",
    "executor-commands",
  ),
  hunted(
    "nop-jump-target",
    "A jump over a removed micro-op goes astray",
    "When a trace is packed, jumps to a removed micro-op follow what stands in it by chance. The pin's own pass leaves no such " +
      "jump, so the hunt below makes traces that have one.",
    "compaction",
  ),
];
