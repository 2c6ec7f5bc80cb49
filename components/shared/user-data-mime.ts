/** MIME multi-part archives, the form in which user data of Amazon Linux can be joined with somebody else's. */
import type { Problem } from "./problems";

export const NODE_CONFIG_TYPE = "application/node.eks.aws";
const SCRIPT_TYPES = ["text/x-shellscript", "text/cloud-boothook"] as const;

/**
 * What runs a part: nodeadm its own, cloud-init the rest. A part of another type is left alone without a word.
 * Source: awslabs/amazon-eks-ami 81fec2e8, nodeadm/internal/configprovider/mime.go; cloud-init documentation, User
 * data formats.
 */
const PART_TYPES: readonly string[] = [
    NODE_CONFIG_TYPE,
    ...SCRIPT_TYPES,
    "text/cloud-config",
    "text/cloud-config-archive",
    "text/cloud-config-jsonp",
    "text/jinja2",
    "text/part-handler",
    "text/x-include-once-url",
    "text/x-include-url",
    "text/x-shellscript-per-boot",
    "text/x-shellscript-per-instance",
    "text/x-shellscript-per-once",
];

/** One part of an archive. */
export interface MimePart {
    /** 1 for the first. */
    readonly number: number;
    /** Without its parameters, in small letters; empty where none is given. */
    readonly type: string;
    readonly content: string;
}

/** An archive as its readers see it, or why they refuse it. */
export type MimeArchive =
    | { readonly boundary: string; readonly parts: readonly MimePart[] }
    | { readonly problem: Omit<Problem, "path"> };

/** Whether somebody meant the text to be an archive. */
export function isMime(text: string): boolean {
    return /^\s*(MIME-Version|Content-Type):/i.test(text);
}

/** What Go's mail and multipart readers, which both nodeadm and Karpenter use, make of the text. */
export function readMime(text: string): MimeArchive {
    if (/^\s/.test(text)) {
        const what = "the archive begins with a blank line or a space, so that its headers are not found";
        return { problem: { what, remedy: "Begin the text with MIME-Version: 1.0" } };
    }
    const [head, body] = splitHead(text);
    const type = head.get("content-type") ?? "";
    const boundary = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(type)?.slice(1).find(Boolean);
    if (!/^multipart\//i.test(type) || boundary === undefined) {
        const what = "the archive does not say where its parts begin";
        return {
            problem: {
                what,
                remedy: 'Write Content-Type: multipart/mixed; boundary="//" above the first blank line',
            },
        };
    }
    const lines = body.split("\n").map((line) => line.trimEnd());
    const end = lines.indexOf(`--${boundary}--`);
    if (end === -1) {
        const what = "the archive does not end";
        return { problem: { what, remedy: `End it with a line --${boundary}--` } };
    }
    return { boundary, parts: partsOf(lines.slice(0, end), `--${boundary}`) };
}

function partsOf(lines: readonly string[], delimiter: string): MimePart[] {
    const starts = lines.flatMap((line, index) => (line === delimiter ? [index] : []));
    return starts.map((start, index) => {
        const [head, content] = splitHead(lines.slice(start + 1, starts[index + 1]).join("\n"));
        const type = (head.get("content-type")?.split(";")[0] ?? "").trim().toLowerCase();
        const isBase64 = /base64/i.test(head.get("content-transfer-encoding") ?? "");
        return {
            number: index + 1,
            type,
            content: isBase64 ? Buffer.from(content, "base64").toString("utf8") : content,
        };
    });
}

/** Headers by their names in small letters, and what comes after the first blank line. */
function splitHead(text: string): [head: ReadonlyMap<string, string>, body: string] {
    const [first = "", ...rest] = text.split(/\r?\n[ \t]*\r?\n/);
    const [head, body] = /^\r?\n/.test(text) ? ["", text] : [first, rest.join("\n\n")];
    // A header goes on in lines that begin with a space.
    const headers = head.replaceAll(/\r?\n[ \t]+/g, " ").split(/\r?\n/);
    const pairs = headers.map((line): [string, string] => {
        const colon = line.indexOf(":");
        return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
    });
    return [new Map(pairs), body];
}

/** A part nobody would run. */
export function checkPart(path: string, { content, number, type }: MimePart): Problem[] {
    if (!PART_TYPES.includes(type)) {
        const what = `part ${number} of the user data is of a type that nothing runs`;
        return [{ path, what, got: type, remedy: `Choose ${PART_TYPES.slice(0, 4).join(", ")}` }];
    }
    if (type !== "text/x-shellscript" || content.trimStart().startsWith("#!")) return [];
    const what = `part ${number} of the user data is a script whose first line names no interpreter`;
    return [{ path, what, remedy: "Begin it with #!/bin/bash" }];
}
/** The archive with one part more at its end, which is therefore read last. */
export function appendPart(text: string, boundary: string, type: string, content: string): string {
    const end = `--${boundary}--`;
    const at = text.lastIndexOf(`\n${end}`) + 1;
    return `${text.slice(0, at)}--${boundary}\nContent-Type: ${type}\n\n${content}\n${end}\n`;
}

/** The archive with one part more at its beginning, so that what the others say of the same wins. */
export function prependPart(text: string, boundary: string, type: string, content: string): string {
    const at = text.indexOf(`\n--${boundary}`) + 1;
    return `${text.slice(0, at)}--${boundary}\nContent-Type: ${type}\n\n${content}\n${text.slice(at)}`;
}

/** An archive of one part. */
export function archiveOf(type: string, content: string): string {
    const head = 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="//"\n';
    return `${head}\n--//\nContent-Type: ${type}\n\n${content}\n--//--\n`;
}
