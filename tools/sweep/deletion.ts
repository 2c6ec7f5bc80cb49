/** Deletes what a sweep found, in an order in which nothing is still used when its turn comes. */
import { AwsRefusal, type Cloud, type Found, type Kind, KINDS } from "./found";
import type { Say } from "./survey";

export interface Failure {
    readonly item: Found;
    readonly why: string;
}

export interface DeletionOptions {
    readonly cloud: Cloud;
    readonly say: Say;
    readonly sleep: (ms: number) => Promise<void>;
}

/** Source: what users of EC2 see; a node with a running shutdown takes minutes, a load balancer's interfaces as well. */
const POLL_MS = 10_000;
const POLLS = 60;

/** Resolves to what could not be deleted. What is gone already counts as deleted. */
export async function deleteAll(
    items: readonly Found[],
    options: DeletionOptions,
): Promise<readonly Failure[]> {
    const failures: Failure[] = [];
    for (const kind of KINDS) {
        const some = items.filter((item) => item.kind === kind);
        if (some.length > 0) failures.push(...(await deleteKind(kind, some, options)));
    }
    return failures;
}

async function deleteKind(
    kind: Kind,
    items: readonly Found[],
    options: DeletionOptions,
): Promise<readonly Failure[]> {
    const { cloud, say } = options;
    const ids = items.map(({ id }) => id);
    if (kind === "security group") await cloud.revokeReferences(ids);
    const failures: Failure[] = [];
    const patience = kind === "security group" ? { polls: POLLS } : { polls: 0 };
    for (const item of items) {
        const why = await remove(item, patience, options);
        say(`${kind} ${nameOf(item)}: ${why ?? "deleted"}`);
        if (why !== undefined) failures.push({ item, why });
    }
    if (kind === "instance") {
        const ending = ids.filter((id) => failures.every(({ item }) => item.id !== id));
        await waitForInstances(ending, options);
    }
    return failures;
}

/** Why it is still there; undefined when it is gone. All groups share the patience: one wait serves them all. */
async function remove(
    item: Found,
    patience: { polls: number },
    { cloud, sleep }: DeletionOptions,
): Promise<string | undefined> {
    for (;;) {
        try {
            await cloud.remove(item);
            return undefined;
        } catch (error) {
            if (!(error instanceof AwsRefusal)) throw error;
            if (/NotFound(Exception)?$/.test(error.code)) return undefined;
            // The interfaces of a load balancer outlive it by minutes.
            if (error.code !== "DependencyViolation" || patience.polls === 0)
                return `${error.code}: ${error.message}`;
            patience.polls -= 1;
            await sleep(POLL_MS);
        }
    }
}

async function waitForInstances(
    ids: readonly string[],
    { cloud, say, sleep }: DeletionOptions,
): Promise<void> {
    let left = ids;
    for (let poll = 0; left.length > 0 && poll < POLLS; poll += 1) {
        left = await cloud.unfinished(left);
        if (left.length === 0) return;
        say(`waiting for ${left.length} of ${ids.length} instances to end`);
        await sleep(POLL_MS);
    }
}

/** As a person would look for it. */
export function nameOf({ id, name }: Found): string {
    const short = id.replace(/^arn:.*:loadbalancer\//, "");
    return name === undefined || name === "" || short.includes(name) ? short : `${short} (${name})`;
}
