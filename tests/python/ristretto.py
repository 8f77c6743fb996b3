"""The group ristretto255 (RFC 9496), in integers. Slow, and written to be read."""

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)


def _is_negative(x):
    return x % P & 1


def _abs(x):
    return -x % P if _is_negative(x) else x % P


def _sqrt_ratio(u, v):
    """RFC 9496, 4.2: whether u/v is a square, and the non-negative root of it or of i·u/v."""
    r = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    check = v * r * r % P
    if check in (-u % P, -u * SQRT_M1 % P):
        r = r * SQRT_M1 % P
    return check in (u % P, -u % P), _abs(r)


INVSQRT_A_MINUS_D = _sqrt_ratio(1, (-1 - D) % P)[1]


class Point:
    """A group element, in extended coordinates (X : Y : Z : T) of edwards25519."""

    __slots__ = ("x", "y", "z", "t")

    def __init__(self, x, y, z, t):
        self.x, self.y, self.z, self.t = x, y, z, t

    @staticmethod
    def decode(data):
        """RFC 9496, 4.3.1; None for what is no canonical encoding."""
        s = int.from_bytes(data, "little")
        if len(data) != 32 or s >= P or _is_negative(s):
            return None
        ss = s * s % P
        u1, u2 = (1 - ss) % P, (1 + ss) % P
        v = (-(D * u1 * u1) - u2 * u2) % P
        was_square, invsqrt = _sqrt_ratio(1, v * u2 * u2 % P)
        den_x = invsqrt * u2 % P
        x = _abs(2 * s * den_x)
        y = u1 * invsqrt * den_x * v % P
        t = x * y % P
        if not was_square or _is_negative(t) or y == 0:
            return None
        return Point(x, y, 1, t)

    def encode(self):
        """RFC 9496, 4.3.2."""
        x, y, z, t = self.x, self.y, self.z, self.t
        u1, u2 = (z + y) * (z - y) % P, x * y % P
        invsqrt = _sqrt_ratio(1, u1 * u2 * u2 % P)[1]
        den1, den2 = invsqrt * u1 % P, invsqrt * u2 % P
        z_inv = den1 * den2 * t % P
        if _is_negative(t * z_inv):
            x, y, den_inv = y * SQRT_M1 % P, x * SQRT_M1 % P, den1 * INVSQRT_A_MINUS_D % P
        else:
            den_inv = den2
        if _is_negative(x * z_inv):
            y = -y % P
        return _abs(den_inv * (z - y)).to_bytes(32, "little")

    def __add__(self, other):
        a = (self.y - self.x) * (other.y - other.x) % P
        b = (self.y + self.x) * (other.y + other.x) % P
        c = 2 * D * self.t * other.t % P
        d = 2 * self.z * other.z % P
        e, f, g, h = b - a, d - c, d + c, b + a
        return Point(e * f % P, g * h % P, f * g % P, e * h % P)

    def __neg__(self):
        return Point(-self.x % P, self.y, self.z, -self.t % P)

    def __sub__(self, other):
        return self + -other

    def __rmul__(self, scalar):
        total, doubled = IDENTITY, self
        scalar %= ORDER
        while scalar:
            if scalar & 1:
                total = total + doubled
            doubled = doubled + doubled
            scalar >>= 1
        return total

    def __eq__(self, other):
        """RFC 9496, 4.3.3."""
        return (
            (self.x * other.y - self.y * other.x) % P == 0
            or (self.y * other.y - self.x * other.x) % P == 0
        )


IDENTITY = Point(0, 1, 1, 0)
GENERATOR = Point.decode(
    bytes.fromhex("e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76")
)
