/** Every resource of the page, unpacked once and found by URN, by name, or by any words of them. */
import type { EnvironmentRecord, PackedPage, ResourceRecord } from "./records";

export interface Entry {
    readonly stack: string;
    readonly resource: ResourceRecord;
    /** In small letters, for the search. */
    readonly text: string;
}

export interface Book {
    readonly page: PackedPage;
    readonly entries: readonly Entry[];
    readonly of: (stack: string, urn: string) => ResourceRecord | undefined;
    readonly environment: (stack: string) => EnvironmentRecord | undefined;
    /** Resources of which this one is a parent. */
    readonly below: (stack: string, urn: string) => readonly ResourceRecord[];
    /** Resources that wait for this one. */
    readonly waiting: (stack: string, urn: string) => readonly ResourceRecord[];
}

export async function openBook(packed: string): Promise<Book> {
    const bytes = Uint8Array.from(atob(packed), (one) => one.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return bookOf(JSON.parse(await new Response(stream).text()) as PackedPage);
}

function bookOf(page: PackedPage): Book {
    const entries = page.environments.flatMap(({ resources, stack }) =>
        resources.map((resource): Entry => ({ stack, resource, text: textOf(resource) })),
    );
    const shelves = new Map(
        page.environments.map((environment) => [environment.stack, shelfOf(environment)]),
    );
    return {
        page,
        entries,
        of: (stack, urn) => shelves.get(stack)?.byUrn.get(urn),
        environment: (stack) => page.environments.find((one) => one.stack === stack),
        below: (stack, urn) => shelves.get(stack)?.children().get(urn) ?? [],
        waiting: (stack, urn) => shelves.get(stack)?.dependents().get(urn) ?? [],
    };
}

/** The name ends the URN, which is not certain of what somebody else planned. */
function textOf({ name, urn }: ResourceRecord): string {
    return (urn.endsWith(name) ? urn : `${urn} ${name}`).toLowerCase();
}

interface Shelf {
    readonly byUrn: ReadonlyMap<string, ResourceRecord>;
    readonly children: () => ReadonlyMap<string, readonly ResourceRecord[]>;
    readonly dependents: () => ReadonlyMap<string, readonly ResourceRecord[]>;
}

/** Who stands below or waits is only looked for once somebody opens details. */
function shelfOf({ resources }: EnvironmentRecord): Shelf {
    return {
        byUrn: new Map(resources.map((resource) => [resource.urn, resource])),
        children: once(() => grouped(resources, ({ parent }) => (parent === undefined ? [] : [parent]))),
        dependents: once(() => grouped(resources, ({ waitsFor }) => waitsFor)),
    };
}

function once<Value>(make: () => Value): () => Value {
    let made: Value | undefined;
    return () => (made ??= make());
}

function grouped(
    resources: readonly ResourceRecord[],
    keysOf: (resource: ResourceRecord) => readonly string[],
): ReadonlyMap<string, readonly ResourceRecord[]> {
    const groups = new Map<string, ResourceRecord[]>();
    for (const resource of resources) {
        for (const key of keysOf(resource)) {
            const known = groups.get(key);
            if (known === undefined) groups.set(key, [resource]);
            else known.push(resource);
        }
    }
    return groups;
}

/** Every word must stand somewhere in name, type or URN; names that begin with it come first. */
export function find(book: Book, words: string): readonly Entry[] {
    const wanted = words
        .toLowerCase()
        .split(/\s+/)
        .filter((word) => word !== "");
    if (wanted.length === 0) return [];
    const found = book.entries.filter(({ text }) => wanted.every((word) => text.includes(word)));
    const [first = ""] = wanted;
    const rank = ({ resource: { name } }: Entry): number =>
        name === first ? 0 : name.startsWith(first) ? 1 : name.includes(first) ? 2 : 3;
    return found
        .map((entry) => ({ entry, at: rank(entry) }))
        .sort((a, b) => a.at - b.at)
        .map(({ entry }) => entry);
}
