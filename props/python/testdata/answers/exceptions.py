# Exceptions: types, fields, raising, handling, groups, tracebacks.

class E(Exception): pass
class Own(Exception):
    def __init__(self, a, b=2): self.a = a; super().__init__(a, b)
    def __str__(self): return f'own {self.a}'
class NoStr(Exception):
    def __str__(self): return 5
class Meta(type):
    def __instancecheck__(cls, x): log.append('asked'); return True
class Asked(Exception, metaclass=Meta): pass
class NotExc: pass
class NewNot(Exception):
    def __new__(cls, *a): return 5
class InitFails(Exception):
    def __init__(self): raise ValueError('init')
log = []
def raising(x):
    try: raise x
    except BaseException as e: return type(e).__name__, str(e), e.args
def chain(kind):
    try:
        try: raise KeyError('first')
        except KeyError as e:
            if kind == 'context': raise ValueError('second')
            if kind == 'cause': raise ValueError('second') from e
            if kind == 'none': raise ValueError('second') from None
            if kind == 'class': raise ValueError('second') from TypeError
            if kind == 'bad': raise ValueError('second') from 5
            if kind == 'reraise': raise
            if kind == 'self': raise e from e
            if kind == 'name': x = e; raise x
            if kind == 'with_tb': raise ValueError('tb').with_traceback(None)
            if kind == 'new': raise ValueError('second') from NewNot
    except Exception as e:
        return repr(e), repr(e.__cause__), repr(e.__context__), e.__suppress_context__
def handlers(x, *catch):
    out = []
    try:
        try:
            if isinstance(x, BaseException) or isinstance(x, type): raise x
            out.append('no error')
        except catch as e: out.append(('caught', repr(e)))
        except (LookupError, ArithmeticError) as e: out.append(('tuple', repr(e)))
        else: out.append('else')
        finally: out.append('finally')
    except BaseException as e: out.append(('outer', repr(e), repr(e.__context__)))
    return out
def flow(kind):
    for i in range(3):
        try:
            if kind == 'return': return 'tried'
            if kind == 'break': break
            if kind == 'continue': continue
            if kind == 'raise': raise E(i)
        except E: return 'caught'
        finally:
            log.append((kind, i))
            if kind == 'return' and i == 0 and len(log) > 3: return 'finally'
    else: log.append('else')
    return 'end'
def override():
    try: return 1
    finally: return 2
def swallow():
    while True:
        try: raise ValueError
        finally: break
    return 'swallowed'
def name_gone():
    try: raise E
    except E as e: pass
    return e
def nested():
    try:
        try: raise E(1)
        finally:
            try: raise E(2)
            except E as e: log.append(repr(e.__context__))
    except E as e: return repr(e), e.__context__
def lines(f, *a):
    try: f(*a)
    except BaseException as e:
        out = []
        tb = e.__traceback__
        while tb is not None:
            out.append((tb.tb_frame.f_code.co_name, tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno))
            tb = tb.tb_next
        return out
def deep(n):
    if n == 0:
        raise E(
            'deep')
    return deep(n - 1)
def recurse(): return recurse()
def star(x):
    out = []
    try:
        try: raise x
        except* ValueError as g: out.append(('V', repr(g.exceptions)))
        except* (KeyError, TypeError) as g: out.append(('KT', repr(g.exceptions))); raise OSError('new')
        else: out.append('else')
        finally: out.append('finally')
    except BaseException as e: out.append(('rest', repr(e)))
    return out
class Ctx:
    def __init__(self, swallow=False, fail=None): self.swallow, self.fail = swallow, fail
    def __enter__(self):
        if self.fail == 'enter': raise E('enter')
        log.append('enter'); return self
    def __exit__(self, t, v, tb):
        log.append(('exit', t and t.__name__, v and repr(v), tb is not None))
        if self.fail == 'exit': raise E('exit')
        return self.swallow
class NoExit:
    def __enter__(self): pass
class NoEnter:
    def __exit__(self, *a): pass
def using(c, x=None):
    with c as v:
        if x: raise x
        return 'body'
    return 'after'
def two(a, b, x=None):
    with a, b:
        if x: raise x
    return 'after'
def attempt(work, *a):
    log.clear()
    try: r = work(*a)
    except BaseException as e: r = f'{type(e).__name__}: {e}', repr(e.__context__)
    return r, log[:]
def check(a, b=None):
    assert a, b
    return 'held'
def setting(o, n, v): setattr(o, n, v); return getattr(o, n)
def deleting(o, n): delattr(o, n); return getattr(o, n)

# values
repr(ValueError()), repr(ValueError(1)), repr(ValueError(1, 'a')), str(ValueError()), str(ValueError(1)), str(ValueError(1, 2)), str(KeyError('a')), str(KeyError()), str(KeyError(1, 2)), repr(KeyError('a')), repr(Own(1)), str(Own(1)), Own(1).args, E('x').args, repr(E), ValueError(1) == ValueError(1), bool(E())  # → ('ValueError()', 'ValueError(1)', "ValueError(1, 'a')", '', '1', '(1, 2)', "'a'", '', '(1, 2)', "KeyError('a')", 'Own(1, 2)', 'own 1', (1, 2), ('x',), "<class 'm.E'>", False, True)
str(NoStr())  # → !TypeError: __str__ returned non-string (type int)
NewNot()  # → 5
InitFails()  # → !ValueError: init
ValueError(x=1)  # → !TypeError: ValueError() takes no keyword arguments
E(x=1)  # → !TypeError: E() takes no keyword arguments
Own()  # → !TypeError: Own.__init__() missing 1 required positional argument: 'a'
raising(E), raising(E(1)), raising(Own(1)), raising(5), raising(NotExc), raising(None), raising(NewNot), raising(InitFails), raising(KeyError('k')), raising('str'), raising(StopIteration(3)), raising(SystemExit(2)), raising(GeneratorExit)  # → (('E', '', ()), ('E', '1', (1,)), ('Own', 'own 1', (1, 2)), ('TypeError', 'exceptions must derive from BaseException', ('exceptions must derive from BaseException',)), ('TypeError', 'exceptions must derive from BaseException', ('exceptions must derive from BaseException',)), ('TypeError', 'exceptions must derive from BaseException', ('exceptions must derive from BaseException',)), ('TypeError', "calling <class 'm.NewNot'> should have returned an instance of BaseException, not <class 'int'>", ("calling <class 'm.NewNot'> should have returned an instance of BaseException, not <class 'int'>",)), ('ValueError', 'init', ('init',)), ('KeyError', "'k'", ('k',)), ('TypeError', 'exceptions must derive from BaseException', ('exceptions must derive from BaseException',)), ('StopIteration', '3', (3,)), ('SystemExit', '2', (2,)), ('GeneratorExit', '', ()))
[chain(k) for k in ('context', 'cause', 'none', 'class')]  # → [("ValueError('second')", 'None', "KeyError('first')", False), ("ValueError('second')", "KeyError('first')", "KeyError('first')", True), ("ValueError('second')", 'None', "KeyError('first')", True), ("ValueError('second')", 'TypeError()', "KeyError('first')", True)]
[chain(k) for k in ('bad', 'reraise', 'self', 'name', 'with_tb')]  # → [("TypeError('exception causes must derive from BaseException')", 'None', "KeyError('first')", False), ("KeyError('first')", 'None', 'None', False), ("KeyError('first')", "KeyError('first')", 'None', True), ("KeyError('first')", 'None', 'None', False), ("ValueError('tb')", 'None', "KeyError('first')", False)]
handlers(E(1), E), handlers(KeyError(1), E), handlers(5), handlers(E(1), (KeyError, E)), handlers(ZeroDivisionError, ValueError), handlers(E(1), Exception)  # → ([('caught', 'E(1)'), 'finally'], [('tuple', 'KeyError(1)'), 'finally'], ['no error', 'else', 'finally'], ['finally', ('outer', "TypeError('catching classes that do not inherit from BaseException is not allowed')", 'E(1)')], [('tuple', 'ZeroDivisionError()'), 'finally'], [('caught', 'E(1)'), 'finally'])
handlers(E(1), 5), handlers(E(1), 'a', E), handlers(E(1), (E, 5)), handlers(E(1), NotExc), handlers(E(1), ()), handlers(KeyboardInterrupt(), Exception)  # → (['finally', ('outer', "TypeError('catching classes that do not inherit from BaseException is not allowed')", 'E(1)')], ['finally', ('outer', "TypeError('catching classes that do not inherit from BaseException is not allowed')", 'E(1)')], ['finally', ('outer', "TypeError('catching classes that do not inherit from BaseException is not allowed')", 'E(1)')], ['finally', ('outer', "TypeError('catching classes that do not inherit from BaseException is not allowed')", 'E(1)')], ['finally', ('outer', "TypeError('catching classes that do not inherit from BaseException is not allowed')", 'E(1)')], ['finally', ('outer', 'KeyboardInterrupt()', 'None')])
attempt(handlers, E(1), Asked)  # → (['finally', ('outer', 'E(1)', 'None')], [])
attempt(flow, 'return'), attempt(flow, 'break'), attempt(flow, 'continue'), attempt(flow, 'raise'), override(), swallow(), attempt(nested)  # → (('tried', [('return', 0)]), ('end', [('break', 0)]), ('end', [('continue', 0), ('continue', 1), ('continue', 2), 'else']), ('caught', [('raise', 0)]), 2, 'swallowed', (('E(1)', None), ['E(1)']))
name_gone()  # → !UnboundLocalError: cannot access local variable 'e' where it is not associated with a value
def raise_outside(): raise
raise_outside()  # → !RuntimeError: No active exception to reraise
lines(deep, 2), lines(raise_outside), lines(lambda: 1 / 0), lines(lambda: [x for x in 5]), lines(chain), lines(int, 'a')  # → ([('lines', 1), ('deep', 4), ('deep', 4), ('deep', 2)], [('lines', 1), ('raise_outside', 0)], [('lines', 1), ('<lambda>', 0)], [('lines', 1), ('<lambda>', 0)], [('lines', 1)], [('lines', 1)])
lines(recurse)[-1], len(lines(recurse)) > 900  # → (('recurse', 0), True)
recurse()  # → !RecursionError: maximum recursion depth exceeded
check(1), check([1], 'x')  # → ('held', 'held')
check(0)  # → !AssertionError: None
check(0, 'message')  # → !AssertionError: message
check('', (1, 2))  # → !AssertionError: (1, 2)

# with
attempt(using, Ctx()), attempt(using, Ctx(), E('x')), attempt(using, Ctx(True), E('x')), attempt(using, Ctx(fail='enter')), attempt(using, Ctx(fail='exit')), attempt(using, Ctx(fail='exit'), KeyError(1)), attempt(using, Ctx(1)), attempt(using, Ctx(True), KeyboardInterrupt)  # → (('body', ['enter', ('exit', None, None, False)]), (('E: x', 'None'), ['enter', ('exit', 'E', "E('x')", True)]), ('after', ['enter', ('exit', 'E', "E('x')", True)]), (('E: enter', 'None'), []), (('E: exit', 'None'), ['enter', ('exit', None, None, False)]), (('E: exit', 'KeyError(1)'), ['enter', ('exit', 'KeyError', 'KeyError(1)', True)]), ('body', ['enter', ('exit', None, None, False)]), ('after', ['enter', ('exit', 'KeyboardInterrupt', 'KeyboardInterrupt()', True)]))
attempt(two, Ctx(), Ctx()), attempt(two, Ctx(True), Ctx(), E(1)), attempt(two, Ctx(), Ctx(True), E(1)), attempt(two, Ctx(), Ctx(fail='enter')), attempt(two, Ctx(True), Ctx(fail='exit')), attempt(two, Ctx(), 5)  # → (('after', ['enter', 'enter', ('exit', None, None, False), ('exit', None, None, False)]), ('after', ['enter', 'enter', ('exit', 'E', 'E(1)', True), ('exit', 'E', 'E(1)', True)]), ('after', ['enter', 'enter', ('exit', 'E', 'E(1)', True), ('exit', None, None, False)]), (('E: enter', 'None'), ['enter', ('exit', 'E', "E('enter')", True)]), ('after', ['enter', 'enter', ('exit', None, None, False), ('exit', 'E', "E('exit')", True)]), (("TypeError: 'int' object does not support the context manager protocol", 'None'), ['enter', ('exit', 'TypeError', 'TypeError("\'int\' object does not support the context manager protocol")', True)]))
using(5)  # → !TypeError: 'int' object does not support the context manager protocol
using(NoExit())  # → !TypeError: 'NoExit' object does not support the context manager protocol (missed __exit__ method)
using(NoEnter())  # → !TypeError: 'NoEnter' object does not support the context manager protocol

# fields
StopIteration(1, 2).value, StopIteration().value, StopIteration([1]).value, setting(StopIteration(1), 'value', 5), StopAsyncIteration(1).args, SystemExit(3).code, SystemExit().code, SystemExit(1, 2).code, setting(SystemExit(1), 'code', 'x')  # → (1, None, [1], 5, (1,), 3, None, (1, 2), 'x')
OSError(1, 'a').errno, OSError(1, 'a').strerror, OSError(1, 'a', 'f').filename, str(OSError(1, 'a')), str(OSError(1, 'a', 'f')), str(OSError('x')), OSError('x').errno, OSError(1, 2, 'f', None, 'g').filename2, str(OSError(1, 2, 'f', None, 'g')), OSError(1, 'a', 'f').args, type(OSError(2, 'x')).__name__, type(OSError(17, 'x')).__name__, type(OSError(32, 'x')).__name__, IOError is OSError, type(OSError(2, 'a', 'b')).__mro__[1].__name__  # → (1, 'a', 'f', '[Errno 1] a', "[Errno 1] a: 'f'", 'x', None, 'g', "[Errno 1] 2: 'f' -> 'g'", (1, 'a'), 'FileNotFoundError', 'FileExistsError', 'BrokenPipeError', True, 'OSError')
ImportError('a', name='n', path='p').name, ImportError('a', name='n').path, str(ImportError('m')), ImportError(name='x').msg, ImportError('a', 'b').msg, AttributeError('a', name='n', obj=5).obj, NameError('a', name='n').name, AttributeError('a').name  # → ('n', None, 'm', None, None, 5, 'n', None)
UnicodeDecodeError('utf-8', b'ab', 0, 1, 'why').reason, str(UnicodeDecodeError('utf-8', b'ab', 0, 1, 'why')), str(UnicodeEncodeError('ascii', 'é', 0, 1, 'why')), str(UnicodeDecodeError('utf-8', b'abc', 0, 2, 'why')), UnicodeEncodeError('ascii', 'éa', 0, 1, 'r').start, UnicodeDecodeError('u', b'ab', 0, 9, 'r').end, UnicodeEncodeError('ascii', 'é', 0, 1, 'r').object  # → ('why', "'utf-8' codec can't decode byte 0x61 in position 0: why", "'ascii' codec can't encode character '\\xe9' in position 0: why", "'utf-8' codec can't decode bytes in position 0-1: why", 0, 9, 'é')
BaseException(1, 2).args, setting(E(1), 'args', [3, 4]), (lambda e: (setattr(e, 'args', (7,)), str(e)))(E(1)), E(1).__cause__, E(1).__context__, E(1).__traceback__, E(1).__suppress_context__, setting(E(1), '__cause__', E(2)), (lambda e: (setattr(e, '__cause__', None), e.__suppress_context__))(E()), setting(E(), '__context__', None), setting(E(), 'own', 5), E().__dict__, repr(E(1).with_traceback(None))  # → ((1, 2), (3, 4), (None, '7'), None, None, None, False, E(2), (None, True), None, 5, {}, 'E(1)')
setting(E(), 'args', 5)  # → !TypeError: 'int' object is not iterable
deleting(E(), 'args')  # → !TypeError: args may not be deleted
setting(E(), '__cause__', 5)  # → !TypeError: exception cause must be None or derive from BaseException
setting(E(), '__context__', 5)  # → !TypeError: exception context must be None or derive from BaseException
setting(E(), '__traceback__', 5)  # → !TypeError: __traceback__ must be a traceback or None
deleting(E(), '__cause__')  # → !TypeError: __cause__ may not be deleted
deleting(E(), '__traceback__')  # → !TypeError: __traceback__ may not be deleted
setting(E(), '__suppress_context__', 1)  # → !TypeError: attribute value type must be bool
E().with_traceback(5)  # → !TypeError: __traceback__ must be a traceback or None
E().with_traceback()  # → !TypeError: BaseException.with_traceback() takes exactly one argument (0 given)
(lambda e: (e.add_note('a'), e.add_note('b'), e.__notes__))(E()), hasattr(E(), '__notes__')  # → ((None, None, ['a', 'b']), False)
E().add_note(5)  # → !TypeError: note must be a str, not 'int'
E().add_note()  # → !TypeError: BaseException.add_note() takes exactly one argument (0 given)
BaseException.__new__(int)  # → !TypeError: BaseException.__new__(int): int is not a subtype of BaseException
E.__mro__, KeyError.__bases__, issubclass(IndexError, LookupError), issubclass(RecursionError, RuntimeError), issubclass(ZeroDivisionError, ArithmeticError), issubclass(UnicodeError, ValueError), issubclass(ModuleNotFoundError, ImportError), issubclass(TimeoutError, OSError), issubclass(KeyboardInterrupt, Exception), issubclass(BlockingIOError, OSError), issubclass(EncodingWarning, Warning), EnvironmentError is OSError, FloatingPointError.__base__, NotImplementedError.__base__, UnboundLocalError.__base__, TabError.__mro__[1:3]  # → ((<class 'm.E'>, <class 'Exception'>, <class 'BaseException'>, <class 'object'>), (<class 'LookupError'>,), True, True, True, True, True, True, False, True, True, True, <class 'ArithmeticError'>, <class 'RuntimeError'>, <class 'NameError'>, (<class 'IndentationError'>, <class 'SyntaxError'>))

# groups
G = ExceptionGroup
G('m', [])  # → !ValueError: second argument (exceptions) must be a non-empty sequence
G('m')  # → !TypeError: BaseExceptionGroup.__new__() takes exactly 2 arguments (1 given)
G(5, [E()])  # → !TypeError: BaseExceptionGroup.__new__() argument 1 must be str, not int
G('m', 5)  # → !TypeError: second argument (exceptions) must be a sequence
G('m', [5])  # → !ValueError: Item 0 of second argument (exceptions) is not an exception
G('m', [E])  # → !ValueError: Item 0 of second argument (exceptions) is not an exception
G('m', [KeyboardInterrupt()])  # → !TypeError: Cannot nest BaseExceptions in an ExceptionGroup
G('m', [G('n', [E(1), KeyError(2)]), E(3)]).split(E), G('m', [E(1)]).split(KeyError), G('m', [E(1), KeyError(2)]).subgroup(KeyError), G('m', [E(1)]).subgroup(lambda e: isinstance(e, E)), G('m', [G('n', [KeyError(2)])]).subgroup((KeyError, E)), G('m', [E(1)]).subgroup(KeyError), G('m', [E(1)]).split(G), G('m', [E(1), E(2)]).split(lambda e: e.args == (1,))  # → ((ExceptionGroup('m', [ExceptionGroup('n', [E(1)]), E(3)]), ExceptionGroup('m', [ExceptionGroup('n', [KeyError(2)])])), (None, ExceptionGroup('m', [E(1)])), ExceptionGroup('m', [KeyError(2)]), ExceptionGroup('m', [E(1)]), ExceptionGroup('m', [ExceptionGroup('n', [KeyError(2)])]), None, (ExceptionGroup('m', [E(1)]), None), (ExceptionGroup('m', [E(1)]), ExceptionGroup('m', [E(2)])))
G('m', [E(1)]).split(5)  # → !TypeError: expected an exception type, a tuple of exception types, or a callable (other than a class)
G('m', [E(1)]).subgroup(int)  # → !TypeError: expected an exception type, a tuple of exception types, or a callable (other than a class)
G('m', [E(1)]).split()  # → !TypeError: BaseExceptionGroup.split() takes exactly one argument (0 given)
star(ValueError(1)), star(G('g', [ValueError(1), E(2)])), star(G('g', [KeyError(1)])), star(E(5)), star(G('g', [G('h', [ValueError(1), E(2)])]))  # → ([('V', '(ValueError(1),)'), 'finally'], [('V', '(ValueError(1),)'), 'finally', ('rest', "ExceptionGroup('g', [E(2)])")], [('KT', '(KeyError(1),)'), 'finally', ('rest', "OSError('new')")], ['finally', ('rest', 'E(5)')], [('V', "(ExceptionGroup('h', [ValueError(1)]),)"), 'finally', ('rest', "ExceptionGroup('g', [ExceptionGroup('h', [E(2)])])")])
def star_bad(x, c):
    try: raise x
    except* c: pass
star_bad(E(1), 5)  # → !TypeError: catching classes that do not inherit from BaseException is not allowed
star_bad(E(1), G)  # → !TypeError: catching ExceptionGroup with except* is not allowed. Use except instead.
star_bad(E(1), (E, G))  # → !TypeError: catching ExceptionGroup with except* is not allowed. Use except instead.
star_bad(E(1), E)  # → None
E.__new__(E, 5).args, BaseException.__new__(E, 1, 2).args, (lambda e: (e.__init__(9), e.args))(E(1)), E(1).__str__(), E(1).__repr__()  # → ((5,), (1, 2), (None, (9,)), '1', 'E(1)')
repr(G('m', [E(1)])), str(G('m', [E(1)])), str(G('m', [E(1), E(2)])), G('m', [E(1)]).message, G('m', [E(1)]).exceptions, G('m', (E(1),)).args, type(BaseExceptionGroup('m', [E(1)])).__name__, type(BaseExceptionGroup('m', [KeyboardInterrupt()])).__name__, G('m', [E()]).derive([E(2)])  # → ("ExceptionGroup('m', [E(1)])", 'm (1 sub-exception)', 'm (2 sub-exceptions)', 'm', (E(1),), ('m', (E(1),)), 'ExceptionGroup', 'BaseExceptionGroup', ExceptionGroup('m', [E(2)]))
ImportError(x=1)  # → !TypeError: 'x' is an invalid keyword argument for ImportError()
NameError('a', nam='b')  # → !TypeError: 'nam' is an invalid keyword argument for NameError()
AttributeError(name='a', obj=1, x=2)  # → !TypeError: AttributeError() takes at most 2 keyword arguments (3 given)

# Fields that SyntaxError and the errors of codecs take from their arguments, and notes of __set_name__
broken = SyntaxError('msg', ('a/file.py', 3, 5, 'text', 4, 6))
(broken.msg, broken.filename, broken.lineno, broken.offset, broken.text, broken.end_lineno, broken.end_offset, broken.print_file_and_line)  # → ('msg', 'a/file.py', 3, 5, 'text', 4, 6, None)
(str(broken), str(SyntaxError('m')), str(SyntaxError()), str(SyntaxError('m', ('f', None, None, None))))  # → ('msg (file.py, line 3)', 'm', 'None', 'm (f)')
SyntaxError('m', (1,))  # → !TypeError: function takes at least 4 arguments (1 given)
SyntaxError('m', (1, 2, 3, 4, 5))  # → !TypeError: end_offset must be provided when end_lineno is provided
SyntaxError('m', (1, 2, 3, 4, 5, 6, 7))  # → !TypeError: function takes at most 6 arguments (7 given)
SyntaxError('m', 5)  # → !TypeError: 'int' object is not iterable
untranslated = UnicodeTranslateError('abc', 1, 2, 'why')
(untranslated.object, untranslated.start, untranslated.end, untranslated.reason, str(untranslated))  # → ('abc', 1, 2, 'why', "can't translate character '\\x62' in position 1: why")
str(UnicodeTranslateError('abc', 0, 3, 'why'))  # → "can't translate characters in position 0-2: why"
UnicodeTranslateError('a')  # → !TypeError: function takes exactly 4 arguments (1 given)
UnicodeTranslateError(b'a', 1, 2, 'x')  # → !TypeError: argument 1 must be str, not bytes
UnicodeDecodeError('utf-8', 'x', 1, 2, 'r')  # → !TypeError: a bytes-like object is required, not 'str'
UnicodeEncodeError('ascii', b'x', 1, 2, 'r')  # → !TypeError: argument 2 must be str, not bytes
UnicodeEncodeError('ascii', 'x', '1', 2, 'r')  # → !TypeError: 'str' object cannot be interpreted as an integer
setattr(untranslated, 'start', 'x')  # → !TypeError: an integer is required
delattr(untranslated, 'end')  # → !TypeError: can't delete numeric/char attribute
[str(UnicodeEncodeError('ascii', 'a\xe9\u1234\U00012345', k, k + 1, 'r')) for k in range(5)]  # → ["'ascii' codec can't encode character '\\x61' in position 0: r", "'ascii' codec can't encode character '\\xe9' in position 1: r", "'ascii' codec can't encode character '\\u1234' in position 2: r", "'ascii' codec can't encode character '\\U00012345' in position 3: r", "'ascii' codec can't encode characters in position 4-4: r"]
str(UnicodeDecodeError('u', b'abcd', 1, 3, 'r'))  # → "'u' codec can't decode bytes in position 1-2: r"
class Unnamed:
    def __set_name__(self, owner, name): raise ValueError('unnamed ' + name)
def notes(case):
    try: case()
    except Exception as error: return str(error), error.__notes__
notes(lambda: type('Y', (), {'a': Unnamed()}))  # → ('unnamed a', ["Error calling __set_name__ on 'Unnamed' instance 'a' in 'Y'"])
class Deriving(ExceptionGroup):
    made = 0
    def derive(self, members): Deriving.made += 1; return Deriving('derived ' + self.message, members)
def derived():
    group = Deriving('m', [ValueError(1), TypeError(2)])
    group.add_note('kept')
    try:
        try: raise group
        except* ValueError: pass
    except Exception as error: return str(error), error.__notes__, Deriving.made
derived()  # → ('derived m (1 sub-exception)', ['kept'], 3)

# What exceptions are made again from
stated = ValueError(1)
stated.__reduce__()  # → (<class 'ValueError'>, (1,))
stated.a = 5
stated.__reduce__()  # → (<class 'ValueError'>, (1,), {'a': 5})
stated.__setstate__({'b': 6}), stated.b, stated.__setstate__(None)  # → (None, 6, None)
stated.__setstate__(5)  # → !TypeError: state is not a dictionary

# which method of a subclass takes the arguments of an OSError
class OsInit(OSError):
    def __init__(self, x, **named): self.x = x
class OsSuper(OSError):
    def __init__(self, x): super().__init__(x, 'text', 'file')
class OsNew(OSError):
    def __new__(cls, *args, **named): return super().__new__(cls, *args)
class OsBoth(OSError):
    def __new__(cls, *args): return super().__new__(cls, *args)
    def __init__(self, *args): self.given = args
def told(e): return e.args, str(e), e.errno, e.strerror, e.filename, vars(e)
told(OsInit(2, k=1))  # → ((), '', None, None, None, {'x': 2})
told(OsSuper(2))  # → ((2, 'text'), "[Errno 2] text: 'file'", 2, 'text', 'file', {})
told(OsNew(2, 'text', k=1))  # → ((2, 'text'), '[Errno 2] text', 2, 'text', None, {})
told(OsNew(2, 'text', 'file'))  # → ((2, 'text'), "[Errno 2] text: 'file'", 2, 'text', 'file', {})
told(OsBoth(2, 'text', 'file'))  # → ((2, 'text'), "[Errno 2] text: 'file'", 2, 'text', 'file', {'given': (2, 'text', 'file')})
told(OSError(2, 'text', 'file'))  # → ((2, 'text'), "[Errno 2] text: 'file'", 2, 'text', 'file', {})
ExceptionGroup('g', [ValueError()]).split(*())  # → !TypeError: ExceptionGroup.split() takes exactly one argument (0 given)
ExceptionGroup('g', [ValueError()]).split()  # → !TypeError: BaseExceptionGroup.split() takes exactly one argument (0 given)
ExceptionGroup(None, [ValueError()])  # → !TypeError: BaseExceptionGroup.__new__() argument 1 must be str, not None

class Kinds(tuple): __iter__ = None
def caught_by(kinds):
    try: raise KeyError(1)
    except kinds: return 'caught'
caught_by(Kinds((ValueError, KeyError)))  # → 'caught'
caught_by(Kinds((ValueError,)))  # → !KeyError: 1
caught_by(Kinds((ValueError, 5)))  # → !TypeError: catching classes that do not inherit from BaseException is not allowed
ExceptionGroup('m', [ValueError(1), KeyError(2)]).split(Kinds((ValueError,)))  # → !TypeError: expected an exception type, a tuple of exception types, or a callable (other than a class)
ExceptionGroup('m', [ValueError(1), KeyError(2)]).subgroup(Kinds((ValueError,)))  # → !TypeError: expected an exception type, a tuple of exception types, or a callable (other than a class)

# except* and split take a tuple exactly; except takes a subclass, too. except* asks the group's split.
class Types(tuple): pass
class Note(str): pass
class Notes(list): pass
class Split(ExceptionGroup):
    def split(self, types): return super().split(TypeError) if types is ValueError else (self, None)
def starred(types, raised=None):
    seen = []
    try:
        try: raise raised or ExceptionGroup('g', [ValueError(1), TypeError(2)])
        except* types as caught: seen.append(caught)
    except BaseException as error: seen.append(error)
    return seen
starred(ValueError), starred((ValueError,)), starred(Types([ValueError]), ValueError(3))  # → ([ExceptionGroup('g', [ValueError(1)]), ExceptionGroup('g', [TypeError(2)])], [ExceptionGroup('g', [ValueError(1)]), ExceptionGroup('g', [TypeError(2)])], [ExceptionGroup('', (ValueError(3),))])
starred(Types([ValueError])), starred(Types()), starred(Types([ExceptionGroup])), starred(Types([5]))  # → ([TypeError('expected an exception type, a tuple of exception types, or a callable (other than a class)')], [TypeError('expected an exception type, a tuple of exception types, or a callable (other than a class)')], [TypeError('catching ExceptionGroup with except* is not allowed. Use except instead.')], [TypeError('catching classes that do not inherit from BaseException is not allowed')])
starred(ValueError, Split('s', [ValueError(1), TypeError(2)])), starred(KeyError, Split('s', [ValueError(1)])), starred(Exception, Split('s', [ValueError(1)]))  # → ([ExceptionGroup('s', [TypeError(2)]), ExceptionGroup('s', [ValueError(1)])], [Split('s', [ValueError(1)])], [Split('s', [ValueError(1)])])
def noted(notes, note):
    error = ValueError()
    error.__notes__ = notes
    error.add_note(note)
    return error.__notes__
noted([], Note('a')), noted(Notes(), 'a'), type(noted(Notes(), 'a')).__name__  # → (['a'], ['a'], 'Notes')
noted((), 'a')  # → !TypeError: Cannot add note: __notes__ is not a list
noted([], 5)  # → !TypeError: note must be a str, not 'int'
