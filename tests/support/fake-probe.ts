/** A machine made of recorded answers. What no row answers is not there. */
import type { Address, Knock, Probe, Ran, Reply } from "../../tools/probe/probe";

export interface Recorded {
    /** By the beginning of the command line; the longest that fits wins. */
    readonly programs?: Readonly<Record<string, Ran | string>>;
    readonly files?: Readonly<Record<string, string>>;
    /** By host. A host without a row does not answer. */
    readonly hosts?: Readonly<Record<string, Knock | "answers">>;
    readonly replies?: Readonly<Record<string, Reply>>;
    readonly changes?: Partial<Probe>;
}

export interface FakeProbe extends Probe {
    readonly asked: { readonly commands: string[]; readonly addresses: Address[]; readonly urls: string[] };
}

/** What a program printed before it ended well. */
export function printed(stdout: string, stderr = ""): Ran {
    return { kind: "ran", code: 0, stdout, stderr };
}

/** What a program complained of before it failed. */
export function failed(stderr: string, code = 254): Ran {
    return { kind: "ran", code, stdout: "", stderr };
}

export function fakeProbe({
    programs = {},
    files = {},
    hosts = {},
    replies = {},
    changes,
}: Recorded = {}): FakeProbe {
    const asked: FakeProbe["asked"] = { commands: [], addresses: [], urls: [] };
    return {
        asked,
        run: (command, args) => {
            const line = [command, ...args].join(" ");
            asked.commands.push(line);
            const fitting = Object.keys(programs).filter((start) => line.startsWith(start));
            const longest = fitting.sort((one, other) => other.length - one.length)[0];
            const ran = longest === undefined ? undefined : programs[longest];
            if (ran === undefined) return Promise.resolve({ kind: "missing" });
            return Promise.resolve(typeof ran === "string" ? printed(ran) : ran);
        },
        readFile: (path) => files[path],
        connect: (address) => {
            asked.addresses.push(address);
            const knock = Object.hasOwn(hosts, address.host) ? hosts[address.host] : "timeout";
            return Promise.resolve(knock === "answers" ? undefined : knock);
        },
        request: (method, url, headers) => {
            const authorized =
                headers["authorization"] === undefined ? "" : ` as ${headers["authorization"]}`;
            asked.urls.push(`${method} ${url}${authorized}`);
            return Promise.resolve(replies[`${method} ${url}${authorized}`]);
        },
        env: {},
        home: "/home/ada",
        platform: "linux",
        arch: "x64",
        now: new Date("2026-11-24T12:00:00Z"),
        ...changes,
    };
}
