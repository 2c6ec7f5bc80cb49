/**
 * The bytes of a stack file as text, or why the engine's reader refuses them.
 * Source: pulumi/pulumi v3.248.0 sdk/go/common/workspace/loaders.go, readFileStripUTF8BOM; go-yaml v3.0.1 readerc.go,
 * yaml_parser_determine_encoding and yaml_parser_update_buffer; both read 2026-11.
 */

/** Why a text could not be read, without any of the text. */
export interface YamlFault {
    readonly line: number;
    readonly column: number;
    readonly what: string;
}

/** UTF-8, or UTF-16 that begins with its byte order mark. */
export function decodeYaml(bytes: Uint8Array): { readonly text: string } | { readonly fault: YamlFault } {
    const body = withoutMark(bytes);
    const decoded = startsWith(body, [0xff, 0xfe])
        ? decode(body.subarray(2), "utf-16le")
        : startsWith(body, [0xfe, 0xff])
          ? decode(body.subarray(2), "utf-16be")
          : // The engine takes a mark away, and the parser another one.
            decode(withoutMark(body), "utf-8");
    if ("fault" in decoded) return decoded;
    const forbidden = FORBIDDEN.find(({ pattern }) => pattern.test(decoded.text));
    if (forbidden === undefined) return decoded;
    const before = decoded.text.slice(0, decoded.text.search(forbidden.pattern));
    return { fault: after(before, forbidden.what) };
}

const UTF8_MARK = [0xef, 0xbb, 0xbf];

function withoutMark(bytes: Uint8Array): Uint8Array {
    return startsWith(bytes, UTF8_MARK) ? bytes.subarray(UTF8_MARK.length) : bytes;
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
    return mark.every((byte, index) => bytes[index] === byte);
}

const FORBIDDEN = [
    {
        pattern: /[^\t\n\r\x20-\x7E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u,
        what: "a control character: write it as an escape, such as \\x01, in double quotes",
    },
    {
        // go-yaml ends a line at each of these, YAML 1.2 at the last alone. Nobody who sees the file could tell.
        pattern: /[\u0085\u2028\u2029]|\r(?!\n)/u,
        what: "a line break other than of the Enter key: write it as an escape, such as \\N, in double quotes",
    },
    {
        // The parser skips it there and takes it for text elsewhere.
        pattern: /^\uFEFF|(?<=[\r\n])\uFEFF/u,
        what: "a byte order mark too many: remove it",
    },
];

type Encoding = "utf-8" | "utf-16le" | "utf-16be";

function decode(
    bytes: Uint8Array,
    encoding: Encoding,
): { readonly text: string } | { readonly fault: YamlFault } {
    try {
        return { text: new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes) };
    } catch {
        const what = `not valid ${encoding.toUpperCase()}: save the file as UTF-8`;
        return { fault: after(readablePart(bytes, encoding), what) };
    }
}

/** The longest beginning that can be read. */
function readablePart(bytes: Uint8Array, encoding: Encoding): string {
    const lenient = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
    const strict = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
    const encoded = (text: string): number =>
        encoding === "utf-8" ? Buffer.byteLength(text) : text.length * 2;
    // What cannot be read became U+FFFD: the first one that the bytes themselves do not hold.
    for (let at = lenient.indexOf("\uFFFD"); at !== -1; at = lenient.indexOf("\uFFFD", at + 1)) {
        try {
            strict.decode(bytes.subarray(0, encoded(lenient.slice(0, at + 1))));
        } catch {
            return lenient.slice(0, at);
        }
    }
    return lenient;
}

function after(before: string, what: string): YamlFault {
    const lines = before.split(/\r\n|\r|\n/);
    return { line: lines.length, column: (lines.at(-1) ?? "").length + 1, what };
}
