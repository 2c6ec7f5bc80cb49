import assert from "node:assert/strict";

import { readZipEntry } from "../../../tools/comment/zip";
import { zipOf } from "./zip-of";

const LIMIT = 1000;

function read(archive: Uint8Array): string {
    const result = readZipEntry(archive, "review.md", LIMIT);
    return "reason" in result ? `no: ${result.reason}` : Buffer.from(result.content).toString();
}

describe("readZipEntry", () => {
    it("reads a deflated file among others", () => {
        const archive = zipOf([
            { name: "a.txt", content: "a" },
            { name: "review.md", content: "# Größe\n" },
            { name: "z.txt", content: "z" },
        ]);
        assert.equal(read(archive), "# Größe\n");
    });

    it("reads a stored file, and an archive with a comment", () => {
        assert.equal(read(zipOf([{ name: "review.md", content: "text", method: 0 }], "a comment")), "text");
    });

    it("reads an archive that lies inside a larger buffer", () => {
        const archive = zipOf([{ name: "review.md", content: "text" }]);
        const larger = Buffer.concat([Buffer.alloc(7), archive, Buffer.alloc(3)]);
        assert.equal(read(larger.subarray(7, 7 + archive.length)), "text");
    });

    it("takes the one file of that name and no path that leads to it", () => {
        const paths = [
            "../review.md",
            "/review.md",
            "a/../review.md",
            "./review.md",
            "review.md/",
            "..\\review.md",
        ];
        const archive = zipOf(paths.map((name) => ({ name, content: "elsewhere" })));
        assert.equal(read(archive), "no: the archive has no review.md");
    });

    it("takes neither of two files of that name", () => {
        const file = { name: "review.md", content: "one" };
        assert.equal(
            read(zipOf([file, { ...file, content: "two" }])),
            "no: the archive has 2 files called review.md",
        );
    });

    it("unpacks nothing that says it is too large", () => {
        const archive = zipOf([{ name: "review.md", content: "a".repeat(LIMIT + 1) }]);
        assert.equal(read(archive), "no: review.md is larger than 1000 bytes");
    });

    it("stops unpacking what is larger than it says", () => {
        const bomb = { name: "review.md", content: Buffer.alloc(50_000_000), stated: 10 };
        assert.equal(read(zipOf([bomb])), "no: the archive is damaged");
    });

    it("reads a file of exactly the limit", () => {
        assert.equal(read(zipOf([{ name: "review.md", content: "a".repeat(LIMIT) }])), "a".repeat(LIMIT));
    });

    it("refuses what is encrypted or compressed otherwise", () => {
        const file = { name: "review.md", content: "text" };
        assert.equal(read(zipOf([{ ...file, flags: 1 }])), "no: the archive is encrypted");
        assert.equal(
            read(zipOf([{ ...file, method: 99 }])),
            "no: the archive is compressed in an unknown way (99)",
        );
    });

    const whole = zipOf([{ name: "review.md", content: "text text text" }]);
    const damages: readonly (readonly [what: string, archive: Uint8Array])[] = [
        ["nothing", Buffer.alloc(0)],
        ["text", Buffer.from("# A review that was never packed\n".repeat(9))],
        ["an archive cut off", whole.subarray(0, whole.length - 1)],
        ["an archive without its beginning", whole.subarray(10)],
        ["more entries than there are", patched(whole, whole.length - 12, 9)],
        ["a directory outside the file", patched(whole, whole.length - 4, 0xff)],
        [
            "data that go on past the end",
            zipOf([{ name: "review.md", content: "text", method: 0, packed: 500 }]),
        ],
        ["data that are not deflated", patched(whole, 39, 0xff)],
    ];
    for (const [what, archive] of damages) {
        it(`refuses ${what}`, () => {
            assert.equal(read(archive), "no: the archive is damaged");
        });
    }
});

function patched(bytes: Uint8Array, at: number, value: number): Uint8Array {
    const copy = Buffer.from(bytes);
    copy[at] = value;
    return copy;
}
