# Texts and bytes: methods, codecs, formats, reprs.

class S(str): pass
class B(bytes): pass
class Index:
    def __index__(self): return 2
class Fmt:
    def __format__(self, spec): return f'<{spec}>'
    def __str__(self): return 'str'
    def __repr__(self): return 'repr'
class BadFmt:
    def __format__(self, spec): return 5
class BadStr:
    def __str__(self): return 5
    def __repr__(self): return None
class OnlyRepr:
    def __repr__(self): return 'é'
class Bytes:
    def __bytes__(self): return b'by'
class BadBytes:
    def __bytes__(self): return 'by'
class Attr:
    x = [1, {'k': 'v'}]
class Map:
    def __getitem__(self, k): return k.upper()
class D(dict):
    def __missing__(self, k): return '?' + k

# str methods
'aBc'.upper(), 'ABC'.lower(), 'aBc'.swapcase(), 'hello wORLD'.title(), 'hELLO'.capitalize(), 'ß'.upper(), 'ß'.casefold(), 'İ'.lower(), 'ǆ'.title(), "they're".title()  # → ('ABC', 'abc', 'AbC', 'Hello World', 'Hello', 'SS', 'ss', 'i̇', 'ǅ', "They'Re")
'a,b,,c'.split(','), 'a b  c '.split(), 'a,b,c'.split(',', 1), 'a,b,c'.rsplit(',', 1), ' a b '.split(None, 1), ' a b '.rsplit(None, 1), ''.split(), ''.split(','), 'abab'.split('ab'), 'a b'.split(maxsplit=0), 'a\u2003b'.split()  # → (['a', 'b', '', 'c'], ['a', 'b', 'c'], ['a', 'b,c'], ['a,b', 'c'], ['a', 'b '], [' a', 'b'], [], [''], ['', '', ''], ['a b'], ['a', 'b'])
'a'.split('')  # → !ValueError: empty separator
'a'.split(5)  # → !TypeError: must be str or None, not int
'a\nb\r\nc\x0bd\u2028e'.splitlines(), 'a\nb\n'.splitlines(True), ''.splitlines(), '\n'.splitlines(), 'a\rb'.splitlines(keepends=1)  # → (['a', 'b', 'c', 'd', 'e'], ['a\n', 'b\n'], [], [''], ['a\r', 'b'])
' ab '.strip(), 'xaxx'.strip('x'), 'xyaz'.lstrip('xy'), 'abc'.rstrip('cb'), '\u2003a\t'.strip(), 'aa'.strip('a'), 'a'.strip(None)  # → ('ab', 'a', 'az', 'a', 'a', '', 'a')
'a'.strip(5)  # → !TypeError: strip arg must be None or str
'abcabc'.find('c'), 'abcabc'.find('c', 3), 'abcabc'.find('c', 0, 2), 'abc'.find(''), 'abc'.find('', 5), 'abcabc'.rfind('b'), 'abc'.index('b'), 'abcabc'.count('bc'), 'aaa'.count('aa'), 'abc'.count(''), 'abc'.find('b', -2), 'é😀b'.find('b'), 'abc'.rindex('c')  # → (2, 5, -1, 0, -1, 4, 1, 2, 1, 4, 1, 2, 2)
'abc'.index('z')  # → !ValueError: substring not found
'abc'.rindex('z')  # → !ValueError: substring not found
'abc'.find(5)  # → !TypeError: must be str, not int
'abc'.find('a', 'b')  # → !TypeError: slice indices must be integers or None or have an __index__ method
'abc'.startswith('ab'), 'abc'.startswith(('x', 'a')), 'abc'.startswith('b', 1), 'abc'.endswith('c'), 'abc'.endswith(('b', 'bc')), 'abc'.endswith('b', 0, 2), 'abc'.startswith(''), 'abc'.startswith('', 4), 'abc'.startswith(())  # → (True, True, True, True, True, True, True, False, False)
'abc'.startswith(5)  # → !TypeError: startswith first arg must be str or a tuple of str, not int
'abc'.startswith((5,))  # → !TypeError: tuple for startswith must only contain str, not int
'aXbX'.replace('X', 'y'), 'aaa'.replace('a', 'b', 2), 'abc'.replace('', '-'), 'abc'.replace('', '-', 2), 'aaa'.replace('aa', 'b'), 'abc'.replace('z', ''), 'a'.replace('a', 'b', -1), 'a'.replace('a', 'b', 0)  # → ('ayby', 'bba', '-a-b-c-', '-a-bc', 'ba', 'abc', 'b', 'a')
'a'.replace('a')  # → !TypeError: replace() takes at least 2 positional arguments (1 given)
'a'.replace(1, 'b')  # → !TypeError: replace() argument 1 must be str, not int
','.join(['a', 'b']), ''.join(()), ','.join('abc'), ','.join({'a': 1}), '-'.join([S('x')]), type(S('a').join(['b'])).__name__  # → ('a,b', '', 'a,b,c', 'a', 'x', 'str')
','.join(['a', 1])  # → !TypeError: sequence item 1: expected str instance, int found
','.join(5)  # → !TypeError: can only join an iterable
','.join([b'a'])  # → !TypeError: sequence item 0: expected str instance, bytes found
'ab'.center(5), 'ab'.center(6, '*'), 'ab'.ljust(4, '.'), 'ab'.rjust(4, '.'), 'ab'.center(1), '42'.zfill(5), '-42'.zfill(5), '+4'.zfill(1), ''.zfill(2), 'a\tb'.expandtabs(), 'a\tb\n\tc'.expandtabs(4), 'a\tb'.expandtabs(0)  # → ('  ab ', '**ab**', 'ab..', '..ab', 'ab', '00042', '-0042', '+4', '00', 'a       b', 'a   b\n    c', 'ab')
'a'.center(5, 'ab')  # → !TypeError: The fill character must be exactly one character long
'a'.center('5')  # → !TypeError: 'str' object cannot be interpreted as an integer
'a'.ljust(5, 5)  # → !TypeError: The fill character must be a unicode character, not int
'a-b-c'.partition('-'), 'a-b-c'.rpartition('-'), 'abc'.partition('-'), 'abc'.rpartition('-'), 'abc'.removeprefix('ab'), 'abc'.removesuffix('bc'), 'abc'.removeprefix('x'), 'abc'.removesuffix('')  # → (('a', '-', 'b-c'), ('a-b', '-', 'c'), ('abc', '', ''), ('', '', 'abc'), 'c', 'a', 'abc', 'abc')
'a'.partition('')  # → !ValueError: empty separator
'a'.partition(5)  # → !TypeError: must be str, not int
'a'.removeprefix(5)  # → !TypeError: removeprefix() argument must be str, not int
'abc'.isalpha(), 'ab1'.isalnum(), '12'.isdigit(), '²'.isdigit(), '²'.isdecimal(), '½'.isnumeric(), 'ab'.islower(), 'AB'.isupper(), 'Ab Cd'.istitle(), ' \t'.isspace(), 'a_1'.isidentifier(), '1a'.isidentifier(), 'a\n'.isprintable(), ''.isprintable(), ''.isalpha(), 'é'.isascii(), ''.isascii(), 'ǅ'.istitle(), 'a1'.islower(), '1'.isupper(), '٣'.isdecimal()  # → (True, True, True, True, False, True, True, True, True, True, True, False, False, True, False, False, True, True, True, False, True)
'abc'.translate({97: 'x', 98: None, 99: 100}), 'abc'.translate(str.maketrans('ab', 'xy', 'c')), 'abc'.translate(str.maketrans({'a': 'AA', 98: 'B'})), 'a😀'.translate({128512: 'smile'}), 'ab'.translate('xyz' * 40), 'abc'.translate({})  # → ('xd', 'xy', 'AABc', 'asmile', 'yz', 'abc')
'a'.translate({97: 1.5})  # → !TypeError: character mapping must return integer, None or str
'a'.translate({97: 2 ** 21})  # → !ValueError: character mapping must be in range(0x110000)
'a'.translate(5)  # → !TypeError: 'int' object is not subscriptable
str.maketrans('ab', 'x')  # → !ValueError: the first two maketrans arguments must have equal length
str.maketrans({'ab': 'x'})  # → !ValueError: string keys in translate table must be of length 1
str.maketrans({1.5: 'x'})  # → !TypeError: keys in translate table must be strings or integers
str.maketrans(5)  # → !TypeError: if you give only one argument to maketrans it must be a dict
str.maketrans('a', 5)  # → !TypeError: maketrans() argument 2 must be str, not int
str.maketrans('ab', 'xy'), str.maketrans({'a': 1, 5: None}), str.maketrans('a', 'b', 'cd')  # → ({97: 120, 98: 121}, {97: 1, 5: None}, {97: 98, 99: None, 100: None})
'é😀'.encode(), 'é'.encode('latin-1'), 'aé'.encode('ascii', 'ignore'), 'aé'.encode('ascii', 'replace'), 'é😀'.encode('ascii', 'backslashreplace'), 'é'.encode('ascii', 'xmlcharrefreplace'), 'a'.encode('utf8'), 'é'.encode('utf-8', errors='strict'), 'ab'.encode(encoding='ASCII')  # → (b'\xc3\xa9\xf0\x9f\x98\x80', b'\xe9', b'a', b'a?', b'\\xe9\\U0001f600', b'&#233;', b'a', b'\xc3\xa9', b'ab')
'é'.encode('ascii')  # → !UnicodeEncodeError: 'ascii' codec can't encode character '\xe9' in position 0: ordinal not in range(128)
'aé😀'.encode('latin1')  # → !UnicodeEncodeError: 'latin-1' codec can't encode character '\U0001f600' in position 2: ordinal not in range(256)
'é'.encode('ascii', 'nosuch')  # → !LookupError: unknown error handler name 'nosuch'
'é'.encode('nosuch')  # → !LookupError: unknown encoding: nosuch
'\ud800'.encode()  # → !UnicodeEncodeError: 'utf-8' codec can't encode character '\ud800' in position 0: surrogates not allowed
'\ud800a'.encode('utf-8', 'replace'), '\ud800'.encode('utf-8', 'ignore'), '\ud800'.encode('utf-8', 'backslashreplace')  # → (b'?a', b'', b'\\ud800')
b'\xc3\xa9'.decode(), b'\xe9'.decode('latin-1'), b'a\xff'.decode('utf-8', 'ignore'), b'a\xff'.decode('utf-8', 'replace'), b'a\xff'.decode('ascii', 'backslashreplace'), b''.decode(), b'\xf0\x9f\x98\x80'.decode('utf8')  # → ('é', 'é', 'a', 'a�', 'a\\xff', '', '😀')
b'\xff'.decode()  # → !UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte
b'a\xc3'.decode()  # → !UnicodeDecodeError: 'utf-8' codec can't decode byte 0xc3 in position 1: unexpected end of data
b'\xc3a'.decode()  # → !UnicodeDecodeError: 'utf-8' codec can't decode byte 0xc3 in position 0: invalid continuation byte
b'\xe2\x82'.decode()  # → !UnicodeDecodeError: 'utf-8' codec can't decode bytes in position 0-1: unexpected end of data
b'\xed\xa0\x80'.decode()  # → !UnicodeDecodeError: 'utf-8' codec can't decode byte 0xed in position 0: invalid continuation byte
b'\x80'.decode('ascii')  # → !UnicodeDecodeError: 'ascii' codec can't decode byte 0x80 in position 0: ordinal not in range(128)
b'a'.decode('nosuch')  # → !LookupError: unknown encoding: nosuch
b'\xff'.decode('utf-8', 'nosuch')  # → !LookupError: unknown error handler name 'nosuch'
str(b'ab', 'utf-8'), str(b'\xff', errors='replace'), str(object=5), str(), str(S('a')), str(b'a')  # → ('ab', '�', '5', '', 'a', "b'a'")
str('a', 'utf-8')  # → !TypeError: decoding str is not supported
str(5, 'utf-8')  # → !TypeError: decoding to str: need a bytes-like object, int found
str(b'\xff', 'ascii')  # → !UnicodeDecodeError: 'ascii' codec can't decode byte 0xff in position 0: ordinal not in range(128)
str(1, 2, 3, 4)  # → !TypeError: str() takes at most 3 arguments (4 given)
S('abc').upper(), type(S('abc').upper()).__name__, S('a') + 'b', S('ab')[0], type(S('ab')[:]).__name__, S('a') == 'a', hash(S('a')) == hash('a'), repr(S('a')), str(S('x')), S(b'ab', 'ascii')  # → ('ABC', 'str', 'ab', 'a', 'str', True, True, "'a'", 'x', 'ab')
'abc'.__len__(), 'a'.__add__('b'), 'a'.__mul__(2), 'a'.__contains__('a'), 'abc'.__getitem__(1), 'a'.__eq__(1), 'a'.__lt__('b'), 'a'.__mod__(()), 'a'.__format__('>3'), 'a'.__rmod__('x'), 'a'.__getnewargs__(), 'a'.__repr__(), 'a'.__str__()  # → !TypeError: not all arguments converted during string formatting
'a'.__add__(1)  # → !TypeError: can only concatenate str (not "int") to str
'a'.upper(1)  # → !TypeError: str.upper() takes no arguments (1 given)
str.upper(5)  # → !TypeError: descriptor 'upper' for 'str' objects doesn't apply to a 'int' object
str.join()  # → !TypeError: unbound method str.join() needs an argument
chr(97), chr(0x1f600), ord('é'), ord(b'a'), ascii('é😀\n'), repr('\x00\x7f\xa0\u2028\ud800'), repr('\''), repr('"\''), repr('\t\\'), repr('\u0378'), ascii(b'\xff'), repr('\xad')  # → ('a', '😀', 233, 97, "'\\xe9\\U0001f600\\n'", "'\\x00\\x7f\\xa0\\u2028\\ud800'", '"\'"', '\'"\\\'\'', "'\\t\\\\'", "'\\u0378'", "b'\\xff'", "'\\xad'")
chr(-1)  # → !ValueError: chr() arg not in range(0x110000)
ord('ab')  # → !TypeError: ord() expected a character, but string of length 2 found
'a' < 'b', 'a' < 'é', '\uffff' < '😀', 'ab' > 'a', 'a' == 'a', 'a' != b'a', 'Z' < 'a'  # → (True, True, True, True, True, True, True)

# formats
'{} {}'.format(1, 'a'), '{1} {0}'.format(1, 2), '{a} {b[0]} {c.real}'.format(a=1, b=[2], c=3), '{:>5}|{:<5}|{:^5}|{:*^7}'.format('a', 'b', 'c', 'd'), '{!r} {!s} {!a}'.format('é', 'é', 'é'), '{{}}'.format(), '{:{}}'.format('a', 5), '{:.{p}}'.format('abc', p=2), '{0.x[1][k]}'.format(Attr), '{0[a b]}'.format({'a b': 5})  # → ('1 a', '2 1', '1 2 3', '    a|b    |  c  |***d***', "'é' é '\\xe9'", '{}', 'a    ', 'ab', 'v', '5')
'{}'.format()  # → !IndexError: Replacement index 0 out of range for positional args tuple
'{a}'.format()  # → !KeyError: 'a'
'{0} {}'.format(1, 2)  # → !ValueError: cannot switch from manual field specification to automatic field numbering
'{} {0}'.format(1, 2)  # → !ValueError: cannot switch from automatic field numbering to manual field specification
'{'.format()  # → !ValueError: Single '{' encountered in format string
'}'.format()  # → !ValueError: Single '}' encountered in format string
'{!x}'.format(1)  # → !ValueError: Unknown conversion specifier x
'{!}'.format(1)  # → !ValueError: unmatched '{' in format spec
'{0.y}'.format(Attr)  # → !AttributeError: type object 'Attr' has no attribute 'y'
'{0[5]}'.format([1])  # → !IndexError: list index out of range
'{0[a]}'.format([1])  # → !TypeError: list indices must be integers or slices, not str
'{:d}'.format('a')  # → !ValueError: Unknown format code 'd' for object of type 'str'
'{:{:{}}}'.format(1, 2, 3)  # → !ValueError: Max string recursion exceeded
'{0.}'.format(1)  # → !ValueError: Empty attribute in format string
'{0[}'.format(1)  # → !ValueError: expected '}' before end of string
'{:>2**}'.format('a')  # → !ValueError: Invalid format specifier '>2**' for object of type 'str'
'{a}'.format_map(D()), '{a}'.format_map(Map()), '{a} {b}'.format_map({'a': 1, 'b': 2}), '{}'.format(Fmt()), '{:x}'.format(Fmt()), '{!s:>5}'.format(Fmt()), f'{Fmt()!r:<6}|{Fmt():abc}|{Fmt()}'  # → ('?a', 'A', '1 2', '<>', '<x>', '  str', 'repr  |<abc>|<>')
'{}'.format_map(5)  # → !ValueError: Format string contains positional fields
format('a', '>3'), format('a', ''), format('abc', '.1'), format('a', '05'), format('a', 's'), format(None), format(Fmt(), 'q'), format([1]), format(True), format('ab', '^5'), format('ab', 'x^5')  # → ('  a', 'a', 'a', 'a0000', 'a', 'None', '<q>', '[1]', 'True', ' ab  ', 'xabxx')
format('a', 'd')  # → !ValueError: Unknown format code 'd' for object of type 'str'
format('a', '=5')  # → !ValueError: '=' alignment not allowed in string format specifier
format('a', '+')  # → !ValueError: Sign not allowed in string format specifier
format('a', ',')  # → !ValueError: Cannot specify ',' with 's'.
format('a', '#')  # → !ValueError: Alternate form (#) not allowed in string format specifier
format('a', 5)  # → !TypeError: format() argument 2 must be str, not int
format([1], 'x')  # → !TypeError: unsupported format string passed to list.__format__
format(None, 'x')  # → !TypeError: unsupported format string passed to NoneType.__format__
format(BadFmt())  # → !TypeError: __format__ must return a str, not int
format()  # → !TypeError: format expected at least 1 argument, got 0
f'{1}{"a"!r}{[1]}{None}{1.5:.1f}{"x":>{3}}{"y":{"^"}{5}}{3!r:>4}'  # → "1'a'[1]None1.5  x  y     3"
f'{1:d}'.join('ab'), f'{"a" "b"}', f'{{{1}}}', f'{5=}', f'{5 = }', f'{"a"=!s:>4}'  # → ('a1b', 'ab', '{1}', '5=5', '5 = 5', '"a"=   a')
f'{BadStr()}'  # → !TypeError: __str__ returned non-string (type int)
str(BadStr())  # → !TypeError: __str__ returned non-string (type int)
repr(BadStr())  # → !TypeError: __repr__ returned non-string (type NoneType)
ascii(BadStr())  # → !TypeError: __repr__ returned non-string (type NoneType)
str(OnlyRepr()), repr(OnlyRepr()), ascii(OnlyRepr()), f'{OnlyRepr()}', '%s %r %a' % (OnlyRepr(), OnlyRepr(), OnlyRepr()), str(Fmt()), '%s' % Fmt(), '%r' % Fmt()  # → ('é', 'é', '\\xe9', 'é', 'é é \\xe9', 'str', 'str', 'repr')
'%s' % 1, '%s %s' % (1, 2), '%(a)s %(b)d' % {'a': 1, 'b': 2}, '%%' % (), '%s' % (1,), '%5s|%-5s|%.2s|%5.1s' % ('a', 'b', 'abc', 'xyz'), '%*d|%-*d|%.*f' % (5, 1, 5, 2, 2, 1.5), '%c%c' % (97, 'b'), '%s' % [1], '%(a)s' % {'a': (1,)}, '%s' % {}, 'x' % {}, 'x' % []  # → ('1', '1 2', '1 2', '%', '1', '    a|b    |ab|    x', '    1|2    |1.50', 'ab', '[1]', '(1,)', '{}', 'x', 'x')
'%s %s' % (1,)  # → !TypeError: not enough arguments for format string
'%s' % ()  # → !TypeError: not enough arguments for format string
'%s' % (1, 2)  # → !TypeError: not all arguments converted during string formatting
'x' % 1  # → !TypeError: not all arguments converted during string formatting
'%(a)s' % 1  # → !TypeError: format requires a mapping
'%(a)s' % {}  # → !KeyError: 'a'
'%z' % 1  # → !ValueError: unsupported format character 'z' (0x7a) at index 1
'%' % 1  # → !ValueError: incomplete format
'%(a' % {}  # → !ValueError: incomplete format key
'%d' % None  # → !TypeError: %d format: a real number is required, not NoneType
'%c' % 'ab'  # → !TypeError: %c requires int or char
'%c' % 2 ** 21  # → !OverflowError: %c arg not in range(0x110000)
'%c' % -1  # → !OverflowError: %c arg not in range(0x110000)
'%x' % 'a'  # → !TypeError: %x format: an integer is required, not str
'%f' % 'a'  # → !TypeError: must be real number, not str
'%*d' % ('a', 1)  # → !TypeError: * wants int
'%(a)s %s' % {'a': 1}  # → !TypeError: not enough arguments for format string
'%s %(a)s' % {'a': 1}  # → "{'a': 1} 1"
'%.*f' % (1.5, 1)  # → !TypeError: * wants int
'%ld %hi %Li' % (1, 2, 3), '%+d % d %05d %-5d|%#x %#o %X' % (1, 2, 3, 4, 255, 8, 255), '%e %E %g %G %F' % (1.5, 1.5, 1e10, 1e-10, 2.5), '%i' % 2.9, '%u' % 3, '%d' % True, '%s' % None, '%-08d|' % 5, '%+s' % 'a', '%5%|' % ()  # → !TypeError: not enough arguments for format string

# bytes
b'abc'.upper(), b'ABC'.lower(), b'a,b'.split(b','), b' a b '.split(), b'abc'.find(b'c'), b'abc'.find(99), b'abc'.index(b'b'), b'aXb'.replace(b'X', b'y'), b','.join([b'a', bytearray(b'b')]), b' a '.strip(), b'xax'.strip(b'x'), b'abc'.startswith(b'a'), b'abc'.endswith((b'x', b'c')), b'ab'.center(4), b'1'.zfill(3), b'a'.hex(), b'ab\xff'.hex('-'), b'abcd'.hex(':', 2), b'a-b'.partition(b'-'), b'aab'.count(b'a'), b'a\nb'.splitlines(), b'ab'.title(), b'aB'.swapcase(), b'ab'.isalpha(), b'1'.isdigit(), b'a\tb'.expandtabs(3)  # → (b'ABC', b'abc', [b'a', b'b'], [b'a', b'b'], 2, 2, 1, b'ayb', b'a,b', b'a', b'a', True, True, b' ab ', b'001', '61', '61-62-ff', '6162:6364', (b'a', b'-', b'b'), 2, [b'a', b'b'], b'Ab', b'Ab', True, True, b'a  b')
bytes.fromhex('61 62'), bytes.fromhex(''), bytearray.fromhex('ff00'), B.fromhex('61'), bytes(3), bytes([1, 2]), bytes(b'a'), bytes('é', 'utf-8'), bytes(Bytes()), bytes(Index()), bytes(), bytes(range(3)), bytes(bytearray(b'x')), bytes.maketrans(b'a', b'b')[97:99], b'abc'.translate(bytes.maketrans(b'a', b'x')), b'abc'.translate(None, b'b')  # → (b'ab', b'', bytearray(b'\xff\x00'), b'a', b'\x00\x00\x00', b'\x01\x02', b'a', b'\xc3\xa9', b'by', b'\x00\x00', b'', b'\x00\x01\x02', b'x', b'bb', b'xbc', b'ac')
bytes.fromhex('6')  # → !ValueError: non-hexadecimal number found in fromhex() arg at position 1
bytes.fromhex('zz')  # → !ValueError: non-hexadecimal number found in fromhex() arg at position 0
bytes('a')  # → !TypeError: string argument without an encoding
bytes(-1)  # → !ValueError: negative count
bytes([256])  # → !ValueError: bytes must be in range(0, 256)
bytes(['a'])  # → !TypeError: 'str' object cannot be interpreted as an integer
bytes(5, 'utf-8')  # → !TypeError: encoding without a string argument
bytes(b'a', 'utf-8')  # → !TypeError: encoding without a string argument
bytes(BadBytes())  # → !TypeError: __bytes__ returned non-bytes (type str)
bytes(1.5)  # → !TypeError: cannot convert 'float' object to bytes
bytes('é', 'ascii')  # → !UnicodeEncodeError: 'ascii' codec can't encode character '\xe9' in position 0: ordinal not in range(128)
b'a'.join(['a'])  # → !TypeError: sequence item 0: expected a bytes-like object, str found
b'a'.find('a')  # → !TypeError: argument should be integer or bytes-like object, not 'str'
b'a'.replace('a', b'b')  # → !TypeError: a bytes-like object is required, not 'str'
b'a'.split('a')  # → !TypeError: a bytes-like object is required, not 'str'
b'a'.startswith('a')  # → !TypeError: startswith first arg must be bytes or a tuple of bytes, not str
b'abc'.index(b'z')  # → !ValueError: subsection not found
b'a' + 'b'  # → !TypeError: can't concat str to bytes
b'a' < 'b'  # → !TypeError: '<' not supported between instances of 'bytes' and 'str'
b'%s|%d|%x|%c|%b|%a|%r|%5.1f' % (b'a', 5, 255, 65, b'z', 'é', 1, 1.5), b'%%' % (), b'%(a)s' % {b'a': b'x'}, b'%c' % b'a', bytearray(b'%d') % 5, b'%5s|' % b'a', b'%s' % Bytes()  # → (b"a|5|ff|A|z|'\\xe9'|1|  1.5", b'%', b'x', b'a', bytearray(b'5'), b'    a|', b'by')
b'%s' % 'a'  # → !TypeError: %b requires a bytes-like object, or an object that implements __bytes__, not 'str'
b'%b' % 5  # → !TypeError: %b requires a bytes-like object, or an object that implements __bytes__, not 'int'
b'%c' % 256  # → !OverflowError: %c arg not in range(256)
b'%c' % b'ab'  # → !TypeError: %c requires an integer in range(256) or a single byte
b'%d' % 'a'  # → !TypeError: %d format: a real number is required, not str
b'%z' % 1  # → !ValueError: unsupported format character 'z' (0x7a) at index 1
b'%s' % ()  # → !TypeError: not enough arguments for format string
b'%s' % (b'a', b'b')  # → !TypeError: not all arguments converted during bytes formatting
def ba(method, *args):
    x = bytearray(b'abc')
    try: r = getattr(x, method)(*args)
    except Exception as e: r = f'{type(e).__name__}: {e}'
    return r, x
ba('append', 100), ba('append', 256), ba('append', 'a'), ba('extend', b'de'), ba('extend', [1, 2]), ba('extend', 'a'), ba('extend', [256]), ba('insert', 1, 90), ba('pop'), ba('pop', 0), ba('pop', 9), ba('remove', 98), ba('remove', 0), ba('clear'), ba('reverse'), ba('copy'), ba('__iadd__', b'x'), ba('__imul__', 2), ba('decode')  # → ((None, bytearray(b'abcd')), ('ValueError: byte must be in range(0, 256)', bytearray(b'abc')), ("TypeError: 'str' object cannot be interpreted as an integer", bytearray(b'abc')), (None, bytearray(b'abcde')), (None, bytearray(b'abc\x01\x02')), ("TypeError: 'str' object cannot be interpreted as an integer", bytearray(b'abc')), ('ValueError: byte must be in range(0, 256)', bytearray(b'abc')), (None, bytearray(b'aZbc')), (99, bytearray(b'ab')), (97, bytearray(b'bc')), ('IndexError: pop index out of range', bytearray(b'abc')), (None, bytearray(b'ac')), ('ValueError: value not found in bytearray', bytearray(b'abc')), (None, bytearray(b'')), (None, bytearray(b'cba')), (bytearray(b'abc'), bytearray(b'abc')), (bytearray(b'abcx'), bytearray(b'abcx')), (bytearray(b'abcabc'), bytearray(b'abcabc')), ('abc', bytearray(b'abc')))
bytearray(), bytearray(2), bytearray(b'a'), bytearray([1]), bytearray('a', 'ascii'), bytearray(b'a') == b'a', bytearray(b'a') + b'b', repr(bytearray(b'\x00')), bytearray(b'ab').upper(), len(bytearray(3)), bytearray(b'a') * 2, bool(bytearray())  # → (bytearray(b''), bytearray(b'\x00\x00'), bytearray(b'a'), bytearray(b'\x01'), bytearray(b'a'), True, bytearray(b'ab'), "bytearray(b'\\x00')", bytearray(b'AB'), 3, bytearray(b'aa'), False)
bytearray('a')  # → !TypeError: string argument without an encoding
bytearray([256])  # → !ValueError: byte must be in range(0, 256)
hash(bytearray())  # → !TypeError: unhashable type: 'bytearray'
bytearray().pop()  # → !IndexError: pop from empty bytearray
hash(b'ab') == hash(b'ab'), repr(b'\'"\n\x00\xff'), str(b'a'), b'a'[0], b'abc'[::2], list(b'ab'), b'ab' * 2, b'a' in b'abc', b'ab'.__len__(), b'a'.__eq__('a'), b'a'.__add__(b'b'), B(b'a'), type(B(b'a') + b'b').__name__  # → (True, 'b\'\\\'"\\n\\x00\\xff\'', "b'a'", 97, b'ac', [97, 98], b'abab', True, 2, NotImplemented, b'ab', b'a', 'bytes')
print('a', 1, sep='-', end=''), print(), print(*[1, 2], flush=True)  # → (None, None, None)
print('a', sep=1)  # → !TypeError: sep must be None or a string, not int
print('a', end=1)  # → !TypeError: end must be None or a string, not int
print(x=1)  # → !TypeError: 'x' is an invalid keyword argument for print()
print(BadStr())  # → !TypeError: __str__ returned non-string (type int)

# A capital sigma at the end of a word, and what is cased without being a letter
[[ascii(v) for v in (s.lower(), s.title(), s.capitalize(), s.swapcase(), s.casefold())] for s in ('A\u03a3', '\u03a3', 'A\u03a3B', "a.\u03a3'", 'A\u03a3 \u03a3A\u03a3', '\u0345\u03a3', 'A\u0301\u03a3\u0301', 'a\u03c2', '\u2160\u03a3')]  # → [["'a\\u03c2'", "'A\\u03c2'", "'A\\u03c2'", "'a\\u03c2'", "'a\\u03c3'"], ["'\\u03c3'", "'\\u03a3'", "'\\u03a3'", "'\\u03c3'", "'\\u03c3'"], ["'a\\u03c3b'", "'A\\u03c3b'", "'A\\u03c3b'", "'a\\u03c3b'", "'a\\u03c3b'"], ['"a.\\u03c2\'"', '"A.\\u03a3\'"', '"A.\\u03c2\'"', '"A.\\u03c2\'"', '"a.\\u03c3\'"'], ["'a\\u03c2 \\u03c3a\\u03c2'", "'A\\u03c2 \\u03a3a\\u03c2'", "'A\\u03c2 \\u03c3a\\u03c2'", "'a\\u03c2 \\u03c3a\\u03c2'", "'a\\u03c3 \\u03c3a\\u03c3'"], ["'\\u0345\\u03c3'", "'\\u0399\\u03c3'", "'\\u0399\\u03c3'", "'\\u0399\\u03c3'", "'\\u03b9\\u03c3'"], ["'a\\u0301\\u03c2\\u0301'", "'A\\u0301\\u03a3\\u0301'", "'A\\u0301\\u03c2\\u0301'", "'a\\u0301\\u03c2\\u0301'", "'a\\u0301\\u03c3\\u0301'"], ["'a\\u03c2'", "'A\\u03c2'", "'A\\u03c2'", "'A\\u03a3'", "'a\\u03c3'"], ["'\\u2170\\u03c2'", "'\\u2160\\u03c2'", "'\\u2160\\u03c2'", "'\\u2170\\u03c2'", "'\\u2170\\u03c3'"]]
[(s.istitle(), s.isupper(), s.islower()) for s in ('\u2167', '\u2177', '\u24b6\u24d0', '\u24d0', 'A\u00aa', '\u00aa', 'A\u2177 B', '\u01c5a', 'a\u01c5', 'A\u02b0', '\u1f88')]  # → [(True, True, False), (False, False, True), (True, False, False), (False, False, True), (True, False, False), (False, False, True), (True, False, False), (True, False, False), (False, False, False), (True, False, False), (True, False, False)]

# several wrong arguments: which is complained of
'a'.find(5, 'b'), 1  # → !TypeError: slice indices must be integers or None or have an __index__ method
'a'.count(5, 'b')  # → !TypeError: slice indices must be integers or None or have an __index__ method
'a'.rindex([], 1, 'b')  # → !TypeError: slice indices must be integers or None or have an __index__ method
'a'.split(5, 'b')  # → !TypeError: 'str' object cannot be interpreted as an integer
'a'.rsplit(sep=5, maxsplit=[])  # → !TypeError: 'list' object cannot be interpreted as an integer
b'a'.find([], 'b')  # → !TypeError: slice indices must be integers or None or have an __index__ method
b'a'.rindex('a', 1, 'b')  # → !TypeError: slice indices must be integers or None or have an __index__ method
b'a'.split(5, 'b')  # → !TypeError: 'str' object cannot be interpreted as an integer
b'a'.hex([1], [])  # → !TypeError: 'list' object cannot be interpreted as an integer
b'ab'.hex([1])  # → !TypeError: sep must be str or bytes.
b'ab'.hex({1: 2})  # → !TypeError: sep must be str or bytes.
b'ab'.hex([1, 2])  # → !ValueError: sep must be length 1.
b'a'.translate([1], '1')  # → !TypeError: a bytes-like object is required, not 'list'
b'a'.translate(None, '1')  # → !TypeError: a bytes-like object is required, not 'str'
b'%i' % b'a'  # → !TypeError: %d format: a real number is required, not bytes
b'%u' % b'a'  # → !TypeError: %u format: a real number is required, not bytes
b'%5i|%+i' % (7, 8)  # → b'    7|+8'
'%i' % 'a'  # → !TypeError: %i format: a real number is required, not str
format(S('a'), 'd')  # → !ValueError: Unknown format code 'd' for object of type 'S'
format(S('a'), '.1x')  # → !ValueError: Unknown format code 'x' for object of type 'S'
f'{5:1000000000000000000000}'  # → !ValueError: Too many decimal digits in format string
f'{5:.1000000000000000000000}'  # → !ValueError: Too many decimal digits in format string
'a'.__mul__()  # → !TypeError:  expected 1 argument, got 0
'a'.__rmul__(1, 2)  # → !TypeError:  expected 1 argument, got 2
'a'.__format__(1, 2)  # → !TypeError: str.__format__() takes exactly one argument (2 given)
[].__format__('', 1)  # → !TypeError: object.__format__() takes exactly one argument (2 given)
S('a').__format__()  # → !TypeError: str.__format__() takes exactly one argument (0 given)
(lambda method: method(1, 2))(S('a').join)  # → !TypeError: S.join() takes exactly one argument (2 given)
S('a').join(*(1, 2))  # → !TypeError: S.join() takes exactly one argument (2 given)
'a'.join(*(1, 2))  # → !TypeError: str.join() takes exactly one argument (2 given)

# Texts that are instances of a subclass of str stay what they are.
class Says:
    def __init__(self, text): self.text = text
    def __str__(self): return self.text
    def __repr__(self): return self.text
    def __format__(self, spec): return self.text
class SaysTwice(str):
    def __str__(self): return S('str')
    def __repr__(self): return S('repr')
    def __format__(self, spec): return S('format')
class SaidOnly:
    def __repr__(self): return S('only')
class Counted(int):
    def __str__(self): return S('five')
class Failed(Exception):
    def __str__(self): return S('str')
    def __repr__(self): return S('repr')
class MetaSays(type):
    def __repr__(cls): return S('class')
class Said(metaclass=MetaSays): pass
def kinds(*values): return [type(v).__name__ for v in values]
said = Says(S('said')); plain = S('plain')
kinds(str(said), repr(said), ascii(said), format(said), format(said, 'x'), f'{said}', f'{said!r}', f'{said!s}', f'{said!a}', f'{said:x}', f'a{said}', f'{said}{said}')  # → ['S', 'S', 'S', 'S', 'S', 'S', 'str', 'str', 'str', 'S', 'str', 'str']
kinds(ascii(Says(S('é'))), ascii(Says(S(''))), repr(Says(S('é'))), str(Says(S(''))))  # → ['str', 'S', 'S', 'S']
kinds(str(SaidOnly()), f'{SaidOnly()}', '%s' % SaidOnly(), format(SaidOnly()), object.__str__(SaidOnly()), str(Said), repr(Said), str(said.__dict__))  # → ['S', 'S', 'S', 'S', 'S', 'S', 'S', 'str']
kinds('%s' % said, '%r' % said, '%a' % said, '%s!' % said, '!%s' % said, '%s%s' % (said, ''), '%s%s' % ('', said), '%4s' % said, '%5s' % said, '%.4s' % said, '%.3s' % said, '%-4s' % said, '%+s' % said, '% s' % said, '%s' % Says(S('')), b'%a' % said)  # → ['S', 'S', 'S', 'str', 'str', 'str', 'str', 'S', 'str', 'S', 'str', 'S', 'str', 'str', 'str', 'bytes']
kinds('{}'.format(said), '{!r}'.format(said), '{!s:}'.format(said), '{:x}'.format(said), '{}!'.format(said), '!{}'.format(said), '{}{}'.format('', said), '{}{}'.format(said, ''), '{}'.format_map, '{a}'.format_map({'a': said}), '{:{}}'.format(said, said))  # → ['S', 'str', 'str', 'S', 'str', 'str', 'S', 'str', 'builtin_function_or_method', 'S', 'S']
kinds(str(SaysTwice('q')), f"{SaysTwice('q')}", '%s' % SaysTwice('q'), format(SaysTwice('q')), repr(SaysTwice('q')), ''.join([SaysTwice('q')]), S(SaysTwice('q')), str(Says(SaysTwice('v')))), str(S(Says(plain)))  # → (['S', 'S', 'S', 'S', 'S', 'str', 'S', 'SaysTwice'], 'plain')
kinds(str(plain), format(plain), format(plain, 's'), format(plain, '5'), format(plain, '6'), format(plain, '.5'), format(plain, '.4'), f'{plain:s}', '{}'.format(plain), '%s' % plain, f'{plain}', plain.__format__(''), format(S(''), 's'))  # → ['str', 'str', 'S', 'S', 'str', 'S', 'str', 'S', 'str', 'str', 'str', 'str', 'str']
kinds(plain.format(), plain % (), plain.format_map({}), S('').format(), S('%%') % (), S('{{').format()), plain.format(1) is plain, plain % () is plain  # → (['S', 'S', 'S', 'str', 'str', 'str'], True, True)
kinds(*plain.partition('z')), kinds(*plain.rpartition('z')), kinds(*plain.partition('l')), kinds(*S('').partition('z')), plain.partition('z')[0] is plain  # → (['S', 'str', 'str'], ['str', 'str', 'S'], ['str', 'str', 'str'], ['S', 'str', 'str'], True)
kinds(str(Failed()), repr(Failed()), str(Exception(plain)), str(Exception(said)), str(KeyError(said)), str(KeyError(Failed())), str(Exception(plain, 1)), str(ImportError(plain)))  # → ['S', 'S', 'str', 'S', 'S', 'S', 'str', 'str']
kinds(str(Counted(5)), f'{Counted(5)}', format(Counted(5)), '{}'.format(Counted(5)), '%s' % Counted(5), '%d' % Counted(5), f'{Counted(5):d}')  # → ['S', 'S', 'S', 'S', 'S', 'str', 'str']

# What codecs, translations and separators are asked for, and when.
b''.decode('nope'), bytearray().decode('nope'), str(b'', 'nope'), b''.decode('ascii', 'nope')  # → ('', '', '', '')
b'a'.decode('nope')  # → !LookupError: unknown encoding: nope
'abc'.translate({97: True, 98: None, 99: 'x'})  # → '\x01x'
b'a'.hex(bytearray(b'-'))  # → !TypeError: sep must be str or bytes.
b'a'.translate(b'', 5)  # → !ValueError: translation table must be 256 characters long
b'a'.translate(bytes(256), 5)  # → !TypeError: a bytes-like object is required, not 'int'
