/** How people get onto a node, whoever makes it: Session Manager, a key pair from named sources, or not at all. */
import { z } from "zod";

import { parseCidr } from "./cidr";
import type { Problem } from "./problems";
import { list } from "./schema";

export const nodeAccessSchema = z.discriminatedUnion("kind", [
    z.strictObject({
        /** Session Manager, without an open port. Its policy reads every Parameter Store value of the account. */
        kind: z.literal("session-manager"),
    }),
    z.strictObject({
        /** SSH, of Windows Remote Desktop, from the sources named here and no other. Session Manager then reaches no node. */
        kind: z.literal("key-pair"),
        /** Name of a key pair that exists in the region. A change rolls every node. */
        keyName: z.string(),
        /** Who reaches port 22, of Windows 3389: security groups, `sg-0123456789abcdef0`, and networks, `10.20.0.0/16`. */
        from: list(z.string()),
    }),
    z.strictObject({
        /** No way onto a node: a broken one is replaced, not looked at. */
        kind: z.literal("none"),
    }),
]);

/** How people get onto a node. */
export type NodeAccess = z.infer<typeof nodeAccessSchema>;

const SSH_PORT = 22;

export const DEFAULT_ACCESS: NodeAccess = { kind: "session-manager" };

/** Source: Amazon EC2 API Reference, CreateSecurityGroup: `sg-` and 8 or 17 hexadecimal digits. */
export const SECURITY_GROUP_ID = /^sg-([0-9a-f]{8}|[0-9a-f]{17})$/;

/** What a reader of the plan sees: `key pair ops, port 22 from 10.20.0.0/16`. */
export function describeAccess(access: NodeAccess, port = SSH_PORT): string {
    if (access.kind !== "key-pair") return access.kind === "none" ? "none" : "Session Manager";
    return `key pair ${access.keyName}, port ${port} from ${access.from.join(", ")}`;
}

/**
 * Everything EC2 would refuse, and a port that would be open to everybody: with a key and no sources EKS itself opens 22 to
 * 0.0.0.0/0. Source: EKS API Reference, RemoteAccessConfig, sourceSecurityGroups.
 */
export function checkNodeAccess(path: string, access: NodeAccess, port = SSH_PORT): Problem[] {
    if (access.kind !== "key-pair") return [];
    const { from, keyName } = access;
    return [
        // Source: Amazon EC2 API Reference, CreateKeyPair, KeyName: up to 255 ASCII characters.
        ...(/^[\x20-\x7e]{1,255}$/.test(keyName) && keyName.trim() === keyName
            ? []
            : [
                  {
                      path: `${path}.keyName`,
                      what: "not the name of a key pair",
                      got: keyName,
                      remedy: "Write its name as EC2 lists it, not its id or file",
                  },
              ]),
        ...(from.length > 0
            ? []
            : [
                  {
                      path: `${path}.from`,
                      what: `nobody is named who reaches port ${port}, so the key opens nothing`,
                      got: from,
                      remedy: "Name a security group or a network of those who connect, or choose session-manager",
                  },
              ]),
        ...from.flatMap((source, index) =>
            checkSource(`${path}.from[${index}]`, source, from.indexOf(source) < index, port),
        ),
    ];
}

function checkSource(path: string, source: string, isTwice: boolean, port: number): Problem[] {
    if (isTwice) return [{ path, what: "the same source twice", got: source, remedy: "Keep one" }];
    if (SECURITY_GROUP_ID.test(source)) return [];
    const network = parseCidr(source);
    if (network === undefined) {
        const remedy = "Write sg-… or an IPv4 network such as 10.20.0.0/16";
        return [{ path, what: "neither a security group nor a network", got: source, remedy }];
    }
    if (network.prefixLength === 0) {
        const what = `port ${port} of every node would be open to the world`;
        const remedy = "Name the network of those who connect, or choose session-manager";
        return [{ path, what, got: source, remedy }];
    }
    if (network.canonical === source) return [];
    return [
        {
            path,
            what: "not the first address of its network",
            got: source,
            remedy: `Write ${network.canonical}`,
        },
    ];
}

/** Groups of an interface beside the cluster's own: a quota of 16 at most. Source: Amazon VPC User Guide, quotas. */
const MAX_GROUPS = 16;

/** Further security groups that exist already. */
export function checkSecurityGroupIds(path: string, ids: readonly string[]): Problem[] {
    return [
        ...(ids.length < MAX_GROUPS
            ? []
            : [
                  {
                      path,
                      what: `an interface has at most ${MAX_GROUPS} security groups, the cluster's among them`,
                      got: ids.length,
                      remedy: `Keep ${MAX_GROUPS - 1}; the quota begins at 5`,
                  },
              ]),
        ...checkGroupIds(path, ids),
    ];
}

/** Ids of security groups, each once, of whatever they are groups of. */
export function checkGroupIds(path: string, ids: readonly string[]): Problem[] {
    return ids.flatMap((id, index) => {
        const place = `${path}[${index}]`;
        if (ids.indexOf(id) < index)
            return [{ path: place, what: "the same group twice", got: id, remedy: "Keep one" }];
        if (SECURITY_GROUP_ID.test(id)) return [];
        return [{ path: place, what: "not the id of a security group", got: id, remedy: "Write sg-…" }];
    });
}
