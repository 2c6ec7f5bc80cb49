import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { readYaml, readYamlFile } from "../../../components/objects/yaml-files";
import { describeProblem } from "../../../components/shared/problems";

const FILE = "stacks/own/x.yaml";

function objectsIn(text: string): unknown {
    const { manifests, problems } = readYaml(text, FILE);
    assert.deepEqual(problems, []);
    return manifests.map(({ file, manifest, path: at }) => {
        assert.equal(file, FILE);
        return [at, manifest];
    });
}

function refusedIn(text: string): string[] {
    const { manifests, problems } = readYaml(text, FILE);
    assert.deepEqual(manifests, []);
    return problems.map((problem) => describeProblem(problem, problem.file));
}

describe("a YAML file of objects", () => {
    it("holds several, the empty ones left out, each with its line", () => {
        assert.deepEqual(objectsIn("# words\n---\nkind: A\n---\n---\n# nothing\n---\nkind: B\nx: 1\n"), [
            ["line 3", { kind: "A" }],
            ["line 8", { kind: "B", x: 1 }],
        ]);
    });

    it("may hold JSON, anchors and merged maps", () => {
        assert.deepEqual(objectsIn('{"kind": "A", "n": [1.5, null, true]}'), [
            ["line 1", { kind: "A", n: [1.5, null, true] }],
        ]);
        assert.deepEqual(objectsIn("a: &a { x: 1 }\nb: *a\nc:\n    <<: *a\n    z: 2\n"), [
            ["line 1", { a: { x: 1 }, b: { x: 1 }, c: { x: 1, z: 2 } }],
        ]);
    });

    it("reads keys and plain text as kubectl does", () => {
        assert.deepEqual(
            objectsIn("8080: a\nday: 2026-01-01\nhex: 0x1F\nat: 12:30:45Z\nversion: 1.20\nnot: 'yes'\n"),
            [
                [
                    "line 1",
                    { "8080": "a", day: "2026-01-01", hex: 31, at: "12:30:45Z", version: 1.2, not: "yes" },
                ],
            ],
        );
    });

    it("is refused where readers differ, by line", () => {
        const remedy = "Put it in quotes, or write true, false or a plain decimal number";
        const plain = [
            "yes",
            "Off",
            "n",
            "0644",
            "1_000",
            "0o17",
            "0b1",
            "1:30",
            ".inf",
            "-.INF",
            ".nan",
            "12345678901234567890",
        ];
        for (const text of plain) {
            assert.deepEqual(
                refusedIn(`kind: A\nvalue:\n    - ${text}\n`),
                [
                    `${FILE} › line 3: readers of YAML take this for different things (got "${text}"). ${remedy}.`,
                ],
                text,
            );
        }
        assert.equal(refusedIn("on: push\n").length, 1);
    });

    it("is refused with its faults, each by line", () => {
        assert.deepEqual(refusedIn("kind: A\nkind: B\n"), [
            `${FILE} › line 2: Map keys must be unique. Mend the file.`,
        ]);
        assert.deepEqual(refusedIn("---\n---\n- list\n"), [
            `${FILE} › line 3: not an object. Write apiVersion, kind and metadata.`,
        ]);
        assert.deepEqual(refusedIn("a: {{ .Values.x }}\n"), [
            `${FILE} › line 1: a key that is no text, as in a template. Render it first, or put it in quotes.`,
        ]);
        assert.deepEqual(refusedIn("kind: !Custom x\n"), [
            `${FILE} › line 1: Unresolved tag: !Custom. Mend the file.`,
        ]);
        assert.deepEqual(refusedIn("a: *nobody\n"), [
            `${FILE} › line 1: Unresolved alias (the anchor must be set before the alias): nobody. Write it out without so many aliases.`,
        ]);
        const laughs = ["a: &a [x, x, x, x, x, x, x, x, x, x]"];
        for (const [one, other] of [
            ["a", "b"],
            ["b", "c"],
            ["c", "d"],
            ["d", "e"],
        ]) {
            laughs.push(
                `${other ?? ""}: &${other ?? ""} [${Array(10)
                    .fill(`*${one ?? ""}`)
                    .join(", ")}]`,
            );
        }
        assert.deepEqual(refusedIn(laughs.join("\n")), [
            `${FILE} › line 1: Excessive alias count indicates a resource exhaustion attack. Write it out without so many aliases.`,
        ]);
        for (const empty of ["", "# nothing\n", "---\n---\n"]) {
            assert.deepEqual(refusedIn(empty), [
                `${FILE} › line 1: the file holds no object. Write an object in it, or remove it from the list.`,
            ]);
        }
    });

    describe("by its path", () => {
        let root = "";
        let outside = "";

        beforeEach(() => {
            outside = mkdtempSync(path.join(tmpdir(), "objects-"));
            root = path.join(outside, "repository");
            mkdirSync(path.join(root, "own"), { recursive: true });
            writeFileSync(path.join(root, "own", "a.yaml"), "kind: A\n");
            writeFileSync(path.join(root, "own", "latin.yaml"), Buffer.from("kind: \xe9\n", "latin1"));
            writeFileSync(path.join(outside, "secret.yaml"), "kind: Secret\n");
            symlinkSync(path.join(outside, "secret.yaml"), path.join(root, "own", "link.yaml"));
        });

        afterEach(() => rmSync(outside, { recursive: true }));

        function refused(file: string): string[] {
            const { manifests, problems } = readYamlFile(file, "files[0]", root);
            assert.deepEqual(manifests, []);
            return problems.map((problem) => describeProblem(problem));
        }

        it("is read from the root of the repository", () => {
            assert.deepEqual(readYamlFile("own/a.yaml", "files[0]", root).manifests, [
                { manifest: { kind: "A" }, path: "line 1", file: "own/a.yaml" },
            ]);
        });

        it("is refused outside of it, and where nothing can be read", () => {
            const inside = "Name a file of it by its path from the root";
            const places = [
                "../secret.yaml",
                path.join(outside, "secret.yaml"),
                "own/link.yaml",
                ".",
                "own/../..",
            ];
            for (const file of places) {
                assert.deepEqual(refused(file), [
                    `files[0]: outside the repository (got ${JSON.stringify(file)}). ${inside}.`,
                ]);
            }
            assert.deepEqual(refused("own/b.yaml"), [
                'files[0]: there is no such file (got "own/b.yaml"). Check the path.',
            ]);
            assert.deepEqual(refused("own"), ['files[0]: is a directory (got "own"). List its files.']);
            assert.deepEqual(refused("own/latin.yaml"), [
                'files[0]: not UTF-8 (got "own/latin.yaml"). Save it as UTF-8.',
            ]);
        });
    });
});
