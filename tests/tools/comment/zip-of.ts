/** ZIP archives for tests, honest and not. */
import { deflateRawSync } from "node:zlib";

export interface ZipFile {
    readonly name: string;
    readonly content: Uint8Array | string;
    /** @default 8, deflated */
    readonly method?: number;
    readonly flags?: number;
    /** What the archive says of the unpacked size. @default the truth */
    readonly stated?: number;
    /** What it says of the packed size. @default the truth */
    readonly packed?: number;
}

/** As a tool would write it: local headers with data, the central directory, its end. */
export function zipOf(files: readonly ZipFile[], comment = ""): Buffer {
    const local: Buffer[] = [];
    const central: Buffer[] = [];
    let offset = 0;
    for (const file of files) {
        const name = Buffer.from(file.name);
        const content = Buffer.from(file.content);
        const data = (file.method ?? 8) === 8 ? deflateRawSync(content) : content;
        const header = Buffer.alloc(30);
        header.writeUInt32LE(0x04034b50, 0);
        header.writeUInt16LE(name.length, 26);
        local.push(header, name, data);
        const entry = Buffer.alloc(46);
        entry.writeUInt32LE(0x02014b50, 0);
        entry.writeUInt16LE(file.flags ?? 0, 8);
        entry.writeUInt16LE(file.method ?? 8, 10);
        entry.writeUInt32LE(file.packed ?? data.length, 20);
        entry.writeUInt32LE(file.stated ?? content.length, 24);
        entry.writeUInt16LE(name.length, 28);
        entry.writeUInt32LE(offset, 42);
        central.push(entry, name);
        offset += header.length + name.length + data.length;
    }
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(files.length, 8);
    end.writeUInt16LE(files.length, 10);
    end.writeUInt32LE(Buffer.concat(central).length, 12);
    end.writeUInt32LE(offset, 16);
    end.writeUInt16LE(Buffer.byteLength(comment), 20);
    return Buffer.concat([...local, ...central, end, Buffer.from(comment)]);
}
