#!/usr/bin/env python3
"""probity audit vector from outside: proofs of the public suites, and what is no vector."""

import base64
import hashlib
import json
import sys

from program import Folder, equal, main, run


def b64(data):
    return base64.b64encode(data).decode()


def test_vectors_of_public_suites():
    leaves = [hashlib.sha256(b"\0" + bytes([n])).digest() for n in range(3)]
    pair = hashlib.sha256(b"\1" + leaves[0] + leaves[1]).digest()
    root = hashlib.sha256(b"\1" + pair + leaves[2]).digest()
    with Folder() as folder:
        def answer(vector):
            result = run("audit", "vector", folder.write("v.json", vector))
            return result.status, result.text.strip()

        inclusion = {"leafIdx": 1, "treeSize": 3, "root": b64(root), "leafHash": b64(leaves[1]),
                     "proof": [b64(leaves[0]), b64(leaves[2])], "desc": "", "wantErr": False}
        equal(answer(inclusion), (0, "valid"))
        for change in ({"leafIdx": 0}, {"treeSize": 2}, {"root": b64(pair)}, {"proof": None},
                       {"proof": inclusion["proof"] + [b64(root)]}, {"leafHash": ""}):
            equal((change, answer({**inclusion, **change})), (change, (1, "invalid")))
        consistency = {"size1": 2, "size2": 3, "root1": b64(pair), "root2": b64(root),
                       "proof": [b64(leaves[2])]}
        equal(answer(consistency), (0, "valid"))
        for change in ({"size1": 3}, {"size1": 4}, {"size1": 0}, {"root1": b64(root)},
                       {"proof": []}):
            equal((change, answer({**consistency, **change})), (change, (1, "invalid")))
        # Nothing is consistent with the empty tree by a proof; of one size the roots are compared.
        equal(answer({**consistency, "size1": 0, "proof": None}), (1, "invalid"))
        same = {**consistency, "size1": 1, "size2": 1, "root1": b64(b"x"), "proof": []}
        equal(answer({**same, "root2": b64(b"x")}), (0, "valid"))
        equal(answer({**same, "root2": b64(b"y")}), (1, "invalid"))
        equal(answer({"a": 1})[0], 65)
        equal(answer({**inclusion, "root": "!"})[0], 65)


def test_a_vector_with_other_members_is_none():
    root = b64(hashlib.sha256(b"\0").digest())
    inclusion = {"leafIdx": 0, "treeSize": 1, "root": root, "leafHash": root, "proof": None}
    consistency = {"size1": 1, "size2": 1, "root1": root, "root2": root, "proof": []}
    with Folder() as folder:
        def status(text):
            return run("audit", "vector", folder.write("v.json", text)).status

        for vector in (inclusion, consistency):
            equal(status(json.dumps(vector)), 0)
            for name in vector:
                others = {key: value for key, value in vector.items() if key != name}
                equal((name, status(json.dumps(others))), (name, 65))
                member = json.dumps({name: vector[name]})[1:-1]
                equal((name, status(json.dumps(vector)[:-1] + ", " + member + "}")), (name, 65))
            equal(status(json.dumps({**vector, "more": 1})), 65)
        equal(status(json.dumps({**inclusion, **consistency})), 65)
        equal(status(json.dumps(inclusion).replace('"treeSize": 1', '"treeSize": 01')), 65)


if __name__ == "__main__":
    main(sys.modules[__name__])
