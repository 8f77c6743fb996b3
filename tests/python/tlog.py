"""Follows a journal as a program made by somebody else would: by its public address and its key.

Reads the checkpoint, every entry and every tile, recomputes the root and checks the signature. Written
from RFC 6962, RFC 8032 and the C2SP documents (signed-note, tlog-checkpoint, tlog-tiles), with the
standard library only.

    python3 tlog.py http://…/tlog/<estate> <vkey>

Prints the size and the root; ends with 1 and a reason when anything does not hold.
"""

import base64
import hashlib
import sys
import urllib.request

P = 2**255 - 19
D = -121665 * pow(121666, P - 2, P) % P
ORDER = 2**252 + 27742317777372353535851937790883648493


def sha(data):
    return hashlib.sha256(data).digest()


def add(p, q):
    """Two points in extended coordinates (RFC 8032, 5.1.4)."""
    a = (p[1] - p[0]) * (q[1] - q[0]) % P
    b = (p[1] + p[0]) * (q[1] + q[0]) % P
    c = 2 * p[3] * q[3] * D % P
    d = 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(n, p):
    q = (0, 1, 1, 0)
    while n > 0:
        if n & 1:
            q = add(q, p)
        p = add(p, p)
        n >>= 1
    return q


def same(p, q):
    return (p[0] * q[2] - q[0] * p[2]) % P == 0 and (p[1] * q[2] - q[1] * p[2]) % P == 0


def recover_x(y, sign):
    """RFC 8032, 5.1.3."""
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    return P - x if x & 1 != sign else x


def point(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    x = recover_x(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = (recover_x(BASE_Y, 0), BASE_Y, 1, recover_x(BASE_Y, 0) * BASE_Y % P)


def verify(public, message, signature):
    """Ed25519 (RFC 8032, 5.1.7)."""
    if len(signature) != 64:
        return False
    a, r = point(public), point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    return same(times(s, BASE), add(r, times(k, a)))


def fail(why):
    print(why)
    sys.exit(1)


def get(url):
    with urllib.request.urlopen(url) as answer:
        return answer.read()


def checkpoint(note, vkey):
    """Size and root of a note that the key has signed."""
    name, key_id, key = vkey.split("+", 2)
    key = base64.b64decode(key, validate=True)
    if key[0] != 1 or sha(name.encode() + b"\n" + key)[:4].hex() != key_id:
        fail("the key is not its own name's")
    text, lines = note.rsplit("\n\n", 1)
    text += "\n"
    for line in lines.splitlines():
        dash, by, signed = line.split(" ")
        signed = base64.b64decode(signed, validate=True)
        if dash == "—" and by == name and signed[:4].hex() == key_id:
            if not verify(key[1:], text.encode(), signed[4:]):
                fail("the signature does not hold")
            origin, size, root = text.splitlines()[:3]
            if origin != name:
                fail("the checkpoint is another log's")
            return int(size), base64.b64decode(root, validate=True)
    fail("the key has not signed the checkpoint")


def place(n):
    """An index as a path."""
    groups = [f"{n % 1000:03}"]
    while n >= 1000:
        n //= 1000
        groups.insert(0, f"x{n % 1000:03}")
    return "/".join(groups)


def files(count):
    """The files that hold so many things: path and how many each."""
    for n in range(count // 256):
        yield place(n), 256
    if count % 256:
        yield f"{place(count // 256)}.p/{count % 256}", count % 256


def entries(prefix, size):
    found = []
    for path, count in files(size):
        data, before = get(f"{prefix}/tile/entries/{path}"), len(found)
        while data:
            length = int.from_bytes(data[:2], "big")
            if len(data) < 2 + length:
                fail(f"the bundle {path} is cut")
            found.append(data[2 : 2 + length])
            data = data[2 + length :]
        if len(found) - before != count:
            fail(f"the bundle {path} has not {count} entries")
    return found


def root_of(hashes):
    """RFC 6962, 2.1."""
    if not hashes:
        return sha(b"")
    if len(hashes) == 1:
        return hashes[0]
    half = 1
    while half * 2 < len(hashes):
        half *= 2
    return sha(b"\x01" + root_of(hashes[:half]) + root_of(hashes[half:]))


def main():
    prefix, vkey = sys.argv[1:]
    size, root = checkpoint(get(f"{prefix}/checkpoint").decode(), vkey)
    hashes = [sha(b"\x00" + entry) for entry in entries(prefix, size)]
    if root_of(hashes) != root:
        fail("the entries do not give the signed root")
    level = 0
    while hashes:
        for path, count in files(len(hashes)):
            expected, hashes_of = get(f"{prefix}/tile/{level}/{path}"), hashes
            start = 256 * int(path.split(".")[0].replace("x", "").replace("/", ""))
            if expected != b"".join(hashes_of[start : start + count]):
                fail(f"tile {level}/{path} is not what the entries make")
        hashes = [root_of(hashes[n : n + 256]) for n in range(0, len(hashes) - 255, 256)]
        level += 1
    print(f"{size} {root.hex()} {level}")


main()
