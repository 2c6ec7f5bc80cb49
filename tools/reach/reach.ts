/** Which pod reaches which under NetworkPolicies: asks the Go program beside this file, which is Cyclonus' matcher. */
import { spawnSync } from "node:child_process";

import type { LiveObject } from "../cluster/objects";
import { textOf } from "../facts/build";

/** A pod, or with an address alone something outside of the cluster. */
export interface Peer {
    readonly ip: string;
    readonly namespace?: string;
    readonly namespaceLabels?: Readonly<Record<string, string>>;
    readonly labels?: Readonly<Record<string, string>>;
}

export interface Connection {
    readonly from: Peer;
    readonly to: Peer;
    readonly port: number;
    readonly protocol: "SCTP" | "TCP" | "UDP";
}

/** A pod as policies see it. */
export function peerOf({ metadata, status }: LiveObject, namespaces: readonly LiveObject[]): Peer {
    const { labels = {}, namespace = "default" } = metadata;
    const found = namespaces.find((one) => one.metadata.name === namespace);
    return { ip: textOf(status["podIP"]), namespace, namespaceLabels: found?.metadata.labels ?? {}, labels };
}

/** Whether each connection is let through, in their order. @param binary `buildReach` resolves to it */
export function reachOf(
    binary: string,
    policies: readonly LiveObject[],
    connections: readonly Connection[],
): readonly boolean[] {
    const { error, status, stderr, stdout } = spawnSync(binary, {
        input: JSON.stringify({ policies, connections }),
        encoding: "utf8",
    });
    if (error !== undefined) throw error;
    if (status !== 0) throw new Error(`reach ended with ${status ?? "a signal"}:\n${stderr}`);
    return JSON.parse(stdout) as readonly boolean[];
}
