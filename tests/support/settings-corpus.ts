/**
 * Values and files a person could write into Pulumi.<stack>.yaml, well or badly. What the engine's own reader makes of
 * each is in tests/fixtures/settings-reader/.
 */
import { shapesOfCorpus } from "./settings-corpus-shapes";

/** Every value of the corpus, as it stands behind `key: `. */
export function scalarsOfCorpus(): readonly string[] {
    return [
        ...new Set([
            ...numbers(),
            ...words(),
            ...instants(),
            ...quoted(),
            ...tagged(),
            ...blocks(),
            ...shapesOfCorpus(),
        ]),
    ];
}

const SIGNS = ["", "-", "+"];
const INTEGERS =
    "0 5 9 00 007 08 012 018 0o7 0o17 0o8 0O7 0x1F 0X1f 0xg 0x 0b1 0B1 0b2 0b 1_000 _1 1_ 1__0 0_7 0x_1 0x1_F " +
    "0b1_0 0o1_7 0_8 012345678901 012345678981 9007199254740993 9223372036854775807 9223372036854775808 " +
    "18446744073709551615 18446744073709551616 0xffffffffffffffff 0x10000000000000000 0777777777777777777777 " +
    "01777777777777777777777 0b1111111111111111111111111111111111111111111111111111111111111111 1e3 1E3 1e+3 1e-7 " +
    "1e21 1e22 1e308 1e309 1e-400 1e 1e+ 1.5e3 1.e3 .5 5. . .. ._5 1._5 1.5_5 1_0.5 .5e1 1.0 1.30 1.36 0.0 " +
    "0.1234567890123456789 123456789012345678901234567890 100000000000000000000 1e20 1000000.5 01.5 00.5 1.2.3 " +
    "0x1p4 0x1.8p1 0x.8p0 1p4 1:30 12:30:45 190:20:30 190:20:30.15 1,000 1 000 1m 500Mi 5% 1/2 1-2 1+2 0.1e-7 1e-6 " +
    "0.000001 0.0000001 1.7976931348623157e308 5e-324 inf Inf INF .inf .Inf .INF .iNf infinity Infinity nan NaN NAN " +
    ".nan .NaN .NAN .Nan";

function numbers(): string[] {
    return SIGNS.flatMap((sign) => INTEGERS.split(" ").map((text) => `${sign}${text}`)).concat(
        "1 000",
        "--5",
        "++5",
        "- 5",
        "+-5",
        "10.0.0.0/16",
        "111122223333",
        "012345678912",
        "1.36.0",
    );
}

function words(): string[] {
    const booleans = [
        "true",
        "false",
        "yes",
        "no",
        "on",
        "off",
        "y",
        "n",
        "t",
        "f",
        "null",
        "nil",
        "none",
        "~",
    ];
    return [
        ...booleans.flatMap((word) => [
            word,
            word.toUpperCase(),
            `${word.charAt(0).toUpperCase()}${word.slice(1)}`,
            `"${word}"`,
            `'${word}'`,
            `${word}x`,
            `!!str ${word}`,
        ]),
        "tRUE",
        "",
        " ",
        "# nothing",
        '""',
        "''",
        "<<",
        "=",
        "?",
        ".",
        "-",
        "--",
        "---",
        "...",
    ];
}

function instants(): string[] {
    const days = ["2026-12-31", "2026-1-1", "2026-02-30", "2026-13-01", "26-12-31", "02026-12-31", "2026-12"];
    const times = [
        "",
        "T03:04:05Z",
        "t03:04:05z",
        " 03:04:05",
        "  03:04:05",
        "T3:4:5Z",
        "T03:04:05.123456789+01:00",
        " 03:04:05 +01:00",
        "T25:00:00Z",
        "T03:04Z",
        "T03:04:05+0100",
        "T03:04:05",
        " 3:4:5",
        " 03:04:05.5",
        " 03:04:05Z",
        "x",
    ];
    return days
        .flatMap((day) => times.map((time) => `${day}${time}`))
        .concat('"2026-12-31"', "!!str 2026-12-31");
}

const ESCAPES =
    "0 a b t n v f r e q 1 c \" / \\ ' N _ L P x41 x4 u0041 u004 ud83d ud83d\\ude00 U0001F600 U00110000 x00";

function quoted(): string[] {
    const texts = [
        "abc",
        " a ",
        "a: b",
        "a # b",
        "{}",
        "[1]",
        "1.30",
        "é",
        "日本",
        "😀",
        "a\tb",
        "@x",
        "*x",
        "&x",
        "!x",
    ];
    return [
        ...ESCAPES.split(" ").map((escape) => `"a\\${escape}b"`),
        ...texts.flatMap((text) => [`"${text}"`, `'${text}'`]),
        '"a\\ b"',
        "'it''s'",
        '"say \\"x\\""',
        '"a\n  b"',
        '"a\n\n  b"',
        '"a\\\n  b"',
        "'a\n  b'",
        "'a\n\n\n  b'",
        '"a',
        "'a",
        'a"',
        "a'b'",
        '"a" b',
        "'a' # b",
        '"a"#b',
        '"a": b',
        '\'{"b":1,"a":2}\'',
        '"\\tx"',
        '"\tx"',
    ];
}

function tagged(): string[] {
    const tags =
        "!!str !!int !!float !!bool !!null !!timestamp !!binary !!seq !!map !!set !!merge !!foo ! !local !e!x !<tag:yaml.org,2002:str> !<x> !!";
    const values = [
        "1",
        "1.5",
        "x",
        "true",
        '"5"',
        '"true"',
        "~",
        "",
        "aGVsbG8=",
        "2026-12-31",
        "[1]",
        "{a: 1}",
        "'~'",
    ];
    return tags.split(" ").flatMap((tag) => values.map((value) => `${tag} ${value}`.trim()));
}

function blocks(): string[] {
    const heads = [
        "|",
        ">",
        "|-",
        ">-",
        "|+",
        ">+",
        "|2",
        ">4-",
        "|-2",
        "|0",
        "|x",
        "| # why",
        "|#",
        "|10",
        "!!str |",
        "&a |",
    ];
    const bodies = [
        "\n    a\n    b\n",
        "\n    a\n\n    b\n\n\n",
        "\n      a\n    b\n",
        "\n    a\n      b\n    c\n",
        "\n",
        "\n    \n    a\n",
        "\n    a\t\n    # b\n",
        "\n  a\n",
        "\n\ta\n",
        "\n    a  \n    b\\\n",
    ];
    return heads.flatMap((head) => bodies.map((body) => `${head}${body}`));
}
