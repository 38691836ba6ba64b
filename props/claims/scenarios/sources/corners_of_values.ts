/**
 * Sites about corners of the language, another one in every round: classes as they are made, arguments, names, displays,
 * patterns, slices, formats.
 *
 * @module
 */

import { calling } from "./rows.ts";
import type { SourceSite } from "./source_site.ts";

/** Sites about classes, arguments, names and values. */
export const VALUE_CORNER_SITES: readonly SourceSite[] = [
  calling(
    "classes as they are made",
    `
log = []
class M(type):
    def __new__(m, name, bases, space, **k):
        log.append(('new', name, sorted(k)))
        return type.__new__(m, name, bases, space, **k)
    def __prepare__(name, bases, **k):
        log.append(('space', name, len(bases)))
        return {'made': name}
class M2(M): pass
class D:
    def __set_name__(self, c, name): log.append(('set', c.__name__, name))
class Base:
    def __init_subclass__(cls, k=0): log.append(('sub', cls.__name__, k, 'd' in cls.__dict__))
class Entry:
    def __mro_entries__(self, bases):
        log.append(('entries', len(bases)))
        return (Base, Plain)
class Plain: pass
def told(*a):
    r = log[:]
    log.clear()
    return (r, *a)
def orders(x):
    class C(Base, k=x): d, e = D(), D()
    return told()
def metas(x):
    class A(metaclass=M): pass
    class B(Plain, A): pass
    class C(A, metaclass=M2): pass
    return told(type(B).__name__, type(C).__name__, C.made)
def given(x):
    class A(metaclass=M2): pass
    class B(A, metaclass=M): pass
    try:
        class C(A, metaclass=type('N', (type,), {})): pass
    except TypeError as e: return told(type(B).__name__, str(e))
def entries(x):
    class C(Entry()): pass
    class E(Plain, list[int]): pass
    return told([b.__name__ for b in C.__bases__], len(C.__orig_bases__), E.__orig_bases__[1] == list[int], E.__bases__[1] is list)
def replaced(x):
    class One:
        def __mro_entries__(self, bases): return (Plain,)
    class C(One()): pass
    return ('__orig_bases__' in C.__dict__, C.__bases__ == (Plain,))
def notes(x):
    class B:
        def __set_name__(self, c, name): raise KeyError(name)
    try:
        class C: b = B()
    except KeyError as e:
        try:
            class E(Plain, Base): b = B()
        except KeyError as f: return (e.__notes__[0][:30], f.__notes__[0][:30])
def hashes(x):
    class A:
        def __eq__(self, o): return True
    class B(A): __hash__ = Plain.__hash__
    class C: __eq__ = 5
    class E(B): pass
    return (A.__hash__, C.__hash__, E.__hash__ is None)
def mangled(x):
    class __A:
        __x = 1
        __y_ = 2
        __z__ = 3
        def m(self): self.__w = 4
    class _: __x = 5
    class B:
        __slots__ = ('__s', '__t_', '_u')
    o = __A()
    o.m()
    return ([k for k in __A.__dict__ if 'A__' in k], list(o.__dict__), [k for k in _.__dict__ if 'x' in k], [k for k in B.__dict__ if 'B_' in k])
def slots(x):
    class A: __slots__ = ('b', 'a', 'c')
    class B(A): __slots__ = ['d', '__dict__']
    o = B()
    o.d, o.a, o.z = 1, 2, 3
    return ([k for k in A.__dict__ if len(k) == 1], o.__dict__, list(A.__slots__), hasattr(A(), '__dict__'))
def items(x):
    class A:
        def __class_getitem__(cls, k): return (cls.__name__, k)
    class B(A): pass
    return (A[1], B[1, 2], type(A.__dict__['__class_getitem__']).__name__)
def docs(x):
    class A: pass
    class B:
        'text'
    class C(B): pass
    return (A.__doc__, '__doc__' in A.__dict__, B.__doc__, C.__doc__)
def cells(x):
    class A:
        def m(self): return __class__.__name__
        n = lambda self: super().__repr__ is not None
    A.__name__ = 'Z'
    return (A().m(), A().n(), '__classcell__' in A.__dict__)
def dicts(x):
    class A: pass
    o, p = A(), A()
    o.x, o.y = 1, 2
    p.__dict__ = {'y': 3, 'x': 4}
    o.__dict__ = p.__dict__
    o.z = 5
    del o.__dict__
    o.w = 6
    return (p.__dict__, o.__dict__)
`,
  ),
  calling(
    "arguments and names",
    `
def w(a, b=2, *c, d, e=5, **k): return (a, b, c, d, e, k)
def g(a, b, /, c, d=4, *, e, h): return (a, b, c, d, e, h)
def p(a, /, b=1, **k): return (a, b, k)
def s(a, b=2, c=3): return (a, b, c)
def tried(q, *a, **k):
    try: return q(*a, **k)
    except TypeError as e: return str(e)
def full(x): return (w(1, d=4), w(1, 2, 3, 4, d=5, z=6), w(b=1, a=2, d=3, e=4), w(*(1, 2, 3), **{'d': 4, 'y': 5}))
def missing(x): return (tried(w), tried(w, 1), tried(g), tried(g, 1, 2, 3), tried(g, 1, 2, e=3), tried(g, 1, c=3, h=2))
def many(x): return (tried(s, 1, 2, 3, 4), tried(g, 1, 2, 3, 4, 5, e=1), tried(g, 1, 2, 3, 4, 5, 6, e=1, h=2), tried(s), tried(len))
def twice(x): return (tried(s, 1, a=2), tried(s, 1, 2, c=3, b=4), tried(w, 1, a=1, d=2), tried(s, b=1, z=2))
def only(x): return (p(1, a=2), tried(p, a=1), tried(g, a=1, b=2, c=3, e=4, h=5), tried(s, d=1), tried(s, cc=1))
def defaults(x): return (s(1, c=9), s(1, b=8), tried(s, c=1), tried(s, b=1, c=2))
def merged(x): return (tried(s, **{'a': 1}, **{'b': 2}), tried(lambda: s(**{'a': 1}, **{'a': 2})), tried(lambda: s(1, *5)), tried(lambda: s(**5)))
def bodies(x):
    abs = None
    class A:
        abs = abs
        n = None
        def m(self): return n
        len = len
        t = (abs is len, n, len is not None)
        del n
        try: n
        except NameError as e: u = str(e)
    return (A.t, A.u)
def spaces(x):
    class S(dict):
        def __missing__(self, k):
            if k == 'known': return ('missing', k)
            raise KeyError(k)
        def __delitem__(self, k): raise ValueError(k)
    class M(type):
        def __prepare__(name, bases): return S()
    class A(metaclass=M):
        v = known
        z = abs is not None
        try: del known
        except Exception as e: t = (type(e).__name__, str(e))
    return (A.v, A.z, A.t)
def annotated(x):
    class A:
        a: int = 1
        b: str
        c: list = []
    return ([(k, v.__name__) for k, v in A.__annotations__.items()], 'b' in A.__dict__)
def cells(x):
    a, b, c, d = 1, 2, 3, x
    def h():
        nonlocal b
        b += a
        return (a, b, c, d)
    r = h()
    del c
    try: return (r, h())
    except NameError as e: return (r, b, str(e))
def deleted(x):
    a = x
    def h(): return a
    del a
    def k():
        nonlocal a
        del a
    out = []
    for q in (h, k, lambda: del_it()):
        try: out.append(q())
        except NameError as e: out.append(str(e))
    a = 5
    k()
    return out
def comprehended(x):
    k = 'kept'
    l = [k for k in range(3)]
    m = {k: v for k, v in zip('ab', 'cd')}
    try: [k.y for k in (1,)]
    except AttributeError: pass
    n = [(k, j) for k in 'ab' for j in k if k]
    return (k, l, m, n, [lambda: k for k in (1, 2)][0]())
`,
  ),
  calling(
    "displays, patterns and slices",
    `
class K:
    def __init__(self, n, t): self.n, self.t = n, t
    def __hash__(self): return self.n
    def __eq__(self, o):
        emit(('eq', self.t, o.t))
        return self.n == o.n
    def __repr__(self): return 'K%s' % self.t
class N:
    def __init__(self, n, l=None): self.n, self.l = n, l
    def __index__(self):
        emit(('index', self.n))
        if self.l is not None: self.l.append(0)
        return self.n
def tried(q, *a):
    try: return q(*a)
    except Exception as e: return (type(e).__name__, str(e))
def displays(x):
    a, b, c = K(1, 'a'), K(1, 'b'), K(2, 'c')
    return ([k.t for k in {a, b, c}], [(k.t, v) for k, v in {a: 1, b: 2, c: 3}.items()], [k for k in {1, True, 1.0}], {1: 'a', True: 'b'}, {**{1: 2}, 1: 3, **{1: 4}})
def consts(x): return ({'a': x, 'b': 2, 'a': 3}, {k: v for k, v in ((1, 2), (1, 3))}, [*'ab', x, *()], (*[1], 2), sorted({*'aa', 'b'}))
def unpacks(x):
    a, *b, c = range(6)
    *d, e, f = 'abc'
    g, h, *i, j, k, l, m = range(9)
    (n, *o), p = (1, 2), 3
    return (a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, tried(lambda: [q for q, *r, s in ((1,),)]))
def mapped(x):
    out = []
    for s in ({'a': None, 'b': 2}, {'a': 1}, {}, {1: 2, 'a': 3, 'b': None}, 5):
        match s:
            case {'a': None, **r}: out.append(('none', r))
            case {'a': p, 'b': q, **r}: out.append((p, q, r))
            case {'a': p}: out.append(p)
            case {}: out.append('empty')
            case _: out.append('other')
    return out
def doubled(x):
    k = K
    match {1: 2}:
        case {1: a}: pass
    class C: u, v = 'k', 'k'
    try:
        match {'k': x}:
            case {C.u: a, C.v: b}: return (a, b)
    except ValueError as e: return str(e)
def classes(x):
    class P:
        __match_args__ = ('a', 'b')
        a, b = 1, None
    class Q(P): __match_args__ = ('b', 'b')
    out = []
    for s in (P(), Q(), 5, True, 'ab', 2.0):
        try:
            match s:
                case Q(c, d): out.append((c, d))
                case P(1, None as c): out.append(c)
                case bool(c) | str(c): out.append(c)
                case int(real=r, imag=0): out.append(('int', r))
                case float() as c: out.append(c)
        except TypeError as e: out.append(str(e))
    return out
def sequences(x):
    out = []
    for s in ([], [1], (1, 2), [1, 2, 3], 'ab', b'ab', range(2), {1: 2}, (1, (2, 3))):
        match s:
            case []: out.append('none')
            case [a]: out.append(a)
            case [a, [b, *c]]: out.append((a, b, c))
            case [a, 2 | 1 as b]: out.append((a, b))
            case [a, *b, c]: out.append((a, b, c))
            case _: out.append('other')
    return out
def indexed(x):
    l = [1, 2, 3]
    l[N(-1, l)] = 9
    return (l, tried(lambda: l[N(9)]), l[N(1):N(3):N(1)], tried(lambda: (1, 2)[N(2 ** 63)]), tried(lambda: [1][2 ** 64 - 1]), tried(lambda: 'a'[-2 ** 64]))
def assigned(x):
    l, m = [1, 2, 3, 4], [1, 2, 3, 4, 5]
    l[1:3] = l
    m[3:1] = [8, 9]
    m[::2] = m[1::2] + [7] if len(m) % 2 else m[::2]
    return (l, m, tried(m.__setitem__, slice(0, 9, 3), [1]), tried(m.__setitem__, slice(None, None, 2), [1, 2]), m)
def removed(x):
    l, m, n = list(range(9)), list(range(9)), list(range(9))
    del l[5:2]
    del m[::-2]
    del n[7:1:-3]
    return (l, m, n, list(range(9))[::-4], list(range(9))[8:0:-3], list(range(8))[-2 ** 70:2 ** 70:3], list(range(9))[1:8:7])
def arrays(x):
    b = bytearray(b'abcd')
    b[1:3] = b'xyz'
    b[::2] = b'123'
    return (list(b), b[-1], tried(lambda: b[-9]), tried(lambda: b'ab'[-3]), tried(b.__setitem__, 9, 'z'), tried(b.__setitem__, 0, 256), range(9)[::-2], range(9)[7:2:-2][1])
def missed(x):
    class D(dict):
        def __missing__(self, k): return (k, 'missing')
    class E(D):
        def __setitem__(self, k, v): pass
    class S:
        def __setitem__(self, k, v): pass
    class G:
        def __delitem__(self, k): pass
    def gone(o): del o[1]
    def put(o): o[1] = 2
    return (D()[1], D()[1, 2], E()['k'], tried(gone, S()), tried(put, G()), tried(gone, 5), tried({}.__getitem__, (1, 2)), tried(lambda: {}[(1,)]))
`,
  ),
  calling(
    "formats of all kinds",
    `
def tried(q, *a):
    try: return q(*a)
    except Exception as e: return (type(e).__name__, str(e))
class S(str):
    def __format__(self, s): return 'S' + s
    def __str__(self): return 'str'
def aligned(x): return (f'{x:^6}|', f'{"ab":^5}|', f'{x:*^8}', f'{-3:=+5}', f'{3:<05}', f'{3:>05}', f'{3:^05}', f'{"a":05}', f'{-1.5:=8}', f'{1j:>6}')
def grouped(x): return (f'{12345678:,}', f'{1234567:_}', f'{0xabcdef12:_x}', f'{0xabcdef12:_X}', f'{255:_b}', f'{12345.678:,.2f}', f'{1234:012,}', f'{123:06,}', f'{1234:09,}', f'{1234567:_d}', f'{-12345:010_}', f'{0xABCDEF:#_X}')
def floats(x): return (f'{float("inf"):F}', f'{float("nan"):E}', f'{1e30:G}', f'{1e-7:z.3f}', f'{-0.0:z}', f'{-1e-9:z.2e}', f'{-0.0:ze}', f'{1.5:%}', f'{1234567.0:n}', f'{2.5:.0f}', f'{1e16}', f'{0.1 + 0.2!r:>22}', f'{3.0:#.0f}', f'{5:e}', f'{-1e-9:z.2f}')
def chars(x): return (f'{97:c}|', f'{97:5c}|', f'{97:<5c}|', tried(format, -1, 'c'), tried(format, 5, '+c'), f'{0x1d11e:c}', f'{True:d}', f'{True}', tried(format, 5, '.2'), tried(format, 5, 's'))
def texts(x): return (f'{"a\\U0001d11eb":.2}', f'{"\\xe9\\U0001d11e"!a}', f'{S("q")}', f'{S("q")!s}', f'{S("q"):x}', f'{"abc":.0}|', tried(format, 'a', '=5'), tried(format, 'a', '+'), tried(format, 'a', ','), f'{"ab":\\U0001d11e>4}')
def fields(x): return ('{} {}'.format(1, 2), '{1} {0} {1}'.format('a', 'b'), tried('{} {0}'.format, 1, 2), tried('{} {} {1}'.format, 1, 2), tried('{0} {}'.format, 1), '{a[0]} {a[-1]} {a[k]}'.format(a={0: 1, '-1': 2, 'k': 3}), tried('{a[-1]}'.format, 1))
def nested(x): return ('{:{}}'.format('a', 4), '{:{}.{}}'.format('abc', 5, 2), tried('{:{:{}}}'.format, 1, 2, 3), '{0:{1}{2}}'.format(3, '>', 4), '{a[}]}'.format(a={'}': 1}), '{0.real:>{w}}'.format(3, w=4), tried('{'.format), tried('{a}'.format_map, {}), tried('{!x}'.format, 1))
def percents(x): return ('%5.1f|%-5d|%+d|%x|%%' % (2.25, 3, 4, 255), '%s %r %a' % ('\\xe9', '\\xe9', '\\xe9'), '%(a)s %(b)05d' % {'a': 1, 'b': -2}, tried(lambda: '%d' % 'a'), tried(lambda: '%s %s' % 1), tried(lambda: '%d' % (1, 2)), '%*d|%-*d' % (4, 1, 4, 2), '%c%c' % (97, 'b'), '%.3s|%5.2s' % ('abcd', 'xyz'), '%#x %#o % d' % (10, 8, 5), '%i %u %e %G' % (2.9, 3, 1234.5, 1e-10))
def joined(x): return (f'{x}{x!r:>3}{{}}', f'{x=}', f'{x = !s:>4}', f'{"a" "b"}', f'{x:{x}}', f'{(lambda: x)():0>{2 + 1}}', f'{[1, 2][1]}', f'{ {"a": 1}["a"] }')
`,
  ),
];
