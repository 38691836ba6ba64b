# Types, attributes, descriptors, super, subclasses, class statements.
import types

class A:
    'doc of A'
    x = 1
    def m(self, a=1): return ('A.m', a)
    @classmethod
    def c(cls, *a): return (cls.__name__, a)
    @staticmethod
    def s(*a): return ('s', a)
    @property
    def p(self): 'doc of p'; return 'p'
    def __repr__(self): return f'<{type(self).__name__}>'
class B(A):
    y: int = 2
    def m(self, a=2): return ('B.m', super().m(a))
    @classmethod
    def c(cls, *a): return super().c(*a, 'b')
    @property
    def p(self): return super().p + 'b'
class C(A):
    def m(self, a=3): return ('C.m', super().m(a))
class D(B, C): pass
class Desc:
    def __init__(self, n): self.n = n
    def __get__(self, obj, owner=None): log.append(('get', self.n, obj is None, owner and owner.__name__)); return self.n
    def __set__(self, obj, value): log.append(('set', self.n, value))
    def __delete__(self, obj): log.append(('delete', self.n))
    def __set_name__(self, owner, name): log.append(('name', owner.__name__, name))
class NonData:
    def __get__(self, obj, owner=None): return 'nondata'
log = []
class Uses:
    d = Desc('d')
    n = NonData()
first_log = log[:]
class Rw:
    def __init__(self): self._v = 0
    @property
    def v(self): return self._v
    @v.setter
    def v(self, value): self._v = value * 2
    @v.deleter
    def v(self): self._v = 'deleted'
    ro = property(lambda self: 5)
    wo = property(None, lambda self, v: None)
class Slots:
    __slots__ = ('a', 'b')
    def __init__(self): self.a = 1
class SlotsSub(Slots): pass
class SlotsMore(Slots): __slots__ = ['c', '__dict__']
class GetAttr:
    def __getattr__(self, name):
        if name.startswith('x'): return name
        raise AttributeError(f'no {name}')
class GetAttribute:
    a = 1
    def __getattribute__(self, name):
        log.append(name)
        if name == 'b': return 'b'
        return object.__getattribute__(self, name)
    def __getattr__(self, name): return ('fallback', name)
class SetAttr:
    def __setattr__(self, name, value): log.append(('setattr', name, value)); object.__setattr__(self, name, value)
    def __delattr__(self, name): log.append(('delattr', name))
class Meta(type):
    def __new__(mcs, name, bases, ns, **kw): log.append(('new', name, kw)); return super().__new__(mcs, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw): log.append(('init', name, sorted(k for k in ns if k[0] != '_'))); super().__init__(name, bases, ns)
    def __call__(cls, *a): log.append(('call', a)); return super().__call__(*a)
    @classmethod
    def __prepare__(mcs, name, bases, **kw): log.append(('prepare', name)); return {'prepared': 1}
    def __instancecheck__(cls, x): return x == 5
    def __subclasscheck__(cls, x): return x is int
    def __len__(cls): return 7
    def __contains__(cls, x): return x == 'in'
    def __getitem__(cls, k): return ('item', k)
    def __iter__(cls): return iter('meta')
    def __or__(cls, o): return ('or', o)
    def __dir__(cls): return ['z', 'a']
    mp = 'meta attribute'
class M(metaclass=Meta, kw=1):
    q = 1
    def __new__(cls, *a): log.append(('M.new', a)); return super().__new__(cls)
    def __init__(self, *a): log.append(('M.init', a))
meta_log = log[:]
class Init:
    subs = []
    def __init_subclass__(cls, tag=None, **kw): Init.subs.append((cls.__name__, tag, kw))
class InitA(Init, tag=1): pass
class InitB(InitA, other=2): pass
class NewOnly:
    def __new__(cls, a): return 5 if a else object.__new__(cls)
    def __init__(self, a): log.append('init')
class InitRet:
    def __init__(self): return 5
class Generic:
    def __class_getitem__(cls, k): return (cls.__name__, k)
class MroEntries:
    def __mro_entries__(self, bases): return (A,)
class Call:
    def __call__(self, *a, **k): return a, k
class Bool:
    def __bool__(self): return False
def attempt(work):
    log.clear()
    try: r = work()
    except Exception as e: r = f'{type(e).__name__}: {e}'
    return r, log[:]
def setting(o, n, v): setattr(o, n, v); return getattr(o, n)
def deleting(o, n): delattr(o, n); return hasattr(o, n)
def cls(name, bases=(), ns={}, **kw): return type(name, bases, dict(ns), **kw)
def short(x): return repr(x).split(' at 0x')[0]

# attributes
A.x, A().x, D().m(), D.c(1), D().s(1), D().p, A.__doc__, B.__doc__, A.__name__, A.__qualname__, A.__module__, B.__annotations__, A.__bases__, D.__mro__, D.mro() == list(D.__mro__), A.__dict__['x'], A().__dict__, type(A.__dict__).__name__  # → (1, 1, ('B.m', ('C.m', ('A.m', 2))), ('D', (1, 'b')), ('s', (1,)), 'pb', 'doc of A', None, 'A', 'A', 'm', {'y': <class 'int'>}, (<class 'object'>,), (<class 'm.D'>, <class 'm.B'>, <class 'm.C'>, <class 'm.A'>, <class 'object'>), True, 1, {}, 'mappingproxy')
A.z  # → !AttributeError: type object 'A' has no attribute 'z'
A().z  # → !AttributeError: 'A' object has no attribute 'z'
A().xx  # → !AttributeError: 'A' object has no attribute 'xx'
A.p.fget(A()), A.m(A(), 5), A().m.__self__, A().m.__func__ is A.m, A.c.__self__, A().m.__name__, A.m.__name__, A().m == A().m, (lambda a: a.m == a.m)(A()), A.s is A.s  # → ('p', ('A.m', 5), <A>, True, <class 'm.A'>, 'm', 'm', False, True, True)
first_log  # → [('name', 'Uses', 'd')]
attempt(lambda: Uses().d), attempt(lambda: Uses.d), attempt(lambda: setattr(Uses(), 'd', 5)), attempt(lambda: delattr(Uses(), 'd')), attempt(lambda: Uses().n), attempt(lambda: setting(Uses(), 'n', 6))  # → (('d', [('get', 'd', False, 'Uses')]), ('d', [('get', 'd', True, 'Uses')]), (None, [('set', 'd', 5)]), (None, [('delete', 'd')]), ('nondata', []), (6, []))
(lambda r: (setting(r, 'v', 2), deleting(r, 'v'), r.v))(Rw()), Rw().ro, Rw.v.fget.__name__, Rw.__dict__['v'].__class__  # → ((4, True, 'deleted'), 5, 'v', <class 'property'>)
setting(Rw(), 'ro', 1)  # → !AttributeError: property 'ro' of 'Rw' object has no setter
deleting(Rw(), 'ro')  # → !AttributeError: property 'ro' of 'Rw' object has no deleter
Rw().wo  # → !AttributeError: property 'wo' of 'Rw' object has no getter
Slots().a, setting(Slots(), 'b', 2), setting(SlotsSub(), 'z', 1), setting(SlotsMore(), 'c', 3), setting(SlotsMore(), 'q', 3), Slots.__slots__, Slots.a.__name__, Slots.a.__get__(Slots()), short(Slots.a), Slots.a.__objclass__  # → (1, 2, 1, 3, 3, ('a', 'b'), 'a', 1, "<member 'a' of 'Slots' objects>", <class 'm.Slots'>)
Slots().b  # → !AttributeError: 'Slots' object has no attribute 'b'
setting(Slots(), 'z', 1)  # → !AttributeError: 'Slots' object has no attribute 'z' and no __dict__ for setting new attributes
deleting(Slots(), 'b')  # → !AttributeError: b
Slots().__dict__  # → !AttributeError: 'Slots' object has no attribute '__dict__'
Slots.a.__get__(5)  # → !TypeError: descriptor 'a' for 'Slots' objects doesn't apply to a 'int' object
Slots.a.__set__(5, 1)  # → !TypeError: descriptor 'a' for 'Slots' objects doesn't apply to a 'int' object
(lambda s: (deleting(s, 'a'), hasattr(s, 'a')))(Slots())  # → (False, False)
GetAttr().xyz, hasattr(GetAttr(), 'y'), getattr(GetAttr(), 'q', 'default'), attempt(lambda: GetAttr().q), attempt(lambda: GetAttribute().b), attempt(lambda: GetAttribute().a), attempt(lambda: GetAttribute().zz)  # → ('xyz', False, 'default', ('AttributeError: no q', []), ('b', ['b']), (1, ['a']), (('fallback', 'zz'), ['zz']))
attempt(lambda: setting(SetAttr(), 'a', 1)), attempt(lambda: delattr(SetAttr(), 'a'))  # → ((1, [('setattr', 'a', 1)]), (None, [('delattr', 'a')]))
setting(A(), 'x', 5), setting(A, 'new', 6), deleting(A, 'new'), (lambda a: (setting(a, 'x', 9), deleting(a, 'x'), a.x))(A())  # → (5, 6, False, (9, True, 1))
deleting(A(), 'x')  # → !AttributeError: 'A' object has no attribute 'x'
deleting(A, 'nothing')  # → !AttributeError: type object 'A' has no attribute 'nothing'
setting(5, 'x', 1)  # → !AttributeError: 'int' object has no attribute 'x' and no __dict__ for setting new attributes
setting(int, 'x', 1)  # → !TypeError: cannot set 'x' attribute of immutable type 'int'
deleting(int, 'real')  # → !TypeError: cannot set 'real' attribute of immutable type 'int'
setting(None, 'x', 1)  # → !AttributeError: 'NoneType' object has no attribute 'x' and no __dict__ for setting new attributes
setting(object(), 'x', 1)  # → !AttributeError: 'object' object has no attribute 'x' and no __dict__ for setting new attributes
setting([], 'append', 1)  # → !AttributeError: 'list' object attribute 'append' is read-only
setting((5), 'real', 1)  # → !AttributeError: attribute 'real' of 'int' objects is not writable
getattr(5, 5)  # → !TypeError: attribute name must be string, not 'int'
getattr(A, 'x', 1, 2)  # → !TypeError: getattr expected at most 3 arguments, got 4
hasattr(A)  # → !TypeError: hasattr expected 2 arguments, got 1
setattr(A(), 5, 1)  # → !TypeError: attribute name must be string, not 'int'
A().m.x  # → !AttributeError: 'function' object has no attribute 'x'
setting(A().m, 'x', 1)  # → !AttributeError: 'method' object has no attribute 'x' and no __dict__ for setting new attributes
(5).nothing  # → !AttributeError: 'int' object has no attribute 'nothing'
'a'.nothing  # → !AttributeError: 'str' object has no attribute 'nothing'
None.nothing  # → !AttributeError: 'NoneType' object has no attribute 'nothing'
(lambda: 0).nothing  # → !AttributeError: 'function' object has no attribute 'nothing'
getattr(A, '__wrapped__', 'none'), getattr('a', 'upper')(), getattr(A(), 'p'), hasattr(A(), 'p'), hasattr(5, 'real')  # → ('none', 'A', 'p', True, True)
vars(A()) == {}, vars(setting) == {}, sorted(k for k in vars(Rw) if k[0] != '_'), [n for n in dir(A()) if n[0] != '_'], [n for n in dir(Slots()) if n[0] != '_'], dir(M), 'x' in dir(A), 'append' in dir([])  # → (True, True, ['ro', 'v', 'wo'], ['c', 'm', 'p', 's', 'x'], ['a', 'b'], ['a', 'z'], True, True)
vars(5)  # → !TypeError: vars() argument must have __dict__ attribute
vars(Slots())  # → !TypeError: vars() argument must have __dict__ attribute

# type()
type(5), type(A), type(A()), type(None), type(type), type(len), type([].append), type(A().m), type(A.m), type(lambda: 0), type(...), type(A.p), type(types), type(int.__add__), type((5).__add__), type(str.join), type(int.real), type(Slots.a), type(A.__dict__['c']), type(A.__dict__['s']), type(super(D, D()))  # → (<class 'int'>, <class 'type'>, <class 'm.A'>, <class 'NoneType'>, <class 'type'>, <class 'builtin_function_or_method'>, <class 'builtin_function_or_method'>, <class 'method'>, <class 'function'>, <class 'function'>, <class 'ellipsis'>, <class 'property'>, <class 'module'>, <class 'wrapper_descriptor'>, <class 'method-wrapper'>, <class 'method_descriptor'>, <class 'getset_descriptor'>, <class 'member_descriptor'>, <class 'classmethod'>, <class 'staticmethod'>, <class 'super'>)
cls('X').__name__, cls('X', (A,), {'a': 1}).a, cls('X', (A,)).__mro__[1:], cls('X', (int,))(5), cls('X', (), {'__doc__': 'd'}).__doc__, cls('X', (), {'__module__': 'mod'}).__module__, cls('X', (), {'__qualname__': 'Q.X'}).__qualname__, cls('Y', (Init,), tag=7) and Init.subs[-1], cls('X', (), {'__slots__': 'one'}).one.__name__  # → ('X', 1, (<class 'm.A'>, <class 'object'>), 5, 'd', 'mod', 'Q.X', ('Y', 7, {}), 'one')
type('X') is str, type('X', (), {}).__bases__, type('X', (object,), {}).__base__, type(cls('X', (M,))).__name__  # → (True, (<class 'object'>,), <class 'object'>, 'Meta')
type()  # → !TypeError: type() takes 1 or 3 arguments
type(1, 2)  # → !TypeError: type() takes 1 or 3 arguments
type('X', 5, {})  # → !TypeError: type.__new__() argument 2 must be tuple, not int
type('X', (5,), {})  # → !TypeError: metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases
type(5, (), {})  # → !TypeError: type.__new__() argument 1 must be str, not int
type('X', (), 5)  # → !TypeError: type.__new__() argument 3 must be dict, not int
type('X', (int, str), {})  # → !TypeError: multiple bases have instance lay-out conflict
type('X', (bool,), {})  # → !TypeError: type 'bool' is not an acceptable base type
type('X', (type(None),), {})  # → !TypeError: type 'NoneType' is not an acceptable base type
type('X', (A, A), {})  # → !TypeError: duplicate base class A
type('X', (object, A), {})  # → !TypeError: Cannot create a consistent method resolution order (MRO) for bases object, A
type('X', (A, B), {})  # → !TypeError: Cannot create a consistent method resolution order (MRO) for bases A, B
type('X', (), {}, a=1)  # → !TypeError: X.__init_subclass__() takes no keyword arguments
type('X\x00', (), {})  # → !ValueError: type name must not contain null characters
type('X', (), {'__slots__': 5})  # → !TypeError: 'int' object is not iterable
type('X', (), {'__slots__': ('a b',)})  # → !TypeError: __slots__ must be identifiers
type('X', (), {'__slots__': ('x',), 'x': 1})  # → !ValueError: 'x' in __slots__ conflicts with class variable
type('X', (), {'__slots__': ('__dict__', '__dict__')})  # → !TypeError: __dict__ slot disallowed: we already got one
type('X', (int,), {'__slots__': ('a',)})  # → !TypeError: nonempty __slots__ not supported for subtype of 'int'
type('X', (Slots, SlotsMore), {})  # → !TypeError: Cannot create a consistent method resolution order (MRO) for bases Slots, SlotsMore
type('X', (SlotsMore, cls('Z', (Slots,), {'__slots__': 'd'})), {})  # → !TypeError: multiple bases have instance lay-out conflict
type('X', (), {'__classcell__': 5})  # → !TypeError: __classcell__ must be a nonlocal cell, not <class 'int'>
type('X', (), {'__qualname__': 5})  # → !TypeError: type __qualname__ must be a str, not int
cls('Y', (Init,), tagged=7) and Init.subs[-1]  # → ('Y', None, {'tagged': 7})
cls('Y', (A,), tagged=7)  # → !TypeError: Y.__init_subclass__() takes no keyword arguments
cls('X', (), {'f': Desc('f')}) and log[-1]  # → ('name', 'X', 'f')
Init.subs[:2]  # → [('InitA', 1, {}), ('InitB', None, {'other': 2})]
meta_log  # → [('name', 'Uses', 'd'), ('prepare', 'M'), ('new', 'M', {'kw': 1}), ('init', 'M', ['prepared', 'q'])]
attempt(lambda: isinstance(M(1, 2), object)), isinstance(5, M), isinstance(6, M), issubclass(int, M), issubclass(str, M), len(M), 'in' in M, M[3], list(M), M | 5, M.mp, M.prepared, bool(M)  # → ((True, [('call', (1, 2)), ('M.new', (1, 2)), ('M.init', (1, 2))]), True, False, True, False, 7, True, ('item', 3), ['m', 'e', 't', 'a'], ('or', 5), 'meta attribute', 1, True)
M().mp  # → !AttributeError: 'M' object has no attribute 'mp'
attempt(lambda: type(NewOnly(0)).__name__), attempt(lambda: NewOnly(1))  # → (('NewOnly', ['init']), (5, []))
InitRet()  # → !TypeError: __init__() should return None, not 'int'
NewOnly()  # → !TypeError: NewOnly.__new__() missing 1 required positional argument: 'a'
A(1)  # → !TypeError: A() takes no arguments
A(x=1)  # → !TypeError: A() takes no arguments
object(1)  # → !TypeError: object() takes no arguments
object.__new__(int)  # → !TypeError: object.__new__(int) is not safe, use int.__new__()
object.__new__(A, 1)  # → !TypeError: A() takes no arguments
object.__new__()  # → !TypeError: object.__new__(): not enough arguments
object.__new__(5)  # → !TypeError: object.__new__(X): X is not a type object (int)
object().__init__(1)  # → !TypeError: object.__init__() takes exactly one argument (the instance to initialize)
A.__new__(A).__class__, object.__new__(A).x, A.__init__(A()), object.__repr__(A()).split(' at ')[0], object.__eq__(1, 2), object.__lt__(1, 2), object.__str__(A()), object.__format__(A(), ''), object.__hash__(5) == object.__hash__(5), A().__eq__(A())  # → (<class 'm.A'>, 1, None, '<m.A object', NotImplemented, NotImplemented, '<A>', '<A>', True, NotImplemented)
object.__format__(A(), 'x')  # → !TypeError: unsupported format string passed to A.__format__
Generic[5], Generic[int, str], list[int], dict[str, int] == dict[str, int], list[int].__origin__, list[int].__args__, repr(list[int]), list[int]([1]), isinstance(list[int], type), tuple[int, ...], type[A], list[list[int]], list[int] == list[str]  # → (('Generic', 5), ('Generic', (<class 'int'>, <class 'str'>)), list[int], True, <class 'list'>, (<class 'int'>,), 'list[int]', [1], False, tuple[int, ...], type[m.A], list[list[int]], False)
A[5]  # → !TypeError: type 'A' is not subscriptable
int[5]  # → !TypeError: type 'int' is not subscriptable
int | str, int | None, (int | str).__args__, isinstance(5, int | str), isinstance('a', int | None), int | str == str | int, repr(int | list[int]), (int | str) | int, int | int, type[int] | None, issubclass(bool, int | str)  # → (int | str, int | None, (<class 'int'>, <class 'str'>), True, False, True, 'int | list[int]', int | str, <class 'int'>, type[int] | None, True)
int | 5  # → !TypeError: unsupported operand type(s) for |: 'type' and 'int'
isinstance(5, list[int])  # → !TypeError: isinstance() argument 2 cannot be a parameterized generic
issubclass(int, list[int])  # → !TypeError: issubclass() argument 2 cannot be a parameterized generic
isinstance([], int | list[int])  # → !TypeError: isinstance() argument 2 cannot be a parameterized generic
isinstance(5, int), isinstance(True, int), isinstance(5, (str, (int,))), isinstance(5, ()), isinstance(D(), A), issubclass(D, (C, str)), issubclass(bool, int), issubclass(int, object), isinstance(A, type), isinstance(5, object)  # → (True, True, True, False, True, True, True, True, True, True)
isinstance(5, 5)  # → !TypeError: isinstance() arg 2 must be a type, a tuple of types, or a union
isinstance(5, (5,))  # → !TypeError: isinstance() arg 2 must be a type, a tuple of types, or a union
isinstance(5)  # → !TypeError: isinstance expected 2 arguments, got 1
class Says:
    def __init__(self, c): self.c = c
    @property
    def __class__(self): return self.c
class WithBases: __bases__ = (A,)
class OfMeta(metaclass=type('Plain', (type,), {})): pass
isinstance(Says(OfMeta), OfMeta), OfMeta.__instancecheck__(Says(OfMeta)), int.__instancecheck__(Says(bool)), type.__instancecheck__(int, Says(str)), A.__subclasscheck__(WithBases()), type.__subclasscheck__(int, WithBases()), issubclass(WithBases(), OfMeta)  # → (True, True, True, False, True, False, False)
type.__subclasscheck__(int, 5)  # → !TypeError: issubclass() arg 1 must be a class
issubclass(5, int)  # → !TypeError: issubclass() arg 1 must be a class
issubclass(int, 5)  # → !TypeError: issubclass() arg 2 must be a class, a tuple of classes, or a union
issubclass(int, (5,))  # → !TypeError: issubclass() arg 2 must be a class, a tuple of classes, or a union
class Fake:
    __class__ = int
class BasesList: __bases__ = (A,)
class BadBases: __bases__ = 5
type(Fake()).__name__, Fake().__class__, isinstance(5, Fake)  # → ('Fake', <class 'int'>, False)
issubclass(BadBases(), A)  # → !TypeError: issubclass() arg 1 must be a class

# super
class S1:
    def __init__(self): self.v = super().__init__
    def who(self): return super
    def f(self): return super(S1, self).__repr__.__name__, super().__thisclass__, super().__self__ is self, super().__self_class__
    @classmethod
    def g(cls): return super().__self_class__
    def nothing(self): return super().nothing
    def store(self): super().x = 1
    def lost(self):
        del self
        return super().x
    def noargs(): return super()
    def generator(self): return [c for c in [super().__init__.__name__]]
S1().nothing()  # → !AttributeError: 'super' object has no attribute 'nothing'
S1().store()  # → !AttributeError: 'super' object has no attribute 'x' and no __dict__ for setting new attributes
S1().lost()  # → !UnboundLocalError: cannot access local variable 'self' where it is not associated with a value
S1.noargs()  # → !RuntimeError: super(): no arguments
super(5)  # → !TypeError: super() argument 1 must be a type, not int
super(A, 5)  # → !TypeError: super(type, obj): obj must be an instance or subtype of type
super(B, A())  # → !TypeError: super(type, obj): obj must be an instance or subtype of type
super()  # → !RuntimeError: super(): no arguments
super(A, A()).zzz  # → !AttributeError: 'super' object has no attribute 'zzz'
super(1, 2, 3)  # → !TypeError: super() expected at most 2 arguments, got 3

# reprs, names, bases
A, A(), int, D, repr(A), short(object()), short(A.m), short(A().m), short(lambda: 0), short(len), short([].append), short(int.__add__), short((5).__add__), short(str.join), short(A.p), short(int.real), short(Slots.a), short(A.__dict__['c']), short(A.__dict__['s']), short(iter([])), short(Uses), str(A), short(NonData()), short(classmethod), short(A.__init__), short(type.__call__), short(dict.fromkeys), short(int.from_bytes)  # → (<class 'm.A'>, <A>, <class 'int'>, <class 'm.D'>, "<class 'm.A'>", '<object object', '<function A.m', '<bound method A.m of <A>>', '<function <lambda>.<locals>.<lambda>', '<built-in function len>', '<built-in method append of list object', "<slot wrapper '__add__' of 'int' objects>", "<method-wrapper '__add__' of int object", "<method 'join' of 'str' objects>", '<property object', "<attribute 'real' of 'int' objects>", "<member 'a' of 'Slots' objects>", '<classmethod(<function A.c', '<staticmethod(<function A.s', '<list_iterator object', "<class 'm.Uses'>", "<class 'm.A'>", '<m.NonData object', "<class 'classmethod'>", "<slot wrapper '__init__' of 'object' objects>", "<slot wrapper '__call__' of 'type' objects>", '<built-in method fromkeys of type object', '<built-in method from_bytes of type object')
setting(cls('X'), '__name__', 'Y'), setting(cls('X'), '__qualname__', 'Q'), setting(cls('X'), '__doc__', 'd'), setting(cls('X'), '__module__', 'mm'), (lambda k: (setattr(k, '__bases__', (C,)), k.__mro__[1:]))(cls('X', (B,))), (lambda a: (setattr(a, '__class__', C), a.m()))(A())  # → ('Y', 'Q', 'd', 'mm', (None, (<class 'm.C'>, <class 'm.A'>, <class 'object'>)), (None, ('C.m', ('A.m', 3))))
setting(cls('X'), '__name__', 5)  # → !TypeError: can only assign string to X.__name__, not 'int'
setting(cls('X'), '__name__', 'a\0')  # → !ValueError: type name must not contain null characters
setting(cls('X'), '__qualname__', 5)  # → !TypeError: can only assign string to X.__qualname__, not 'int'
setting(cls('X'), '__bases__', ())  # → !TypeError: can only assign non-empty tuple to X.__bases__, not ()
setting(cls('X'), '__bases__', 5)  # → !TypeError: can only assign tuple to X.__bases__, not int
setting(cls('X', (A,)), '__bases__', (int,))  # → !TypeError: __bases__ assignment: 'int' deallocator differs from 'A'
setting(cls('X', (A,)), '__bases__', (5,))  # → !TypeError: X.__bases__ must be tuple of classes, not 'int'
(lambda k: setattr(k, '__bases__', (k,)))(cls('X', (A,)))  # → !TypeError: a __bases__ item causes an inheritance cycle
setting(A(), '__class__', int)  # → !TypeError: __class__ assignment only supported for mutable types or ModuleType subclasses
setting(A(), '__class__', 5)  # → !TypeError: __class__ must be set to a class, not 'int' object
setting(5, '__class__', A)  # → !TypeError: __class__ assignment only supported for mutable types or ModuleType subclasses
setting(A(), '__class__', Slots)  # → !TypeError: __class__ assignment: 'Slots' object layout differs from 'A'
deleting(cls('X'), '__name__')  # → !TypeError: cannot delete '__name__' attribute of immutable type 'X'
setting(A, '__mro__', ())  # → !AttributeError: attribute '__mro__' of 'type' objects is not writable
setting(A(), '__dict__', {'x': 7})['x'], (lambda a: (setattr(a, '__dict__', {'x': 7}), a.x))(A())  # → (7, (None, 7))
setting(A(), '__dict__', 5)  # → !TypeError: __dict__ must be set to a dictionary, not a 'int'
A.__subclasses__(), A.__base__, object.__base__, type.__mro__, A.__class__, type(A).__class__  # → ([<class 'm.B'>, <class 'm.C'>, <class 'm.X'>, <class 'm.X'>, <class 'm.Y'>, <class 'm.X'>, <class 'm.X'>, <class 'm.X'>], <class 'object'>, None, (<class 'type'>, <class 'object'>), <class 'type'>, <class 'type'>)
property(lambda s: 1).__get__(5), property(lambda s: 1).fset, property(doc='d').__doc__, property().__doc__, classmethod(len).__func__, staticmethod(len)([1]), staticmethod(len).__func__, staticmethod(len).__get__(5)([1, 2]), classmethod(lambda c: c).__get__(5)(), classmethod(lambda c, x: (c, x)).__get__(None, int)(1)  # → (1, None, 'd', None, <built-in function len>, 1, <built-in function len>, 2, <class 'int'>, (<class 'int'>, 1))
property().__get__(5)  # → !AttributeError: property of 'int' object has no getter
property(lambda s: 1).__set__(5, 1)  # → !AttributeError: property of 'int' object has no setter
classmethod()  # → !TypeError: classmethod expected 1 argument, got 0
staticmethod(1, 2)  # → !TypeError: staticmethod expected 1 argument, got 2
classmethod(5).__get__(5)()  # → !TypeError: 'int' object is not callable
Call()(1, a=2), callable(Call()), callable(A), callable(5), callable(len)  # → (((1,), {'a': 2}), True, True, False, True)
A()()  # → !TypeError: 'A' object is not callable
5()  # → !TypeError: 'int' object is not callable
'a'()  # → !TypeError: 'str' object is not callable
types.FunctionType is type(lambda: 0), types.MethodType(len, [1, 2])(), types.MethodType(A.m, A())(), types.NoneType, types.EllipsisType, types.MappingProxyType({1: 2}), types.MappingProxyType({1: 2})[1], len(types.MappingProxyType({1: 2})), types.MappingProxyType({1: 2}).get(5), types.MappingProxyType({1: 2}) | {3: 4}, types.MappingProxyType({1: 2}).copy(), list(types.MappingProxyType({1: 2}).items()), 1 in types.MappingProxyType({1: 2}), types.MappingProxyType({1: 2}) == {1: 2}, repr(types.MappingProxyType({})), list(reversed(types.MappingProxyType({1: 2})))  # → (True, 2, ('A.m', 1), <class 'NoneType'>, <class 'ellipsis'>, mappingproxy({1: 2}), 2, 1, None, {1: 2, 3: 4}, {1: 2}, [(1, 2)], True, True, 'mappingproxy({})', [1])
types.MappingProxyType(5)  # → !TypeError: mappingproxy() argument must be a mapping, not int
types.MappingProxyType([])  # → !TypeError: mappingproxy() argument must be a mapping, not list
types.MethodType(5, 1)  # → !TypeError: first argument must be callable
types.MethodType(len, None)  # → !TypeError: instance must not be None
types.MappingProxyType({})[1]  # → !KeyError: 1
setting(types.MappingProxyType({}), 'a', 1)  # → !AttributeError: 'mappingproxy' object has no attribute 'a' and no __dict__ for setting new attributes
hash(types.MappingProxyType({}))  # → !TypeError: unhashable type: 'dict'
types.nothing  # → !AttributeError: module 'types' has no attribute 'nothing'
class ViaEntries(MroEntries()): pass
ViaEntries.__bases__, ViaEntries.__orig_bases__[0].__class__.__name__, ViaEntries().m()  # → ((<class 'm.A'>,), 'MroEntries', ('A.m', 1))
def stmt(n):
    if n == 0:
        class X('a'): pass
    if n == 1:
        class X(A, metaclass=5): pass
    if n == 2:
        class X(*[A], **{'metaclass': type}): z = 1
        return X.z, X.__bases__, X.__qualname__
    if n == 3:
        class X(M, metaclass=cls('Meta2', (type,))): pass
    if n == 4:
        class X(A):
            a = 1
            b = [a for _ in range(2)]
            def f(self): return __class__
            if a: c = locals() is not None
            del a
        return X.b, X().f() is X, X.c, hasattr(X, 'a'), X.__dict__.get('__classcell__')
    if n == 5:
        class X:
            x = undefined_name
    if n == 6:
        class X:
            global G
            G = 5
            def inner(self): nonlocal n; n = 9; return n
        return G, X().inner(), n
    if n == 7:
        class X(A, A): pass
    if n == 8:
        class X:
            __slots__ = ()
            __annotations__ = {}
            a: int
            b: str = 'b'
        return X.__annotations__, X().b
    if n == 9:
        class X:
            def __set_name__(self, o, n): raise ValueError('set_name')
        class Y: x = X()
    if n == 10:
        class Prep(type):
            def __prepare__(name, bases): return 5
        class X(metaclass=Prep): pass
    if n == 11:
        class X(metaclass=lambda name, bases, ns: (name, bases, sorted(ns))): q = 1
        return X
    if n == 12:
        class E:
            def __mro_entries__(self, bases): return 5
        class X(E()): pass
stmt(0)  # → !TypeError: str() argument 'encoding' must be str, not tuple
stmt(1)  # → !TypeError: 'int' object is not callable
stmt(2)  # → (1, (<class 'm.A'>,), 'stmt.<locals>.X')
stmt(3)  # → !TypeError: metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases
stmt(4)  # → !NameError: name 'a' is not defined
stmt(5)  # → !NameError: name 'undefined_name' is not defined
stmt(6)  # → (5, 9, 9)
stmt(7)  # → !TypeError: duplicate base class A
stmt(8)  # → ({'a': <class 'int'>, 'b': <class 'str'>}, 'b')
stmt(9)  # → !ValueError: set_name
stmt(10)  # → !TypeError: Prep.__prepare__() must return a mapping, not int
stmt(11)  # → ('X', (), ['__module__', '__qualname__', 'q'])
stmt(12)  # → !TypeError: __mro_entries__ must return a tuple
S1().f(), S1.g(), S1().generator(), super(B, D()).m(1), super(B, D).c('z'), short(super(B, D())), super(C, D()).p, super(B).__thisclass__, super(B).__self__, super(B, D()).x  # → (('__repr__', <class 'm.S1'>, True, <class 'm.S1'>), <class 'm.S1'>, ['__init__'], ('C.m', ('A.m', 1)), ('D', ('z',)), "<super: <class 'B'>, <D object>>", 'p', <class 'm.B'>, None, 1)
class OwnMro(type):
    def mro(cls): return answers[0](cls)
answers = [lambda c: type.mro(c)]
def own(answer):
    answers[0] = answer
    return OwnMro('O', (A,), {}).__mro__[1:]
own(lambda c: [c, A, object])  # → (<class 'm.A'>, <class 'object'>)
own(lambda c: [c, object])  # → (<class 'object'>,)
own(lambda c: 5)  # → !TypeError: 'int' object is not iterable
own(lambda c: [c, 5])  # → !TypeError: mro() returned a non-class ('int')
own(lambda c: [c, int])  # → !TypeError: mro() returned base with unsuitable layout ('int')
own(lambda c: [c, Slots, A, object])  # → !TypeError: mro() returned base with unsuitable layout ('Slots')
own(lambda c: 1 / 0)  # → !ZeroDivisionError: division by zero

# ---- what stands for a class without being one, and methods that are None
class SaysInt:
    @property
    def __class__(self): return int
class HasBases:
    __bases__ = (int,)
class NoBases:
    __bases__ = 5
class NoneMethods:
    __add__ = None
    __len__ = None
    __neg__ = None
    __eq__ = None
    __radd__ = None
class NoneHook:
    __init_subclass__ = None
isinstance(SaysInt(), (str, int)), isinstance(SaysInt(), SaysInt), isinstance(SaysInt(), str)  # → (True, True, False)
issubclass(HasBases(), int), issubclass(HasBases(), (str, object)), isinstance(1, HasBases())  # → (True, True, False)
issubclass(int, HasBases())  # → False
issubclass(NoBases(), int)  # → !TypeError: issubclass() arg 1 must be a class
isinstance(1, NoBases())  # → !TypeError: isinstance() arg 2 must be a type, a tuple of types, or a union
NoneMethods() + 1  # → !TypeError: 'NoneType' object is not callable
1 + NoneMethods()  # → !TypeError: 'NoneType' object is not callable
len(NoneMethods())  # → !TypeError: 'NoneType' object is not callable
bool(NoneMethods())  # → !TypeError: 'NoneType' object is not callable
-NoneMethods()  # → !TypeError: 'NoneType' object is not callable
NoneMethods() == 1  # → !TypeError: 'NoneType' object is not callable
divmod(NoneMethods(), 1)  # → !TypeError: unsupported operand type(s) for divmod(): 'NoneMethods' and 'int'
type('X', (NoneHook,), {})  # → !TypeError: 'NoneType' object is not callable
list[int][str]  # → !TypeError: list[int] is not a generic class
list[int].__name__, (int | str).__args__, type(list[int])(list, int) == list[int]  # → ('list', (<class 'int'>, <class 'str'>), True)
type(list[int])(1)  # → !TypeError: GenericAlias expected 2 arguments, got 1
type(list[int])(1, x=2)  # → !TypeError: GenericAlias() takes no keyword arguments
[].append == [].append, (lambda x: x.append == x.append)([]), (lambda x: {x.append: 1}[x.append])([])  # → (False, True, 1)
len.__self__.__name__  # → 'builtins'
property().__get__(None)  # → !TypeError: __get__(None, None) is invalid
int.real.__get__('a')  # → !TypeError: descriptor 'real' for 'int' objects doesn't apply to a 'str' object

# Namespaces
import types
space = types.SimpleNamespace(a=1, b='x')
space  # → namespace(a=1, b='x')
space.c = space
space  # → namespace(a=1, b='x', c=namespace(...))
space == types.SimpleNamespace(a=1, b='x', c=space)  # → True
del space.c
(space == types.SimpleNamespace(b='x', a=1), space == 3, space != types.SimpleNamespace())  # → (True, False, True)
space < types.SimpleNamespace()  # → !TypeError: '<' not supported between instances of 'dict' and 'dict'
space.zz  # → !AttributeError: 'types.SimpleNamespace' object has no attribute 'zz'
vars(space)  # → {'a': 1, 'b': 'x'}
types.SimpleNamespace(1)  # → !TypeError: no positional arguments expected
hash(space)  # → !TypeError: unhashable type: 'types.SimpleNamespace'
space.__reduce__()[1:]  # → ((), {'a': 1, 'b': 'x'})
delattr(space, 'q')  # → !AttributeError: 'types.SimpleNamespace' object has no attribute 'q'
class Spaced(types.SimpleNamespace):
    def __eq__(self, other): return 'eq'
(Spaced(z=2), Spaced() == Spaced(), vars(Spaced(k=1)))  # → (Spaced(z=2), 'eq', {'k': 1})
(types.SimpleNamespace.__name__, types.SimpleNamespace.__module__, types.SimpleNamespace)  # → ('SimpleNamespace', 'types', <class 'types.SimpleNamespace'>)
(types.GenericAlias.__name__, types.GenericAlias.__qualname__, types.GenericAlias.__module__, types.UnionType)  # → ('GenericAlias', 'GenericAlias', 'types', <class 'types.UnionType'>)
(int | str)()  # → !TypeError: 'types.UnionType' object is not callable
class Telling(type):
    told = []
    def __set_name__(cls, owner, name): Telling.told.append((cls.__name__, name))
class Told(metaclass=Telling): pass
class Teller: inner = Told
Telling.told  # → [('Told', 'inner')]

# What a subscripted class made knows of it
class Slotted(list): __slots__ = ()
Slotted[int]([1])  # → [1]
class Listed(list): pass
vars(Listed[int]([1]))  # → {'__orig_class__': m.Listed[int]}
def named_in(case):
    try: case()
    except AttributeError as error: return str(error), error.name
named_in(lambda: setattr([], 'append', 1)), named_in(lambda: setattr((), 'x', 1))  # → (("'list' object attribute 'append' is read-only", None), ("'tuple' object has no attribute 'x' and no __dict__ for setting new attributes", 'x'))

# subclasses of built-in classes with methods of their own take keywords
class OwnInit:
    def __init__(self, *args, **named): self.named = named
class OwnNew:
    def __new__(cls, *args, **named): return super().__new__(cls, *args)
def subclass(*bases): return type('X', bases, {})
[subclass(OwnInit, base)(*args, k=1).named for base, args in ((float, (1,)), (tuple, ([1],)), (frozenset, ([1],)), (list, ()), (set, ()), (reversed, ([],)), (map, (len, [])), (filter, (len, [])), (property, ()), (staticmethod, ()), (classmethod, ()), (enumerate, ([],)) if 0 else (Exception, (1,)))]  # → !AttributeError: 'list_reverseiterator' object has no attribute 'named'
subclass(float)(1, k=1)  # → !TypeError: float() takes no keyword arguments
subclass(tuple)([1], k=1)  # → !TypeError: tuple() takes no keyword arguments
subclass(frozenset)([1], k=1)  # → !TypeError: frozenset() takes no keyword arguments
subclass(reversed)([1], k=1)  # → !TypeError: reversed() takes no keyword arguments
subclass(map)(len, [1], k=1)  # → !TypeError: map() takes no keyword arguments
subclass(filter)(len, [1], k=1)  # → !TypeError: filter() takes no keyword arguments
subclass(OwnNew, list)([1], k=1)  # → [1]
subclass(OwnNew, set)([1], k=1)  # → !TypeError: set() takes no keyword arguments
subclass(OwnNew, tuple)([1], k=1)  # → (1,)
subclass(OwnNew, property)(len, k=1)  # → !TypeError: 'k' is an invalid keyword argument for property()
subclass(OwnNew, staticmethod)(len, k=1)  # → !TypeError: staticmethod() takes no keyword arguments
subclass(OwnNew, classmethod)(len, k=1)  # → !TypeError: classmethod() takes no keyword arguments
staticmethod(len, k=1)  # → !TypeError: staticmethod() takes no keyword arguments
classmethod(k=1)  # → !TypeError: classmethod() takes no keyword arguments
staticmethod()  # → !TypeError: staticmethod expected 1 argument, got 0
subclass(enumerate)()  # → !TypeError: enumerate() missing required argument 'iterable' (pos 1)
enumerate()  # → !TypeError: enumerate() missing required argument 'iterable'
subclass(enumerate)(start=1)  # → !TypeError: enumerate() missing required argument 'iterable' (pos 1)
type(1, k=2)  # → !TypeError: type() takes no keyword arguments
type(1, 2, k=2)  # → !TypeError: type() takes 1 or 3 arguments
type('A', (), k=2)  # → !TypeError: type() takes 1 or 3 arguments
type(k=2)  # → !TypeError: type() takes 1 or 3 arguments
print(k=1, sep=2)  # → !TypeError: 'k' is an invalid keyword argument for print()
sorted(5, k=1)  # → !TypeError: 'int' object is not iterable
{}.keys().__init__(1)  # → None
iter(()).__init__(1, 2)  # → None
(...).__init__(1)  # → None
None.__init__(1)  # → None
object().__init__(1)  # → !TypeError: object.__init__() takes exactly one argument (the instance to initialize)
(lambda cls: [cls.__annotations__, delattr(cls, '__annotations__'), '__annotations__' in vars(cls), cls.__annotations__])(subclass())  # → [{}, None, False, {}]
delattr(subclass(), '__annotations__')  # → !AttributeError: __annotations__
delattr(int, '__annotations__')  # → !TypeError: cannot set '__annotations__' attribute of immutable type 'int'
delattr(subclass(), '__type_params__')  # → !TypeError: cannot delete '__type_params__' attribute of immutable type 'X'

# what an error about a missing attribute knows: in the object itself nobody says what was looked for, in a dict they do
class Plain: pass
class Other: pass
class OfList(list): pass
class OfInt(int): pass
class OfError(Exception): pass
def known(make, *hows):
    out = []
    for how in hows:
        o = make()
        how(o)
        try: del o.q
        except AttributeError as e: out.append((e.name, type(e.obj).__name__))
    return out
def stores(o): o.a = 1
def asks(o): stores(o); return o.__dict__
def clears(o): o.__dict__ = {}
def forgets(o): asks(o); del o.__dict__
def remembers(o): forgets(o); stores(o)
def moves(o): o.__class__ = Other
known(Plain, id, stores, asks, clears, forgets, remembers, moves, dir, vars)  # → [(None, 'NoneType'), (None, 'NoneType'), ('q', 'Plain'), ('q', 'Plain'), (None, 'NoneType'), (None, 'NoneType'), ('q', 'Other'), ('q', 'Plain'), ('q', 'Plain')]
known(OfList, id, stores, asks, clears, forgets, remembers, dir, vars)  # → [(None, 'NoneType'), (None, 'NoneType'), ('q', 'OfList'), ('q', 'OfList'), (None, 'NoneType'), (None, 'NoneType'), ('q', 'OfList'), ('q', 'OfList')]
known(OfInt, id, stores, asks, clears, forgets, remembers, dir, vars)  # → [(None, 'NoneType'), (None, 'NoneType'), ('q', 'OfInt'), ('q', 'OfInt'), (None, 'NoneType'), (None, 'NoneType'), ('q', 'OfInt'), ('q', 'OfInt')]
known(OfError, id, stores, asks, clears, dir, vars), known(lambda: f, id, stores, asks)  # → ([('q', 'OfError'), ('q', 'OfError'), ('q', 'OfError'), ('q', 'OfError'), ('q', 'OfError'), ('q', 'OfError')], [('q', 'function'), ('q', 'function'), ('q', 'function')])

class Kinds(tuple): __iter__ = None
class HasBases: __bases__ = Kinds((int,))
isinstance(1, Kinds((str, int)))  # → True
isinstance(1, Kinds((str, Kinds((int,)))))  # → True
isinstance(1, Kinds((5,)))  # → !TypeError: isinstance() arg 2 must be a type, a tuple of types, or a union
issubclass(bool, Kinds((str, int)))  # → True
issubclass(int, Kinds((5,)))  # → !TypeError: issubclass() arg 2 must be a class, a tuple of classes, or a union
issubclass(HasBases(), int)  # → True
list[Kinds((int, str))]  # → list[int, str]
class Match: __match_args__ = Kinds(('x',))
def matched(value):
    match value:
        case Match(1): return 'hit'
def parameters(given):
    def g(a, b=1): return a, b
    g.__defaults__ = given
    return g(1)
def type_parameters(given):
    def g(): pass
    g.__type_params__ = given
    return tuple.__len__(g.__type_params__)
matched(Match())  # → !TypeError: Match.__match_args__ must be a tuple (got Kinds)
parameters(Kinds((7,)))  # → (1, 7)
type_parameters(Kinds((7, 8)))  # → 2

# Where the pin takes instances of subclasses of tuple, dict and str.
class Bases(tuple): pass
class Space(dict): pass
class Name(str): pass
class Based: pass
class OtherBase: pass
class Changed(Based): pass
def with_bases(value):
    Changed.__bases__ = value
    return Changed.__bases__
type(Name('C'), Bases([Based]), Space(a=1)).__bases__, type('C', Bases(), {}).__bases__, type('C', (), Space(a=1)).a  # → ((<class 'm.Based'>,), (<class 'object'>,), 1)
type('C', [Based], {})  # → !TypeError: type.__new__() argument 2 must be tuple, not list
type('C', (), [])  # → !TypeError: type.__new__() argument 3 must be dict, not list
type('C', Bases([5]), {})  # → !TypeError: metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases
with_bases(Bases([OtherBase]))  # → (<class 'm.OtherBase'>,)
with_bases([Based])  # → !TypeError: can only assign tuple to Changed.__bases__, not list
type('C', (), {'__slots__': Name('a')})().a  # → !AttributeError: 'C' object has no attribute 'a'
type('C', (), {'__slots__': (Name('a'), 'b')}).__slots__  # → ('a', 'b')
type('C', (), {'__slots__': (Name('a'), 5)})  # → !TypeError: __slots__ items must be strings, not 'int'
type('C', (), {'__qualname__': Name('Q')}).__qualname__  # → 'Q'
(lambda **k: k)(**{Name('a'): 1}), dict(**{Name('a'): 1}), (lambda a: a)(**{Name('a'): 1})  # → ({'a': 1}, {'a': 1}, 1)
(lambda **k: k)(**{5: 1})  # → !TypeError: keywords must be strings
(lambda **k: k)(a=1, **{Name('a'): 1})  # → !TypeError: m.<lambda>.<locals>.<lambda>() got multiple values for keyword argument 'a'
# object.__getattribute__ takes a class for an instance.
class Meta1(type):
    of_meta = 'meta'
    @property
    def told(cls): return 'told ' + cls.__name__
class Above: above = 1
class Looked(Above, metaclass=Meta1):
    own = 2
    def method(self): pass
object.__getattribute__(Looked, 'own'), object.__getattribute__(Looked, 'told'), object.__getattribute__(Looked, 'of_meta'), object.__getattribute__(Looked, '__name__'), type(object.__getattribute__(Looked, 'method')).__name__, object.__getattribute__(Looked, '__class__')  # → (2, 'told Looked', 'meta', 'Looked', 'function', <class 'm.Meta1'>)
object.__getattribute__(Looked, 'above')  # → !AttributeError: 'Meta1' object has no attribute 'above'
object.__getattribute__(Looked, 'absent')  # → !AttributeError: 'Meta1' object has no attribute 'absent'
object.__getattribute__(int, 'real')  # → !AttributeError: 'type' object has no attribute 'real'
type.__getattribute__(Looked, 'above')  # → 1

type('C', None, {})  # → !TypeError: type.__new__() argument 2 must be tuple, not None
type(None, (), {})  # → !TypeError: type.__new__() argument 1 must be str, not None
type('C', (), None)  # → !TypeError: type.__new__() argument 3 must be dict, not None
