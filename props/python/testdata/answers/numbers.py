# Numbers: operators, conversions, methods, functions, hashes.
import math

class I(int): pass
class F(float): pass
class C(complex): pass
class Index:
    def __init__(self, n): self.n = n
    def __index__(self): return self.n
class Floaty:
    def __init__(self, x): self.x = x
    def __float__(self): return self.x
class Inty:
    def __init__(self, x): self.x = x
    def __int__(self): return self.x
class Trunc:
    def __trunc__(self): return 7
class Complexy:
    def __init__(self, x): self.x = x
    def __complex__(self): return self.x
class Both:
    def __round__(self, n=None): return ('round', n)
    def __trunc__(self): return 'trunc'
    def __floor__(self): return 'floor'
    def __ceil__(self): return 'ceil'
    def __divmod__(self, other): return ('divmod', other)
    def __rdivmod__(self, other): return ('rdivmod', other)
    def __pow__(self, e, m=None): return ('pow', e, m)
    def __rpow__(self, b): return ('rpow', b)
    def __abs__(self): return 'abs'
    def __neg__(self): return 'neg'
    def __pos__(self): return 'pos'
    def __invert__(self): return 'invert'
    def __iadd__(self, other): return ('iadd', other)
    def __radd__(self, other): return ('radd', other)
    def __matmul__(self, other): return ('matmul', other)
    def __imatmul__(self, other): return NotImplemented
class Left:
    def __add__(self, other): return NotImplemented
class Sub(Left):
    def __radd__(self, other): return 'right first'
def iadd(a, b): a += b; return a
def isub(a, b): a -= b; return a
def imatmul(a, b): a @= b; return a
def ior(a, b): a |= b; return a
def iand(a, b): a &= b; return a
def ixor(a, b): a ^= b; return a
def ipow(a, b): a **= b; return a
def ishift(a, b): a <<= b; a >>= 1; return a
nan, inf = float('nan'), float('inf')

# operators
7 // 2, -7 // 2, 7 // -2, -7 // -2, 7 % 2, -7 % 2, 7 % -2, -7 % -2  # → (3, -4, -4, 3, 1, 1, -1, -1)
7.5 // 2, -7.5 // 2, 7.5 % -2, -7.5 % 2, 0.0 % -2, -0.0 % 2, 5 % inf, -5 % inf, 5 // -inf  # → (3.0, -4.0, -0.5, 0.5, -0.0, 0.0, 5.0, inf, -1.0)
inf % 2  # → nan
1e300 // 1e-300, 6 // 0.1, 6 % 0.1  # → (inf, 59.0, 0.09999999999999967)
2 ** 100 // 3 ** 20, -2 ** 100 // 3 ** 20, -2 ** 100 % 3 ** 20, 2 ** 100 % -3 ** 20  # → (363558641556578823726, -363558641556578823727, 1529077151, -1529077151)
1 // 0  # → !ZeroDivisionError: integer division or modulo by zero
1 % 0  # → !ZeroDivisionError: integer modulo by zero
1 / 0  # → !ZeroDivisionError: division by zero
1.0 // 0  # → !ZeroDivisionError: float floor division by zero
1.0 % 0  # → !ZeroDivisionError: float modulo by zero
1.0 / 0.0  # → !ZeroDivisionError: float division by zero
1j / 0  # → !ZeroDivisionError: complex division by zero
2 ** 70 / 2 ** 69, 2 ** 1100 / 2 ** 1099, 1 / 2 ** 1074, 10 ** 23 / 10, -3 / 2  # → (2.0, 2.0, 5e-324, 1e+22, -1.5)
2 ** 1100 / 3  # → !OverflowError: integer division result too large for a float
3 / 2 ** 1200  # → 0.0
2 ** 1100 + 1.0  # → !OverflowError: int too large to convert to float
2 ** 1100 == 1e300, 2 ** 1100 > inf, -2 ** 1100 < -inf, 2 ** 53 == 2.0 ** 53, 2 ** 53 + 1 == 2.0 ** 53, 2 ** 53 + 1 > 2.0 ** 53  # → (False, False, False, True, False, True)
1 < nan, nan == nan, nan != nan, 1 < inf, inf == 2 ** 2000, True == 1.0, 1 == 1 + 0j, 1.5 == 1.5 + 1j  # → (False, False, True, True, False, True, True, False)
1 < 1j  # → !TypeError: '<' not supported between instances of 'int' and 'complex'
1j == 1j, 1j != 2j, 1j == 'a', (1 + 2j) * (3 - 1j), (1 + 2j) / (3 - 1j), (1 + 2j) ** 2, 1j ** 0, 0j ** 2  # → (True, True, False, (5+5j), (0.1+0.7000000000000001j), (-3+4j), (1+0j), 0j)
0j ** -1  # → !ZeroDivisionError: 0.0 to a negative or complex power
1j // 2  # → !TypeError: unsupported operand type(s) for //: 'complex' and 'int'
1j % 2  # → !TypeError: unsupported operand type(s) for %: 'complex' and 'int'
1 << 3, -1 << 70, 5 >> 1, -5 >> 1, 5 >> 100, -5 >> 100, 0 << 2 ** 70, 5 >> 2 ** 70, 2 ** 80 >> 79  # → (8, -1180591620717411303424, 2, -3, 0, -1, 0, 0, 2)
1 << -1  # → !ValueError: negative shift count
1 >> -1  # → !ValueError: negative shift count
1.0 << 1  # → !TypeError: unsupported operand type(s) for <<: 'float' and 'int'
6 & 3, 6 | 3, 6 ^ 3, -6 & 3, -6 | 3, -6 ^ 3, 2 ** 70 & -1, -2 ** 70 | 1, True & 1, True & True, True ^ 1, True | False  # → (2, 7, 5, 2, -5, -7, 1180591620717411303424, -1180591620717411303423, 1, True, 0, True)
1 & 1.0  # → !TypeError: unsupported operand type(s) for &: 'int' and 'float'
2 ** 10, 2 ** -1, (-2) ** 3, (-2) ** -3, 0 ** 0, 2 ** 0.5, (-8) ** (1 / 3), 4 ** 0.5, 2.0 ** 3, (-2.0) ** 3, (-2.0) ** 0.5  # → (1024, 0.5, -8, -0.125, 1, 1.4142135623730951, (1.0000000000000002+1.7320508075688772j), 2.0, 8.0, -8.0, (8.659560562354934e-17+1.4142135623730951j))
0 ** -1  # → !ZeroDivisionError: 0.0 cannot be raised to a negative power
0.0 ** -1  # → !ZeroDivisionError: 0.0 cannot be raised to a negative power
10.0 ** 400  # → !OverflowError: (34, 'Numerical result out of range')
(-inf) ** 3, (-inf) ** 2, inf ** -1, (-inf) ** -3, 1 ** nan, nan ** 0, (-1) ** inf, 0.5 ** inf, 2 ** -inf, 0.0 ** inf  # → (-inf, inf, 0.0, -0.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0)
-True, +True, ~True, -0.0, +-0.0, ~-1, -(2 ** 63), ~(2 ** 70), -1j, +1j  # → (-1, 1, -2, -0.0, -0.0, 0, -9223372036854775808, -1180591620717411303425, (-0-1j), 1j)
~1.0  # → !TypeError: bad operand type for unary ~: 'float'
~1j  # → !TypeError: bad operand type for unary ~: 'complex'
-'a'  # → !TypeError: bad operand type for unary -: 'str'
+[]  # → !TypeError: bad operand type for unary +: 'list'
not 0.0, not 0j, not -1, not nan, bool(1j), bool(-0.0)  # → (True, True, False, False, True, False)
1 + 'a'  # → !TypeError: unsupported operand type(s) for +: 'int' and 'str'
'a' + 1  # → !TypeError: can only concatenate str (not "int") to str
1 - None  # → !TypeError: unsupported operand type(s) for -: 'int' and 'NoneType'
1.5 @ 2  # → !TypeError: unsupported operand type(s) for @: 'float' and 'int'
[] | 1  # → !TypeError: unsupported operand type(s) for |: 'list' and 'int'
Left() + 1  # → !TypeError: unsupported operand type(s) for +: 'Left' and 'int'
Left() + Sub()  # → 'right first'
1 + Both()  # → ('radd', 1)
Both() @ 1  # → ('matmul', 1)
-Both(), +Both(), ~Both(), abs(Both())  # → ('neg', 'pos', 'invert', 'abs')
divmod(Both(), 1), divmod(1, Both()), pow(Both(), 2), pow(Both(), 2, 3), Both() ** 1, 1 ** Both()  # → (('divmod', 1), ('rdivmod', 1), ('pow', 2, None), ('pow', 2, 3), ('pow', 1, None), ('rpow', 1))
pow(1, 2, Both())  # → !TypeError: unsupported operand type(s) for ** or pow(): 'int', 'int', 'Both'
iadd(Both(), 1), iadd(1, 2), iadd(1.5, 1), iadd('a', 'b'), isub(5, 2), isub({1, 2}, {1}), iand({1, 2}, {2}), ior({1}, {2}), ixor({1, 2}, {2, 3}), ior({1: 2}, {3: 4})  # → (('iadd', 1), 3, 2.5, 'ab', 3, {2}, {2}, {1, 2}, {1, 3}, {1: 2, 3: 4})
ior({1: 2}, [(5, 6)])  # → {1: 2, 5: 6}
ior({1: 2}, 5)  # → !TypeError: 'int' object is not iterable
ior({1}, [2])  # → !TypeError: unsupported operand type(s) for |=: 'set' and 'list'
iand({1}, [1])  # → !TypeError: unsupported operand type(s) for &=: 'set' and 'list'
isub([1], [1])  # → !TypeError: unsupported operand type(s) for -=: 'list' and 'list'
iadd(1, 'a')  # → !TypeError: unsupported operand type(s) for +=: 'int' and 'str'
imatmul(1, 2)  # → !TypeError: unsupported operand type(s) for @=: 'int' and 'int'
imatmul(Both(), 2)  # → ('matmul', 2)
ipow(2, 5), ishift(3, 2), ixor(6, 3), iand(6, 3), ior(6, 1)  # → (32, 6, 5, 2, 7)
ipow('a', 2)  # → !TypeError: unsupported operand type(s) for **=: 'str' and 'int'
I(5) + 1, type(I(5) + I(1)).__name__, F(1.5) * 2, type(F(1.5) + 1).__name__, C(1) + 1, type(C(1) * 2).__name__, -I(5), type(abs(I(-5))).__name__  # → (6, 'int', 3.0, 'float', (2+0j), 'complex', -5, 'int')

# conversions
int(), int(3.9), int(-3.9), int('  12_3 '), int('-7'), int('+7'), int(True), int('ff', 16), int('0xff', 16), int('0xff', 0), int('0b11', 0), int('0o17', 0), int('z', 36), int(b'12'), int(bytearray(b'9'))  # → (0, 3, -3, 123, -7, 7, 1, 255, 255, 255, 3, 15, 35, 12, 9)
int('1__2')  # → !ValueError: invalid literal for int() with base 10: '1__2'
int('_1')  # → !ValueError: invalid literal for int() with base 10: '_1'
int('')  # → !ValueError: invalid literal for int() with base 10: ''
int('0x')  # → !ValueError: invalid literal for int() with base 10: '0x'
int('12', 1)  # → !ValueError: int() base must be >= 2 and <= 36, or 0
int('9', 8)  # → !ValueError: invalid literal for int() with base 8: '9'
int('010', 0)  # → !ValueError: invalid literal for int() with base 0: '010'
int('1', 37)  # → !ValueError: int() base must be >= 2 and <= 36, or 0
int('1', 'a')  # → !TypeError: 'str' object cannot be interpreted as an integer
int(1, 2)  # → !TypeError: int() can't convert non-string with explicit base
int(base=2)  # → !TypeError: int() missing string argument
int('10', base=2), int('٣'), int('１２')  # → (2, 3, 12)
int(nan)  # → !ValueError: cannot convert float NaN to integer
int(inf)  # → !OverflowError: cannot convert float infinity to integer
int(1j)  # → !TypeError: int() argument must be a string, a bytes-like object or a real number, not 'complex'
int(None)  # → !TypeError: int() argument must be a string, a bytes-like object or a real number, not 'NoneType'
int([])  # → !TypeError: int() argument must be a string, a bytes-like object or a real number, not 'list'
int(1e20), int(Inty(5)), int(Index(6)), int(I(3)), type(int(I(3))).__name__  # → (100000000000000000000, 5, 6, 3, 'int')
int(Inty('a'))  # → !TypeError: __int__ returned non-int (type str)
int(Inty(1.0))  # → !TypeError: __int__ returned non-int (type float)
int(x=1)  # → !TypeError: 'x' is an invalid keyword argument for int()
int('1\x00')  # → !ValueError: invalid literal for int() with base 10: '1\x00'
int(b'\xff')  # → !ValueError: invalid literal for int() with base 10: b'\xff'
float(), float(2), float('1.5'), float(' -inf '), float('nan'), float('1e3'), float('1_0.5'), float('.5'), float('5.'), float(b'2.5'), float(Floaty(1.5)), float(Index(3)), float(F(2.5)), float('infinity'), float('+1')  # → (0.0, 2.0, 1.5, -inf, nan, 1000.0, 10.5, 0.5, 5.0, 2.5, 1.5, 3.0, 2.5, inf, 1.0)
float('')  # → !ValueError: could not convert string to float: ''
float('1e')  # → !ValueError: could not convert string to float: '1e'
float('1__0')  # → !ValueError: could not convert string to float: '1__0'
float('0x1')  # → !ValueError: could not convert string to float: '0x1'
float([])  # → !TypeError: float() argument must be a string or a real number, not 'list'
float(1j)  # → !TypeError: float() argument must be a string or a real number, not 'complex'
float(2 ** 2000)  # → !OverflowError: int too large to convert to float
float(Floaty(1))  # → !TypeError: Floaty.__float__ returned non-float (type int)
float(Floaty('a'))  # → !TypeError: Floaty.__float__ returned non-float (type str)
float(1, 2)  # → !TypeError: float expected at most 1 argument, got 2
complex(), complex(1), complex(1, 2), complex(1.5, -0.0), complex('1+2j'), complex(' (1-2j) '), complex('j'), complex('-j'), complex('1e3j'), complex(1j, 1j), complex(Index(3)), complex(Floaty(2.0)), complex(Complexy(1 + 1j)), complex('nan'), complex(imag=3), complex('infj'), complex('+1.5-.5J')  # → (0j, (1+0j), (1+2j), (1.5-0j), (1+2j), (1-2j), 1j, -1j, 1000j, (-1+1j), (3+0j), (2+0j), (1+1j), (nan+0j), 3j, infj, (1.5-0.5j))
complex('1 + 2j')  # → !ValueError: complex() arg is a malformed string
complex('1+2')  # → !ValueError: complex() arg is a malformed string
complex('')  # → !ValueError: complex() arg is a malformed string
complex('(1')  # → !ValueError: complex() arg is a malformed string
complex('1j2')  # → !ValueError: complex() arg is a malformed string
complex('1', 2)  # → !TypeError: complex() can't take second arg if first is a string
complex(1, '2')  # → !TypeError: complex() second arg can't be a string
complex([])  # → !TypeError: complex() first argument must be a string or a number, not 'list'
complex(1, [])  # → !TypeError: complex() second argument must be a number, not 'list'
complex(Complexy(1))  # → !TypeError: __complex__ returned non-complex (type int)
complex(2 ** 2000)  # → !OverflowError: int too large to convert to float
bool(), bool(5), bool(''), bool(Index(0))  # → (False, True, False, True)
bool(1, 2)  # → !TypeError: bool expected at most 1 argument, got 2
True + True, True.real, True.numerator, type(True & 1).__name__, type(True & True).__name__, repr(True), True.bit_length()  # → (2, 1, 1, 'int', 'bool', 'True', 1)

# methods of int
(10).bit_length(), (-10).bit_length(), (0).bit_length(), (2 ** 100).bit_length(), (2 ** 100 - 1).bit_length(), (10).bit_count(), (-7).bit_count(), (2 ** 70 + 1).bit_count()  # → (4, 4, 0, 101, 100, 2, 3, 2)
(5).numerator, (5).denominator, (5).real, (5).imag, (5).conjugate(), (5).is_integer(), (5).as_integer_ratio()  # → (5, 1, 5, 0, 5, True, (5, 1))
(1000).to_bytes(2, 'big'), (1000).to_bytes(4, 'little'), (-1).to_bytes(2, 'big', signed=True), (5).to_bytes(), (-128).to_bytes(1, 'big', signed=True), (0).to_bytes(0, 'big')  # → (b'\x03\xe8', b'\xe8\x03\x00\x00', b'\xff\xff', b'\x05', b'\x80', b'')
(256).to_bytes(1, 'big')  # → !OverflowError: int too big to convert
(-1).to_bytes(1, 'big')  # → !OverflowError: can't convert negative int to unsigned
(128).to_bytes(1, 'big', signed=True)  # → !OverflowError: int too big to convert
(1).to_bytes(-1, 'big')  # → !ValueError: length argument must be non-negative
(1).to_bytes(1, 'middle')  # → !ValueError: byteorder must be either 'little' or 'big'
(1).to_bytes('a')  # → !TypeError: 'str' object cannot be interpreted as an integer
int.from_bytes(b'\x03\xe8', 'big'), int.from_bytes(b'\x03\xe8', 'little'), int.from_bytes(b'\xff', 'big', signed=True), int.from_bytes([1, 2]), int.from_bytes(b''), I.from_bytes(b'\x01')  # → (1000, 59395, -1, 258, 0, 1)
type(I.from_bytes(b'\x01')).__name__  # → 'I'
int.from_bytes(5, 'big')  # → !TypeError: cannot convert 'int' object to bytes
int.from_bytes([256], 'big')  # → !ValueError: bytes must be in range(0, 256)
int.from_bytes('ab', 'big')  # → !TypeError: cannot convert 'str' object to bytes
int.from_bytes(b'', 'up')  # → !ValueError: byteorder must be either 'little' or 'big'
(5).__index__(), (5).__trunc__(), (5).__floor__(), (5).__ceil__(), (5).__round__(), (15).__round__(-1), (25).__round__(-1), (5).__int__(), (5).__float__(), (0).__bool__()  # → (5, 5, 5, 5, 5, 20, 20, 5, 5.0, False)
(5).__add__(1.5), (5).__radd__(1), (5).__pow__(2, 7), (5).__rpow__(2), (5).__divmod__(3), (5).__rdivmod__(13), (5).__eq__('a'), (5).__lt__(6), (5).__lshift__(2), (5).__truediv__(2)  # → (NotImplemented, 6, 4, 32, (1, 2), (2, 3), NotImplemented, True, 20, 2.5)
(5).__format__('x'), (5).__getnewargs__()  # → ('5', (5,))
int.__new__(I, 5), type(int.__new__(I, 5)).__name__  # → (5, 'I')
int.__new__(float, 5)  # → !TypeError: int.__new__(float): float is not a subtype of int
int.__new__()  # → !TypeError: int.__new__(): not enough arguments
int.__new__(5)  # → !TypeError: int.__new__(X): X is not a type object (int)
bool.__new__(int)  # → !TypeError: bool.__new__(int): int is not a subtype of bool
int.__new__(bool, 1)  # → !TypeError: int.__new__(bool) is not safe, use bool.__new__()

# methods of float
(1.5).is_integer(), (2.0).is_integer(), inf.is_integer(), (0.5).as_integer_ratio(), (-0.1).as_integer_ratio(), (5.0).as_integer_ratio()  # → (False, True, False, (1, 2), (-3602879701896397, 36028797018963968), (5, 1))
inf.as_integer_ratio()  # → !OverflowError: cannot convert Infinity to integer ratio
nan.as_integer_ratio()  # → !ValueError: cannot convert NaN to integer ratio
(1.5).hex(), (-0.0).hex(), (0.1).hex(), inf.hex(), nan.hex(), (5e-324).hex(), (1e300).hex(), (0.0).hex(), (2.0 ** -1022).hex()  # → ('0x1.8000000000000p+0', '-0x0.0p+0', '0x1.999999999999ap-4', 'inf', 'nan', '0x0.0000000000001p-1022', '0x1.7e43c8800759cp+996', '0x0.0p+0', '0x1.0000000000000p-1022')
float.fromhex('0x1.8p1'), float.fromhex('-0x.1'), float.fromhex('1.8'), float.fromhex('inf'), float.fromhex(' 0x1p-1074 '), float.fromhex('0x1.fffffffffffff8p0'), float.fromhex('nan'), float.fromhex('-Infinity'), float.fromhex('0x0p99999999999'), float.fromhex('0x1p-99999999999')  # → (3.0, -0.0625, 1.5, inf, 5e-324, 2.0, nan, -inf, 0.0, 0.0)
float.fromhex('0x1p1024')  # → !OverflowError: hexadecimal value too large to represent as a float
float.fromhex('')  # → !ValueError: invalid hexadecimal floating-point string
float.fromhex('0x')  # → !ValueError: invalid hexadecimal floating-point string
float.fromhex('1.5x')  # → !ValueError: invalid hexadecimal floating-point string
float.fromhex('0x1p')  # → !ValueError: invalid hexadecimal floating-point string
float.fromhex(5)  # → !TypeError: bad argument type for built-in operation
float.fromhex('0x1.00000000000008p0'), float.fromhex('0x1.000000000000081p0'), float.fromhex('0x1.00000000000018p0'), F.fromhex('0x2')  # → (1.0, 1.0000000000000002, 1.0000000000000004, 2.0)
(1.5).real, (1.5).imag, (1.5).conjugate(), (1.5).__trunc__(), (-1.5).__floor__(), (-1.5).__ceil__(), (2.5).__round__(), (2.675).__round__(2), (1.5).__int__(), (0.0).__bool__()  # → (1.5, 0.0, 1.5, 1, -2, -1, 2, 2.67, 1, False)
(1.5).__add__('a'), (1.5).__radd__(1), (1.5).__divmod__(1), (1.5).__pow__(2), (1.5).__rpow__(2), (1.5).__eq__(1), (1.5).__format__('.3f'), (1.5).__getnewargs__()  # → (NotImplemented, 2.5, (1.0, 0.5), 2.25, 2.8284271247461903, False, '1.500', (1.5,))
inf.__trunc__()  # → !OverflowError: cannot convert float infinity to integer
nan.__floor__()  # → !ValueError: cannot convert float NaN to integer
complex('nan+infj'), repr(-0j), complex(-0.0, 0.0), complex(0.0, -0.0), 1e16 + 1j, -1j, str(1.5j), complex(1, nan)  # → ((nan+infj), '(-0-0j)', (-0+0j), -0j, (1e+16+1j), (-0-1j), '1.5j', (1+nanj))

# functions
abs(-3), abs(-2.5), abs(-2 ** 70), abs(True), abs(-0.0)  # → (3, 2.5, 1180591620717411303424, 1, 0.0)
abs('a')  # → !TypeError: bad operand type for abs(): 'str'
round(2.5), round(-0.5), round(2.675, 2), round(1234.5, -2), round(1e300, 300), round(5e-324, 400), round(15, -1), round(25, -1), round(-15, -1), round(10 ** 30 + 5, -1), round(7, 3), round(2.5, None), round(1.5, 0), round(-0.4), round(1e22), round(0.5), round(1.5), round(123, -5)  # → (2, 0, 2.67, 1200.0, 1e+300, 5e-324, 20, 20, -20, 1000000000000000000000000000000, 7, 2, 2.0, 0, 10000000000000000000000, 0, 2, 0)
round(nan)  # → !ValueError: cannot convert float NaN to integer
round(inf)  # → !OverflowError: cannot convert float infinity to integer
round(inf, 2), round(nan, 2)  # → (inf, nan)
round(1e308, -308), round(True), round(1.25, 1), round(1.35, 1), round(Both()), round(Both(), 2), round(I(7))  # → (1e+308, 1, 1.2, 1.4, ('round', None), ('round', 2), 7)
round(1.7e308, -308)  # → !OverflowError: rounded value too large to represent
round('a')  # → !TypeError: type str doesn't define __round__ method
round(1.5, 'a')  # → !TypeError: 'str' object cannot be interpreted as an integer
round(1.5, 1.0)  # → !TypeError: 'float' object cannot be interpreted as an integer
round()  # → !TypeError: round() missing required argument 'number' (pos 1)
round(number=2.5, ndigits=0)  # → 2.0
divmod(7, 3), divmod(-7, 3), divmod(7, -3), divmod(-7.5, 2), divmod(7.5, -2), divmod(2 ** 70, 3), divmod(True, 2), divmod(0.0, -3)  # → ((2, 1), (-3, 2), (-3, -2), (-4.0, 0.5), (-4.0, -0.5), (393530540239137101141, 1), (0, 1), (-0.0, -0.0))
divmod(1, 0)  # → !ZeroDivisionError: integer division or modulo by zero
divmod(1.0, 0)  # → !ZeroDivisionError: float divmod()
divmod(1j, 1)  # → !TypeError: unsupported operand type(s) for divmod(): 'complex' and 'int'
divmod('a', 1)  # → !TypeError: unsupported operand type(s) for divmod(): 'str' and 'int'
divmod(1)  # → !TypeError: divmod expected 2 arguments, got 1
pow(2, 10), pow(2, -1), pow(2, 10, 1000), pow(3, -1, 7), pow(3, -2, 7), pow(-3, 3, 7), pow(3, 3, -7), pow(2, 0, 1), pow(0, 0, 5), pow(2 ** 70, 5, 13), pow(base=2, exp=3, mod=5), pow(2, 5, None)  # → (1024, 0.5, 24, 5, 4, 1, -1, 0, 1, 4, 3, 32)
pow(2, -1, 4)  # → !ValueError: base is not invertible for the given modulus
pow(2, 3, 0)  # → !ValueError: pow() 3rd argument cannot be 0
pow(2.0, 3, 5)  # → !TypeError: pow() 3rd argument not allowed unless all arguments are integers
pow(2, 3, 5.0)  # → !TypeError: pow() 3rd argument not allowed unless all arguments are integers
pow('a', 2)  # → !TypeError: unsupported operand type(s) for ** or pow(): 'str' and 'int'
pow(2, 'a', 3)  # → !TypeError: unsupported operand type(s) for ** or pow(): 'int', 'str', 'int'
pow(1j, 2, 3)  # → !ValueError: complex modulo
pow(2)  # → !TypeError: pow() missing required argument 'exp' (pos 2)
pow(2, 3, mod=None), pow(True, 2), pow(2, True)  # → (8, 1, 2)
bin(10), bin(-5), bin(0), bin(2 ** 70), bin(True), hex(255), hex(-255), hex(2 ** 64), oct(8), oct(-9), bin(Index(5)), hex(I(7))  # → ('0b1010', '-0b101', '0b0', '0b10000000000000000000000000000000000000000000000000000000000000000000000', '0b1', '0xff', '-0xff', '0x10000000000000000', '0o10', '-0o11', '0b101', '0x7')
bin(1.5)  # → !TypeError: 'float' object cannot be interpreted as an integer
hex('a')  # → !TypeError: 'str' object cannot be interpreted as an integer
oct(None)  # → !TypeError: 'NoneType' object cannot be interpreted as an integer
sum([]), sum([1, 2, 3]), sum([1, 2.5]), sum([0.1] * 10), sum([[1], [2]], []), sum([1, 2], 10), sum([True, True]), sum([2 ** 70, 1]), sum([1, 2j]), sum((1e308, 1e308, -1e308)), sum([1.5, 2], start=1), sum([I(1), I(2)]), sum([1.0, 2 ** 70])  # → (0, 6, 3.5, 1.0, [1, 2], 13, 2, 1180591620717411303425, (1+2j), inf, 4.5, 3, 1.1805916207174113e+21)
sum(['a'])  # → !TypeError: unsupported operand type(s) for +: 'int' and 'str'
sum(['a'], 'b')  # → !TypeError: sum() can't sum strings [use ''.join(seq) instead]
sum([b'a'], b'')  # → !TypeError: sum() can't sum bytes [use b''.join(seq) instead]
sum([bytearray()], bytearray())  # → !TypeError: sum() can't sum bytearray [use b''.join(seq) instead]
sum(5)  # → !TypeError: 'int' object is not iterable
sum([1], 2, 3)  # → !TypeError: sum() takes at most 2 arguments (3 given)
sum()  # → !TypeError: sum() takes at least 1 positional argument (0 given)
hash(1), hash(-1), hash(-2), hash(2 ** 61 - 1), hash(2 ** 61), hash(-2 ** 61), hash(2 ** 100), hash(1.0), hash(1.5), hash(-1.0), hash(inf), hash(-inf), hash(0.1), hash(1e300), hash(1j), hash(1 + 2j), hash(-1j), hash(True), hash(5e-324)  # → (1, -2, -2, 0, 1, -2, 549755813888, 1, 1152921504606846977, -2, 314159, -314159, 230584300921369408, 1224995262755759164, 1000003, 2000007, -2000006, 1, 16777216)
hash(1.5) == hash(F(1.5)), hash(I(7)), hash(2 ** 61 + 4.0) == hash(2 ** 61 + 4), hash(complex(2)) == hash(2)  # → (True, 7, False, True)
hash(()), hash((1,)), hash((1, 2, 3)), hash((1.5, (2, -1))), hash((0,) * 10)  # → (5740354900026072187, -6644214454873602895, 529344067295497451, 4357589405312469601, -7222447081605638768)
hash(frozenset()), hash(frozenset([1])), hash(frozenset([1, 2, 3])), hash(range(3)), hash(range(0)), hash(range(1, 5, 2)), hash(slice(1, 2))  # → (133146708735736, -558064481276695278, -272375401224217160, -8338477496398685190, 2676694398852732306, 6253859903769791411, -2178470213028018262)
hash([])  # → !TypeError: unhashable type: 'list'
hash({})  # → !TypeError: unhashable type: 'dict'
hash(([],))  # → !TypeError: unhashable type: 'list'
hash(slice([]))  # → !TypeError: unhashable type: 'list'
min(3, 1, 2), max(3, 1, 2), min([2, 1]), max('b', 'a', key=ord), min([], default=5), max([1, -3], key=abs), min(1, 1.0), max(1, 1.0), min((i for i in [3, 2]))  # → (1, 3, 1, 'b', 5, -3, 1, 1, 2)
min([])  # → !ValueError: min() iterable argument is empty
max()  # → !TypeError: max expected at least 1 argument, got 0
max(1)  # → !TypeError: 'int' object is not iterable
max(1, 'a')  # → !TypeError: '>' not supported between instances of 'str' and 'int'
max(1, 2, default=3)  # → !TypeError: Cannot specify a default for max() with multiple positional arguments
min([1, 2], keys=1)  # → !TypeError: 'keys' is an invalid keyword argument for min()
max(nan, 1), max(1, nan), min(nan, 1)  # → (nan, 1, nan)

# math
math.sqrt(2), math.sqrt(0), math.sqrt(2 ** 70), math.sqrt(inf), math.sqrt(True), math.sqrt(Floaty(4.0)), math.sqrt(Index(9))  # → (1.4142135623730951, 0.0, 34359738368.0, inf, 1.0, 2.0, 3.0)
math.sqrt(-1)  # → !ValueError: math domain error
math.sqrt('a')  # → !TypeError: must be real number, not str
math.sqrt(1j)  # → !TypeError: must be real number, not complex
math.sqrt(Floaty(1))  # → !TypeError: Floaty.__float__ returned non-float (type int)
math.floor(-1.5), math.ceil(-1.5), math.trunc(-1.5), math.floor(5), math.ceil(2 ** 70), math.trunc(Trunc()), math.floor(Both()), math.ceil(Both()), math.floor(1e20), math.floor(Floaty(2.5))  # → (-2, -1, -1, 5, 1180591620717411303424, 7, 'floor', 'ceil', 100000000000000000000, 2)
math.floor(nan)  # → !ValueError: cannot convert float NaN to integer
math.ceil(inf)  # → !OverflowError: cannot convert float infinity to integer
math.trunc('a')  # → !TypeError: type str doesn't define __trunc__ method
math.floor('a')  # → !TypeError: must be real number, not str
math.gcd(), math.gcd(12, 18), math.gcd(-4, 6, 10), math.gcd(0, 0), math.gcd(2 ** 70, 6), math.lcm(), math.lcm(4, 6), math.lcm(0, 5), math.lcm(-4, 6), math.lcm(2, 3, 7), math.gcd(Index(4), 6)  # → (0, 6, 2, 0, 2, 1, 12, 0, 12, 42, 2)
math.gcd(1.5)  # → !TypeError: 'float' object cannot be interpreted as an integer
math.factorial(0), math.factorial(5), math.factorial(20), math.factorial(25)  # → (1, 120, 2432902008176640000, 15511210043330985984000000)
math.factorial(-1)  # → !ValueError: factorial() not defined for negative values
math.factorial(1.0)  # → !TypeError: 'float' object cannot be interpreted as an integer
math.factorial(2 ** 70)  # → !OverflowError: factorial() argument should not exceed 9223372036854775807
math.isqrt(0), math.isqrt(17), math.isqrt(2 ** 100), math.isqrt(2 ** 100 - 1), math.isqrt(10 ** 40), math.isqrt(15), math.isqrt(16)  # → (0, 4, 1125899906842624, 1125899906842623, 100000000000000000000, 3, 4)
math.isqrt(-1)  # → !ValueError: isqrt() argument must be nonnegative
math.isqrt(1.5)  # → !TypeError: 'float' object cannot be interpreted as an integer
math.comb(5, 2), math.comb(5, 6), math.comb(100, 50), math.comb(5, 0), math.comb(70, 35), math.perm(5, 2), math.perm(5), math.perm(5, 6), math.perm(30, 20), math.perm(5, None)  # → (10, 0, 100891344545564193334812497256, 1, 112186277816662845432, 20, 120, 0, 73096577329197271449600000, 120)
math.comb(-1, 2)  # → !ValueError: n must be a non-negative integer
math.comb(1, -2)  # → !ValueError: k must be a non-negative integer
math.perm(-1)  # → !ValueError: factorial() not defined for negative values
math.perm(1, -1)  # → !ValueError: k must be a non-negative integer
math.comb(1.5, 1)  # → !TypeError: 'float' object cannot be interpreted as an integer
math.comb(1, 2 ** 70)  # → 0
math.fsum([0.1] * 10), math.fsum([1e308, 1e308, -1e308]) if False else 0, math.fsum([]), math.fsum([1e100, 1.0, -1e100]), math.fsum([inf, 1]), math.fsum([1, 2]), math.fsum([2.0 ** 53, 1.0, 2.0 ** -60])  # → (1.0, 0, 0.0, 1.0, inf, 3.0, 9007199254740994.0)
math.fsum([inf, -inf])  # → !ValueError: -inf + inf in fsum
math.fsum([1e308, 1e308])  # → !OverflowError: intermediate overflow in fsum
math.fsum(['a'])  # → !TypeError: must be real number, not str
math.fsum(5)  # → !TypeError: 'int' object is not iterable
math.prod([]), math.prod([2, 3]), math.prod([2, 1.5]), math.prod([2], start=5), math.prod(['a', 3]) if False else 0, math.prod([2 ** 40, 2 ** 40]), math.prod([1.5, 2]), math.prod([3, [1]])  # → (1, 6, 3.0, 10, 0, 1208925819614629174706176, 3.0, [1, 1, 1])
math.prod(5)  # → !TypeError: 'int' object is not iterable
math.sumprod([1, 2], [3, 4]), math.sumprod([], []), math.sumprod([1.5, 2], [2, 3]), math.sumprod([2 ** 70], [2]), math.sumprod([0.1] * 10, [1.0] * 10), math.sumprod((10, 20.5, True), (1, 2, 3))  # → (11, 0, 9.0, 2361183241434822606848, 1.0, 54.0)
math.sumprod([1], [1, 2])  # → !ValueError: Inputs are not the same length
math.sumprod(5, [1])  # → !TypeError: 'int' object is not iterable
math.sumprod(['a'], [1.5])  # → !TypeError: can't multiply sequence by non-int of type 'float'
math.dist((0, 0), (3, 4)), math.dist([1], [1.5]), math.hypot(), math.hypot(3, 4), math.hypot(-5), math.hypot(1, 1, 1), math.hypot(inf, nan), math.hypot(1e200, 1e200), math.dist((1, 2, 3), (4, 6, 3)), math.hypot(1e-200, 1e-200), math.hypot(0.0, 0.0)  # → (5.0, 0.5, 0.0, 5.0, 5.0, 1.7320508075688772, inf, 1.414213562373095e+200, 5.0, 1.414213562373095e-200, 0.0)
math.dist((0,), (1, 2))  # → !ValueError: both points must have the same number of dimensions
math.dist(5, (1,))  # → !TypeError: 'int' object is not iterable
math.dist(('a',), (1,))  # → !TypeError: must be real number, not str
math.exp(1), math.exp(-1000), math.exp(0), math.exp2(3), math.expm1(1e-10), math.log(10), math.log(8, 2), math.log(2 ** 2000), math.log2(8), math.log2(2 ** 2000), math.log10(1000), math.log10(10 ** 400), math.log1p(1e-10), math.cbrt(8), math.cbrt(-8)  # → (2.718281828459045, 0.0, 1.0, 8.0, 1.00000000005e-10, 2.302585092994046, 3.0, 1386.2943611198907, 3.0, 2000.0, 3.0, 400.0, 9.999999999500001e-11, 2.0, -2.0)
math.exp(1000)  # → !OverflowError: math range error
math.exp2(2000)  # → !OverflowError: math range error
math.log(0)  # → !ValueError: math domain error
math.log(-1)  # → !ValueError: math domain error
math.log(-2 ** 2000)  # → !ValueError: math domain error
math.log(0, 2)  # → !ValueError: math domain error
math.log(2, 1)  # → !ZeroDivisionError: float division by zero
math.log('a')  # → !TypeError: must be real number, not str
math.log2(0)  # → !ValueError: math domain error
math.log1p(-1)  # → !ValueError: math domain error
math.sin(1), math.cos(1), math.tan(1), math.asin(1), math.acos(1), math.atan(1), math.atan2(1, -1), math.atan2(-0.0, -1), math.sinh(1), math.cosh(1), math.tanh(1), math.asinh(1), math.acosh(1), math.atanh(0)  # → (0.8414709848078965, 0.5403023058681398, 1.5574077246549023, 1.5707963267948966, 0.0, 0.7853981633974483, 2.356194490192345, -3.141592653589793, 1.1752011936438014, 1.5430806348152437, 0.7615941559557649, 0.881373587019543, 0.0, 0.0)
math.sin(inf)  # → !ValueError: math domain error
math.asin(2)  # → !ValueError: math domain error
math.acosh(0.5)  # → !ValueError: math domain error
math.atanh(1)  # → !ValueError: math domain error
math.cosh(1000)  # → !OverflowError: math range error
math.atan2('a', 1)  # → !TypeError: must be real number, not str
math.frexp(8), math.frexp(-0.1), math.frexp(0.0), math.frexp(5e-324), math.frexp(inf), math.ldexp(0.5, 4), math.ldexp(1, -1074), math.ldexp(1, -1080), math.ldexp(inf, 5), math.ldexp(0.0, 2 ** 70), math.ldexp(1.0, -2 ** 70), math.ldexp(-1.5, -1075)  # → ((0.5, 4), (-0.8, -3), (0.0, 0), (0.5, -1073), (inf, 0), 8.0, 5e-324, 0.0, inf, 0.0, 0.0, -5e-324)
math.ldexp(1, 2000)  # → !OverflowError: math range error
math.ldexp(1.0, 2 ** 70)  # → !OverflowError: math range error
math.ldexp(1, 1.5)  # → !TypeError: Expected an int as second argument to ldexp.
math.modf(1.5), math.modf(-2.75), math.modf(inf), math.modf(-0.0), math.modf(nan)  # → ((0.5, 1.0), (-0.75, -2.0), (0.0, inf), (-0.0, -0.0), (nan, nan))
math.fmod(7, -3), math.fmod(-7, 3), math.fmod(5, inf), math.remainder(7, 4), math.remainder(6, 4), math.remainder(-7, 2), math.remainder(5, inf), math.remainder(10, 4), math.remainder(0.3, 0.1)  # → (1.0, -1.0, 5.0, -1.0, -2.0, 1.0, 5.0, 2.0, -2.7755575615628914e-17)
math.fmod(1, 0)  # → !ValueError: math domain error
math.fmod(inf, 1)  # → !ValueError: math domain error
math.remainder(1, 0)  # → !ValueError: math domain error
math.remainder(inf, 1)  # → !ValueError: math domain error
math.pow(2, 3), math.pow(1, nan), math.pow(nan, 0), math.pow(0, inf), math.pow(-inf, 3), math.pow(-1, inf), math.pow(4, 0.5)  # → (8.0, 1.0, 1.0, 0.0, -inf, 1.0, 2.0)
math.pow(-1, 0.5)  # → !ValueError: math domain error
math.pow(0, -1)  # → !ValueError: math domain error
math.pow(1e200, 2)  # → !OverflowError: math range error
math.copysign(3, -0.0), math.copysign(nan, -1), math.fabs(-3), math.degrees(math.pi), math.radians(180), math.isnan(nan), math.isinf(-inf), math.isfinite(1e308), math.isnan(1), math.isfinite(nan)  # → (-3.0, nan, 3.0, 180.0, 3.141592653589793, True, True, True, False, False)
math.isclose(1, 1 + 1e-10), math.isclose(1, 1.1), math.isclose(0, 1e-10), math.isclose(0, 1e-10, abs_tol=1e-9), math.isclose(inf, inf), math.isclose(inf, 1e308), math.isclose(1, 2, rel_tol=0.5), math.isclose(nan, nan), math.isclose(1.0, 1.0, rel_tol=0.0)  # → (True, False, False, True, True, False, True, False, True)
math.isclose(1, 2, rel_tol=-1)  # → !ValueError: tolerances must be non-negative
math.isclose(1, 2, 3)  # → !TypeError: isclose() takes exactly 2 positional arguments (3 given)
math.nextafter(1, 2), math.nextafter(0, -1), math.nextafter(1, 1), math.nextafter(inf, 0), math.nextafter(1, nan), math.nextafter(1, 2, steps=3), math.nextafter(1, 0, steps=0), math.nextafter(0.0, 1.0, steps=2), math.nextafter(-5e-324, 1, steps=2), math.nextafter(1.0, 2.0, steps=2 ** 70)  # → (1.0000000000000002, -5e-324, 1.0, 1.7976931348623157e+308, nan, 1.0000000000000007, 1.0, 1e-323, 5e-324, 2.0)
math.nextafter(1, 2, steps=-1)  # → !ValueError: steps must be a non-negative integer
math.ulp(1), math.ulp(0), math.ulp(-1e300), math.ulp(inf), math.ulp(nan), math.ulp(1.7976931348623157e308)  # → (2.220446049250313e-16, 5e-324, 1.487016908477783e+284, inf, nan, 1.99584030953472e+292)
math.pi, math.e, math.tau, math.inf, math.nan  # → (3.141592653589793, 2.718281828459045, 6.283185307179586, inf, nan)
math.nothing  # → !AttributeError: module 'math' has no attribute 'nothing'
math.sqrt()  # → !TypeError: math.sqrt() takes exactly one argument (0 given)
math.sqrt(1, 2)  # → !TypeError: math.sqrt() takes exactly one argument (2 given)
math.sqrt(x=1)  # → !TypeError: math.sqrt() takes no keyword arguments
repr(math.sqrt), type(math).__name__  # → ('<built-in function sqrt>', 'module')

# texts
repr(1e22), repr(1e21), repr(123456789012345680.0), repr(1e16), repr(1e-5), repr(0.0001), repr(5e-324), repr(1.7976931348623157e308), repr(0.1 + 0.2), repr(100.0), repr(-1.5e-7)  # → ('1e+22', '1e+21', '1.2345678901234568e+17', '1e+16', '1e-05', '0.0001', '5e-324', '1.7976931348623157e+308', '0.30000000000000004', '100.0', '-1.5e-07')
str(2 ** 70), repr(-2 ** 70), str(True), repr(I(5)), str(F(1.5))  # → ('1180591620717411303424', '-1180591620717411303424', 'True', '5', '1.5')
f'{1.5:10.3f}|{-1.5:<10}|{1.5:+.2e}|{1e10:,}|{1234567:_}|{255:#x}|{255:#010b}|{0.5:%}|{1234.5678:.4g}|{65:c}|{1e100:g}|{5:^+7d}|{-5:=5}|{1.0:n}|{12345.678:_.1f}'  # → '     1.500|-1.5      |+1.50e+00|10,000,000,000.0|1_234_567|0xff|0b11111111|50.000000%|1235|A|1e+100|  +5   |-   5|1|12_345.7'
f'{1.0:.0f}|{2.5:.0f}|{1e22:.0f}|{0.1:.30f}|{1.0:#.0f}|{123.0:.3}|{1e-10:.3}|{0.00001:G}|{nan:5}|{inf:F}|{-inf:+}|{nan:+}|{1e16:}|{1.5:z.0f}|{-0.0:z}'  # → '1|2|10000000000000000000000|0.100000000000000005551115123126|1.|1.23e+02|1e-10|1E-05|  nan|INF|-inf|+nan|1e+16|2|0.0'
f'{1 + 2j:.2f}|{1j:}|{1 + 1j:>12}|{1.5 + 2j:+.1e}'  # → '1.00+2.00j|1j|      (1+1j)|+1.5e+00+2.0e+00j'
f'{5:.2}'  # → !ValueError: Precision not allowed in integer format specifier
f'{5:s}'  # → !ValueError: Unknown format code 's' for object of type 'int'
f'{1.5:d}'  # → !ValueError: Unknown format code 'd' for object of type 'float'
f'{1j:%}'  # → !ValueError: Unknown format code '%' for object of type 'complex'
f'{1j:=10}'  # → !ValueError: '=' alignment flag is not allowed in complex format specifier
f'{5:,_}'  # → !ValueError: Cannot specify both ',' and '_'.
f'{5:,n}'  # → !ValueError: Cannot specify ',' with 'n'.
f'{5:,x}'  # → !ValueError: Cannot specify ',' with 'x'.
f'{255:_x}|{2 ** 40:_b}|{1e6:,.2f}|{True:d}|{True}|{5:05}|{-5:05}|{5:x<3}'  # → 'ff|1_0000_0000_0000_0000_0000_0000_0000_0000_0000_0000|1,000,000.00|1|True|00005|-0005|5xx'
f'{5:.}'  # → !ValueError: Format specifier missing precision
f'{5:1.1.1}'  # → !ValueError: Invalid format specifier '1.1.1' for object of type 'int'
f'{2 ** 31:c}'  # → !OverflowError: %c arg not in range(0x110000)
f'{-1:c}'  # → !OverflowError: %c arg not in range(0x110000)
f'{5:y}'  # → !ValueError: Unknown format code 'y' for object of type 'int'
'%d %i %5.1f %-5d| %05d %+d %x %X %o %#x %e %g %G %c %s %r %%' % (1.9, 2, 3.14159, 4, 5, 6, 255, 255, 8, 255, 1234.5, 1e-10, 1e20, 65, 7, 8)  # → '1 2   3.1 4    | 00005 +6 ff FF 10 0xff 1.234500e+03 1e-10 1E+20 A 7 8 %'
'%d' % 'a'  # → !TypeError: %d format: a real number is required, not str
'%x' % 1.5  # → !TypeError: %x format: an integer is required, not float
'%c' % 1.5  # → !TypeError: %c requires int or char
'%.3d %+.2f % d %#o' % (5, 1.5, 3, 8)  # → '005 +1.50  3 0o10'
'%.50f' % 0.1, '%.0e' % 15.0, '%#.3g' % 1.0, '%g' % 100000.0, '%g' % 1000000.0  # → ('0.10000000000000000555111512312578270211815834045410', '2e+01', '1.00', '100000', '1e+06')
math.log(3 ** 1000), math.log(7 ** 777), math.log2(5 ** 999), math.log10(3 ** 3000), math.log(2 ** 1024 - 1), math.log(2 ** 1024)  # → (1098.6122886681096, 1511.9721858159783, 2319.606166792475, 1431.3637641589874, 709.782712893384, 709.782712893384)
1 << 10**30  # → !OverflowError: too many digits in integer
format(1.5, 'é')  # → !ValueError: Unknown format code '\xe9' for object of type 'float'
format(1j, 'é')  # → !ValueError: Unknown format code '\xe9' for object of type 'complex'

# methods with wrong counts of arguments
(2.5).__pow__()  # → !TypeError:  expected at least 1 argument, got 0
(2.5).__pow__(1, 2)  # → !TypeError: pow() 3rd argument not allowed unless all arguments are integers
(2.5).__pow__(1, 2, 3)  # → !TypeError:  expected at most 2 arguments, got 3
(2.5).__pow__('a', 2)  # → !TypeError: pow() 3rd argument not allowed unless all arguments are integers
(2.5).__rpow__(2, None)  # → 5.656854249492381
2j.__pow__(1, 2)  # → !ValueError: complex modulo
2j.__pow__('a', 2)  # → NotImplemented
2j.__rpow__(2, None)  # → (0.18345697474330172+0.9830277404112437j)
(1).__lt__()  # → !TypeError: expected 1 argument, got 0
None.__lt__(1, 2)  # → !TypeError: expected 1 argument, got 2
object().__ge__()  # → !TypeError: expected 1 argument, got 0
object().__gt__(1, x=2)  # → !TypeError: wrapper __gt__() takes no keyword arguments
abs(2+3j), abs(0.37+1.1j), abs(3e200+4e200j), (2+3j) ** 2.5  # → (3.605551275463989, 1.1605602095539895, 4.9999999999999995e+200, (-19.122475853735754+15.609903355777288j))
(1e200+1e200j) ** 2  # → (nan+nanj)
(1e200+1e200j) ** 3  # → (nan+nanj)
1e308j ** 3  # → !OverflowError: complex exponentiation

class FloatFloat(float):
    def __float__(self): return 1.25
class FloatText(float):
    def __float__(self): return 'x'
class IntFloat(int):
    def __float__(self): return 7.5
class ComplexOther(complex):
    def __complex__(self): return 9j
complex(FloatFloat(2.5))  # → (1.25+0j)
complex(1, FloatFloat(2.5))  # → (1+1.25j)
complex(FloatFloat(2.5), FloatFloat(2.5))  # → (1.25+1.25j)
complex(FloatText(2.5))  # → !TypeError: FloatText.__float__ returned non-float (type str)
complex(1, FloatText(2.5))  # → !TypeError: FloatText.__float__ returned non-float (type str)
complex(IntFloat(4), IntFloat(4))  # → (7.5+7.5j)
complex(ComplexOther(1, 2))  # → 9j
complex(ComplexOther(1, 2), 1)  # → 10j
complex(1, ComplexOther(1, 2))  # → (-1+1j)
math.log(IntFloat(4), 2)  # → 2.0
math.log2(IntFloat(4))  # → 2.0
math.sqrt(IntFloat(4))  # → 2.7386127875258306
class IntText(int):
    def __float__(self): return 'x'
format(IntFloat(4), '.1f')  # → '7.5'
format(IntFloat(4), 'g')  # → '7.5'
format(IntFloat(4), '%')  # → '750.000000%'
format(IntFloat(4), 'd')  # → '4'
f'{IntText(4):.2e}'  # → !TypeError: IntText.__float__ returned non-float (type str)
'%f' % IntFloat(4)  # → '7.500000'

# A bytearray that is no int is shown as bytes.
int(bytearray(b'x'))  # → !ValueError: invalid literal for int() with base 10: b'x'
int(bytearray())  # → !ValueError: invalid literal for int() with base 10: b''
int(bytearray(b'x'), 10)  # → !ValueError: invalid literal for int() with base 10: b'x'
float(bytearray(b'x'))  # → !ValueError: could not convert string to float: bytearray(b'x')
