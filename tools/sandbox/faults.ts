/** Trouble on request: `create:aws:eks/nodeGroup:once`, `half:aws:eks/nodeGroup`, `throttling:40`, `unreachable`. */

const OPERATIONS = ["create", "update", "delete", "read"] as const;
type Operation = (typeof OPERATIONS)[number];
const CHANGES = ["create", "update", "delete"] as const;
type Change = (typeof CHANGES)[number];

export type Fault =
    /** The operation fails and changes nothing. */
    | {
          readonly kind: "fail";
          readonly operation: Operation;
          /** `aws:eks/nodeGroup` or a whole type token. */
          readonly type: string;
          readonly always: boolean;
      }
    /** The operation is done once, and its answer never arrives: whoever asked learns of a broken connection. */
    | { readonly kind: "lost"; readonly operation: Change; readonly type: string }
    /** The first creation makes something that never works, which the error says. */
    | { readonly kind: "half"; readonly type: string }
    /** That many answers in a row say that there were too many requests. */
    | { readonly kind: "throttling"; readonly count: number }
    /** The credentials hold for that many changes. */
    | { readonly kind: "expired-credentials"; readonly after: number }
    /** The Kubernetes API server does not answer. */
    | { readonly kind: "unreachable" };

/** How faults are written, for help texts. */
export const FAULT_FORMS = [
    "create|update|delete|read:<type>[:once|:always]",
    "half:<type>",
    "lost:create|update|delete:<type>",
    "throttling[:<answers>]",
    "expired-credentials[:<after changes>]",
    "unreachable",
] as const;

/** @returns undefined for what is no fault. */
export function parseFault(text: string): Fault | undefined {
    const [head = "", ...rest] = text.split(":");
    const operation = OPERATIONS.find((name) => name === head);
    if (operation !== undefined) return parseFailure(operation, rest);
    if (head === "half") return isType(rest.join(":")) ? { kind: "half", type: rest.join(":") } : undefined;
    if (head === "lost") return parseLost(rest);
    if (head === "unreachable" && rest.length === 0) return { kind: "unreachable" };
    return parseCounted(head, rest);
}

function parseCounted(head: string, rest: readonly string[]): Fault | undefined {
    const count = rest.length === 0 ? 0 : Number(rest[0]);
    if (rest.length > 1 || !Number.isInteger(count) || count < 0) return undefined;
    // One more than the provider's own retries would hide nothing; a dozen is a bad minute.
    if (head === "throttling") return { kind: "throttling", count: rest.length === 0 ? 12 : count };
    return head === "expired-credentials" ? { kind: "expired-credentials", after: count } : undefined;
}

function parseFailure(operation: Operation, rest: readonly string[]): Fault | undefined {
    const last = rest.at(-1);
    const often = last === "once" || last === "always";
    const type = (often ? rest.slice(0, -1) : rest).join(":");
    return isType(type) ? { kind: "fail", operation, type, always: last === "always" } : undefined;
}

function parseLost([head, ...rest]: readonly string[]): Fault | undefined {
    const operation = CHANGES.find((name) => name === head);
    const type = rest.join(":");
    return operation !== undefined && isType(type) ? { kind: "lost", operation, type } : undefined;
}

function isType(text: string): boolean {
    return /^(aws|kubernetes):[^:]+(:[^:]+)?$/.test(text);
}

/** Faults in use: those that come once are used up. */
export class Faults {
    private pending: readonly Fault[];
    private readonly used = new Set<Fault>();
    private throttled = 0;
    private changes = 0;

    public constructor(faults: readonly Fault[]) {
        this.pending = faults;
        for (const fault of faults) if (fault.kind === "throttling") this.throttled += fault.count;
    }

    public get isUnreachable(): boolean {
        return this.pending.some(({ kind }) => kind === "unreachable");
    }

    /** Whether this operation is to fail; asking uses up what comes once. */
    public takeFailure(operation: string, type: string): boolean {
        const fault = this.pending.find(
            (one) => one.kind === "fail" && one.operation === operation && isOfType(type, one.type),
        );
        if (fault === undefined) return false;
        this.used.add(fault);
        if (fault.kind === "fail" && !fault.always)
            this.pending = this.pending.filter((one) => one !== fault);
        return true;
    }

    /** What was asked for by type and had no occasion. */
    public unused(): readonly string[] {
        return this.pending.flatMap((fault) => {
            if (this.used.has(fault)) return [];
            if (fault.kind === "fail") return [`${fault.operation}:${fault.type}`];
            if (fault.kind === "lost") return [`lost:${fault.operation}:${fault.type}`];
            return fault.kind === "half" ? [`half:${fault.type}`] : [];
        });
    }

    /** Whether what is made of this type never works; asking uses it up. */
    public takeHalf(type: string): boolean {
        const fault = this.pending.find((one) => one.kind === "half" && isOfType(type, one.type));
        this.pending = this.pending.filter((one) => one !== fault);
        return fault !== undefined;
    }

    /** Whether nobody hears that this was done; asking uses it up. */
    public takeLost(operation: string, type: string): boolean {
        const fault = this.pending.find(
            (one) => one.kind === "lost" && one.operation === operation && isOfType(type, one.type),
        );
        this.pending = this.pending.filter((one) => one !== fault);
        return fault !== undefined;
    }

    /** Whether the next answer is that there were too many requests. */
    public takeThrottling(): boolean {
        if (this.throttled === 0) return false;
        this.throttled -= 1;
        return true;
    }

    public countChange(): void {
        this.changes += 1;
    }

    public get areCredentialsExpired(): boolean {
        return this.pending.some(
            (fault) => fault.kind === "expired-credentials" && this.changes >= fault.after,
        );
    }
}

/** `aws:eks/nodeGroup:NodeGroup` is of type `aws:eks/nodeGroup`, and of its own. */
export function isOfType(token: string, type: string): boolean {
    return token === type || token.startsWith(`${type}:`);
}
