/** Every call the providers get: counted, and kept in order. */

/** Methods of a provider that concern one resource. */
export const METHODS = ["check", "diff", "create", "read", "update", "delete"] as const;
export type Method = (typeof METHODS)[number];

export interface Call {
    /** When it arrived: the arrivals and the ends of all calls are numbered in one order, from 1. */
    readonly began: number;
    readonly method: Method;
    readonly type: string;
    readonly name: string;
    readonly urn: string;
    /** Whether the engine only asked what would happen. */
    readonly preview: boolean;
    /** When it was answered, in the same order; undefined while it runs. */
    ended?: number;
    /** The same by the clock, in milliseconds: for who measures. */
    readonly beganAt: number;
    endedAt?: number;
    id?: string;
    /** What the provider answered instead of success. */
    error?: string;
}

export class CallLog {
    public readonly calls: Call[] = [];
    /** What a model noticed and AWS would not refuse, such as a cluster without an administrator. */
    public readonly notes: string[] = [];
    private moments = 0;

    public begin(call: Omit<Call, "began" | "beganAt" | "ended" | "endedAt" | "id" | "error">): Call {
        this.moments += 1;
        const begun: Call = { ...call, began: this.moments, beganAt: performance.now() };
        this.calls.push(begun);
        return begun;
    }

    public end(call: Call, outcome: Pick<Call, "id" | "error">): void {
        this.moments += 1;
        Object.assign(call, outcome, { ended: this.moments, endedAt: performance.now() });
    }

    /** Calls that changed something, in the order in which they were done. */
    public changes(): readonly Call[] {
        return this.calls
            .filter(({ method, preview, error, ended }) => {
                const changing = method === "create" || method === "update" || method === "delete";
                return changing && !preview && error === undefined && ended !== undefined;
            })
            .sort((one, other) => (one.ended ?? 0) - (other.ended ?? 0));
    }

    public count(method: Method): number {
        return this.calls.filter((call) => call.method === method).length;
    }
}
