/** Whole files, byte by byte, beside the values of settings-corpus.ts: encodings, aliases, documents. */

/** A name for people, and the file. */
export type CorpusFile = readonly [name: string, bytes: Uint8Array];

/** One setting in two spellings: the engine takes either, as the iteration of a Go map falls. So no row of the corpus. */
export const IN_TWO_SPELLINGS = Buffer.from("config:\n  platform:key: a\n  key: b\n");

export function filesOfCorpus(): readonly CorpusFile[] {
    return [
        ...invalidBytes(),
        ...controlCharacters(),
        ...encodings(),
        ...aliases(),
        ...nesting(),
        ...documents(),
    ];
}

const AROUND: readonly (readonly [where: string, before: string, after: string])[] = [
    ["a value", "config:\n  platform:key: a", "b\n"],
    ["a quoted value", 'config:\n  platform:key: "a', 'b"\n'],
    ["a comment", "config:\n  platform:key: a # b", "c\n"],
    ["a key", "config:\n  platform:k", "y: a\n"],
    ["the end", "config:\n  platform:key: a\n", ""],
];

function around(name: string, bytes: Uint8Array): CorpusFile[] {
    return AROUND.map(([where, before, after]) => [
        `${name} in ${where}`,
        Buffer.concat([Buffer.from(before), bytes, Buffer.from(after)]),
    ]);
}

/** Each way in which bytes are no UTF-8, and characters at the edges of what YAML allows. */
function invalidBytes(): CorpusFile[] {
    const sequences =
        "80 bf c0 c080 c1bf c3 c328 e0 e080af e282 e28228 eda080 edbfbf f0 f08080af f09f98 f0288cbc f4908080 " +
        "f8 f888808080 fe ff fffe c3a9 ee8080 efbfbd efbfbe efbfbf f09f9880 f0908080 f48fbfbf c285 c2a0 e280a8 e280a9 efbbbf";
    return sequences.split(" ").flatMap((hex) => around(`bytes ${hex}`, Buffer.from(hex, "hex")));
}

function controlCharacters(): CorpusFile[] {
    const codes = [...Array(32).keys(), 0x7f, 0x80, 0x84, 0x86, 0x9f];
    return codes.flatMap((code) =>
        around(`U+${code.toString(16).padStart(4, "0")}`, Buffer.from(String.fromCodePoint(code))),
    );
}

const SAMPLE = "config:\n  platform:key: é😀\n";
const UTF8_MARK = Buffer.from("efbbbf", "hex");

function encodings(): CorpusFile[] {
    const little = Buffer.from(SAMPLE, "utf16le");
    const big = Buffer.from(little).swap16();
    const [littleMark, bigMark] = [Buffer.from("fffe", "hex"), Buffer.from("feff", "hex")];
    const lone = (units: readonly number[]): Buffer => {
        const text = `config:\n  platform:key: a${String.fromCharCode(...units)}b\n`;
        return Buffer.concat([littleMark, Buffer.from(text, "utf16le")]);
    };
    return [
        ["UTF-16 LE with its mark", Buffer.concat([littleMark, little])],
        ["UTF-16 BE with its mark", Buffer.concat([bigMark, big])],
        ["UTF-16 LE without its mark", little],
        ["UTF-16 BE without its mark", big],
        ["UTF-16 LE cut in half", Buffer.concat([littleMark, little]).subarray(0, -1)],
        ["UTF-16 BE cut in half", Buffer.concat([bigMark, big]).subarray(0, -1)],
        ["UTF-16 with a high surrogate alone", lone([0xd83d])],
        ["UTF-16 with a low surrogate alone", lone([0xde00])],
        ["UTF-16 with a NUL", lone([0])],
        ["UTF-16 with a noncharacter", lone([0xffff])],
        ["UTF-16 behind the mark of UTF-8", Buffer.concat([UTF8_MARK, littleMark, little])],
        ["a mark of UTF-16 alone", littleMark],
        ["UTF-32", Buffer.from("fffe0000610000003a00000020000000", "hex")],
        ["one mark of UTF-8", Buffer.concat([UTF8_MARK, Buffer.from(SAMPLE)])],
        ["two marks of UTF-8", Buffer.concat([UTF8_MARK, UTF8_MARK, Buffer.from(SAMPLE)])],
        ["three marks of UTF-8", Buffer.concat([UTF8_MARK, UTF8_MARK, UTF8_MARK, Buffer.from(SAMPLE)])],
        ["a mark of UTF-8 alone", UTF8_MARK],
        ["a mark on a later line", Buffer.from("config:\n\uFEFF  platform:key: a\n")],
        ["a mark behind the indentation", Buffer.from("config:\n  \uFEFFplatform:key: a\n")],
    ];
}

/** Lists of aliases around the share of a file that may come from them, and around a thousand nodes. */
function aliases(): CorpusFile[] {
    const list = (length: number, repeats: number): CorpusFile => [
        `a list of ${length}, repeated ${repeats} times`,
        Buffer.from(
            `config:\n  platform:a: &a [${Array(length).fill("x").join(", ")}]\n` +
                `  platform:b: [${Array(repeats).fill("*a").join(", ")}]\n`,
        ),
    ];
    const merged = (length: number, repeats: number): CorpusFile => [
        `a map of ${length}, merged ${repeats} times`,
        Buffer.from(
            `config:\n  platform:a: &a {${Array.from({ length }, (_, index) => `k${index}: x`).join(", ")}}\n` +
                `  platform:b: [${Array(repeats).fill("{<<: *a}").join(", ")}]\n`,
        ),
    ];
    const laughs = (levels: number): CorpusFile => [
        `${levels} levels of ten aliases each`,
        Buffer.from(
            `config:\n  platform:l0: &l0 x\n${Array.from(
                { length: levels },
                (_, level) =>
                    `  platform:l${level + 1}: &l${level + 1} [${Array(10).fill(`*l${level}`).join(", ")}]\n`,
            ).join("")}`,
        ),
    ];
    return [
        ...[2, 3, 4, 5, 6, 9].map(laughs),
        ...[8, 9, 10, 20, 97, 98, 99, 100, 101, 120, 200].flatMap((length) =>
            [1, 5, 8, 9, 10, 11, 90, 150].map((repeats) => list(length, repeats)),
        ),
        // The share passes 99 in 100 somewhere between these.
        ...[200, 201, 202, 203].map((repeats) => list(200, repeats)),
        ...[157, 158, 159, 160].map((repeats) => merged(400, repeats)),
        ...[100, 200].flatMap((length) => [3, 5, 100].map((repeats) => merged(length, repeats))),
    ];
}

function nesting(): CorpusFile[] {
    return [50, 1000, 9990, 10_010].flatMap((depth): CorpusFile[] => [
        [
            `${depth} brackets`,
            Buffer.from(`config:\n  platform:key: ${"[".repeat(depth)}${"]".repeat(depth)}\n`),
        ],
    ]);
}

function documents(): CorpusFile[] {
    const texts = [
        "",
        "\n",
        "# only a comment\n",
        "---\n",
        "config:\n",
        "config: {}\n",
        "config: []\n",
        "config: a\n",
        "config: null\n",
        "config:\n  platform:key: a",
        "config:\r\n  platform:key: a\r\n",
        "config:\r  platform:key: a\r",
        "---\nconfig:\n  platform:key: a\n",
        "--- # why\nconfig:\n  platform:key: a\n...\n",
        "config:\n  platform:key: a\n---\n",
        "config:\n  platform:key: a\n---\nb: c\n",
        "%YAML 1.1\n---\nconfig:\n  platform:key: yes\n",
        "%YAML 1.2\n---\nconfig:\n  platform:key: a\n",
        "%TAG !e! tag:example.com,2026:\n---\nconfig:\n  platform:key: a\n",
        "{config: {platform:key: a}}\n",
        '{"config": {"platform:key": [1, "a"]}}\n',
        "- config\n",
        "config\n",
        "1: a\n",
        "config:\n  key: a\n",
        "config:\n  platform:config:key: a\n",
        "config:\n  a:b:c: d\n",
        "config:\n  1: a\n",
        "config:\n  true: a\n",
        "config:\n  ~: a\n",
        "config:\n  'platform:key': a\n",
        "config:\n  ? platform:key\n  : a\n",
        "config:\n  platform:key: a\nconfig:\n  platform:key: b\n",
        "config: &c\n  platform:key: a\n",
        "config:\n  <<: {platform:key: a}\n",
        "x: &x {platform:key: a}\nconfig: *x\n",
        "x: &x {platform:key: a}\nconfig:\n  <<: *x\n  platform:next: b\n",
        "config:\n\tplatform:key: a\n",
        "config:\n  platform:key: a\n platform:next: b\n",
        "config:\n  platform:key: a\n   platform:next: b\n",
        "encryptionsalt: v1:a\nconfig:\n  platform:key:\n    secure: v1:b\n",
    ];
    return texts.map((text) => [JSON.stringify(text), Buffer.from(text)]);
}
