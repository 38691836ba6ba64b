# Functions, arguments, closures, names, frames, code objects, modules.
import sys
import types
import math as m2
from math import sqrt, pi as circle
import sys as system

log = []
def pos(a, b=2, *c, d, e=5, **f): return a, b, c, d, e, f
def only(a, /, b, *, c=3): return a, b, c
def none(): pass
def two(a, b): return a, b
def dflt(a=1, b=[]): b.append(a); return b
def kwonly(*, x, y=2): return x, y
def many(a, b, c, d, e): return e
def star(*args, **kwargs): return args, kwargs
class K:
    def meth(self, x): return x
    @classmethod
    def cm(cls, x): return x
    @staticmethod
    def sm(x): return x
    def __call__(self, x, *, y=1): return x, y
class Keys:
    def keys(self): return ['d', 'e']
    def __getitem__(self, k): return k + '!'
class BadKeys:
    def keys(self): return [1]
    def __getitem__(self, k): return k
def attempt(work):
    log.clear()
    try: r = work()
    except BaseException as e: r = f'{type(e).__name__}: {e}'
    return r, log[:]
def note(x): log.append(x); return x
def order(): return pos(note(1), *note([2]), note(3), d=note(4), **note({'e': 5}), z=note(6))
def counter():
    n = 0
    def up(by=1):
        nonlocal n
        n += by
        return n
    def peek(): return n
    return up, peek
def late():
    fs = [lambda: i for i in range(3)]
    gs = [lambda i=i: i for i in range(3)]
    return [f() for f in fs], [g() for g in gs]
def unbound():
    if log is None: x = 1
    return x
def unbound_free():
    def f(): return z
    if log is None: z = 1
    return f()
def unbound_del():
    x = 1
    del x
    del x
def del_cell():
    x = 1
    def f(): return x
    del x
    return f()
def del_missing_global():
    global nothing_here
    del nothing_here
def missing(): return nothing_here
def glob():
    global G1
    G1 = 5
    return G1
def walrus(): return [y := 1, y + 1], [z := i for i in range(3)], y, z
def shadows(): len = lambda x: 'mine'; return len([1])
def local_names(a, b=2):
    c = 3
    def inner(): return c
    return sorted(locals()), locals()['c']
def annotated(a: int, *b: str, c: 'x' = 1, **d: None) -> float: pass
def documented():
    'the doc'
    x: int = 1
    return x
def recursive(n): return 1 if n <= 1 else n * recursive(n - 1)
def frame_info():
    f = sys._getframe()
    def inner(): return sys._getframe(1) is f, sys._getframe().f_back is f
    return f.f_code.co_name, f.f_lineno - f.f_code.co_firstlineno, sorted(f.f_locals), f.f_globals is globals(), inner(), f.f_back.f_code.co_name, f.f_lasti > 0, f.f_builtins['len'] is len, f.f_trace, f.f_trace_lines, f.f_trace_opcodes
def logic(a, b, c): return a and b or c, not a, a if b else c, a or b and c, (a, b)[a], None is a, a is not b
def loops(n):
    out = []
    i = 0
    while i < n:
        i += 1
        if i == 2: continue
        if i == 5: break
        out.append(i)
    else: out.append('else')
    while False: pass
    else: out.append('never')
    while not out: pass
    return out
def long_if(x):
    if x is None: return 'none'
    elif x is not None and x > 3: return 'big'
    elif not x: return 'falsy'
    return 'other'
def starred_assign():
    a, *b = 1, 2, 3
    (c, d), e = (4, 5), 6
    [f, g] = 'fg'
    h = i = []
    a, b[0] = b[0], a
    x = y, = [7]
    return a, b, c, d, e, f, g, h is i, x, y
def aug():
    xs = [1, 2]; d = {'a': 1}; o = K(); o.v = 1
    xs[0] += 5; d['a'] *= 3; o.v -= 4; xs[note(1)] **= 2
    return xs, d, o.v
def set_code(f, g): f.__code__ = g.__code__; return f(1)
def setting(o, n, v): setattr(o, n, v); return getattr(o, n)
def deleting(o, n): delattr(o, n); return getattr(o, n)

# arguments
pos(1, d=4), pos(1, 2, 3, d=4, z=5), pos(d=1, a=2), pos(1, **{'d': 2, 'b': 3}), pos(*[1, 2, 3], d=0), pos(1, **Keys()), only(1, 2), only(1, b=2, c=4), none(), two(b=1, a=2), dflt(), dflt(), dflt(5, []), kwonly(x=1), star(), star(1, a=2), star(*'ab', **{'c': 1}), attempt(order)  # → ((1, 2, (), 4, 5, {}), (1, 2, (3,), 4, 5, {'z': 5}), (2, 2, (), 1, 5, {}), (1, 3, (), 2, 5, {}), (1, 2, (3,), 0, 5, {}), (1, 2, (), 'd!', 'e!', {}), (1, 2, 3), (1, 2, 4), None, (2, 1), [1, 1], [1, 1], [5], (1, 2), ((), {}), ((1,), {'a': 2}), (('a', 'b'), {'c': 1}), ((1, 2, (3,), 4, 5, {'z': 6}), [1, [2], 3, 4, {'e': 5}, 6]))
pos()  # → !TypeError: pos() missing 1 required positional argument: 'a'
pos(1)  # → !TypeError: pos() missing 1 required keyword-only argument: 'd'
only(1)  # → !TypeError: only() missing 1 required positional argument: 'b'
only()  # → !TypeError: only() missing 2 required positional arguments: 'a' and 'b'
only(a=1, b=2)  # → !TypeError: only() got some positional-only arguments passed as keyword arguments: 'a'
only(1, 2, 3)  # → !TypeError: only() takes 2 positional arguments but 3 were given
only(1, 2, d=5)  # → !TypeError: only() got an unexpected keyword argument 'd'
none(1)  # → !TypeError: none() takes 0 positional arguments but 1 was given
none(x=1)  # → !TypeError: none() got an unexpected keyword argument 'x'
two()  # → !TypeError: two() missing 2 required positional arguments: 'a' and 'b'
two(1)  # → !TypeError: two() missing 1 required positional argument: 'b'
two(1, 2, 3)  # → !TypeError: two() takes 2 positional arguments but 3 were given
two(1, a=2)  # → !TypeError: two() got multiple values for argument 'a'
two(1, c=2)  # → !TypeError: two() got an unexpected keyword argument 'c'
two(*[1], **{'a': 2})  # → !TypeError: two() got multiple values for argument 'a'
kwonly()  # → !TypeError: kwonly() missing 1 required keyword-only argument: 'x'
kwonly(1)  # → !TypeError: kwonly() takes 0 positional arguments but 1 was given
kwonly(1, x=2)  # → !TypeError: kwonly() takes 0 positional arguments but 1 positional argument (and 1 keyword-only argument) were given
kwonly(x=1, z=2)  # → !TypeError: kwonly() got an unexpected keyword argument 'z'
many()  # → !TypeError: many() missing 5 required positional arguments: 'a', 'b', 'c', 'd', and 'e'
many(1, 2)  # → !TypeError: many() missing 3 required positional arguments: 'c', 'd', and 'e'
many(1, 2, 3, 4, 5, 6)  # → !TypeError: many() takes 5 positional arguments but 6 were given
dflt(1, 2, 3)  # → !TypeError: dflt() takes from 0 to 2 positional arguments but 3 were given
pos(1, d=2, **{'d': 3})  # → !TypeError: m.pos() got multiple values for keyword argument 'd'
pos(1, **{'d': 2}, **{'d': 3})  # → !TypeError: m.pos() got multiple values for keyword argument 'd'
star(**BadKeys())  # → !TypeError: keywords must be strings
star(**{1: 2})  # → !TypeError: keywords must be strings
star(*5)  # → !TypeError: m.star() argument after * must be an iterable, not int
star(**5)  # → !TypeError: m.star() argument after ** must be a mapping, not int
star(*[1], *5)  # → !TypeError: Value after * must be an iterable, not int
K().meth()  # → !TypeError: K.meth() missing 1 required positional argument: 'x'
K().meth(1, 2)  # → !TypeError: K.meth() takes 2 positional arguments but 3 were given
K.meth(1)  # → !TypeError: K.meth() missing 1 required positional argument: 'x'
K.meth()  # → !TypeError: K.meth() missing 2 required positional arguments: 'self' and 'x'
K.cm()  # → !TypeError: K.cm() missing 1 required positional argument: 'x'
K.sm()  # → !TypeError: K.sm() missing 1 required positional argument: 'x'
K()()  # → !TypeError: K.__call__() missing 1 required positional argument: 'x'
K()(1, 2)  # → !TypeError: K.__call__() takes 2 positional arguments but 3 were given
K()(1, y=2), K().meth(x=1), K.cm(2), K.sm(x=3), (lambda *a, k=1: (a, k))(1, 2, k=3), (lambda: 5)(), (lambda x, /: x)(1), K().meth.__call__(4), two.__call__(1, 2), two.__get__(1)(2), two.__get__(None, int)(1, 2), types.MethodType(two, 1)(2)  # → ((1, 2), 1, 2, 3, ((1, 2), 3), 5, 1, 4, (1, 2), (1, 2), (1, 2), (1, 2))
(lambda x: x)()  # → !TypeError: <lambda>.<locals>.<lambda>() missing 1 required positional argument: 'x'
(lambda x, /: x)(x=1)  # → !TypeError: <lambda>.<locals>.<lambda>() got some positional-only arguments passed as keyword arguments: 'x'
len()  # → !TypeError: len() takes exactly one argument (0 given)
len(1, 2)  # → !TypeError: len() takes exactly one argument (2 given)
len(x=1)  # → !TypeError: len() takes no keyword arguments
len(*[[1, 2]]), max(*[1, 2], key=lambda v: -v), print(*[], **{}), dict(**{'a': 1}), sorted([2, 1], **{'reverse': True}), 'a'.join(*[['b']]), int(*['5'], **{'base': 8})  # → (2, 1, None, {'a': 1}, [2, 1], 'b', 5)
[].append()  # → !TypeError: list.append() takes exactly one argument (0 given)
[].append(1, 2)  # → !TypeError: list.append() takes exactly one argument (2 given)
'a'.join(x=1)  # → !TypeError: str.join() takes no keyword arguments
sorted([1], keys=5)  # → !TypeError: 'keys' is an invalid keyword argument for sort()
int('5', bass=5)  # → !TypeError: 'bass' is an invalid keyword argument for int()
dict([], 5)  # → !TypeError: dict expected at most 1 argument, got 2
nothing()  # → !NameError: name 'nothing' is not defined
none.x()  # → !AttributeError: 'function' object has no attribute 'x'
none()()  # → !TypeError: 'NoneType' object is not callable

# scopes
(lambda c: (c[0](), c[0](5), c[1](), c[0].__closure__[0].cell_contents, c[0].__code__.co_freevars, c[1].__code__.co_freevars, counter.__code__.co_cellvars))(counter()), late(), glob(), G1, walrus(), shadows(), local_names(1), recursive(10), circle == m2.pi, sqrt(4), system is sys  # → ((1, 6, 6, 6, ('n',), ('n',), ('n',)), ([2, 2, 2], [0, 1, 2]), 5, 5, ([1, 2], [0, 1, 2], 1, 2), 'mine', (['a', 'b', 'c', 'inner'], 3), 3628800, True, 2.0, True)
unbound()  # → !UnboundLocalError: cannot access local variable 'x' where it is not associated with a value
unbound_free()  # → !NameError: cannot access free variable 'z' where it is not associated with a value in enclosing scope
unbound_del()  # → !UnboundLocalError: cannot access local variable 'x' where it is not associated with a value
del_cell()  # → !NameError: cannot access free variable 'x' where it is not associated with a value in enclosing scope
del_missing_global()  # → !NameError: name 'nothing_here' is not defined
missing()  # → !NameError: name 'nothing_here' is not defined
undefined_name  # → !NameError: name 'undefined_name' is not defined
[x for x in range(3) if x] + [x for x in 'ab'], (lambda x: [x + y for y in range(x)])(3), [[(i, j) for j in range(i)] for i in range(3)]  # → ([1, 2, 'a', 'b'], [3, 4, 5], [[], [(1, 0)], [(2, 0), (2, 1)]])
loops(1), loops(3), loops(9), [long_if(x) for x in (None, 5, 0, 2)], [logic(a, b, 7) for a in (0, 1) for b in (False, True)], starred_assign(), attempt(aug)  # → ([1, 'else', 'never'], [1, 3, 'else', 'never'], [1, 3, 4, 'never'], ['none', 'big', 'falsy', 'other'], [(7, True, 7, False, 0, False, True), (7, True, 0, 7, 0, False, True), (7, False, 7, 1, False, False, True), (True, False, 1, 1, True, False, True)], (2, [1, 3], 4, 5, 6, 'f', 'g', True, [7], 7), (([6, 4], {'a': 3}, -3), [1]))
(lambda c: c.cell_contents)(counter()[0].__closure__[0]), types.CellType(5).cell_contents, types.CellType(1) == types.CellType(1), types.CellType(1) < types.CellType(2), setting(types.CellType(1), 'cell_contents', 2), repr(types.CellType(5))[:9], repr(types.CellType())[-6:]  # → (0, 5, True, True, 2, '<cell at ', 'empty>')
types.CellType().cell_contents  # → !ValueError: Cell is empty
types.CellType(1, 2)  # → !TypeError: cell expected at most 1 argument, got 2
frame_info()  # → ('frame_info', 3, ['f', 'inner'], True, (True, True), '<lambda>', True, True, None, True, False)
sys._getframe(1000)  # → !ValueError: call stack is not deep enough
sys._getframe('a')  # → !TypeError: 'str' object cannot be interpreted as an integer
sys._getframe(0).f_code.co_name, type(sys._getframe()), sys._getframe().f_locals  # → ('<lambda>', <class 'frame'>, {})
setting(sys._getframe(), 'f_lineno', 5)  # → !ValueError: f_lineno can only be set in a trace function
setting(sys._getframe(), 'f_back', 5)  # → !AttributeError: attribute 'f_back' of 'frame' objects is not writable
setting(sys._getframe(), 'f_trace_lines', False), setting(sys._getframe(), 'f_trace', len), setting(sys._getframe(), 'f_trace', None)  # → (False, <built-in function len>, None)
setting(sys._getframe(), 'f_trace_lines', 5)  # → !TypeError: attribute value type must be bool
sys._getframe().clear()  # → !RuntimeError: cannot clear an executing frame

# members of functions
two.__name__, two.__qualname__, K.meth.__qualname__, counter()[0].__qualname__, two.__module__, documented.__doc__, two.__doc__, pos.__defaults__, pos.__kwdefaults__, annotated.__annotations__, two.__annotations__, two.__dict__, two.__closure__, two.__code__.co_name, two.__globals__ is globals(), two.__builtins__['len'] is len, two.__type_params__, (lambda: 0).__name__, two.__kwdefaults__  # → ('two', 'two', 'K.meth', 'counter.<locals>.up', 'm', 'the doc', None, (2,), {'e': 5}, {'a': <class 'int'>, 'b': <class 'str'>, 'c': 'x', 'd': None, 'return': <class 'float'>}, {}, {}, None, 'two', True, True, (), '<lambda>', None)
setting(two, '__name__', 'x'), setting(two, '__qualname__', 'q'), setting(two, '__doc__', 'd'), setting(two, '__module__', 5), setting(two, 'own', 5), setting(two, '__defaults__', (9,)), two(1), setting(two, '__defaults__', None), setting(two, '__annotations__', {'a': 1}), deleting(two, '__annotations__'), setting(kwonly, '__kwdefaults__', {'y': 7}), kwonly(x=1), deleting(kwonly, '__kwdefaults__'), setting(two, '__dict__', {'z': 1}), two.z, deleting(two, '__doc__')  # → ('x', 'q', 'd', 5, 5, (9,), (1, 9), None, {'a': 1}, {}, {'y': 7}, (1, 7), None, {'z': 1}, 1, None)
setting(two, '__name__', 5)  # → !TypeError: __name__ must be set to a string object
deleting(two, '__name__')  # → !TypeError: __name__ must be set to a string object
setting(two, '__qualname__', 5)  # → !TypeError: __qualname__ must be set to a string object
setting(two, '__defaults__', [1])  # → !TypeError: __defaults__ must be set to a tuple object
setting(two, '__kwdefaults__', 5)  # → !TypeError: __kwdefaults__ must be set to a dict object
setting(two, '__annotations__', 5)  # → !TypeError: __annotations__ must be set to a dict object
setting(two, '__code__', 5)  # → !TypeError: __code__ must be set to a code object
setting(two, '__closure__', ())  # → !AttributeError: readonly attribute
setting(two, '__globals__', {})  # → !AttributeError: readonly attribute
setting(two, '__dict__', 5)  # → !TypeError: __dict__ must be set to a dictionary, not a 'int'
deleting(two, '__dict__')  # → !TypeError: cannot delete __dict__
deleting(two, '__code__')  # → !TypeError: __code__ must be set to a code object
two.nothing  # → !AttributeError: 'function' object has no attribute 'nothing'
deleting(two, 'nothing')  # → !AttributeError: 'function' object has no attribute 'nothing'
set_code(lambda x: x, lambda y: y + 1), set_code(lambda x: x, lambda *a: a), (lambda f, g: (setting(f, '__code__', g.__code__), f())) (none, lambda: 'swapped')[1]  # → (2, (1,), 'swapped')
set_code(two, counter()[0])  # → !ValueError: x() requires a code object with 0 free vars, not 1
types.FunctionType(two.__code__, {})(1, 2), types.FunctionType(two.__code__, {'__name__': 'gm'}, 'nm').__name__, types.FunctionType(two.__code__, {}, None, (7,))(1), types.FunctionType(two.__code__, {'__name__': 'gm'}).__module__, types.FunctionType(counter()[1].__code__, {}, None, None, (types.CellType(8),))(), types.FunctionType(code=two.__code__, globals={}).__name__  # → ((1, 2), 'nm', (1, 7), 'gm', 8, 'two')
types.FunctionType()  # → !TypeError: function() missing required argument 'code' (pos 1)
types.FunctionType(5, {})  # → !TypeError: function() argument 'code' must be code, not int
types.FunctionType(two.__code__, 5)  # → !TypeError: function() argument 'globals' must be dict, not int
types.FunctionType(two.__code__, {}, 5)  # → !TypeError: arg 3 (name) must be None or string
types.FunctionType(two.__code__, {}, None, 5)  # → !TypeError: arg 4 (defaults) must be None or tuple
types.FunctionType(counter()[1].__code__, {})  # → !TypeError: arg 5 (closure) must be tuple
types.FunctionType(counter()[1].__code__, {}, None, None, ())  # → !ValueError: peek requires closure of length 1, not 0
types.FunctionType(counter()[1].__code__, {}, None, None, (5,))  # → !TypeError: arg 5 (closure) expected cell, found int
K().meth.__func__ is K.meth, K().meth.__self__.__class__, K().meth.__name__, K().meth.__doc__, K().meth.__qualname__, (lambda k: k.meth == k.meth)(K()), K().meth == K().meth, (lambda k: hash(k.meth) == hash(k.meth))(K()), types.MethodType(len, [1]).__self__, types.MethodType(len, [1])()  # → (True, <class 'm.K'>, 'meth', None, 'K.meth', True, False, True, [1], 1)
setting(K().meth, '__func__', 5)  # → !AttributeError: readonly attribute
len.__name__, len.__qualname__, len.__module__, [].append.__name__, [].append.__self__, [].append.__qualname__, 'a'.join.__qualname__, list.append.__qualname__, list.append.__objclass__, int.__add__.__name__, int.__add__.__objclass__, (5).__add__.__self__, (5).__add__.__name__, (5).__add__.__objclass__, int.real.__name__, int.real.__objclass__, dict.fromkeys.__self__, len == len, [].append == [].append, hash(len) == hash(len), int.__add__(1, 2), int.real.__get__(5), list.append.__get__([])(1)  # → ('len', 'len', 'builtins', 'append', [], 'list.append', 'str.join', 'list.append', <class 'list'>, '__add__', <class 'int'>, 5, '__add__', <class 'int'>, 'real', <class 'int'>, <class 'dict'>, True, False, True, 3, 5, None)
int.__add__('a', 1)  # → !TypeError: descriptor '__add__' requires a 'int' object but received a 'str'
list.append.__get__(5)  # → !TypeError: descriptor 'append' for 'list' objects doesn't apply to a 'int' object
setting(len, '__name__', 5)  # → !AttributeError: attribute '__name__' of 'builtin_function_or_method' objects is not writable
setting(two.__code__, 'co_name', 'x')  # → !AttributeError: readonly attribute

# modules
def imports(n):
    if n == 0: import nothing_here
    if n == 1: from math import nothing_here
    if n == 2: from . import x
    if n == 3: import math.sub
    if n == 4: from math import sqrt as s, floor; return s(9), floor(1.5)
    if n == 5: import sys, math; return sys.__name__, math.__name__
    if n == 6: from nothing_here import x
imports(0)  # → !ModuleNotFoundError: No module named 'nothing_here'
imports(2)  # → !ImportError: attempted relative import with no known parent package
imports(3)  # → !ModuleNotFoundError: No module named 'math.sub'; 'math' is not a package
imports(4)  # → (3.0, 1)
imports(5)  # → ('sys', 'math')
imports(6)  # → !ModuleNotFoundError: No module named 'nothing_here'
__import__('math').__name__, __import__('math', fromlist=('pi',)).pi == m2.pi, __import__('math', level=0) is m2  # → ('math', True, True)
__import__('nothing_here')  # → !ModuleNotFoundError: No module named 'nothing_here'
__import__(5)  # → !TypeError: module name must be a string
m2.nothing_here  # → !AttributeError: module 'math' has no attribute 'nothing_here'
sys.nothing_here  # → !AttributeError: module 'sys' has no attribute 'nothing_here'
sys.setrecursionlimit(0)  # → !ValueError: recursion limit must be greater or equal than 1
sys.setrecursionlimit('a')  # → !TypeError: 'str' object cannot be interpreted as an integer
sys.intern(5)  # → !TypeError: intern() argument must be str, not int
callable(print), hash(None) is not None, id(log) == id(log), globals()['G1'], 'f' in globals(), __name__, vars() is not None, dir()[:0]  # → (True, True, True, 5, True, 'm', True, [])
two.__code__.co_argcount, pos.__code__.co_argcount, pos.__code__.co_kwonlyargcount, only.__code__.co_posonlyargcount, pos.__code__.co_varnames, pos.__code__.co_nlocals, two.__code__.co_flags, star.__code__.co_flags & 12, two.__code__.co_consts, missing.__code__.co_names, two.__code__.co_freevars, two.__code__.co_qualname, two.__code__ == two.__code__, two.__code__ == none.__code__, hash(two.__code__) == hash(two.__code__), type(two.__code__)  # → (2, 2, 2, 1, ('a', 'b', 'd', 'e', 'c', 'f'), 6, 3, 12, (None,), ('nothing_here',), (), 'two', True, False, True, <class 'code'>)
m2.__name__, repr(m2)[:14], sys.__name__, type(sys), sys.maxsize, sys.getrecursionlimit(), sys.intern('a'), sys.exc_info()  # → ('math', "<module 'math'", 'sys', <class 'module'>, 9223372036854775807, 1000, 'a', (None, None, None))
type(__import__('__future__').annotations).__name__, hasattr(__import__('__future__'), 'division'), hasattr(__import__('__future__'), 'braces')  # → ('_Feature', True, False)

# names in class bodies and in namespaces of other kinds
import builtins
class NS(dict):
    def __setitem__(self, k, v): log.append(('set', k)); super().__setitem__(k, v)
    def __getitem__(self, k): log.append(('get', k)); return super().__getitem__(k)
    def __delitem__(self, k): log.append(('del', k)); super().__delitem__(k)
class Filling(dict):
    def __missing__(self, k):
        if k[0] == '_': raise KeyError(k)
        return 'filled ' + k
class Failing(dict):
    def __getitem__(self, k): raise ValueError(k)
class PM(type):
    def __prepare__(name, bases, ns): return ns
    def __new__(mcs, name, bases, ns, **kw): return dict(ns)
def prepared(ns):
    outer = 'outer'
    class X(metaclass=PM, ns=ns):
        a = 1
        b = a
        c = len.__class__.__name__ if a == 1 else len
        d = outer
        del a
    return sorted((k, v) for k, v in X.items() if k[0] != '_')
def unknown(ns):
    class X(metaclass=PM, ns=ns):
        q = undefined_zz
    return X['q']
def undeleted(ns):
    class X(metaclass=PM, ns=ns):
        del undefined_zz
def free_in_class(ns):
    if ns is None: late = 1
    class X(metaclass=PM, ns=ns):
        got = late
    return X['got']
def hidden_free(ns):
    late = 'closure'
    class X(metaclass=PM, ns=ns):
        got = late
        late = 'own'
        again = late
    return X['again']
def global_in_class(ns):
    class X(metaclass=PM, ns=ns):
        global G2
        G2 = 'global'
        got = G2
        del G2
    return X['got'], 'G2' in globals()
def without(name, work):
    saved = getattr(builtins, name)
    delattr(builtins, name)
    try: return work()
    finally: setattr(builtins, name, saved)
def make(): 
    class X: pass
def read_len(): return len([1])
attempt(lambda: prepared({})), attempt(lambda: prepared(NS())), attempt(lambda: prepared(Filling()))  # → (("TypeError: PM.__new__() got multiple values for argument 'ns'", []), ("TypeError: PM.__new__() got multiple values for argument 'ns'", [('get', '__name__'), ('set', '__module__'), ('set', '__qualname__'), ('set', 'a'), ('get', 'a'), ('set', 'b'), ('get', 'a'), ('get', 'len'), ('set', 'c'), ('get', 'outer'), ('set', 'd'), ('del', 'a')]), ("TypeError: PM.__new__() got multiple values for argument 'ns'", []))
attempt(lambda: prepared(Failing())), attempt(lambda: unknown({})), attempt(lambda: unknown(NS())), attempt(lambda: unknown(Filling())), attempt(lambda: undeleted({})), attempt(lambda: undeleted(NS()))  # → (('ValueError: __name__', []), ("NameError: name 'undefined_zz' is not defined", []), ("NameError: name 'undefined_zz' is not defined", [('get', '__name__'), ('set', '__module__'), ('set', '__qualname__'), ('get', 'undefined_zz')]), ("TypeError: PM.__new__() got multiple values for argument 'ns'", []), ("NameError: name 'undefined_zz' is not defined", []), ("NameError: name 'undefined_zz' is not defined", [('get', '__name__'), ('set', '__module__'), ('set', '__qualname__'), ('del', 'undefined_zz')]))
attempt(lambda: free_in_class({})), attempt(lambda: free_in_class(NS())), attempt(lambda: free_in_class(Filling())), attempt(lambda: hidden_free({})), attempt(lambda: hidden_free({'late': 'given'})), attempt(lambda: global_in_class({})), attempt(lambda: global_in_class(Filling()))  # → (("NameError: cannot access free variable 'late' where it is not associated with a value in enclosing scope", []), ("NameError: cannot access free variable 'late' where it is not associated with a value in enclosing scope", [('get', '__name__'), ('set', '__module__'), ('set', '__qualname__'), ('get', 'late')]), ("TypeError: PM.__new__() got multiple values for argument 'ns'", []), ("TypeError: PM.__new__() got multiple values for argument 'ns'", []), ("TypeError: PM.__new__() got multiple values for argument 'ns'", []), ("TypeError: PM.__new__() got multiple values for argument 'ns'", []), ("TypeError: PM.__new__() got multiple values for argument 'ns'", []))
without('__build_class__', make)  # → !NameError: __build_class__ not found
without('len', read_len)  # → !NameError: name 'len' is not defined

# Code objects
import types
def placed(a, *, b=2):
    x = (a +
         b)
    try: return 1 / x
    except ZeroDivisionError: pass
code = placed.__code__
first = code.co_firstlineno
[(start, end, line and line - first) for start, end, line in code.co_lines()]  # → [(0, 2, 0), (2, 4, 1), (4, 6, 2), (6, 12, 1), (12, 22, 3), (22, 24, None), (24, 48, 4), (48, 54, None)]
[(line and line - first, last and last - first, column, end) for line, last, column, end in code.co_positions()]  # → [(0, 0, 0, 0), (1, 1, 9, 10), (2, 2, 9, 10), (1, 2, 9, 10), (1, 2, 9, 10), (1, 1, 4, 5), (3, 3, 16, 17), (3, 3, 20, 21), (3, 3, 16, 21), (3, 3, 16, 21), (3, 3, 9, 21), (None, None, None, None), (4, 4, 11, 28), (4, 4, 11, 28), (4, 4, 11, 28), (4, 4, 11, 28), (4, 4, 11, 28), (4, 4, 4, 34), (4, 4, 4, 34), (4, 4, 4, 34), (4, 4, 4, 34), (4, 4, 30, 34), (4, 4, 30, 34), (4, 4, 4, 34), (None, None, None, None), (None, None, None, None), (None, None, None, None)]
(type(code.co_lines()).__name__, type(code.co_positions()).__name__, code.co_filename, code.co_exceptiontable, len(code.co_linetable) > 9)  # → ('line_iterator', 'positions_iterator', '<program>', b'\x86\x04\x0b\x00\x8b\n\x18\x03\x97\x01\x18\x03', True)
named = code.replace(co_name='other', co_qualname='a.other', co_firstlineno=first + 100, co_consts=code.co_consts + (7,))
(named.co_name, named.co_qualname, named.co_firstlineno - first, named.co_consts, next(named.co_lines())[2] - first)  # → ('other', 'a.other', 100, (None, 1, 7), 100)
(code == code.replace(), code != code.replace(), hash(code) == hash(code.replace()), code == named, {code: 1}[code.replace()])  # → (True, False, True, False, 1)
types.FunctionType(named, {'ZeroDivisionError': ZeroDivisionError})(3, b=1)  # → 0.25
code.replace(1)  # → !TypeError: replace() takes no positional arguments
code.replace(co_foo=1)  # → !TypeError: 'co_foo' is an invalid keyword argument for replace()
code.replace(co_name=1)  # → !TypeError: replace() argument 'co_name' must be str, not int
code.replace(co_consts=[])  # → !TypeError: replace() argument 'co_consts' must be tuple, not list
code.replace(co_names=(1,))  # → !SystemError: non-string found in code slot
code.replace(co_flags='x')  # → !TypeError: 'str' object cannot be interpreted as an integer
code < code  # → !TypeError: '<' not supported between instances of 'code' and 'code'

# Tracebacks that a program makes
def failing(): raise KeyError('k')
def traced():
    try: failing()
    except KeyError as error: return error.__traceback__
links = traced()
made = types.TracebackType(links.tb_next, links.tb_frame, 4, 77)
(made.tb_lineno, made.tb_lasti, made.tb_next is links.tb_next, made.tb_frame is links.tb_frame)  # → (77, 4, True, True)
types.TracebackType(None, links.tb_frame, 4, -1).tb_lineno - links.tb_frame.f_code.co_firstlineno  # → 1
types.TracebackType(None, 1, 2, 3)  # → !TypeError: TracebackType() argument 'tb_frame' must be frame, not int
types.TracebackType(1, links.tb_frame, 2, 3)  # → !TypeError: expected traceback object or None, got 'int'
types.TracebackType(None, links.tb_frame, 'a', 3)  # → !TypeError: 'str' object cannot be interpreted as an integer
types.TracebackType(None, links.tb_frame, 1)  # → !TypeError: TracebackType() missing required argument 'tb_lineno' (pos 4)
types.TracebackType(None, links.tb_frame, 2**40, 3)  # → !OverflowError: Python int too large to convert to C int
ValueError(1).with_traceback(made).__traceback__ is made  # → True

# Sizes, and what values are made again from
[v.__sizeof__() for v in (5, 0, 2**30, -2**100, True, 1.5, 1j, 'abc', '', (), (1, 2), b'ab', None, object(), range(3))]  # → [28, 28, 32, 40, 28, 24, 32, 44, 41, 24, 40, 35, 16, 16, 48]
[v.__getnewargs__() for v in (5, True, 'a', (1, 2), 1.5, b'x', 1 + 2j)]  # → [(5,), (1,), ('a',), ((1, 2),), (1.5,), (b'x',), (1.0, 2.0)]
range(1, 5).__reduce__(), slice(1, 2).__reduce__()  # → ((<class 'range'>, (1, 5, 1)), (<class 'slice'>, (1, 2, None)))

# Builtins of functions, which imports, class statements and functions made inside ask, too
def imports():
    import math
    return math.__name__
def imports_names():
    locals()
    from math import pi as p, e
    return p > 3
def imports_dotted():
    import math.nothing
def imports_far():
    from ..near import pi
def classes():
    class C(object, metaclass=type): pass
    return C if C == 'built' else C.__name__
def nested(): return (lambda: len('ab'))()
def importer(*args, **kwargs): log.append((args[0], len(args[1]), args[2] and sorted(args[2]), *args[3:], kwargs)); return m2
def build(body, *args, **kwargs): log.append((args, kwargs, body())); return 'built'
def with_builtins(own, *works):
    def one(work):
        made = types.FunctionType(work.__code__, {'__builtins__': own, '__name__': 'mine'})
        return attempt(made)
    return [one(work) for work in works]
def under(own, work):
    saved = __builtins__
    globals()['__builtins__'] = own
    try: return work()
    finally: globals()['__builtins__'] = saved
class Filled(dict):
    def __missing__(self, key): return lambda *args: ('filled ' + key, args)
with_builtins({}, read_len, imports, imports_names, classes, nested)  # → [("NameError: name 'len' is not defined", []), ('ImportError: __import__ not found', []), ("NameError: name 'locals' is not defined", []), ('NameError: __build_class__ not found', []), ("NameError: name 'len' is not defined", [])]
with_builtins({'len': len, 'object': object, 'type': type}, read_len, imports, imports_dotted, classes, nested)  # → [(1, []), ('ImportError: __import__ not found', []), ('ImportError: __import__ not found', []), ('NameError: __build_class__ not found', []), (2, [])]
with_builtins({'__import__': importer, '__build_class__': build, 'len': len, 'object': object, 'type': type, 'locals': locals}, read_len, imports, imports_names, imports_dotted, imports_far, classes, nested)  # → [(1, []), ('math', [('math', 2, None, None, 0, {})]), (True, [('math', 2, {}, ('pi', 'e'), 0, {})]), (None, [('math.nothing', 2, None, None, 0, {})]), (None, [('near', 2, None, ('pi',), 2, {})]), ('built', [(('C', <class 'object'>), {'metaclass': <class 'type'>}, None)]), (2, [])]
with_builtins({'__import__': None, '__build_class__': 5, 'object': 1, 'type': 2, 'locals': locals}, imports, imports_names, classes)  # → [("TypeError: 'NoneType' object is not callable", []), ("TypeError: 'NoneType' object is not callable", []), ("TypeError: 'int' object is not callable", [])]
with_builtins({'__import__': __import__, '__build_class__': builtins.__build_class__, 'object': object, 'type': type, 'locals': locals}, imports, imports_names, imports_dotted, imports_far, classes)  # → [('math', []), (True, []), ("ModuleNotFoundError: No module named 'math.nothing'; 'math' is not a package", []), ('ImportError: attempted relative import with no known parent package', []), ('C', [])]
with_builtins(builtins, read_len, imports, imports_dotted, imports_far, classes, nested)  # → [(1, []), ('math', []), ("ModuleNotFoundError: No module named 'math.nothing'; 'math' is not a package", []), ('ImportError: attempted relative import with no known parent package', []), ('C', []), (2, [])]
with_builtins(Filled(len=len), read_len, imports, classes, nested, lambda: nowhere(1, 2))  # → [(1, []), ('ImportError: __import__ not found', []), ("TypeError: Filled.__missing__.<locals>.<lambda>() got an unexpected keyword argument 'metaclass'", []), (2, []), (('filled nowhere', (1, 2)), [])]
with_builtins(NS(len=len, __import__=importer), read_len, imports, classes, nested, lambda: nowhere(1, 2))  # → [(1, [('get', 'len')]), ('math', [('math', 2, None, None, 0, {})]), ('NameError: __build_class__ not found', [('get', '__build_class__')]), (2, [('get', 'len')]), ("NameError: name 'nowhere' is not defined", [('get', 'nowhere')])]
with_builtins(None, read_len, imports, classes, nested)  # → [("TypeError: 'NoneType' object is not subscriptable", []), ('SystemError: Objects/dictobject.c:1761: bad argument to internal function', []), ("TypeError: 'NoneType' object is not subscriptable", []), ("TypeError: 'NoneType' object is not subscriptable", [])]
with_builtins(7, read_len, imports, imports_names, classes, nested, lambda: 5)  # → [("TypeError: 'int' object is not subscriptable", []), ('SystemError: Objects/dictobject.c:1761: bad argument to internal function', []), ("TypeError: 'int' object is not subscriptable", []), ("TypeError: 'int' object is not subscriptable", []), ("TypeError: 'int' object is not subscriptable", []), (5, [])]
[types.FunctionType(two.__code__, {'__builtins__': own}).__builtins__ for own in (None, 7, {'a': 1}, Filled(b=2))]  # → [None, 7, {'a': 1}, {'b': 2}]
types.FunctionType(two.__code__, {}).__builtins__ is __builtins__, types.FunctionType(two.__code__, {'__builtins__': builtins}).__builtins__ is __builtins__  # → (True, True)
under({'len': lambda x: 'own'}, lambda: [(lambda: len(1))(), (lambda: 0).__builtins__ == {}, read_len()])  # → ['own', False, 1]
under({'len': lambda x: 'own'}, lambda: [(lambda: len(1))() for _ in (1, 2)] + [len((3,))])  # → ['own', 'own', 1]
under({}, lambda: attempt(lambda: len(1))), under(builtins, lambda: (lambda: len('abc'))()), under(Filled(), lambda: (lambda: here(1, 2))()), under(None, lambda: (lambda: 1)())  # → (("NameError: name 'len' is not defined", []), 3, ('filled here', (1, 2)), 1)
without('__import__', imports)  # → !ImportError: __import__ not found
without('__import__', lambda: under(builtins, imports_far))  # → !ImportError: __import__ not found
