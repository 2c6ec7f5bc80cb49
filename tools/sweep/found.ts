/** What AWS has, as far as a sweep cares. */

/** In the order in which they are deleted: what uses something goes before what it uses. */
export const KINDS = ["load balancer", "instance", "network interface", "security group", "volume"] as const;
export type Kind = (typeof KINDS)[number];

export type Tags = Readonly<Record<string, string>>;

export interface Found {
    readonly kind: Kind;
    /** A load balancer's ARN; the name of a classic one, which has no ARN. */
    readonly id: string;
    readonly name: string | undefined;
    /** In AWS's own words: `available`, `running`. */
    readonly state: string;
    /** The account it belongs to, where AWS says so. */
    readonly account: string | undefined;
    readonly tags: Tags;
    /** Made by an AWS service for itself, which alone may delete it. */
    readonly managedByAws: boolean;
}

/** A network interface in a security group. */
export interface GroupUse {
    readonly interfaceId: string;
    readonly groupIds: readonly string[];
    readonly instanceId: string | undefined;
    readonly description: string;
}

/** AWS said no. */
export class AwsRefusal extends Error {
    public constructor(
        /** AWS's error code: `DependencyViolation`. */
        public readonly code: string,
        message: string,
    ) {
        super(message);
    }
}

/** The AWS of one account and region. Lists come page by page. */
export interface Cloud {
    /** The account of the credentials. */
    readonly account: () => Promise<string>;
    /** `ACTIVE` and so on; undefined when there is no such cluster. */
    readonly clusterStatus: (cluster: string) => Promise<string | undefined>;
    /** Everything of a kind that has one of the tags, whatever their values. */
    readonly find: (kind: Kind, tagKeys: readonly string[]) => AsyncIterable<readonly Found[]>;
    readonly usesOf: (groupIds: readonly string[]) => AsyncIterable<readonly GroupUse[]>;
    /** @throws AwsRefusal */
    readonly remove: (item: Found) => Promise<void>;
    /** Those of the instances that have not ended yet. */
    readonly unfinished: (instanceIds: readonly string[]) => Promise<readonly string[]>;
    /** Removes the rules of these groups that name a group: two groups that name each other cannot be deleted. */
    readonly revokeReferences: (groupIds: readonly string[]) => Promise<void>;
}
