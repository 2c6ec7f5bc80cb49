/**
 * One file out of a ZIP archive from somebody else's hands. It is read in memory and nothing is ever written, so that a
 * path, a link or a mode in the archive has no say; sizes are bounded before anything is unpacked.
 * Source of the numbers: PKWARE, .ZIP File Format Specification, sections 4.3.7, 4.3.12 and 4.3.16.
 */
import { inflateRawSync } from "node:zlib";

const END = { signature: 0x06054b50, size: 22, count: 10, offset: 16 } as const;
const CENTRAL = {
    signature: 0x02014b50,
    size: 46,
    flags: 8,
    method: 10,
    packed: 20,
    unpacked: 24,
    nameLength: 28,
    extraLength: 30,
    commentLength: 32,
    offset: 42,
} as const;
const LOCAL = { signature: 0x04034b50, size: 30, nameLength: 26, extraLength: 28 } as const;

const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;

/** The archive's own comment may follow its end. */
const MAX_COMMENT = 0xffff;

interface Entry {
    readonly name: string;
    readonly flags: number;
    readonly method: number;
    readonly packed: number;
    readonly unpacked: number;
    readonly offset: number;
}

export type Unpacked = { readonly content: Uint8Array } | { readonly reason: string };

/** The file called exactly `name`; or why it cannot be had. */
export function readZipEntry(archive: Uint8Array, name: string, limit: number): Unpacked {
    const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
    try {
        const found = entriesOf(bytes).filter((entry) => entry.name === name);
        const [entry] = found;
        if (entry === undefined) return { reason: `the archive has no ${name}` };
        if (found.length > 1) return { reason: `the archive has ${found.length} files called ${name}` };
        if (entry.unpacked > limit) return { reason: `${name} is larger than ${limit} bytes` };
        return unpack(bytes, entry, limit);
    } catch {
        // Reading outside the archive, data that do not inflate, or more of them than were stated.
        return { reason: "the archive is damaged" };
    }
}

function entriesOf(bytes: Buffer): readonly Entry[] {
    const end = endOf(bytes);
    const count = bytes.readUInt16LE(end + END.count);
    const entries: Entry[] = [];
    let at = bytes.readUInt32LE(end + END.offset);
    for (let index = 0; index < count; index += 1) {
        if (bytes.readUInt32LE(at) !== CENTRAL.signature) throw new RangeError("no entry");
        const nameEnd = at + CENTRAL.size + bytes.readUInt16LE(at + CENTRAL.nameLength);
        entries.push({
            name: bytes.toString("utf8", at + CENTRAL.size, nameEnd),
            flags: bytes.readUInt16LE(at + CENTRAL.flags),
            method: bytes.readUInt16LE(at + CENTRAL.method),
            packed: bytes.readUInt32LE(at + CENTRAL.packed),
            unpacked: bytes.readUInt32LE(at + CENTRAL.unpacked),
            offset: bytes.readUInt32LE(at + CENTRAL.offset),
        });
        at =
            nameEnd +
            bytes.readUInt16LE(at + CENTRAL.extraLength) +
            bytes.readUInt16LE(at + CENTRAL.commentLength);
    }
    return entries;
}

/** The end record is the last thing in the archive but for a comment. */
function endOf(bytes: Buffer): number {
    const last = bytes.length - END.size;
    for (let at = last; at >= Math.max(0, last - MAX_COMMENT); at -= 1) {
        if (bytes.readUInt32LE(at) === END.signature) return at;
    }
    throw new RangeError("no end");
}

function unpack(bytes: Buffer, { flags, method, offset, packed }: Entry, limit: number): Unpacked {
    if ((flags & ENCRYPTED) !== 0) return { reason: "the archive is encrypted" };
    if (bytes.readUInt32LE(offset) !== LOCAL.signature) throw new RangeError("no file");
    const start =
        offset +
        LOCAL.size +
        bytes.readUInt16LE(offset + LOCAL.nameLength) +
        bytes.readUInt16LE(offset + LOCAL.extraLength);
    if (start + packed > bytes.length) throw new RangeError("cut off");
    const data = bytes.subarray(start, start + packed);
    if (method === STORED) return { content: data.subarray(0, limit) };
    if (method !== DEFLATED) return { reason: `the archive is compressed in an unknown way (${method})` };
    return { content: inflateRawSync(data, { maxOutputLength: limit }) };
}
